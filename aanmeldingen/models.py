"""One front door per regio, for a person, a place or both (domain.md 3.1, step 1)."""

import uuid
from string import hexdigits
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from aanmeldingen.states import ENDED, AanmeldingStatus
from praktijkleren.accounts.roles import Permission
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet
from praktijkleren.ui.text import normalise

NUMMER = 8


class Ingang(models.TextChoices):
    """Which of the three entrances of the form was taken."""

    VERWIJZER = "verwijzer", "verwijzer"
    KANDIDAAT = "kandidaat", "kandidaat zelf"
    WERKGEVER = "werkgever", "werkgever"


class VerwijzerSoort(models.TextChoices):
    """Where people come from (domain.md 3.1, step 1)."""

    GEMEENTE = "gemeente", "gemeente of sociale dienst"
    UWV = "uwv", "UWV"
    RMC = "rmc", "doorstroompunt (RMC)"
    ONTWIKKELBEDRIJF = "ontwikkelbedrijf", "ontwikkelbedrijf"
    UITZENDBUREAU = "uitzendbureau", "uitzendbureau"
    WELZIJN = "welzijn", "welzijnsorganisatie"
    SCHOOL = "school", "school"
    WERKCENTRUM = "werkcentrum", "Werkcentrum"
    ANDERS = "anders", "anders"


class AanmeldingQuerySet(VisibleQuerySet["Aanmelding"]):
    def in_scope(self, scope: Scope) -> Q:
        return Q(regio__in=scope.regio_ids) if scope.grants(Permission.AANMELDING_VIEW) else NOTHING

    def waiting(self) -> Self:
        return self.exclude(status__in=ENDED)

    def search(self, text: str) -> Self:
        found = self
        for word in normalise(text).split():
            found = found.filter(Q(zoeknaam__contains=word) | _numbered(word))
        return found


def _numbered(word: str) -> Q:
    """By the number of the mail and the thank-you page, which is how the id begins."""
    if len(word) != NUMMER or not set(word) <= set(hexdigits):
        return NOTHING
    rest = 32 - NUMMER
    return Q(pk__range=(uuid.UUID(word + "0" * rest), uuid.UUID(word + "f" * rest)))


class Aanmelding(models.Model):
    """What came in, as it was typed. Accepting makes what was offered; the typed text stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    regio = models.ForeignKey("accounts.Regio", models.PROTECT, related_name="aanmeldingen")
    samenwerkingsverband = models.ForeignKey(
        "accounts.Samenwerkingsverband", models.PROTECT, null=True, blank=True, related_name="aanmeldingen"
    )
    ingang = models.CharField(max_length=12, choices=Ingang)
    status = models.CharField(max_length=16, choices=AanmeldingStatus, default=AanmeldingStatus.NIEUW)
    ontvangen_op = models.DateTimeField()
    formulier_id = models.UUIDField(unique=True)
    """Made when the form was opened: sending the same form twice gives one aanmelding."""

    aanmelder_naam = models.CharField(max_length=120)
    aanmelder_email = models.EmailField(blank=True)
    aanmelder_telefoon = models.CharField(max_length=20, blank=True)
    aanmelder_organisatie = models.CharField(max_length=160, blank=True)
    verwijzer_soort = models.CharField(max_length=20, choices=VerwijzerSoort, blank=True)

    met_persoon = models.BooleanField(default=True)
    persoon_voornamen = models.CharField(max_length=120, blank=True)
    persoon_tussenvoegsel = models.CharField(max_length=20, blank=True)
    persoon_achternaam = models.CharField(max_length=120, blank=True)
    persoon_geboortedatum = models.DateField(null=True, blank=True)
    persoon_gemeente = models.ForeignKey(
        "accounts.Gemeente", models.PROTECT, null=True, blank=True, related_name="aanmeldingen"
    )
    persoon_email = models.EmailField(blank=True)
    persoon_telefoon = models.CharField(max_length=20, blank=True)
    persoon_weet_ervan = models.BooleanField("deze persoon weet van de aanmelding", default=False)
    persoon_is_werknemer = models.BooleanField("werkt al bij deze werkgever", default=False)
    vertegenwoordiger_naam = models.CharField(max_length=120, blank=True)
    vertegenwoordiger_email = models.EmailField(blank=True)

    met_plaats = models.BooleanField(default=False)
    bedrijf_naam = models.CharField(max_length=160, blank=True)
    bedrijf_plaats = models.CharField(max_length=80, blank=True)
    bedrijf_leerbedrijf_id = models.CharField("leerbedrijf-ID", max_length=12, blank=True)
    plaats_omschrijving = models.TextField("welk werk kan iemand leren?", blank=True)
    plaats_aantal = models.PositiveSmallIntegerField("aantal plaatsen", null=True, blank=True)

    toelichting = models.TextField(blank=True)
    zoeknaam = models.CharField(max_length=500, editable=False)
    """Begins with who or what is offered: for search and for sorting."""
    kandidaat = models.ForeignKey(
        "kandidaten.Kandidaat", models.SET_NULL, null=True, blank=True, related_name="aanmeldingen"
    )
    leerplaats = models.ForeignKey(
        "leerbedrijven.Leerplaats", models.SET_NULL, null=True, blank=True, related_name="aanmeldingen"
    )
    behandeld_door = models.ForeignKey(
        "accounts.Gebruiker", models.SET_NULL, null=True, blank=True, related_name="aanmeldingen"
    )
    besluit_reden = models.CharField(max_length=300, blank=True)
    doorverwezen_naar = models.CharField(max_length=160, blank=True)
    afgerond_op = models.DateTimeField(null=True, blank=True)

    objects = AanmeldingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "aanmeldingen"
        indexes = [
            models.Index(fields=["regio", "status", "-ontvangen_op", "-id"]),
            models.Index(fields=["regio", "-ontvangen_op", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(met_persoon=True) | Q(met_plaats=True), name="aanmeldingen_persoon_of_plaats"
            )
        ]

    def __str__(self) -> str:
        return self.wie

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.zoeknaam = normalise(f"{self.wie} {self.aanmelder_naam} {self.bedrijf_naam}")[:500]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("aanmeldingen:detail", args=[self.pk])

    @property
    def audit_dossier(self) -> uuid.UUID:
        """Its own chain: a refused aanmelding never becomes a person."""
        return self.pk

    @property
    def persoon_pseudoniem(self) -> uuid.UUID | None:
        """How the logs name the person who is offered: as the kandidaat once there is one, until then as this row."""
        if not self.met_persoon:
            return None
        return self.kandidaat.pseudoniem if self.kandidaat else self.pk

    @property
    def aanmelder_kort(self) -> str:
        return self.aanmelder_organisatie or ("zelf" if self.ingang == Ingang.KANDIDAAT else self.aanmelder_naam)

    @property
    def nummer(self) -> str:
        """Short enough to read aloud on the phone; says nothing about the person."""
        return str(self.pk)[:NUMMER].upper()

    @property
    def wie(self) -> str:
        """Who or what is offered: Vries, Samira de or the name of the company."""
        if not self.met_persoon:
            return self.bedrijf_naam or self.aanmelder_naam
        voor = " ".join(part for part in (self.persoon_voornamen, self.persoon_tussenvoegsel) if part)
        return f"{self.persoon_achternaam}, {voor}"
