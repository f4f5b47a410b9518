"""What stands on the first page of the figures: a few numbers, the way from aanmelding to uitkomst, and the trend."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models.functions import TruncMonth, TruncQuarter, TruncYear

from praktijkleren.ui.charts import Chart, Point, Series, amount, bars, line
from praktijkleren.ui.dates import MONTHS
from rapportages.bescherming import protect
from rapportages.cijfers import count_line
from rapportages.indicatoren.begrip import Kies
from rapportages.indicatoren.instroom import I4
from rapportages.indicatoren.inzet import I14
from rapportages.indicatoren.opbrengst import I5, I6
from rapportages.indicatoren.uitkomst import I12
from rapportages.indicatoren.velden import AT_WORK
from rapportages.models import Feit, TelfeitQuerySet
from rapportages.sommen import tally
from rapportages.tijdvak import KWARTAAL, Tijdvak, quarter

WAY = (
    (Feit.AANMELDING, "Aanmeldingen"),
    (Feit.AANNAME, "Aangenomen"),
    (Feit.START, "Gestarte trajecten"),
    (Feit.VERKLARING, "Praktijkverklaringen"),
)
PerKind = Mapping[str, int]
"""How many facts of each kind on the way the period has."""


@dataclass(frozen=True)
class Kop:
    """A number at the top of the page."""

    label: str
    waarde: Decimal | int | None
    code: str


@dataclass(frozen=True)
class Grafiek:
    zin: str
    """One sentence that says what one sees."""
    chart: Chart
    code: str
    """Of the indicator that tells more."""
    over: str
    """And what it is about."""


def heads(feiten: TelfeitQuerySet, tijdvak: Tijdvak, period: PerKind) -> list[Kop]:
    persons = count_line(I6.lijnen[0], feiten, tijdvak).cijfer.waarde
    return [
        Kop("aanmeldingen", period.get(Feit.AANMELDING, 0), "I1"),
        Kop("trajecten gestart", period.get(Feit.START, 0), "I3"),
        Kop("trajecten lopen", count_line(I4.lijnen[0], feiten, tijdvak).cijfer.waarde, "I4"),
        Kop("praktijkverklaringen uitgereikt", period.get(Feit.VERKLARING, 0), "I5"),
        Kop("personen met een praktijkverklaring", persons, "I6"),
        Kop("praktijkverklaringen in totaal", count_line(I5.lijnen[1], feiten, tijdvak).cijfer.waarde, "I5"),
    ]


def charts(feiten: TelfeitQuerySet, tijdvak: Tijdvak, period: PerKind) -> list[Grafiek]:
    return [_trend(feiten, tijdvak, period), _way(period), _outcomes(feiten, tijdvak), _durations(feiten, tijdvak)]


def trend(kies: Kies, feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> list[Point]:
    """Per month of up to a year, per quarter of up to four years, else per year. What is empty is shown as 0."""
    step, trunc = _step(tijdvak)
    days = tally(lambda part: kies(feiten, part).annotate(stap=trunc("datum")), tijdvak, ("stap",))
    numbers = {start: n for (start,), n in days.items()}
    return [Point(_called(start, step), numbers.get(start, 0)) for start in _starts(tijdvak, step)]


def per_kind(feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> PerKind:
    soorten = [soort for soort, _label in WAY]  # named, so that an index leads to them
    found = tally(lambda part: feiten.of(*soorten).filter(datum__range=(part.van, part.tot)), tijdvak, ("soort",))
    return {soort: n for (soort,), n in found.items()}


def _trend(feiten: TelfeitQuerySet, tijdvak: Tijdvak, period: PerKind) -> Grafiek:
    given, until = I5.lijnen
    before = int(count_line(until, feiten, tijdvak).cijfer.waarde or 0) - period.get(Feit.VERKLARING, 0)
    points, total = [], before
    for point in trend(given.kies, feiten, tijdvak):
        total += int(point.value or 0)
        points.append(Point(point.label, total))
    new = total - before
    told = {0: "werden geen praktijkverklaringen", 1: "werd 1 praktijkverklaring"}
    what = told.get(new, f"werden {amount(new)} praktijkverklaringen")
    zin = f"In deze periode {what} uitgereikt: {amount(total)} in totaal"
    return Grafiek(zin, line([Series("In totaal", points)]), "I5", "praktijkverklaringen")


def _way(numbers: PerKind) -> Grafiek:
    """Without percentages: who came in during a period is not who received a verklaring in it."""
    points = [Point(label, numbers.get(soort, 0)) for soort, label in WAY]
    offered, begun = numbers.get(Feit.AANMELDING, 0), numbers.get(Feit.START, 0)
    zin = f"In deze periode kwamen {amount(offered)} aanmeldingen binnen en begonnen {amount(begun)} trajecten"
    return Grafiek(zin, bars(points, shares=False, what="Stap", much="Aantal"), "I3", "gestarte trajecten")


def _outcomes(feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> Grafiek:
    uitslag = protect(count_line(I12.lijnen[1], feiten, tijdvak))
    shown = [deel for deel in uitslag.delen if deel.aantal != 0]
    points = [Point(deel.label.capitalize(), deel.aantal) for deel in shown]
    if not points:
        zin = "Van niemand eindigde het traject een half jaar voor deze periode"
    elif any(deel.aantal is None and deel.sleutel in AT_WORK for deel in shown):
        zin = "Wat mensen deden, 6 maanden na hun traject"
    else:
        work = sum(int(deel.aantal or 0) for deel in shown if deel.sleutel in AT_WORK)
        zin = f"Van {amount(uitslag.cijfer.waarde)} mensen hadden er {amount(work)} werk, 6 maanden na hun traject"
    return Grafiek(zin, bars(points), "I12", "uitkomsten")


def _durations(feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> Grafiek:
    labels = ("Van aanmelding tot start", "Van start tot praktijkverklaring")
    found = [count_line(lijn, feiten, tijdvak).cijfer.waarde for lijn in I14.lijnen]
    points = [Point(label, float(weeks)) for label, weeks in zip(labels, found, strict=True) if weeks is not None]
    zin = "Hoeveel weken het meestal duurt"
    return Grafiek(
        zin, bars(points, unit="weken", shares=False, what="Stap", much="Middelste waarde"), "I14", "doorlooptijd"
    )


def _step(tijdvak: Tijdvak) -> tuple[int, Any]:
    """How many months one step takes."""
    months = (tijdvak.tot.year - tijdvak.van.year) * 12 + tijdvak.tot.month - tijdvak.van.month + 1
    return (1, TruncMonth) if months <= 12 else (3, TruncQuarter) if months <= 48 else (12, TruncYear)


def _starts(tijdvak: Tijdvak, step: int) -> list[date]:
    first = (tijdvak.van.year * 12 + tijdvak.van.month - 1) // step * step
    last = tijdvak.tot.year * 12 + tijdvak.tot.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1, step)]


def _called(start: date, step: int) -> str:
    if step == 1:
        return f"{MONTHS[start.month - 1]} {start.year}"
    return quarter(start) if step == KWARTAAL else str(start.year)
