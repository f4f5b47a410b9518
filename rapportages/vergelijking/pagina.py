"""One figure of one year, of all regio's that share it: by name, with a range and without a ranking."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import quantiles

from django.utils import timezone

from praktijkleren.accounts.models import Regio
from praktijkleren.ui.charts import Bars, Point, amount, bars, percent
from rapportages.models import DelingQuerySet
from rapportages.vergelijking.afspraken import AFSPRAKEN, GEHEEL, Afspraak
from rapportages.vergelijking.publicatie import Gegeven, published

ENOUGH = 4
"""With fewer numbers there is no middle half to speak of."""
HIDDEN, NO_BREAK = "niet getoond", "\N{NO-BREAK SPACE}"
OWN = "jouw regio"
Delen = Mapping[str, Gegeven]
"""The numbers of one regio: the whole and its parts."""


@dataclass(frozen=True)
class Maat:
    """One way to look at a figure, in which regio's can be compared."""

    titel: str
    eenheid: str
    waarde: Callable[[Delen], Decimal | int | None]


@dataclass(frozen=True)
class Beeld:
    """A measure with a sentence, and the chart of the regio's of which it is shown."""

    zin: str
    chart: Bars


@dataclass(frozen=True)
class Rij:
    regio: Regio
    is_own: bool
    cells: list[tuple[str, str]]
    """Heading and text."""


class Vergelijking:
    def __init__(self, delingen: DelingQuerySet, *, cijfer: str, jaar: int, own: Collection[int]) -> None:
        self.afspraak = AFSPRAKEN[cijfer]
        self.jaar = jaar
        self.own = own
        shared = delingen.filter(cijfer=cijfer)
        names = [deling.regio for deling in shared.select_related("regio").order_by("pk")]
        self.regios = sorted(names, key=lambda regio: str(regio).casefold())
        self.found: dict[int, dict[str, Gegeven]] = defaultdict(dict)
        for row in published(shared, today=timezone.localdate()):
            if row.jaar == jaar:
                self.found[row.regio.pk][row.onderdeel] = row

    @property
    def others(self) -> int:
        return sum(regio.pk not in self.own for regio in self.regios)

    @property
    def shares_own(self) -> bool:
        return any(regio.pk in self.own for regio in self.regios)

    @cached_property
    def rijen(self) -> list[Rij]:
        return [
            Rij(regio, regio.pk in self.own, cells_of(self.afspraak, self.found.get(regio.pk))) for regio in self.regios
        ]

    @cached_property
    def hides(self) -> bool:
        return any(text == HIDDEN for rij in self.rijen for _, text in rij.cells)

    @cached_property
    def beelden(self) -> list[Beeld]:
        return [beeld for maat in measures(self.afspraak) if (beeld := self._beeld(maat))]

    def _beeld(self, maat: Maat) -> Beeld | None:
        """None where there is nothing to draw."""
        points, own = [], []
        for regio in self.regios:
            delen = self.found.get(regio.pk)
            waarde = maat.waarde(delen) if delen else None
            if waarde is None:
                continue
            points.append(Point(str(regio), waarde, note=OWN if regio.pk in self.own else ""))
            if regio.pk in self.own:
                own.append(waarde)
        if not points:
            return None
        range_ = spread([Decimal(point.value or 0) for point in points], maat.eenheid)
        mine = f" Jouw regio: {amount(own[0], maat.eenheid)}." if len(own) == 1 else ""
        chart = bars(points, unit=maat.eenheid, shares=False, what="Regio", much=maat.titel)
        return Beeld(f"{maat.titel}, {self.jaar}: {range_}.{mine}", chart)


def measures(afspraak: Afspraak) -> list[Maat]:
    if afspraak.delen:
        return [
            Maat(f"{label.capitalize()}, deel van de trajecten", "%", _procent(deel))
            for deel, label in afspraak.delen.items()
        ]
    if afspraak.per_inwoners:
        whole = Maat(f"Aantal {afspraak.eenheid}", "", lambda delen: delen[GEHEEL].waarde)
        return [whole, Maat("Per 100.000 inwoners", "", lambda delen: delen[GEHEEL].per_100000)]
    return [Maat("De helft duurde korter dan", afspraak.eenheid, lambda delen: delen[GEHEEL].waarde)]


def _procent(deel: str) -> Callable[[Delen], Decimal | None]:
    return lambda delen: delen[deel].procent


def spread(values: list[Decimal], unit: str) -> str:
    """From the lowest to the highest, and between what the middle half lies."""
    if len(values) == 1:
        return "er is één regio met een getal"
    ends = f"van {amount(min(values))} tot {amount(max(values), unit)}"
    if len(values) < ENOUGH:
        return ends
    low, _, high = quantiles(values, n=4, method="inclusive")
    return f"{ends}, de middelste helft van {amount(low)} tot {amount(high, unit)}"


def cells_of(afspraak: Afspraak, delen: Delen | None) -> list[tuple[str, str]]:
    whole = delen[GEHEEL] if delen else None
    heading = "Weken" if afspraak.eenheid == "weken" else "Aantal"
    cells = [(heading, _text(whole))]
    for deel, label in afspraak.delen.items():
        cells.append((label.capitalize(), _part(delen[deel]) if delen else "–"))
    if afspraak.per_inwoners:
        cells.append(("Per 100.000 inwoners", _per_100000(whole)))
        inwonertal = whole.inwonertal if whole else None
        told = f"{amount(inwonertal.aantal)} in {inwonertal.jaar} ({inwonertal.bron})" if inwonertal else "niet bekend"
        cells.append(("Inwoners", told))
    return cells


def _text(gegeven: Gegeven | None) -> str:
    if gegeven is None:
        return "nog geen cijfers"
    return HIDDEN if gegeven.waarde is None else amount(gegeven.waarde)


def _part(gegeven: Gegeven) -> str:
    """With numerator and denominator."""
    if gegeven.waarde is None or gegeven.geheel is None:
        return HIDDEN
    share = percent(gegeven.waarde, gegeven.geheel).replace(" ", NO_BREAK)
    return f"{amount(gegeven.waarde)} van {amount(gegeven.geheel)} ({share})"


def _per_100000(gegeven: Gegeven | None) -> str:
    if gegeven is None or gegeven.inwonertal is None:
        return "–"
    return HIDDEN if gegeven.per_100000 is None else amount(gegeven.per_100000)
