"""Where someone learns: voortraject, proefplaatsing, bpv or nazorg."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from kwalificaties.models import Kwalificatie
from leerbedrijven.models import Leerbedrijf, Leerplaats, Praktijkopleider
from praktijkleren.accounts.periode import Periode, PeriodeQuerySet
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet
from trajecten.models.traject import Traject
from trajecten.states import PlaatsingSoort, PlaatsingStatus


def follows_traject(scope: Scope, path: str = "traject") -> Q:
    """Visible wherever its traject is."""
    return Q(**{f"{path}__in": Traject.objects.filter(Traject.objects.all().in_scope(scope)).values("pk")})


AFTER_PLAATSING = timedelta(weeks=13)
"""How long a bedrijfscontact still sees someone who left: long enough to sign what is to be signed."""


def matched(scope: Scope) -> "PlaatsingQuerySet":
    """Plaatsingen through which a role knows people at all: in the regio, or at the own company."""
    if scope.rol == Rol.ADVISEUR_WERKGEVERS:
        return Plaatsing.objects.filter(traject__regio__in=scope.regio_ids)
    if scope.rol == Rol.BEDRIJFSCONTACT:
        border = timezone.localdate() - AFTER_PLAATSING
        own = Plaatsing.objects.filter(leerbedrijf__organisatie=scope.organisatie_id)
        return own.filter(Q(tot__isnull=True) | Q(tot__gte=border))
    return Plaatsing.objects.none()


def follows_plaatsing(scope: Scope, path: str = "plaatsing") -> Q:
    """Visible wherever its plaatsing is; for most roles that is where the traject is."""
    if scope.rol == Rol.BEDRIJFSCONTACT:
        return Q(**{f"{path}__in": matched(scope).values("pk")})
    return follows_traject(scope, f"{path}__traject")


class Leerweg(models.TextChoices):
    DERDE = "derde", "derde leerweg"
    BBL = "bbl", "bbl"
    BOL = "bol", "bol"


class InschrijvingQuerySet(PeriodeQuerySet["Inschrijving"], VisibleQuerySet["Inschrijving"]):
    def in_scope(self, scope: Scope) -> Q:
        """A company learns of the inschrijving through the POK."""
        return NOTHING if scope.rol == Rol.BEDRIJFSCONTACT else follows_traject(scope)


class Inschrijving(Periode):
    """Enrolment on a crebo at the mbo-instelling; usually derde leerweg (domain.md 2.1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    traject = models.ForeignKey(Traject, models.CASCADE, related_name="inschrijvingen")
    instelling = models.ForeignKey("accounts.Organisatie", models.PROTECT, related_name="inschrijvingen")
    kwalificatie = models.ForeignKey(Kwalificatie, models.PROTECT, related_name="inschrijvingen")
    leerweg = models.CharField(max_length=8, choices=Leerweg, default=Leerweg.DERDE)
    nummer = models.CharField("inschrijvingsnummer bij de instelling", max_length=40, blank=True)

    objects = InschrijvingQuerySet.as_manager()

    class Meta(Periode.Meta):
        verbose_name_plural = "inschrijvingen"

    def __str__(self) -> str:
        return f"{self.instelling}: {self.kwalificatie}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.traject.audit_dossier


class PlaatsingQuerySet(PeriodeQuerySet["Plaatsing"], VisibleQuerySet["Plaatsing"]):
    def in_scope(self, scope: Scope) -> Q:
        """A company sees what happens at the company; nothing of the places before or after."""
        if not scope.grants(Permission.TRAJECT_VIEW):
            return NOTHING
        if scope.rol == Rol.BEDRIJFSCONTACT:
            return Q(pk__in=matched(scope).values("pk"))
        return follows_traject(scope)

    def bpv(self) -> Self:
        return self.filter(soort=PlaatsingSoort.BPV)

    def planned(self) -> Self:
        return self.filter(status=PlaatsingStatus.GEPLAND)

    def running(self) -> Self:
        return self.filter(status=PlaatsingStatus.LOPEND)

    def open(self) -> Self:
        """Not ended: these take a place at the leerbedrijf."""
        return self.exclude(status=PlaatsingStatus.BEEINDIGD)


class Plaatsing(Periode):
    """`tot` is the planned last day while it runs, the real one once it has ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    traject = models.ForeignKey(Traject, models.CASCADE, related_name="plaatsingen")
    soort = models.CharField(max_length=16, choices=PlaatsingSoort)
    status = models.CharField(max_length=12, choices=PlaatsingStatus, default=PlaatsingStatus.GEPLAND)
    leerbedrijf = models.ForeignKey(Leerbedrijf, models.PROTECT, related_name="plaatsingen")
    leerplaats = models.ForeignKey(Leerplaats, models.SET_NULL, null=True, blank=True, related_name="plaatsingen")
    werkgever = models.CharField("werkgever (als dat een ander is)", max_length=160, blank=True)
    """An uitzendkracht has another employer than the leerbedrijf."""
    uren_per_week = models.DecimalField("uren per week", max_digits=4, decimal_places=1, null=True, blank=True)
    einde_gepland = models.DateField("gepland einde", null=True, blank=True)
    eindreden = models.CharField("reden van beëindigen", max_length=300, blank=True)
    kwaliteit_geborgd_op = models.DateField("kwaliteit van de bpv besproken op", null=True, blank=True)
    """Fourth of the five minimum conditions (domain.md 2.1)."""
    erkenning_bevestigd = models.BooleanField(default=False)
    """Someone confirmed the warning that the erkenning ends within the period."""
    versie = models.PositiveIntegerField(default=1, editable=False)
    """Counts the saves of the planned period."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlaatsingQuerySet.as_manager()

    if TYPE_CHECKING:  # added by trajecten.facts.with_facts
        opleider: dict[str, Any] | None
        pok: dict[str, Any] | None
        inschrijving: dict[str, Any] | None
        uren: Decimal
        erkend_nu: bool
        erkenning: dict[str, Any] | None
        erkenning_eindigt: date | None

    class Meta(Periode.Meta):
        verbose_name_plural = "plaatsingen"
        indexes = [
            models.Index(fields=["traject", "soort", "van"]),
            models.Index(fields=["leerbedrijf", "status"]),
        ]

    def __str__(self) -> str:
        return f"{capfirst(self.get_soort_display())} bij {self.leerbedrijf.naam}"

    def get_absolute_url(self) -> str:
        return reverse("trajecten:detail", args=[self.traject_id])

    @property
    def is_bpv(self) -> bool:
        return self.soort == PlaatsingSoort.BPV

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.traject.audit_dossier


class Begeleiding(Periode):
    """Which praktijkopleider guides this plaatsing, from when to when."""

    plaatsing = models.ForeignKey(Plaatsing, models.CASCADE, related_name="begeleidingen")
    praktijkopleider = models.ForeignKey(Praktijkopleider, models.PROTECT, related_name="begeleidingen")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PeriodeQuerySet.as_manager()

    class Meta(Periode.Meta):
        verbose_name_plural = "begeleidingen"

    def __str__(self) -> str:
        return f"{self.praktijkopleider} vanaf {self.van}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.plaatsing.audit_dossier
