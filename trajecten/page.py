"""What the page of one traject tells: as little queries as the parts that someone may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.text import capfirst

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission, Rol
from trajecten.actions.voortgang import UNDO_FOR
from trajecten.conditions import Condition, after_start, first_day, judge
from trajecten.facts import day, with_facts
from trajecten.leerdoelen import seen_from
from trajecten.models import (
    Beoordeling,
    Leerdoel,
    Leerweg,
    Plaatsing,
    ResultaatSoort,
    Traject,
)
from trajecten.next_step import is_mine, next_step
from trajecten.permissions import (
    may_ask_beoordeling,
    may_complete,
    may_draft_pok,
    may_end_plaatsing,
    may_enrol,
    may_interrupt,
    may_log,
    may_place,
    may_plan,
    may_read_log,
    may_read_pok,
    may_reopen,
    may_resume,
    may_see_hours,
    may_see_pok_status,
    may_see_voortgang,
    may_start_plaatsing,
    may_stop,
    may_switch,
)
from trajecten.progress import Progress
from trajecten.sections import sections_for
from trajecten.states import PlaatsingStatus, PokStatus
from trajecten.story import story_of

TRAJECT_MAY = {
    "plan": may_plan,
    "place": may_place,
    "log": may_log,
    "enrol": may_enrol,
    "interrupt": may_interrupt,
    "resume": may_resume,
    "complete": may_complete,
    "stop": may_stop,
    "switch": may_switch,
    "reopen": may_reopen,
    "read_pok": may_read_pok,
    "pok_status": may_see_pok_status,
    "hours": may_see_hours,
    "voortgang": may_see_voortgang,
    "read_log": may_read_log,
}


@dataclass(frozen=True)
class Place:
    """One plaatsing on the page, with what may be done with it."""

    plaatsing: Plaatsing
    may_start: bool
    may_end: bool
    may_draft: bool
    may_ask: bool

    @property
    def end_label(self) -> str:
        return "Tot en met" if self.plaatsing.status == PlaatsingStatus.BEEINDIGD else "Gepland tot en met"

    @property
    def has_judgements(self) -> bool:
        """Or can have them."""
        return self.plaatsing.is_bpv and self.plaatsing.status != PlaatsingStatus.GEPLAND

    @property
    def pok_id(self) -> UUID | None:
        return UUID(self.plaatsing.pok["id"]) if self.plaatsing.pok else None

    @property
    def pok_status_label(self) -> str:
        pok = self.plaatsing.pok
        return PokStatus(pok["status"]).label if pok else ""


def page_of(gebruiker: Gebruiker, traject: Traject) -> dict[str, Any]:
    progress = Progress.of(traject)
    may = {name: question(gebruiker, traject) for name, question in TRAJECT_MAY.items()}
    plaatsingen = _plaatsingen(gebruiker, traject)
    planned = next((row for row in plaatsingen if row.is_bpv and row.status == PlaatsingStatus.GEPLAND), None)
    leerdoelen = list(with_judgement(gebruiker, traject, planned)) if may["voortgang"] else []
    step = next_step(gebruiker, traject, progress) if gebruiker.scopes_for(traject) else None
    return {
        "subtitle": capfirst(", ".join(part for part in (traject.get_route_display(), beroep(traject)) if part)),
        "progress": progress,
        "may": may,
        "next_step": step,
        "my_turn": step is not None and is_mine(gebruiker, traject, step),
        "places": [_place(gebruiker, plaatsing) for plaatsing in plaatsingen],
        "leerdoelen": leerdoelen,
        "checklist": _checklist(gebruiker, planned, leerdoelen) if planned and may["voortgang"] else [],
        "unsettled": _unsettled(gebruiker, plaatsingen) if may["voortgang"] else [],
        "story": story_of(traject, plaatsingen, with_log=may["read_log"]) if traject.in_full else [],
        "undo_after": timezone.now() - UNDO_FOR,
        "lapsed": lapsed(plaatsingen, traject),
        "enrolments": [_enrolment(traject.enrolment)] if traject.enrolment else [],
        "results": [_result(traject.newest_result)] if traject.newest_result else [],
        "may_open_leerbedrijf": gebruiker.has(Permission.LEERBEDRIJF_VIEW),
        "sections": sections_for(gebruiker, traject),
    }


def beroep(traject: Traject) -> str:
    return traject.kwalificatie.titel if traject.kwalificatie else ""


def lapsed(plaatsingen: list[Plaatsing], traject: Traject) -> str:
    """A bpv that runs at a company whose erkenning ended and was not renewed."""
    running = [row for row in plaatsingen if row.is_bpv and row.status == PlaatsingStatus.LOPEND]
    names = [row.leerbedrijf.naam for row in running if not row.erkend_nu]
    return f"{', '.join(names)} is nu niet erkend voor {beroep(traject)}." if names and traject.kwalificatie else ""


def _enrolment(row: dict[str, Any]) -> dict[str, Any]:
    tot = day(row["tot"]) if row["tot"] else None
    return {**row, "id": UUID(row["id"]), "leerweg": Leerweg(row["leerweg"]).label, "van": day(row["van"]), "tot": tot}


def _result(row: dict[str, Any]) -> dict[str, Any]:
    return {"label": ResultaatSoort(row["soort"]).label.capitalize(), "datum": day(row["datum"])}


def _plaatsingen(gebruiker: Gebruiker, traject: Traject) -> list[Plaatsing]:
    visible: QuerySet[Plaatsing] = Plaatsing.objects.visible_to(gebruiker).filter(traject=traject)
    rows = list(with_facts(visible).select_related("leerbedrijf").order_by("-van", "pk"))
    for row in rows:
        row.traject = traject
    return rows


def _place(gebruiker: Gebruiker, plaatsing: Plaatsing) -> Place:
    return Place(
        plaatsing,
        may_start_plaatsing(gebruiker, plaatsing),
        may_end_plaatsing(gebruiker, plaatsing),
        may_draft_pok(gebruiker, plaatsing),
        may_ask_beoordeling(gebruiker, plaatsing),
    )


def with_judgement(gebruiker: Gebruiker, traject: Traject, planned: Plaatsing | None) -> QuerySet[Leerdoel]:
    """The leerdoelen on the plan with `oordeel` of the newest judgement that this person may see.

    With a bpv that is still to begin also how each stands towards that one.
    """
    said = Beoordeling.objects.visible_to(gebruiker) if gebruiker.has_role(Rol.BEDRIJFSCONTACT) else Beoordeling.objects
    newest = said.filter(leerdoel=OuterRef("pk")).order_by("-recorded_at", "-pk")
    on_plan = traject.leerdoelen.chosen().select_related("werkproces__kerntaak")
    rows = seen_from(planned) if planned else on_plan.order_by("werkproces__kerntaak__code", "werkproces__code", "pk")
    return rows.annotate(oordeel=Subquery(newest.values("kan_het")[:1]))


def _checklist(gebruiker: Gebruiker, planned: Plaatsing, leerdoelen: list[Any]) -> list[tuple[Condition, bool]]:
    """The five conditions of the bpv that is still to begin, and whether this person can fill each of them."""
    return with_may(gebruiker, planned.traject, judge(planned, leerdoelen, first_day(planned)).conditions)


def _unsettled(gebruiker: Gebruiker, plaatsingen: list[Plaatsing]) -> list[tuple[Condition, bool]]:
    """What was left open when the bpv that runs began."""
    running = [row for row in plaatsingen if row.is_bpv and row.status == PlaatsingStatus.LOPEND]
    return [line for row in running for line in with_may(gebruiker, row.traject, after_start(row))]


def with_may(gebruiker: Gebruiker, traject: Traject, rows: Iterable[Condition]) -> list[tuple[Condition, bool]]:
    may = {"trajecten:pok": may_read_pok(gebruiker, traject)}
    return [(row, may.get(row.view, gebruiker.can(row.permission, for_=traject))) for row in rows]
