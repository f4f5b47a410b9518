"""The praktijkovereenkomst as recorded here; the school makes the paper itself (domain.md 2.2, WEB 7.2.8)."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from kwalificaties.models import Werkproces
from praktijkleren.accounts.roles import Permission
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet
from trajecten.models.plaatsing import Inschrijving, Plaatsing, follows_plaatsing
from trajecten.states import PokStatus


class PraktijkovereenkomstQuerySet(VisibleQuerySet["Praktijkovereenkomst"]):
    def in_scope(self, scope: Scope) -> Q:
        return follows_plaatsing(scope) if scope.grants(Permission.POK_VIEW) else NOTHING


class Praktijkovereenkomst(models.Model):
    """One version. Holds the mandatory contents a to d of WEB 7.2.8 lid 2; another leerbedrijf means a new one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plaatsing = models.ForeignKey(Plaatsing, models.CASCADE, related_name="praktijkovereenkomsten")
    inschrijving = models.ForeignKey(Inschrijving, models.PROTECT, related_name="praktijkovereenkomsten")
    versie = models.PositiveSmallIntegerField(default=1)
    bewerking = models.PositiveIntegerField(default=1, editable=False)
    """Counts the saves of this version: its text as long as it is a concept, after that the signatures."""
    status = models.CharField(max_length=20, choices=PokStatus, default=PokStatus.CONCEPT)
    begindatum = models.DateField()
    """a"""
    einddatum = models.DateField()
    uren_totaal = models.PositiveIntegerField("praktijkuren in totaal")
    uren_verdeling = models.CharField("verdeling van de uren over de studiejaren", max_length=300)
    begeleiding = models.TextField("afspraken over begeleiding")
    """b"""
    werkprocessen = models.ManyToManyField(Werkproces, related_name="praktijkovereenkomsten")
    """c: the part of the kwalificatie."""
    beoordelingswijze = models.TextField("hoe wordt beoordeeld?")
    ontbinding = models.TextField("wanneer en hoe kan de overeenkomst eerder stoppen?")
    """d"""
    getekend_instelling_op = models.DateField("getekend door de mbo-instelling op", null=True, blank=True)
    getekend_instelling_door = models.CharField(max_length=120, blank=True)
    getekend_leerbedrijf_op = models.DateField("getekend door het leerbedrijf op", null=True, blank=True)
    getekend_leerbedrijf_door = models.CharField(max_length=120, blank=True)
    getekend_kandidaat_op = models.DateField("getekend door de kandidaat op", null=True, blank=True)
    getekend_kandidaat_door = models.CharField(max_length=120, blank=True)
    """Name of the kandidaat or of the vertegenwoordiger who signed."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PraktijkovereenkomstQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "praktijkovereenkomsten"
        constraints = [
            models.UniqueConstraint(fields=["plaatsing", "versie"], name="trajecten_pok_versie"),
            models.CheckConstraint(condition=Q(einddatum__gte=models.F("begindatum")), name="trajecten_pok_periode"),
        ]

    def __str__(self) -> str:
        return f"POK versie {self.versie} ({self.get_status_display()})"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.plaatsing.audit_dossier

    def get_absolute_url(self) -> str:
        return reverse("trajecten:pok", args=[self.pk])

    @property
    def getekend_op(self) -> date | None:
        """The day of the last of the three signatures, or None as long as one is missing."""
        days = [self.getekend_instelling_op, self.getekend_leerbedrijf_op, self.getekend_kandidaat_op]
        return max(day for day in days if day) if all(days) else None
