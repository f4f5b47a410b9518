"""What one regio knows of a leerbedrijf. It stays in that regio."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from kwalificaties.models import Kwalificatie, Werkproces
from leerbedrijven.models.register import Leerbedrijf
from praktijkleren.accounts.periode import Periode, PeriodeQuerySet
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet


def regional(scope: Scope, prefix: str = "") -> Q:
    """What a regio knows of a leerbedrijf stays in that regio."""
    if scope.grants(Permission.LEERBEDRIJF_VIEW):
        return Q(**{f"{prefix}regio__in": scope.regio_ids})
    return NOTHING


class RelatieQuerySet(VisibleQuerySet["Relatie"]):
    def in_scope(self, scope: Scope) -> Q:
        return regional(scope)


class Relatie(models.Model):
    """What one regio knows of one leerbedrijf."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    regio = models.ForeignKey("accounts.Regio", models.PROTECT, related_name="relaties")
    leerbedrijf = models.ForeignKey(Leerbedrijf, models.CASCADE, related_name="relaties")
    contactpersoon = models.CharField(max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    capaciteit = models.PositiveSmallIntegerField("plaatsen tegelijk", null=True, blank=True)
    notitie = models.TextField("notitie over het bedrijf", blank=True)
    laatste_contact = models.DateField(null=True, blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = RelatieQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "relaties"
        constraints = [models.UniqueConstraint(fields=["regio", "leerbedrijf"], name="leerbedrijven_relatie_once")]

    def __str__(self) -> str:
        return f"{self.leerbedrijf} in {self.regio}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.leerbedrijf_id


class ContactSoort(models.TextChoices):
    BEZOEK = "bezoek", "bezoek"
    TELEFOON = "telefoon", "telefoon"
    MAIL = "mail", "e-mail"
    ANDERS = "anders", "anders"


class ContactmomentQuerySet(VisibleQuerySet["Contactmoment"]):
    def in_scope(self, scope: Scope) -> Q:
        return regional(scope, "relatie__")


class Contactmoment(models.Model):
    """Someone of the regio spoke with the company. Written once."""

    relatie = models.ForeignKey(Relatie, models.CASCADE, related_name="contactmomenten")
    datum = models.DateField()
    soort = models.CharField(max_length=10, choices=ContactSoort, default=ContactSoort.BEZOEK)
    verslag = models.TextField()
    gebruiker = models.ForeignKey(
        "accounts.Gebruiker", models.SET_NULL, null=True, blank=True, related_name="contactmomenten"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Any] = ContactmomentQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "contactmomenten"
        indexes = [models.Index(fields=["relatie", "-datum"])]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.datum}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.relatie.leerbedrijf_id


class PraktijkopleiderQuerySet(PeriodeQuerySet["Praktijkopleider"], VisibleQuerySet["Praktijkopleider"]):
    def in_scope(self, scope: Scope) -> Q:
        if scope.rol == Rol.BEDRIJFSCONTACT:
            return Q(relatie__leerbedrijf__organisatie=scope.organisatie_id)
        return regional(scope, "relatie__")


class Praktijkopleider(Periode):
    """Guides and signs on behalf of the leerbedrijf; has no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relatie = models.ForeignKey(Relatie, models.CASCADE, related_name="praktijkopleiders")
    naam = models.CharField(max_length=120)
    functie = models.CharField(max_length=80, blank=True)
    email = models.EmailField("e-mailadres")
    telefoon = models.CharField(max_length=20, blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = PraktijkopleiderQuerySet.as_manager()

    class Meta(Periode.Meta):
        verbose_name_plural = "praktijkopleiders"

    def __str__(self) -> str:
        return self.naam

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.relatie.leerbedrijf_id


class LeerplaatsQuerySet(PeriodeQuerySet["Leerplaats"], VisibleQuerySet["Leerplaats"]):
    def in_scope(self, scope: Scope) -> Q:
        return regional(scope, "relatie__")

    def with_taken(self, on: date | None = None) -> Self:
        """Adds `bezet`: how many people have or will get this place. Plaatsingen live in a room above."""
        not_ended = Q(plaatsingen__tot__isnull=True) | Q(plaatsingen__tot__gte=on or timezone.localdate())
        held = Q(plaatsingen__isnull=False) & ~Q(plaatsingen__status="beeindigd") & not_ended
        return self.annotate(bezet=Count("plaatsingen", filter=held, distinct=True))

    def free(self, on: date | None = None) -> Self:
        """Offered today and not all taken."""
        return self.current(on).with_taken(on).filter(aantal__gt=F("bezet"))


class Leerplaats(Periode):
    """A place that a leerbedrijf offers in this regio, with the werkprocessen one can learn there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relatie = models.ForeignKey(Relatie, models.CASCADE, related_name="leerplaatsen")
    titel = models.CharField(max_length=160)
    omschrijving = models.TextField(blank=True)
    kwalificatie = models.ForeignKey(Kwalificatie, models.PROTECT, null=True, blank=True, related_name="leerplaatsen")
    werkprocessen = models.ManyToManyField(Werkproces, related_name="leerplaatsen", blank=True)
    praktijkopleider = models.ForeignKey(
        Praktijkopleider, models.SET_NULL, null=True, blank=True, related_name="leerplaatsen"
    )
    aantal = models.PositiveSmallIntegerField("aantal plaatsen", default=1)
    uren_per_week = models.PositiveSmallIntegerField("uren per week", null=True, blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    if TYPE_CHECKING:
        bezet: int
        """Only after with_taken()."""

    objects: ClassVar[Any] = LeerplaatsQuerySet.as_manager()

    class Meta(Periode.Meta):
        verbose_name_plural = "leerplaatsen"
        indexes = [models.Index(fields=["relatie", "van"])]

    def __str__(self) -> str:
        return f"{self.titel} bij {self.relatie.leerbedrijf.naam}"

    def get_absolute_url(self) -> str:
        return reverse("leerbedrijven:leerplaats", args=[self.pk])

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.relatie.leerbedrijf_id
