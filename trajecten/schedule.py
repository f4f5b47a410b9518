"""What the clock starts: a Taak for whoever is responsible, once per reason, and gone when the reason is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from celery import shared_task
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.clock import moment
from praktijkleren.werk.actions import finish_taak, make_taak
from praktijkleren.werk.models import Taak
from trajecten import attention, keys
from trajecten.models import Traject
from trajecten.responsible import responsible

BY = Actor.systeem("trajecten.watch")
BATCH = 500


@dataclass(frozen=True)
class Reason:
    """One thing to watch: what it is called, who does it in order of preference, and what the Taak says."""

    soort: str
    rows: "QuerySet[Any]"
    key: Callable[[Any], str]
    traject: Callable[[Any], Traject]
    titel: str
    knop: str
    url: Callable[[Any], str]
    rollen: tuple[Rol, ...]


@shared_task
def watch(at: str | None = None) -> None:
    """Every morning. Late, twice or after three days it makes the same tasks."""
    now = moment(at)
    for reason in reasons(timezone.localdate(now), now):
        _watch(reason)


def reasons(on: date, now: Any) -> list[Reason]:
    def of_plaatsing(row: Any) -> Traject:
        traject: Traject = row.plaatsing.traject
        return traject

    def own(row: Any) -> Traject:
        traject: Traject = row.traject
        return traject

    def page(name: str) -> Callable[[Any], str]:
        return lambda row: reverse(f"trajecten:{name}", args=[row.pk])

    coach, school = (Rol.JOBCOACH, Rol.MBO_CONTACT), (Rol.MBO_CONTACT, Rol.JOBCOACH)
    through = "plaatsing__traject__kandidaat"
    return [
        Reason(
            keys.START, attention.blocked_starts(on).select_related("traject__kandidaat"), keys.start_key, own,
            "Bpv kan nog niet beginnen", "Bekijk wat er mist", lambda row: str(row.get_absolute_url()), school,
        ),
        Reason(
            keys.POK, attention.unsigned_poks(on).select_related(through), keys.pok_key, of_plaatsing,
            "Praktijkovereenkomst nog niet getekend", "Bekijk", page("pok"), school,
        ),
        Reason(
            keys.ENDING, attention.ending_bpv(on).select_related("traject__kandidaat"), keys.ending_key, own,
            "Bpv eindigt binnenkort, vraag een beoordeling", "Vraag een beoordeling", page("ask_beoordeling"), coach,
        ),
        Reason(
            keys.VERZOEK, attention.overdue_verzoeken(now).select_related(through), keys.verzoek_key, of_plaatsing,
            "Nog geen oordeel van de praktijkopleider", "Stuur een herinnering",
            lambda row: reverse("trajecten:beoordelingen", args=[row.plaatsing_id]), coach,
        ),
        Reason(
            keys.SILENT, attention.silent(on).select_related("kandidaat"), keys.silent_key, lambda row: row,
            "Al lang niets vastgelegd", "Leg een bezoek vast", page("log"),
            (Rol.JOBCOACH, Rol.NAZORGBEGELEIDER, Rol.MBO_CONTACT),
        ),
    ]  # fmt: skip


def _watch(reason: Reason) -> None:
    open_or_ticked = Q(klaar_op__isnull=True) | Q(met_de_hand=True)
    told = set(Taak.objects.filter(open_or_ticked, over_soort=reason.soort).values_list("key", flat=True))
    now: set[str] = set()
    for rows in _batches(reason.rows.order_by("pk")):
        fresh = [row for row in rows if reason.key(row) not in told]
        now |= {reason.key(row) for row in rows}
        people = responsible([reason.traject(row).kandidaat_id for row in fresh], reason.rollen)
        for row in fresh:
            _tell(reason, row, people.get(reason.traject(row).kandidaat_id, {}))
    for key in sorted(told - now):
        finish_taak(key, by=BY)


def _batches(rows: "QuerySet[Any]") -> Iterable[list[Any]]:
    last: Any = None
    while batch := list((rows.filter(pk__gt=last) if last else rows)[:BATCH]):
        yield batch
        last = batch[-1].pk


def _tell(reason: Reason, row: Any, who: dict[str, Any]) -> None:
    traject = reason.traject(row)
    make_taak(
        reason.key(row),
        by=BY,
        titel=f"{reason.titel}: {traject.kandidaat.lijstnaam}"[:200],
        url=reason.url(row),
        knop=reason.knop,
        over=(reason.soort, str(row.pk)),
        **(who or {"regio_id": traject.regio_id, "rol": Rol.COORDINATOR}),
    )
