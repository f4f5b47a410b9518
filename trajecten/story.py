"""What happened in one traject, newest first: its steps, those of its plaatsingen and POK's, and the log. One query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Substr

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.audit.actor import ActorSoort
from praktijkleren.audit.models import Stap
from trajecten.models import Logregel, LogSoort, Plaatsing, Praktijkovereenkomst, Traject

SHOWN = 100
TRAJECT, PLAATSING, POK = "trajecten.traject", "trajecten.plaatsing", "trajecten.praktijkovereenkomst"
WORDS = {
    (TRAJECT, "voorbereiding"): "Traject geopend",
    (TRAJECT, "lopend"): "Traject loopt",
    (TRAJECT, "onderbroken"): "Traject onderbroken",
    (TRAJECT, "afgerond"): "Traject afgerond",
    (TRAJECT, "gestopt"): "Traject gestopt",
    (PLAATSING, "gepland"): "gepland",
    (PLAATSING, "lopend"): "begonnen",
    (PLAATSING, "beeindigd"): "beëindigd",
    (POK, "concept"): "Praktijkovereenkomst opgesteld",
    (POK, "ter_ondertekening"): "Praktijkovereenkomst klaar om te tekenen",
    (POK, "getekend"): "Praktijkovereenkomst getekend",
    (POK, "vervangen"): "Praktijkovereenkomst vervangen",
    (POK, "beeindigd"): "Praktijkovereenkomst beëindigd",
}


if TYPE_CHECKING:
    Rows = QuerySet[Any, dict[str, Any]]


@dataclass(frozen=True)
class Moment:
    """One line of the story."""

    id: UUID
    dag: date
    recorded_at: datetime
    wat: str
    tekst: str
    wie: str
    door_id: int | None
    is_log: bool


def story_of(traject: Traject, plaatsingen: Iterable[Plaatsing], *, with_log: bool) -> list[Moment]:
    """A step says what; a line of the log is a colleague's own sentence, for whom may read those."""
    places = {plaatsing.pk: str(plaatsing) for plaatsing in plaatsingen}
    rows = _steps(traject, places)
    if with_log:
        rows = rows.union(_log(traject), all=True)
    newest = rows.order_by("-dag", "-moment", "-sleutel")[:SHOWN]
    return [_moment(row, places) for row in newest]


def _steps(traject: Traject, places: Iterable[UUID]) -> "Rows":
    poks = Praktijkovereenkomst.objects.filter(plaatsing__in=[*places])
    mine = (
        Q(soort=TRAJECT, object_id=traject.pk)
        | Q(soort=PLAATSING, object_id__in=[*places])
        | Q(soort=POK, object_id__in=poks.values("pk"))
    )
    number = Case(
        When(actor_soort=ActorSoort.GEBRUIKER, then=Cast(Substr("actor", len("gebruiker:") + 1), BigIntegerField())),
        default=None,
        output_field=BigIntegerField(),
    )
    name = Gebruiker.objects.filter(pk=OuterRef("number")).values("naam")[:1]
    found: Any = (
        Stap.objects.filter(mine)
        .order_by()
        .annotate(number=number)
        .values(
            dag=F("geldig_op"),
            moment=F("recorded_at"),
            wat=Concat("soort", Value(":"), "naar", output_field=CharField()),
            inhoud=Coalesce("reden__tekst", Value(""), output_field=TextField()),
            wie=Subquery(name),
            auteur=Value(None, output_field=BigIntegerField()),
            sleutel=F("object_id"),
        )
    )
    steps: Rows = found
    return steps


def _log(traject: Traject) -> "Rows":
    found: Any = (
        Logregel.objects.filter(traject=traject)
        .order_by()
        .values(
            dag=F("datum"),
            moment=F("created_at"),
            wat=Concat(Value("log:"), "soort", output_field=CharField()),
            inhoud=F("tekst"),
            wie=F("door__naam"),
            auteur=F("door_id"),
            sleutel=F("pk"),
        )
    )
    lines: Rows = found
    return lines


def _moment(row: dict[str, Any], places: dict[UUID, str]) -> Moment:
    soort, _, word = row["wat"].rpartition(":")
    is_log = soort == "log"
    wat = LogSoort(word).label.capitalize() if is_log else WORDS.get((soort, word), word)
    if soort == PLAATSING:
        wat = f"{places[row['sleutel']]}: {wat}"
    return Moment(
        row["sleutel"], row["dag"], row["moment"], wat, row["inhoud"], row["wie"] or "", row["auteur"], is_log
    )
