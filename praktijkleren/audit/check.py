"""Reading the logs back: does every chain and every seal still hold?

What this shows and what it does not: a row that was changed, removed or moved inside a chain is found. Someone who can
write to the database could cut off the last rows of a chain, or compute a whole chain again; only a copy of the chain
heads kept elsewhere shows that.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from uuid import UUID

from django.db.models import QuerySet

from praktijkleren.audit.actions import chain_hash
from praktijkleren.audit.models import INZAGE_DOSSIER, AuditEvent, Inzage
from praktijkleren.audit.seals import digest, last_sealed_id, late_rows, seals

CHUNK = 2000
"""Rows in memory at a time."""


@dataclass(frozen=True)
class Broken:
    dossier: UUID
    volgnummer: int
    reden: str

    def __str__(self) -> str:
        return f"dossier {self.dossier}, regel {self.volgnummer}: {self.reden}"


@dataclass
class Report:
    regels: int = 0
    dossiers: int = 0
    inzagen: int = 0
    zegels: int = 0
    broken: Broken | None = field(default=None)


def check(now: datetime) -> Report:
    """Stops at the first row that is wrong."""
    report = Report()
    report.broken = next(chain(_check_chains(report), _check_seals(report), _check_unsealed(report, now)), None)
    return report


def check_chain(dossier: UUID) -> Report:
    """One chain alone."""
    report = Report()
    report.broken = next(_check_chains(report, AuditEvent.objects.filter(dossier=dossier)), None)
    return report


def _check_chains(report: Report, events: QuerySet[AuditEvent] | None = None) -> Iterator[Broken]:
    previous: AuditEvent | None = None
    rows = AuditEvent.objects.all() if events is None else events
    for event in rows.order_by("dossier", "volgnummer").iterator(chunk_size=CHUNK):
        if previous is None or previous.dossier != event.dossier:
            report.dossiers += 1
            previous = None
        report.regels += 1
        if reason := _wrong_with(event, previous):
            yield reason
        previous = event


def _wrong_with(event: AuditEvent, previous: AuditEvent | None) -> Broken | None:
    expected = previous.volgnummer + 1 if previous else 1
    if event.volgnummer != expected:
        return Broken(event.dossier, expected, "deze regel ontbreekt")
    links = event.vorige_hash == (previous.hash if previous else "")
    intact = event.hash == chain_hash(event)
    if links and intact:
        return None
    if links:
        return Broken(event.dossier, event.volgnummer, "deze regel is gewijzigd")
    if _stood_elsewhere(event):
        return Broken(event.dossier, event.volgnummer, "deze regel is verplaatst")
    reason = "de regel hiervoor is vervangen of weggehaald" if intact else "deze regel is gewijzigd"
    return Broken(event.dossier, event.volgnummer, reason)


def _stood_elsewhere(event: AuditEvent) -> bool:
    """Whether it follows another row of the same chain than the one that stands before it now."""
    rows = AuditEvent.objects.filter(dossier=event.dossier)
    return event.vorige_hash == "" or rows.filter(hash=event.vorige_hash).exists()


def _check_seals(report: Report) -> Iterator[Broken]:
    for seal in seals().iterator(chunk_size=CHUNK):
        report.zegels += 1
        report.inzagen += seal.changes["aantal"]
        rows = _Counted(_sealed_rows(seal))
        same = digest(rows) == seal.changes["sha256"]
        first, last = seal.changes["eerste"], seal.changes["laatste"]
        if rows.count < seal.changes["aantal"]:
            missing = _first_missing(seal)
            yield Broken(seal.dossier, seal.volgnummer, f"inzage {missing} van {first} tot en met {last} ontbreekt")
        elif not same:
            yield Broken(seal.dossier, seal.volgnummer, f"een inzage van {first} tot en met {last} is gewijzigd")


def _sealed_rows(seal: AuditEvent) -> Iterator[Inzage]:
    for first, last in seal.changes["reeksen"]:
        yield from Inzage.objects.filter(pk__range=(first, last)).order_by("pk").iterator(chunk_size=CHUNK)


def _first_missing(seal: AuditEvent) -> int:
    expected = 0
    for first, last in seal.changes["reeksen"]:
        expected = first
        found = Inzage.objects.filter(pk__range=(first, last)).order_by("pk").values_list("pk", flat=True)
        for pk in found.iterator(chunk_size=CHUNK):
            if pk != expected:
                break
            expected += 1
        if expected <= last:
            break
    return int(expected)


def _check_unsealed(report: Report, now: datetime) -> Iterator[Broken]:
    """Lines between sealed ones that no seal covers, besides those that the next hour will seal."""
    last = last_sealed_id()
    waiting = sum(1 for _ in late_rows(now))
    extra = Inzage.objects.filter(pk__lte=last, recorded_at__lte=now).count() - report.inzagen - waiting
    if extra > 0:
        volgnummer = seals().values_list("volgnummer", flat=True).last() or 0
        yield Broken(INZAGE_DOSSIER, volgnummer, f"inzagen tussen de verzegelde die er niet bij horen: {extra}")


class _Counted:
    """Rows that are counted while they pass."""

    def __init__(self, rows: Iterator[Inzage]) -> None:
        self.rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Inzage]:
        for row in self.rows:
            self.count += 1
            yield row
