"""Seals over batches of Inzage: the lines themselves are written without a chain, so that no page waits for one.

A seal names exactly which lines it covers, as ranges of ids. On PostgreSQL a number may be given out early and be
committed late; such a line lies in a gap between the ranges and is sealed afterwards, in a seal of its own.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import rfc8785
from django.db import models, transaction

from praktijkleren.audit.actions import append, lock_chain, utc
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import INZAGE_DOSSIER, AuditEvent, Inzage

SEALED = "inzage.sealed"
BY = Actor.systeem("audit.seal_inzage")
SETTLED = timedelta(minutes=6)
"""Older lines are all committed: a request lives 30 seconds at most and a task five minutes."""
LOOK_BACK = timedelta(days=2)
BATCH = 5000

Range = tuple[int, int]
"""First and last id of a run of lines without a gap."""


def seal(now: datetime) -> int:
    """Seal everything that has settled, in as many batches as it takes. Answers how many lines."""
    total = 0
    while count := seal_next(now):
        total += count
    return total + seal_late(now)


@transaction.atomic
def seal_next(now: datetime) -> int:
    """One batch after the last one. The lock on the chain keeps two workers from sealing the same lines."""
    lock_chain(INZAGE_DOSSIER)
    waiting = Inzage.objects.filter(pk__gt=last_sealed_id()).order_by("pk")
    unsettled = waiting.filter(recorded_at__gt=now - SETTLED).first()
    if unsettled:
        waiting = waiting.filter(pk__lt=unsettled.pk)
    return _seal_rows(list(waiting[:BATCH]), late=False)


@transaction.atomic
def seal_late(now: datetime) -> int:
    lock_chain(INZAGE_DOSSIER)
    return _seal_rows(list(late_rows(now)), late=True)


def late_rows(now: datetime) -> Iterator[Inzage]:
    """Lines in the gaps of recent seals: they were committed after their neighbours had been sealed."""
    recent = seals().filter(recorded_at__gte=now - LOOK_BACK)
    covered = merge(tuple(run) for seal in recent for run in seal.changes["reeksen"])
    for (_, before), (after, _) in pairwise(covered):
        yield from Inzage.objects.filter(pk__gt=before, pk__lt=after, recorded_at__lte=now - SETTLED).order_by("pk")


def last_sealed_id() -> int:
    for seal_ in seals().order_by("-volgnummer").iterator(chunk_size=10):
        if not seal_.changes["nagekomen"]:
            return int(seal_.changes["laatste"])
    return 0


def seals() -> models.QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(dossier=INZAGE_DOSSIER, what=SEALED).order_by("volgnummer")


def digest(rows: Iterable[Inzage]) -> str:
    """SHA-256 over the lines in canonical JSON, one per line."""
    found = hashlib.sha256()
    for row in rows:
        found.update(canonical(row))
    return found.hexdigest()


def canonical(row: Inzage) -> bytes:
    return (
        rfc8785.dumps(
            {
                "id": row.pk,
                "pseudoniem": str(row.pseudoniem),
                "actor_soort": str(row.actor_soort),
                "actor": row.actor,
                "waar": row.waar,
                "recorded_at": utc(row.recorded_at),
            }
        )
        + b"\n"
    )


def runs(ids: Iterable[int]) -> list[Range]:
    """1, 2, 3, 7 → (1, 3), (7, 7)."""
    return merge((number, number) for number in ids)


def merge(ranges: Iterable[Range]) -> list[Range]:
    merged: list[Range] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _seal_rows(rows: list[Inzage], *, late: bool) -> int:
    if rows:
        changes = {
            "eerste": rows[0].pk,
            "laatste": rows[-1].pk,
            "aantal": len(rows),
            "sha256": digest(rows),
            "reeksen": runs(row.pk for row in rows),
            "nagekomen": late,
        }
        append(dossier=INZAGE_DOSSIER, what=SEALED, soort="audit.inzage", object_id="", changes=changes, by=BY)
    return len(rows)
