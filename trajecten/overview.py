"""The rows of the list: one query with values, for fifty model instances cost more than the query."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from trajecten.models import Traject
from trajecten.next_step import describe
from trajecten.progress import Progress
from trajecten.states import TrajectStatus

ORDER = ("-laatste_activiteit", "-pk")
SORTS = {
    "naam": ("kandidaat__zoeknaam", "pk"),
    "status": ("status", "kandidaat__zoeknaam", "pk"),
    "beroep": ("kwalificatie__zoektitel", "kandidaat__zoeknaam", "pk"),
    "contact": ("laatste_contact", "kandidaat__zoeknaam", "pk"),
}
FIELDS = (
    "pk",
    "status",
    "route",
    "laatste_contact",
    "laatste_activiteit",
    "kandidaat__achternaam",
    "kandidaat__voornamen",
    "kandidaat__roepnaam",
    "kandidaat__tussenvoegsel",
    "kandidaat__pseudoniem",
    "kwalificatie__titel",
)
FACTS = ("placed", "plan", "enrolled", "asked", "judged", "mastered", "yielded", "in_full")
STATUS_LABELS = dict(TrajectStatus.choices)


@dataclass(frozen=True)
class Row:
    pk: UUID
    url: str
    naam: str
    status: str
    status_label: str
    beroep: str
    leerbedrijf: str
    contact: date | None
    volgende: str
    in_full: bool
    pseudoniem: UUID


def as_values(trajecten: QuerySet[Traject]) -> QuerySet[Traject, dict[str, Any]]:
    """Of trajecten that went through with_progress()."""
    values: QuerySet[Traject, dict[str, Any]] = trajecten.values(*FIELDS, *FACTS)
    return values


def row_of(values: dict[str, Any], base: str) -> Row:
    """`base` is the address of the list: asking for fifty addresses one by one costs as much as the rows."""
    progress = Progress.of(values)
    step = describe(progress, values["pk"])
    voor = values["kandidaat__roepnaam"] or values["kandidaat__voornamen"]
    given = " ".join(part for part in (voor, values["kandidaat__tussenvoegsel"]) if part)
    return Row(
        values["pk"],
        f"{base}{values['pk']}/",
        f"{values['kandidaat__achternaam']}, {given}" if given else values["kandidaat__achternaam"],
        values["status"],
        STATUS_LABELS[values["status"]],
        values["kwalificatie__titel"] or "",
        progress.leerbedrijf,
        values["laatste_contact"],
        step.label if step else "",
        values["in_full"],
        values["kandidaat__pseudoniem"],
    )
