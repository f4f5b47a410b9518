"""The kwalificatiestructuur: dossier → kwalificatie (crebo) → kerntaak → werkproces (domain.md 2.6).

The crebo is the key, not the name. A code that disappears is closed and never deleted; what someone typed in is marked.
Within one kwalificatie a werkproces is the same werkproces for as long as its code is the same: whatever compares
(erkenningen, leerdoelen) compares codes, so that another wording or kerntaak title breaks nothing.
"""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from praktijkleren.ui.text import normalise

STRUCTUUR = uuid.UUID("6a1d8c1e-0000-4000-8000-000000000002")
"""Namespace of the audit chains: one per kwalificatie."""


class Herkomst(models.TextChoices):
    GELADEN = "geladen", "uit de kwalificatiestructuur"
    ZELF = "zelf", "zelf ingevoerd"


class Gesloten(models.Model):
    """Loaded rows carry when they came and when they disappeared from the shipped data."""

    vanaf = models.DateField()
    gesloten_op = models.DateField("gesloten op", null=True, blank=True)
    bron = models.TextField(blank=True)
    geverifieerd = models.BooleanField(default=False)
    """Whether the content of the row was read in a copy of the source."""

    class Meta:
        abstract = True


class Sector(Gesloten):
    """A sectorkamer of SBB, Entree or bovensectoraal."""

    code = models.CharField(max_length=2, unique=True)
    naam = models.CharField(max_length=120)

    class Meta:
        verbose_name_plural = "sectoren"

    def __str__(self) -> str:
        return self.naam


class Dossier(Gesloten):
    """A kwalificatiedossier (23xxx)."""

    crebo = models.CharField(max_length=5, unique=True)
    titel = models.CharField(max_length=200)
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, related_name="dossiers")
    opvolger_crebo = models.CharField(max_length=5, blank=True)

    class Meta:
        verbose_name_plural = "dossiers"

    def __str__(self) -> str:
        return f"{self.titel} ({self.crebo})"


class Actueel(models.TextChoices):
    JA = "ja", "actueel"
    NEE = "nee", "opgevolgd"
    ONBEKEND = "onbekend", "niet zeker"


class KwalificatieQuerySet(models.QuerySet["Kwalificatie"]):
    def open(self) -> Self:
        return self.filter(gesloten_op__isnull=True)

    def choosable(self) -> Self:
        """Open kwalificaties that have at least one open werkproces."""
        return self.open().filter(Exists(Werkproces.objects.open().filter(kerntaak__kwalificatie=OuterRef("pk"))))

    def with_empty(self) -> Self:
        """Adds `leeg`: nothing to choose in it."""
        return self.annotate(leeg=~Exists(Werkproces.objects.open().filter(kerntaak__kwalificatie=OuterRef("pk"))))

    def search(self, text: str) -> Self:
        """Every word must be found in the title, the crebo or the sector."""
        found = self
        for word in normalise(text).split():
            found = found.filter(zoektekst__contains=word)
        return found

    def search_werkprocessen(self, text: str) -> Self:
        """Kwalificaties in which all words are found: in their own text, or with it in that of one werkproces."""
        within = Werkproces.objects.open().search(text).filter(kerntaak__kwalificatie=OuterRef("pk"))
        own = Q()
        for word in normalise(text).split():
            own &= Q(zoektekst__contains=word)
        return self.filter(own | Exists(within))


class Kwalificatie(Gesloten):
    crebo = models.CharField(max_length=5, unique=True)
    titel = models.CharField(max_length=200)
    niveau = models.PositiveSmallIntegerField()
    leerwegen = models.CharField(max_length=20, blank=True)
    """As in the source: BBL;BOL."""
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, blank=True, related_name="kwalificaties")
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, related_name="kwalificaties")
    actueel = models.CharField(max_length=10, choices=Actueel, default=Actueel.ONBEKEND)
    zoektitel = models.CharField(max_length=200, editable=False, default="")
    zoektekst = models.TextField(editable=False, default="")

    objects = KwalificatieQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kwalificaties"
        indexes = [models.Index(fields=["niveau", "titel"]), models.Index(fields=["zoektitel", "crebo"])]

    def __str__(self) -> str:
        return f"{self.titel} ({self.crebo}, niveau {self.niveau})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.make_searchable()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("kwalificaties:detail", args=[self.crebo])

    @property
    def audit_dossier(self) -> uuid.UUID:
        return uuid.uuid5(STRUCTUUR, self.crebo)

    @property
    def leerwegen_in_words(self) -> str:
        """The derde leerweg stands in the sources as OVO (domain.md 2.1)."""
        names = {"BBL": "bbl", "BOL": "bol", "OVO": "derde leerweg"}
        return ", ".join(names.get(code, code) for code in self.leerwegen.split(";") if code)

    def make_searchable(self) -> None:
        self.zoektitel = normalise(self.titel)[:200]
        sector = self.sector.naam if self.sector else ""
        self.zoektekst = normalise(f"{self.titel} {self.crebo} {sector}")


