"""Writing down a visit: a sentence, how far someone is per werkproces, and the hours of the week."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import claim
from trajecten.actions.activiteit import touch
from trajecten.models import Aanwezigheid, Leerdoel, Logregel, LogSoort, Plaatsing, Traject
from trajecten.refused import RefusedError
from trajecten.states import PlaatsingSoort, PlaatsingStatus

UNDO_FOR = timedelta(hours=1)


class Visit(TypedDict):
    datum: date
    soort: str
    tekst: str
    standen: NotRequired[Mapping[UUID, str]]
    """Leerdoel id → Stand; what is left out stays as it is."""
    uren: NotRequired[Decimal | None]
    """Hours worked in the week of `datum`."""


@transaction.atomic
def log_visit(traject: Traject, *, by: Actor, sleutel: UUID, **visit: Unpack[Visit]) -> Logregel:
    """Write down a visit or a talk. `sleutel` is made with the form: sending it twice writes it once."""
    sent_before = Logregel.objects.filter(pk=sleutel, traject=traject, door=by.gebruiker_id).first()
    if sent_before:
        return sent_before
    datum, uren = visit["datum"], visit.get("uren")
    plaatsing = running_on(traject, datum)
    if uren is not None and plaatsing is None:
        raise RefusedError("Op deze dag loopt er geen plaatsing, dus er zijn geen uren vast te leggen.")
    vorige: dict[str, Any] = {"contact": traject.laatste_contact}
    changed, vorige["standen"] = _set_standen(traject, visit.get("standen", {}))
    if plaatsing and uren is not None:
        vorige["uren"] = _set_hours(plaatsing, monday(datum), uren, by=by)
    logregel = Logregel.objects.create(
        id=sleutel,
        traject=traject,
        plaatsing=plaatsing,
        datum=datum,
        soort=visit["soort"],
        tekst=visit["tekst"],
        standen=changed,
        vorige=_plain(vorige),
        door_id=author(by),
    )
    record("logregel.gemaakt", logregel, by=by, changes={"datum": datum, "soort": logregel.soort, "standen": changed})
    touch(traject, contact=None if logregel.soort == LogSoort.NOTITIE else datum)
    return logregel


@transaction.atomic
def edit_logregel(logregel: Logregel, *, by: Actor, versie: int, datum: date, soort: str, tekst: str) -> Logregel:
    """StaleError when a save came in between; the page then shows both texts."""
    claim(logregel, versie)
    logregel.datum, logregel.soort, logregel.tekst = datum, soort, tekst
    logregel.save(update_fields=["datum", "soort", "tekst", "updated_at"])
    record("logregel.gewijzigd", logregel, by=by, changes={"datum": datum, "soort": soort, "versie": logregel.versie})
    touch(logregel.traject, contact=None if soort == LogSoort.NOTITIE else datum)
    return logregel


def may_still_undo(logregel: Logregel, now: datetime | None = None) -> bool:
    return (now or timezone.now()) - logregel.created_at < UNDO_FOR


@transaction.atomic
def undo_logregel(logregel: Logregel, *, by: Actor) -> Traject:
    """Take back a line just made: its text is gone, and what it set is put back unless someone set it since."""
    if not may_still_undo(logregel):
        raise RefusedError("Deze regel is te oud om ongedaan te maken. Wijzig de tekst, of voeg een regel toe.")
    traject = logregel.traject
    for pk, was in logregel.vorige.get("standen", {}).items():
        Leerdoel.objects.filter(pk=pk, stand=logregel.standen.get(pk)).update(stand=was)
    _put_hours_back(logregel)
    if traject.laatste_contact == logregel.datum:
        Traject.objects.filter(pk=traject.pk).update(laatste_contact=logregel.vorige.get("contact"))
    record("logregel.ongedaan", logregel, by=by, changes={"datum": logregel.datum})
    logregel.delete()
    return traject


@transaction.atomic
def record_hours(plaatsing: Plaatsing, *, by: Actor, week: date, uren: Decimal) -> Aanwezigheid:
    """The hours of one week; a second time corrects the first."""
    _set_hours(plaatsing, monday(week), uren, by=by)
    touch(plaatsing.traject)
    return Aanwezigheid.objects.get(plaatsing=plaatsing, week=monday(week))


def running_on(traject: Traject, on: date) -> Plaatsing | None:
    """Where someone was on a day: the place that had begun and not ended, bpv before anything else."""
    found = traject.plaatsingen.exclude(status=PlaatsingStatus.GEPLAND).current(on).order_by("-van", "pk")
    plaatsingen = list(found)
    return next((one for one in plaatsingen if one.soort == PlaatsingSoort.BPV), next(iter(plaatsingen), None))


def author(by: Actor) -> int:
    """Only a colleague writes in the log."""
    if by.gebruiker_id is None:
        raise ValueError(by.key)
    return by.gebruiker_id


def monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _set_standen(traject: Traject, standen: Mapping[UUID, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Answers what changed, and what stood there before."""
    changed: dict[str, str] = {}
    before: dict[str, str] = {}
    for leerdoel in traject.leerdoelen.filter(pk__in=standen).order_by("pk"):
        stand = str(standen[leerdoel.pk])
        if stand != leerdoel.stand:
            changed[str(leerdoel.pk)], before[str(leerdoel.pk)] = stand, leerdoel.stand
            leerdoel.stand = stand
            leerdoel.save(update_fields=["stand"])
    return changed, before


def _set_hours(plaatsing: Plaatsing, week: date, uren: Decimal, *, by: Actor) -> dict[str, Any]:
    """Answers the week, what was written now, and what stood there before."""
    known = Aanwezigheid.objects.filter(plaatsing=plaatsing, week=week).first()
    row, _ = Aanwezigheid.objects.update_or_create(
        plaatsing=plaatsing,
        week=week,
        defaults={"uren": uren, "door_id": by.gebruiker_id, "recorded_at": timezone.now()},
    )
    changes = {"week": week, "uren": str(uren), "was": str(known.uren) if known else None}
    record("aanwezigheid.vastgelegd", row, by=by, changes=changes)
    return changes


def _put_hours_back(logregel: Logregel) -> None:
    hours = logregel.vorige.get("uren")
    if not hours or logregel.plaatsing is None:
        return
    ours = Aanwezigheid.objects.filter(
        plaatsing=logregel.plaatsing, week=hours["week"], uren=Decimal(hours["uren"]), door=logregel.door_id
    )
    if hours["was"] is None:
        ours.delete()
    else:
        ours.update(uren=Decimal(hours["was"]))


def _plain(vorige: dict[str, Any]) -> dict[str, Any]:
    """Dates as text, for a JSON column."""
    contact, uren = vorige["contact"], vorige.get("uren")
    plain = {"standen": vorige["standen"], "contact": contact.isoformat() if contact else None}
    return plain | ({"uren": {**uren, "week": uren["week"].isoformat()}} if uren else {})
