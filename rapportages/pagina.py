"""What the page of one indicator shows: its lines, one breakdown that was asked for, the trend, and the way to who."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from dateutil.relativedelta import relativedelta
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.ui.charts import Chart, Point, Series, amount, bars, columns, percent
from praktijkleren.ui.keyset import PAGE_KEYS
from rapportages.bescherming import protect
from rapportages.cijfers import Deel, Uitslag, Vraag, count_line, divide
from rapportages.forms import NARROWED, VraagForm
from rapportages.indicatoren.begrip import Cijfer, Indicator, Meet
from rapportages.indicatoren.velden import VELDEN, Veld
from rapportages.lijst import may_list
from rapportages.models import TelfeitQuerySet
from rapportages.overzicht import trend
from rapportages.tijdvak import KWARTAAL, first_of

SHOWN = 20
"""Bars in one chart; what is smaller stands in one bar together."""


@dataclass(frozen=True)
class Regel:
    """One line with what stands around it."""

    uitslag: Uitslag
    url: str
    """Of the records behind it; empty when this person may not see those."""
    chart: Chart | None = None
    zin: str = ""

    @property
    def is_hidden(self) -> bool:
        """All of it, the total too."""
        return self.beschermd and self.uitslag.cijfer.waarde is None

    @property
    def beschermd(self) -> bool:
        """Something was hidden, because it was small or would give away what is."""
        return any(deel.aantal is None for deel in self.uitslag.delen)


class Blad:
    def __init__(
        self, indicator: Indicator, vraag: Vraag, feiten: TelfeitQuerySet, params: QueryDict, *, gebruiker: Gebruiker
    ) -> None:
        self.indicator, self.vraag, self.feiten, self.gebruiker = indicator, vraag, feiten, gebruiker
        self.params = params

    @cached_property
    def regels(self) -> list[Regel]:
        return [self._regel(place) for place in range(len(self.indicator.lijnen))]

    @property
    def query(self) -> str:
        return query(self.params, per="")

    @cached_property
    def per(self) -> Veld | None:
        """The veld by which someone wants to look further."""
        asked = self.params.get("per", "")
        return VELDEN[asked] if asked in self.indicator.uitsplitsingen else None

    @cached_property
    def choices(self) -> list[tuple[Veld, str]]:
        return [(VELDEN[naam], query(self.params, per=naam)) for naam in self.indicator.uitsplitsingen]

    @cached_property
    def breakdown(self) -> Regel | None:
        """The first line that can be divided, by the chosen veld. Of a total that is hidden there are no parts."""
        if self.per is None:
            return None
        lijnen = enumerate(self.indicator.lijnen)
        place, lijn = next(item for item in lijnen if item[1].meet in {Meet.AANTAL, Meet.PERSONEN})
        if self.regels[place].is_hidden:
            return None
        delen = tuple(divide(lijn, self.feiten, self.vraag.tijdvak, self.per))
        whole = delen[0].noemer if delen else 0
        found = Uitslag(lijn, Cijfer(whole, whole or 0), delen)
        return self._shown(found, self.per, place)

    @cached_property
    def trend(self) -> Chart | None:
        """Of the first line, unless that is hidden: it would add up to it."""
        if not self.indicator.lijnen or not self.indicator.lijnen[0].has_trend or self.regels[0].is_hidden:
            return None
        lijn = self.indicator.lijnen[0]
        points = trend(lijn.kies, self.feiten, self.vraag.tijdvak)
        return columns([Series("", points)]) if len(points) > 1 else None

    def _regel(self, place: int) -> Regel:
        uitslag = count_line(self.indicator.lijnen[place], self.feiten, self.vraag.tijdvak)
        veld = VELDEN.get(uitslag.lijn.delen)
        return self._shown(uitslag, veld, place) if veld else Regel(uitslag, self._url(place))

    def _shown(self, uitslag: Uitslag, veld: Veld, place: int) -> Regel:
        uitslag = protect(uitslag) if veld.gevoelig else uitslag
        shown = [deel for deel in uitslag.delen if deel.aantal != 0 or deel.sleutel in {*veld.altijd, ""}]
        largest, rest = _largest(shown)
        points = [Point(capfirst(deel.label), deel.aantal, url=self._url(place, veld, deel)) for deel in largest]
        if rest:
            together = sum(int(deel.aantal or 0) for deel in rest)
            points.insert(-1, Point(f"De andere {len(rest)} samen", together))
        return Regel(uitslag, self._url(place), bars(points), _sentence(uitslag))

    def _url(self, place: int, veld: Veld | None = None, deel: Deel | None = None) -> str:
        if not may_list(self.gebruiker, self.indicator.lijnen[place]) or (veld and veld.gevoelig):
            return ""
        more = {"deel": veld.naam, "waarde": deel.sleutel} if veld and deel else {}
        return reverse("rapportages:records", args=[self.indicator.code, place]) + query(self.params, per="", **more)


def _largest(delen: list[Deel]) -> tuple[list[Deel], list[Deel]]:
    """Those that stand in the chart, onbekend last, and the rest. What is hidden is never added up with others."""
    if len(delen) <= SHOWN or any(deel.aantal is None for deel in delen):
        return delen, []
    return [*delen[: SHOWN - 2], delen[-1]], delen[SHOWN - 2 : -1]


def _sentence(uitslag: Uitslag) -> str:
    """What one sees: the largest part that is known, or that there is nothing."""
    known = [deel for deel in uitslag.delen if deel.aantal and deel.sleutel != ""]
    if not known and any(deel.aantal is None for deel in uitslag.delen):
        return "Te weinig om te tonen"
    if not known:
        return "Hier valt nog niets te verdelen"
    largest = max(known, key=lambda deel: int(deel.aantal or 0))
    share = f" ({percent(largest.aantal, largest.noemer)})" if largest.noemer else ""
    return f"Het meest: {largest.label}, {amount(int(largest.aantal or 0))}{share}"


def query(params: QueryDict, **changes: Any) -> str:
    """The question as it stands in the address, with changes; an empty one is left out."""
    kept = params.copy()
    for name in (*PAGE_KEYS, "deel", "waarde"):
        kept.pop(name, None)
    for name, value in changes.items():
        kept[name] = str(value)
        if not kept[name]:
            del kept[name]
    return f"?{kept.urlencode()}" if kept else ""


def periods(params: QueryDict, today: date) -> list[tuple[str, str]]:
    """The periods that people report about: (what it is called, address)."""
    year, quarter = first_of(12, today), first_of(KWARTAAL, today)
    before = quarter - relativedelta(months=3)
    found = (
        ("Dit jaar", year, today),
        ("Vorig jaar", year - relativedelta(years=1), year - timedelta(days=1)),
        ("Dit kwartaal", quarter, today),
        ("Vorig kwartaal", before, quarter - timedelta(days=1)),
    )
    return [(label, query(params, van=van.isoformat(), tot=tot.isoformat())) for label, van, tot in found]


def narrowed(form: VraagForm, params: QueryDict) -> list[tuple[str, str]]:
    """What cannot be chosen on the form but holds: (what it says, address without it)."""
    found = [(name, form.cleaned_data.get(name)) for name in NARROWED if form[name].is_hidden]
    return [(f"{VELDEN[name].titel}: {value}", query(params, **{name: ""})) for name, value in found if value]