class EerdereTitel(models.Model):
    """What a kwalificatie was called before: the crebo stays, so its row stays."""

    kwalificatie = models.ForeignKey(Kwalificatie, models.CASCADE, related_name="eerdere_titels")
    titel = models.CharField(max_length=200)
    tot = models.DateField("tot en met")

    class Meta:
        verbose_name_plural = "eerdere titels"

    def __str__(self) -> str:
        return self.titel


class Kerntaak(Gesloten):
    """Never overwritten when its title changes: the old one is closed and a new versie opened.

    Its open werkprocessen go along to the new versie, for nothing changed in them.
    """

    kwalificatie = models.ForeignKey(Kwalificatie, models.PROTECT, related_name="kerntaken")
    code = models.CharField(max_length=10)
    titel = models.CharField(max_length=300)
    cohort = models.CharField(max_length=10, blank=True)
    versie = models.PositiveSmallIntegerField(default=1)
    herkomst = models.CharField(max_length=10, choices=Herkomst, default=Herkomst.GELADEN)

    class Meta:
        verbose_name_plural = "kerntaken"
        constraints = [
            models.UniqueConstraint(fields=["kwalificatie", "code", "versie"], name="kwalificaties_kerntaak_code"),
            models.UniqueConstraint(
                fields=["kwalificatie", "code"],
                condition=Q(gesloten_op__isnull=True),
                name="kwalificaties_kerntaak_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.titel}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.kwalificatie.audit_dossier

    @property
    def is_own(self) -> bool:
        return self.herkomst == Herkomst.ZELF


class WerkprocesQuerySet(models.QuerySet["Werkproces"]):
    def open(self) -> Self:
        return self.filter(gesloten_op__isnull=True, kerntaak__gesloten_op__isnull=True)

    def of(self, kwalificatie: Kwalificatie) -> Self:
        """Every versie, in the order of the kwalificatie."""
        mine = self.filter(kerntaak__kwalificatie=kwalificatie).select_related("kerntaak")
        return mine.order_by("kerntaak__code", "code", "versie")

    def search(self, text: str) -> Self:
        """Every word must be found in the name, the code, or the title, crebo or sector of the kwalificatie."""
        found = self
        for word in normalise(text).split():
            found = found.filter(Q(zoektekst__contains=word) | Q(kerntaak__kwalificatie__zoektekst__contains=word))
        return found


class Werkproces(Gesloten):
    """What one can learn to do. Shown by its name; the code stands small beside it."""

    kerntaak = models.ForeignKey(Kerntaak, models.PROTECT, related_name="werkprocessen")
    code = models.CharField(max_length=14)
    naam = models.CharField(max_length=300)
    cohort = models.CharField(max_length=10, blank=True)
    versie = models.PositiveSmallIntegerField(default=1)
    herkomst = models.CharField(max_length=10, choices=Herkomst, default=Herkomst.GELADEN)
    zoektekst = models.TextField(editable=False, default="")

    objects = WerkprocesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "werkprocessen"
        constraints = [
            models.UniqueConstraint(fields=["kerntaak", "code", "versie"], name="kwalificaties_werkproces_code"),
            models.UniqueConstraint(
                fields=["kerntaak", "code"],
                condition=Q(gesloten_op__isnull=True),
                name="kwalificaties_werkproces_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.make_searchable()
        super().save(*args, **kwargs)

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.kerntaak.audit_dossier

    @property
    def is_own(self) -> bool:
        return self.herkomst == Herkomst.ZELF

    def make_searchable(self) -> None:
        self.zoektekst = normalise(f"{self.naam} {self.code}")


class InlezingBase(models.Model):
    """A file that someone offered: looked at first, read in after a second look, and never twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bestandsnaam = models.CharField(max_length=160)
    inhoud = models.TextField(blank=True)
    """The text of the file; emptied once it has been read in."""
    gebruiker = models.ForeignKey(
        "accounts.Gebruiker", models.SET_NULL, null=True, blank=True, related_name="%(app_label)s_inlezingen"
    )
    created_at = models.DateTimeField("gemaakt op", auto_now_add=True)
    ingelezen_op = models.DateTimeField(null=True, blank=True)
    telling = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.bestandsnaam


class Inlezing(InlezingBase):
    """Of the shipped kwalificatiestructuur (without gebruiker), or of werkprocessen that a beheerder knows."""

    class Meta:
        verbose_name_plural = "inlezingen"
        indexes = [models.Index(fields=["ingelezen_op"])]

    def get_absolute_url(self) -> str:
        return reverse("kwalificaties:upload_confirm", args=[self.pk])
