"""Days and moments of the invented past, and the steps that were taken on them."""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import Stap

SYSTEM = Actor.systeem("benchmark")


def steps(obj: models.Model, statuses: list[str], on: date) -> list[Stap]:
    taken = zip(["", *statuses], statuses, strict=False)
    return [
        Stap(
            soort=obj._meta.label_lower, object_id=obj.pk, van=van, naar=naar, geldig_op=on, recorded_at=noon(on),
            actor_soort=SYSTEM.soort, actor=SYSTEM.key,
        )
        for van, naar in taken
    ]  # fmt: skip


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
