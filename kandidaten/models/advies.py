"""Intake and the non-binding inclusief advies with the mbo-instelling at the table (domain.md 3.1, steps 2 and 3)."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from kandidaten.models.betrokkenheid import betrokken_kandidaten
from kandidaten.models.kandidaat import Kandidaat
from kandidaten.states import AdviesStatus, Route
from praktijkleren.accounts.roles import BETROKKEN, Permission, Rol
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet


def advies_scope(scope: Scope) -> Q:
    if not scope.grants(Permission.ADVIES_VIEW):
        return NOTHING
    if scope.rol == Rol.COORDINATOR:
        return Q(kandidaat__regio__in=scope.regio_ids)
    return Q(kandidaat__in=betrokken_kandidaten(scope)) if scope.rol in BETROKKEN else NOTHING


class IntakeQuerySet(VisibleQuerySet["Intake"]):
    def in_scope(self, scope: Scope) -> Q:
        return advies_scope(scope)


class Intake(models.Model):
    """Leerbaarheid is a fixed starting point: open to learning, which is not the same as schoolbaar (domain.md 3.2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kandidaat = models.ForeignKey(Kandidaat, models.CASCADE, related_name="intakes")
    datum = models.DateField()
    leerbaarheid = models.TextField("leerbaarheid: waaruit blijkt dat deze persoon wil leren?")
    wensen = models.TextField("wat wil de kandidaat zelf?", blank=True)
    instrument = models.CharField("gebruikt instrument", max_length=120, blank=True)
    instrument_datum = models.DateField("datum van het instrument", null=True, blank=True)
    instrument_conclusie = models.CharField("conclusie van het instrument", max_length=300, blank=True)
    gedaan_door = models.ForeignKey("accounts.Gebruiker", models.PROTECT, related_name="intakes")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "intakes"

    def __str__(self) -> str:
        return f"intake {self.datum}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.kandidaat.pseudoniem


class AdviesQuerySet(VisibleQuerySet["Advies"]):
    def in_scope(self, scope: Scope) -> Q:
        return advies_scope(scope)

    def latest_version(self) -> Self:
        return self.exclude(status=AdviesStatus.VERVANGEN)


class Advies(models.Model):
    """One version. Each route is weighed, one is advised; what the person chose stands beside it and may differ."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kandidaat = models.ForeignKey(Kandidaat, models.CASCADE, related_name="adviezen")
    intake = models.ForeignKey(Intake, models.PROTECT, null=True, blank=True, related_name="adviezen")
    versie = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=16, choices=AdviesStatus, default=AdviesStatus.CONCEPT)
    diploma_afweging = models.TextField("mbo-diploma: haalbaar of niet, en waarom?", blank=True)
    certificaat_afweging = models.TextField("mbo-certificaat: haalbaar of niet, en waarom?", blank=True)
    praktijkverklaring_afweging = models.TextField("praktijkverklaring: passend of niet, en waarom?", blank=True)
    route = models.CharField("geadviseerde route", max_length=20, choices=Route)
    motivering = models.TextField()
    richting = models.CharField("richting of beroep", max_length=200, blank=True)
    geschreven_door = models.ForeignKey("accounts.Gebruiker", models.PROTECT, related_name="adviezen")
    mbo_gebruiker = models.ForeignKey(
        "accounts.Gebruiker", models.PROTECT, null=True, blank=True, related_name="mbo_adviezen"
    )
    """The mbo-contact who answered."""
    mbo_route = models.CharField("voorstel van het mbo", max_length=20, choices=Route, blank=True)
    mbo_toelichting = models.TextField("toelichting van het mbo", blank=True)
    mbo_datum = models.DateField(null=True, blank=True)
    keuze_kandidaat = models.CharField("keuze van de kandidaat", max_length=20, choices=Route, blank=True)
    keuze_toelichting = models.TextField("waarom kiest de kandidaat dit?", blank=True)
    besproken_op = models.DateField(null=True, blank=True)
    bewerking = models.PositiveIntegerField(default=1)
    """Counts saves of the text: a save on top of someone else's is refused."""
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AdviesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "adviezen"
        indexes = [models.Index(fields=["status", "mbo_gebruiker"])]
        constraints = [
            models.UniqueConstraint(fields=["kandidaat", "versie"], name="kandidaten_advies_versie"),
            models.UniqueConstraint(
                fields=["kandidaat"],
                condition=~Q(status=AdviesStatus.VERVANGEN),
                name="kandidaten_advies_een_geldig",
            ),
        ]

    def __str__(self) -> str:
        return f"advies versie {self.versie}: {self.get_route_display()}"

    @property
    def choice_differs(self) -> bool:
        """The person chose another route than we advised; that is their right."""
        return bool(self.keuze_kandidaat) and self.keuze_kandidaat != self.route

    def get_absolute_url(self) -> str:
        return reverse("kandidaten:advies", args=[self.pk])

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.kandidaat.pseudoniem
