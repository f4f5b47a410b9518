"""How an aggregate gets another status. Each aggregate has one private `_move` in its actions.py that calls `move`."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import Stap, StapReden

Steps = Mapping[str, frozenset[str]]
"""From a status to the statuses that may follow it."""


class TransitionError(Exception):
    """The object no longer has, or never had, a status from which this step may be taken."""


M = TypeVar("M", bound=models.Model)


@transaction.atomic
def move(obj: M, to: str, steps: Steps, *, by: Actor, on: date | None = None, reason: str = "", **fields: Any) -> M:
    """Take one step: a conditional UPDATE, a Stap and an audit event, or TransitionError and nothing at all.

    `on` is the day on which the step holds (default today); `fields` are written in the same UPDATE.
    Two people who press the same button at the same time: one UPDATE changes a row, the other finds none.
    """
    van = getattr(obj, "status")  # noqa: B009 - the bound of M is a plain model
    allowed = [status for status, following in steps.items() if to in following]
    changed = type(obj)._default_manager.filter(pk=obj.pk, status__in=allowed, status=van).update(status=to, **fields)
    if not changed:
        raise TransitionError(f"{obj._meta.label_lower}: {van} → {to}")
    obj.refresh_from_db()
    first_step(obj, to, by=by, van=van, on=on, reason=reason)
    name = obj._meta.model_name
    record(f"{name}.{to}", obj, by=by, changes={"van": van, "naar": to, **({"reden": True} if reason else {})})
    return obj


@transaction.atomic
def first_step(
    obj: models.Model, to: str, *, by: Actor, van: str = "", on: date | None = None, reason: str = ""
) -> Stap:
    """Write the Stap alone: for the status with which an aggregate is born."""
    stap = Stap.objects.create(
        soort=obj._meta.label_lower,
        object_id=obj.pk,
        van=van,
        naar=to,
        geldig_op=on or timezone.localdate(),
        recorded_at=timezone.now(),
        actor_soort=by.soort,
        actor=by.key,
    )
    if reason:
        StapReden.objects.create(stap=stap, tekst=reason)
    return stap
