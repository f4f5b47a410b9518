"""What the praktijkopleider says someone can do, and the request to say so."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from leerbedrijven.models import Praktijkopleider
from praktijkleren.accounts.roles import Permission
from praktijkleren.accounts.visibility import NOTHING, Scope, VisibleQuerySet
from trajecten.models.plaatsing import Plaatsing, follows_plaatsing
from trajecten.models.voortgang import Leerdoel

WAITS = timedelta(days=7)
"""After this long without an answer the request asks for attention."""


class BeoordelingQuerySet(VisibleQuerySet["Beoordeling"]):
    def in_scope(self, scope: Scope) -> Q:
        return follows_plaatsing(scope) if scope.grants(Permission.VOORTGANG_VIEW) else NOTHING

    def latest_only(self) -> Self:
        """Per leerdoel and plaatsing the one that counts: the newest that was recorded."""
        newer = Beoordeling.objects.filter(
            Q(recorded_at__gt=OuterRef("recorded_at")) | Q(recorded_at=OuterRef("recorded_at"), pk__gt=OuterRef("pk")),
            leerdoel=OuterRef("leerdoel"),
            plaatsing=OuterRef("plaatsing"),
        )
        return self.filter(~Exists(newer))


class Beoordeling(models.Model):
    """The praktijkopleider of the plaatsing says whether someone can do this. Append-only: a later one counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    leerdoel = models.ForeignKey(Leerdoel, models.CASCADE, related_name="beoordelingen")
    plaatsing = models.ForeignKey(Plaatsing, models.CASCADE, related_name="beoordelingen")
    praktijkopleider = models.ForeignKey(Praktijkopleider, models.PROTECT, related_name="beoordelingen")
    kan_het = models.BooleanField("kan dit")
    toelichting = models.CharField(max_length=300, blank=True)
    datum = models.DateField()
    vastgelegd_door = models.CharField(max_length=80)
    """Actor.key: the link of the praktijkopleider, or the colleague who wrote it down for them."""
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BeoordelingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "beoordelingen"
        indexes = [models.Index(fields=["leerdoel", "-recorded_at"])]

    def __str__(self) -> str:
        return f"{self.leerdoel}: {'kan dit' if self.kan_het else 'nog niet'}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.plaatsing.audit_dossier

    @property
    def is_written_by_colleague(self) -> bool:
        """Said at an eindgesprek, and written down on behalf of the praktijkopleider."""
        return self.vastgelegd_door.startswith("gebruiker:")


class BeoordelingsverzoekQuerySet(VisibleQuerySet["Beoordelingsverzoek"]):
    def in_scope(self, scope: Scope) -> Q:
        return follows_plaatsing(scope) if scope.grants(Permission.VOORTGANG_VIEW) else NOTHING

    def waiting(self) -> Self:
        return self.filter(beantwoord_op__isnull=True, ingetrokken_op__isnull=True)

    def overdue(self, at: datetime | None = None) -> Self:
        """Asked more than a week ago and still without an answer."""
        return self.waiting().filter(gevraagd_op__lt=(at or timezone.now()) - WAITS)


class Beoordelingsverzoek(models.Model):
    """A praktijkopleider is asked by mail what someone can do. Its id is the subject of the link."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plaatsing = models.ForeignKey(Plaatsing, models.CASCADE, related_name="beoordelingsverzoeken")
    praktijkopleider = models.ForeignKey(Praktijkopleider, models.PROTECT, related_name="beoordelingsverzoeken")
    gevraagd_door = models.ForeignKey("accounts.Gebruiker", models.PROTECT, related_name="beoordelingsverzoeken")
    gevraagd_op = models.DateTimeField()
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    """Replaced by a request to another praktijkopleider."""

    objects = BeoordelingsverzoekQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "beoordelingsverzoeken"
        indexes = [
            models.Index(fields=["plaatsing", "-gevraagd_op"]),
            models.Index(
                fields=["gevraagd_op"], condition=Q(beantwoord_op__isnull=True), name="trajecten_verzoek_open"
            ),
        ]

    def __str__(self) -> str:
        return f"vraag om een beoordeling aan {self.praktijkopleider}"

    @property
    def audit_dossier(self) -> uuid.UUID:
        return self.plaatsing.audit_dossier

    @property
    def is_waiting(self) -> bool:
        return self.beantwoord_op is None and self.ingetrokken_op is None
