"""Of how much of a figure the value is not known, over the last eight quarters: a few grouped queries for all lines."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncQuarter
from django.utils.text import capfirst

from rapportages.bescherming import hidden
from rapportages.cijfers import equals
from rapportages.indicatoren import ALLE, INDICATOREN
from rapportages.indicatoren.begrip import Indicator, Lijn, Meet, share
from rapportages.indicatoren.velden import VELDEN, Veld
from rapportages.models import Feit, TelfeitQuerySet
from rapportages.tijdvak import KWARTAAL, first_of, quarter

KWARTALEN = 8
STANDAARD = ("klantgroep", "gemeente")
"""By these every figure is looked at that may be divided by them."""
BEKEND, ONBEKEND = "bekend", ""
Verdeeld = dict[date, Counter[str]]
"""Per quarter how many of each value; the empty one is unknown."""
PerSoort = dict[str, Verdeeld]


@dataclass(frozen=True)
class Verdeling:
    """One kind of fact divided by one veld: the same for all indicators that show it."""

    feit: str
    veld: Veld
    stand: bool = False
    """What had begun and not ended at the end of the quarter, and not what happened in it."""

    @property
    def code(self) -> str:
        return f"{'loopt' if self.stand else self.feit}-{self.veld.naam}"

    @property
    def naam(self) -> str:
        if self.stand:
            return INDICATOREN["I4"].naam
        return NAMEN.get(self.feit) or capfirst(str(Feit(self.feit).label))

    @property
    def indicatoren(self) -> list[str]:
        return [row.code for row in ALLE if self in set(_of(row))]


@dataclass(frozen=True)
class Kwartaal:
    begin: date
    onbekend: int | None
    """None: too few to be shown, or what is too few would follow from it."""
    van: int | None
    """None for the same reason."""

    @property
    def label(self) -> str:
        return quarter(self.begin)

    @property
    def procent(self) -> Decimal | None:
        if self.onbekend is None or not self.van:
            return None
        return share(self.onbekend, self.van)

    @property
    def tekst(self) -> str:
        if self.van == 0:
            return "niets geteld"
        if self.onbekend is None:
            return "te weinig om te tonen"
        return f"{self.onbekend} van {self.van}"


def _of(indicator: Indicator) -> Iterator[Verdeling]:
    """What a page of this indicator divides, by itself or when asked."""
    for place, lijn in enumerate(indicator.lijnen):
        if lijn.meet == Meet.AANTAL:
            asked = [naam for naam in STANDAARD if naam in indicator.uitsplitsingen and place == 0]
            yield from (_verdeling(lijn, naam) for naam in dict.fromkeys(filter(None, [lijn.delen, *asked])))


def _verdeling(lijn: Lijn, naam: str) -> Verdeling:
    return Verdeling(str(lijn.feit), VELDEN[naam], lijn.stand)


NAMEN = {
    str(INDICATOREN[code].lijnen[0].feit): INDICATOREN[code].naam for code in ("I1", "I2", "I3", "I5", "I11", "I17")
}
"""How a kind of fact is called as a figure; of the others the fact says so itself."""
VERDELINGEN: tuple[Verdeling, ...] = tuple(dict.fromkeys(one for row in ALLE for one in _of(row)))


def quarters(on: date) -> list[date]:
    """The first days of the last eight, the one that is going on included."""
    now = first_of(KWARTAAL, on)
    return [now - relativedelta(months=KWARTAAL * back) for back in reversed(range(KWARTALEN))]


def unknown(feiten: TelfeitQuerySet, on: date) -> dict[Verdeling, list[Kwartaal]]:
    """Of each division the eight quarters, from facts as they are known now."""
    starts = quarters(on)
    begun = Q(soort__in=[Feit.START, Feit.EINDE])
    found = feiten.filter(Q(datum__gte=starts[0]) | begun, datum__lte=on)
    open_, closed = _open(found), {pad: _closed(found, pad) for pad in _sensitive()}
    return {
        row: [_kwartaal(row, begin, counts[begin]) for begin in starts]
        for row in VERDELINGEN
        for counts in [_counts(row, closed[row.veld.pad] if row.veld.gevoelig else open_[row.veld.pad], starts)]
    }


def _sensitive() -> dict[str, None]:
    return dict.fromkeys(row.veld.pad for row in VERDELINGEN if row.veld.gevoelig)


def _open(found: TelfeitQuerySet) -> dict[str, PerSoort]:
    """Per field: what is known and what is not, of all fields in one query."""
    fields = {row.veld.pad: row.veld for row in VERDELINGEN if not row.veld.gevoelig}
    named = {f"zonder_{place}": pad for place, pad in enumerate(fields)}
    sums = {name: Count("pk", filter=Q(**equals(fields[pad], ONBEKEND))) for name, pad in named.items()}
    counts: dict[str, PerSoort] = {pad: defaultdict(dict) for pad in fields}
    per_quarter = found.annotate(kwartaal=TruncQuarter("datum")).order_by("soort", "kwartaal")
    rows: QuerySet[Any, Any] = per_quarter.values("soort", "kwartaal").annotate(n=Count("*"), **sums)
    for row in rows:
        for name, pad in named.items():
            parts = Counter({ONBEKEND: row[name], BEKEND: row["n"] - row[name]})
            counts[pad][row["soort"]][row["kwartaal"]] = parts
    return counts


def _closed(found: TelfeitQuerySet, pad: str) -> PerSoort:
    """Each value on its own: which of them are too small decides what may be shown (rapportages.bescherming)."""
    soorten = {row.feit for row in VERDELINGEN if row.veld.gevoelig and row.veld.pad == pad}
    about = found.filter(soort__in={*soorten, Feit.EINDE} if Feit.START in soorten else soorten)
    counts: PerSoort = defaultdict(lambda: defaultdict(Counter))
    per_quarter = about.annotate(kwartaal=TruncQuarter("datum")).order_by("soort", "kwartaal", pad)
    rows: QuerySet[Any, Any] = per_quarter.values_list("soort", "kwartaal", pad).annotate(n=Count("*"))
    for soort, kwartaal, value, number in rows:
        counts[soort][kwartaal][value] = number
    return counts


def _counts(row: Verdeling, per_soort: PerSoort, starts: Iterable[date]) -> Verdeeld:
    own = per_soort.get(row.feit, {})
    if not row.stand:
        return {begin: own.get(begin, Counter()) for begin in starts}
    ended = per_soort.get(Feit.EINDE, {})
    return {begin: _up_to(own, begin) - _up_to(ended, begin) for begin in starts}


def _up_to(counts: Verdeeld, begin: date) -> Counter[str]:
    return sum((numbers for day, numbers in counts.items() if day <= begin), Counter())


def _kwartaal(row: Verdeling, begin: date, numbers: Counter[str]) -> Kwartaal:
    """What is hidden on the page of the indicator is hidden here, for one could lay them side by side."""
    whole, without = numbers.total(), numbers[ONBEKEND]
    if not row.veld.gevoelig:
        return Kwartaal(begin, without, whole)
    values = [*dict.fromkeys([*row.veld.altijd, *numbers, ONBEKEND])]
    places = hidden([numbers[value] for value in values])
    if not places:
        return Kwartaal(begin, without, whole)
    shown = None if len(places) == len(values) else whole
    return Kwartaal(begin, None if ONBEKEND in {values[place] for place in places} else without, shown)
