"""What happened (chained per dossier), which steps were taken, and who was shown whom."""

import uuid
from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import models

from praktijkleren.audit.actor import ActorSoort

M = TypeVar("M", bound=models.Model)


class AppendOnlyError(TypeError):
    """A row of the logs was about to be changed or removed. Always a mistake in our own code."""


class AppendOnlyQuerySet(models.QuerySet[M]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(self.model._meta.label)

    def delete(self) -> NoReturn:
        raise AppendOnlyError(self.model._meta.label)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(self.model._meta.label)


class AppendOnly(models.Model):
    """A row that is written once. The database refuses UPDATE and DELETE as well (audit/triggers.py)."""

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(self._meta.label)
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(self._meta.label)


class AuditEvent(AppendOnly):
    """One thing that happened to one dossier; `hash` covers the row and the hash before it.

    Holds references and keys, no names: erasing a person leaves the chain whole.
    """

    dossier = models.UUIDField()
    volgnummer = models.PositiveIntegerField()
    """1, 2, 3 … within the dossier, without gaps."""
    what = models.CharField("wat", max_length=80)
    """<aggregate>.<verb or status>, such as traject.lopend."""
    soort = models.CharField(max_length=60)
    """app_label.model of the object."""
    object_id = models.CharField("nummer van het object", max_length=40)
    changes = models.JSONField("wat veranderde", default=dict)
    actor_soort = models.CharField(max_length=10, choices=ActorSoort)
    actor = models.CharField(max_length=80)
    recorded_at = models.DateTimeField("vastgelegd op")
    vorige_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "auditregel"
        verbose_name_plural = "auditregels"
        constraints = [models.UniqueConstraint(fields=["dossier", "volgnummer"], name="audit_event_once")]
        indexes = [models.Index(fields=["object_id", "soort"]), models.Index(fields=["recorded_at"])]

    def __str__(self) -> str:
        return f"{self.what} {self.dossier}:{self.volgnummer}"


class Stap(AppendOnly):
    """One change of status of one aggregate. The aggregate's `status` column is a cache of its last Stap."""

    soort = models.CharField(max_length=60)
    object_id = models.UUIDField("nummer van het object")
    van = models.CharField(max_length=30, blank=True)
    naar = models.CharField(max_length=30)
    geldig_op = models.DateField()
    """The day on which it holds; may lie before the day on which it was recorded."""
    recorded_at = models.DateTimeField("vastgelegd op")
    actor_soort = models.CharField(max_length=10, choices=ActorSoort)
    actor = models.CharField(max_length=80)

    class Meta:
        verbose_name_plural = "stappen"
        indexes = [
            models.Index(fields=["soort", "object_id", "recorded_at"]),
            models.Index(fields=["soort", "naar", "geldig_op"]),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.van} → {self.naar}"


class StapReden(models.Model):
    """Why a step was taken, in someone's words. Apart from the Stap, because words may name a person: erasing that
    person erases them, and the Stap stays."""

    stap = models.OneToOneField(Stap, models.PROTECT, related_name="reden")
    tekst = models.TextField()

    class Meta:
        verbose_name = "reden van een stap"
        verbose_name_plural = "redenen van stappen"

    def __str__(self) -> str:
        return self.tekst[:80]


class Inzage(AppendOnly):
    """One person was shown to one actor on one page. Unchained; sealed by an hourly AuditEvent over the batch."""

    pseudoniem = models.UUIDField()
    actor_soort = models.CharField(max_length=10, choices=ActorSoort)
    actor = models.CharField(max_length=80)
    waar = models.CharField(max_length=80)
    """URL name of the page, or what kind of export or document."""
    recorded_at = models.DateTimeField("vastgelegd op")

    class Meta:
        verbose_name_plural = "inzagen"
        indexes = [
            models.Index(fields=["pseudoniem", "recorded_at"]),
            models.Index(fields=["actor", "recorded_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.actor} zag {self.pseudoniem} op {self.waar}"


INZAGE_DOSSIER = uuid.UUID("6a1d8c1e-0000-4000-8000-000000000001")
"""The chain that holds the seals over batches of Inzage."""
