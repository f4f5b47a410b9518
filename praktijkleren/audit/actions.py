"""record() and log_inzage(): the only two ways into the logs."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import rfc8785
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.listeners import tell
from praktijkleren.audit.models import INZAGE_DOSSIER, AuditEvent, Inzage


@transaction.atomic
def record(what: str, obj: models.Model, *, by: Actor, changes: dict[str, Any] | None = None) -> AuditEvent:
    """Append one event to the chain of the object's dossier, inside the caller's transaction."""
    return append(
        dossier=dossier_of(obj),
        what=what,
        soort=obj._meta.label_lower,
        object_id=str(obj.pk),
        changes=changes or {},
        by=by,
    )


@transaction.atomic
def record_many(
    what: str, model: type[models.Model], *, by: Actor, changes: dict[str, Any] | None = None
) -> AuditEvent:
    """One event about many rows of a table, in the chain of that table."""
    return append(
        dossier=table_dossier(model),
        what=what,
        soort=model._meta.label_lower,
        object_id="",
        changes=changes or {},
        by=by,
    )


def dossier_of(obj: models.Model) -> UUID:
    """The chain of an object: its own `audit_dossier` where it has one, else one chain for its whole table."""
    dossier = getattr(obj, "audit_dossier", None)
    return dossier if isinstance(dossier, UUID) else table_dossier(type(obj))


def table_dossier(model: type[models.Model]) -> UUID:
    return uuid5(INZAGE_DOSSIER, model._meta.label_lower)


def append(*, dossier: UUID, what: str, soort: str, object_id: str, changes: dict[str, Any], by: Actor) -> AuditEvent:
    lock_chain(dossier)
    last = AuditEvent.objects.filter(dossier=dossier).order_by("-volgnummer").first()
    event = AuditEvent(
        dossier=dossier,
        volgnummer=last.volgnummer + 1 if last else 1,
        what=what,
        soort=soort,
        object_id=object_id,
        changes=plain(changes),
        actor_soort=by.soort,
        actor=by.key,
        recorded_at=timezone.now(),
        vorige_hash=last.hash if last else "",
    )
    event.hash = chain_hash(event)
    event.save(force_insert=True)
    tell(event)
    return event


def chain_hash(event: AuditEvent) -> str:
    """SHA-256 over the previous hash and the row in canonical JSON (RFC 8785; signing.md 2.9)."""
    return hashlib.sha256(event.vorige_hash.encode() + rfc8785.dumps(hashed_row(event))).hexdigest()


def hashed_row(event: AuditEvent) -> dict[str, Any]:
    """What the hash covers besides the hash before it."""
    return {
        "dossier": str(event.dossier),
        "volgnummer": event.volgnummer,
        "what": event.what,
        "soort": event.soort,
        "object_id": event.object_id,
        "changes": event.changes,
        "actor_soort": str(event.actor_soort),
        "actor": event.actor,
        "recorded_at": utc(event.recorded_at),
    }


def log_inzage(by: Actor, personen: Iterable[UUID], *, waar: str) -> None:
    """Write one line per person shown, in one INSERT. No page waits for a chain."""
    now = timezone.now()
    Inzage.objects.bulk_create(
        Inzage(pseudoniem=persoon, actor_soort=by.soort, actor=by.key, waar=waar, recorded_at=now)
        for persoon in dict.fromkeys(personen)
    )


def lock_chain(dossier: UUID) -> None:
    """Let one transaction at a time append to a chain. SQLite does this by itself (IMMEDIATE)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [dossier.int % 2**63])


def plain(changes: dict[str, Any]) -> dict[str, Any]:
    """The changes as they will come back from a JSON column, so that the hash can be made again."""
    plain_changes: dict[str, Any] = json.loads(json.dumps(changes, cls=DjangoJSONEncoder))
    return plain_changes


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
