"""What someone learns, how it goes, and the hours."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kwalificaties.models import Werkproces
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet
from trajecten.models.plaatsing import Plaatsing, follows_plaatsing, follows_traject
from trajecten.models.traject import Traject


class Stand(models.TextChoices):
    """How far someone is. Stays inside: the document tells only what someone can (domain.md 1.4, row 10)."""

    NOG_NIET = "nog_niet", "nog niet begonnen"
    OEFENT = "oefent", "oefent"
    MET_HULP = "met_hulp", "lukt met hulp"
    ZELFSTANDIG = "zelfstandig", "lukt zelfstandig"


class LeerdoelQuerySet(VisibleQuerySet["Leerdoel"]):
    def in_scope(self, scope: Scope) -> Q:
        return follows_traject(scope) if scope.grants(Permission.VOORTGANG_VIEW) else NOTHING

    def chosen(self) -> Self:
        """On the plan now."""
        return self.filter(vervallen_op__isnull=True)


class Leerdoel(models.Model):
    """One chosen werkproces of a traject."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    traject = models.ForeignKey(Traject, models.CASCADE, related_name="leerdoelen")
    werkproces = models.ForeignKey(Werkproces, models.PROTECT, related_name="leerdoelen")
    stand = models.CharField(max_length=12, choices=Stand, default=Stand.NOG_NIET)
    vervallen_op = models.DateField(null=True, blank=True)
    """Taken off the plan; what was learned stays."""
    meegenomen_van = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="meegenomen_naar")
    """Mastered in the traject before, and brought along at the overstap."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LeerdoelQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "leerdoelen"
        constraints = [models.UniqueConstraint(fields=["traject", "werkproces"], name="trajecten_leerdoel_once")]

    def __str__(self) -> str:
        return self.werkproces.naam

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.traject.audit_dossier


class LogSoort(models.TextChoices):
    BEZOEK = "bezoek", "bezoek"
    GESPREK = "gesprek", "gesprek of telefoon"
    EINDGESPREK = "eindgesprek", "eindgesprek"
    NOTITIE = "notitie", "notitie"


class LogregelQuerySet(VisibleQuerySet["Logregel"]):
    def in_scope(self, scope: Scope) -> Q:
        """Colleagues only: what they write to each other is not for the company."""
        if not scope.grants(Permission.VOORTGANG_VIEW) or scope.rol == Rol.BEDRIJFSCONTACT:
            return NOTHING
        return follows_traject(scope)


class Logregel(models.Model):
    """One visit or talk: a sentence, the standing per werkproces and the hours of the week."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    traject = models.ForeignKey(Traject, models.CASCADE, related_name="logregels")
    plaatsing = models.ForeignKey(Plaatsing, models.SET_NULL, null=True, blank=True, related_name="logregels")
    datum = models.DateField()
    soort = models.CharField(max_length=12, choices=LogSoort, default=LogSoort.BEZOEK)
    tekst = models.TextField("wat is er gebeurd?")
    standen = models.JSONField(default=dict, blank=True)
    """Leerdoel id → Stand, as it was set at this visit."""
    vorige = models.JSONField(default=dict, blank=True)
    """What stood there before this visit (standen, week and hours, last contact), so that it can be undone."""
    door = models.ForeignKey("accounts.Gebruiker", models.PROTECT, related_name="logregels")
    versie = models.PositiveIntegerField(default=1)
    """Counts saves: a save on top of someone else's is refused with both texts shown."""
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LogregelQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "logregels"
        indexes = [models.Index(fields=["traject", "-datum", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.datum}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.traject.audit_dossier


class AanwezigheidQuerySet(VisibleQuerySet["Aanwezigheid"]):
    def in_scope(self, scope: Scope) -> Q:
        """As the POK (architecture.md 4): not for the klantmanager and the adviseur werkgevers."""
        if not scope.grants(Permission.POK_VIEW) or scope.rol in {Rol.KLANTMANAGER, Rol.ADVISEUR_WERKGEVERS}:
            return NOTHING
        return follows_plaatsing(scope)


class Aanwezigheid(models.Model):
    """Hours worked in one week at one plaatsing; evidence for the subsidy (domain.md 4.4)."""

    plaatsing = models.ForeignKey(Plaatsing, models.CASCADE, related_name="aanwezigheid")
    week = models.DateField()
    """The Monday of the week."""
    uren = models.DecimalField(max_digits=4, decimal_places=1)
    door = models.ForeignKey("accounts.Gebruiker", models.PROTECT, null=True, related_name="aanwezigheid")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AanwezigheidQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "aanwezigheid"
        constraints = [
            models.UniqueConstraint(fields=["plaatsing", "week"], name="trajecten_aanwezigheid_week"),
            models.CheckConstraint(condition=Q(uren__gte=0, uren__lte=60), name="trajecten_aanwezigheid_uren"),
        ]

    def __str__(self) -> str:
        return f"week {self.week}: {self.uren} uur"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.plaatsing.audit_dossier
