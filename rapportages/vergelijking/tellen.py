"""The numbers of whole years, of many regio's in a fixed number of queries. Nothing here is protected yet."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, Exists, OuterRef, QuerySet, Value, When
from django.db.models.functions import ExtractYear

from rapportages.indicatoren.begrip import weeks
from rapportages.models import Feit, Telfeit, TelfeitQuerySet
from rapportages.vergelijking.afspraken import UITKOMSTEN

COUNTED = (Feit.AANMELDING, Feit.START, Feit.VERKLARING, Feit.UITKOMST_6)


class Aantal(NamedTuple):
    aantal: int = 0
    personen: int = 0
    """How many different persons it is about."""


class Duur(NamedTuple):
    weken: Decimal | None = None
    records: int = 0


NIEMAND, ONBEKEND = Aantal(), Duur()


@dataclass
class Jaar:
    """What happened in one regio in one year."""

    jaar: int
    aanmeldingen: Aantal = NIEMAND
    starts: Aantal = NIEMAND
    verklaringen: Aantal = NIEMAND
    nieuw: int = 0
    """Persons who received their first praktijkverklaring."""
    uitkomst: Aantal = NIEMAND
    uitkomsten: dict[str, Aantal] = field(default_factory=dict)
    tot_start: Duur = ONBEKEND
    tot_verklaring: Duur = ONBEKEND


Jaren = list[Jaar]
FIELDS: dict[str, str] = {
    Feit.AANMELDING: "aanmeldingen",
    Feit.START: "starts",
    Feit.VERKLARING: "verklaringen",
    Feit.UITKOMST_6: "uitkomst",
}
DURATIONS: dict[str, str] = {Feit.START: "tot_start", Feit.VERKLARING: "tot_verklaring"}


def count_years(regios: Collection[int], *, before: int) -> dict[int, Jaren]:
    """Per regio every year from its first fact, without a gap, up to but not including `before`."""
    feiten = Telfeit.objects.known().filter(regio__in=regios, datum__lt=date(before, 1, 1))
    found: dict[int, dict[int, Jaar]] = defaultdict(dict)

    def of(regio: int, jaar: int) -> Jaar:
        return found[regio].setdefault(jaar, Jaar(jaar))

    for regio, jaar, soort, aantal, personen in _numbers(feiten.of(*COUNTED), "soort"):
        setattr(of(regio, jaar), FIELDS[soort], Aantal(aantal, personen))
    outcome = feiten.of(Feit.UITKOMST_6).annotate(deel=_DEEL)
    for regio, jaar, deel, aantal, personen in _numbers(outcome, "deel"):
        of(regio, jaar).uitkomsten[deel] = Aantal(aantal, personen)
    for regio, jaar, _, _, personen in _numbers(_first(feiten), "soort"):
        of(regio, jaar).nieuw = personen
    for (regio, jaar, soort), histogram in _days(feiten).items():
        cijfer = weeks(histogram)
        setattr(of(regio, jaar), DURATIONS[soort], Duur(Decimal(cijfer.waarde or 0), cijfer.records))
    return {regio: _without_gaps(years, before) for regio, years in found.items()}


_DEEL = Case(
    *(When(waarde=waarde, then=Value(deel)) for waarde, deel in UITKOMSTEN.items()),
    default=Value("onbekend"),
    output_field=CharField(),
)


def _numbers(feiten: TelfeitQuerySet, what: str) -> QuerySet[Any, Any]:
    rows = feiten.annotate(jaar=ExtractYear("datum")).order_by("regio", "jaar", what)
    return rows.values_list("regio", "jaar", what).annotate(aantal=Count("*"), personen=Count("persoon", distinct=True))


def _first(feiten: TelfeitQuerySet) -> TelfeitQuerySet:
    """Praktijkverklaringen of persons who had none before that day."""
    given = Telfeit.objects.known().of(Feit.VERKLARING)
    earlier = given.filter(regio=OuterRef("regio"), persoon=OuterRef("persoon"), datum__lt=OuterRef("datum"))
    return feiten.of(Feit.VERKLARING).filter(~Exists(earlier))


def _days(feiten: TelfeitQuerySet) -> dict[tuple[int, int, str], dict[int, int]]:
    found: dict[tuple[int, int, str], dict[int, int]] = defaultdict(dict)
    known = feiten.of(*DURATIONS).filter(dagen__isnull=False).annotate(jaar=ExtractYear("datum"))
    rows = known.order_by("regio", "jaar", "soort", "dagen").values_list("regio", "jaar", "soort", "dagen")
    for regio, jaar, soort, dagen, n in rows.annotate(n=Count("*")):
        found[regio, jaar, soort][dagen] = n
    return found


def _without_gaps(years: dict[int, Jaar], before: int) -> Jaren:
    return [years.get(jaar, Jaar(jaar)) for jaar in range(min(years), before)]
