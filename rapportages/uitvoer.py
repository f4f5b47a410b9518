"""All figures of one question as tables to open elsewhere. A file travels, so nothing small stands in it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils import timezone

from praktijkleren.ui.sheets import Cell, Sheet
from rapportages.bescherming import KLEIN, protect
from rapportages.cijfers import Uitslag, Vraag, count
from rapportages.indicatoren import ALLE
from rapportages.indicatoren.begrip import Cijfer, Indicator, Meet
from rapportages.indicatoren.velden import VELDEN
from rapportages.models import TelfeitQuerySet

COLUMNS = (
    "code", "indicator", "cijfer", "onderdeel", "aantal", "van", "procent", "laagste", "hoogste", "records",
    "opmerking",
)  # fmt: skip
SMALL = "niet getoond: minder dan 5 personen, of daaruit te berekenen"
ABOUT = ("code", "indicator", "definitie", "over wie of wat", "welke dag telt", "waaruit")


def sheets(vraag: Vraag, feiten: TelfeitQuerySet) -> list[Sheet]:
    return [
        Sheet("Cijfers", COLUMNS, _figures(vraag, feiten)),
        Sheet("Hoe is dit geteld", ABOUT, _explained()),
        Sheet("Over dit bestand", ("wat", "waarde"), _origin(vraag)),
    ]


def filename(vraag: Vraag, extension: str) -> str:
    return f"cijfers {vraag.regio} {vraag.tijdvak.van} tot en met {vraag.tijdvak.tot}.{extension}"


def _figures(vraag: Vraag, feiten: TelfeitQuerySet) -> Iterator[tuple[Cell, ...]]:
    for indicator in ALLE:
        if indicator.ontbreekt:
            yield (indicator.code, indicator.naam, "", "", None, None, None, None, None, None, indicator.ontbreekt)
        counted = count(indicator, feiten, vraag.tijdvak)
        for uitslag, shown in zip(counted, safe(counted), strict=True):
            yield from _lines(indicator, uitslag, shown)


def safe(lines: Sequence[Uitslag]) -> list[Uitslag]:
    """What may be in a file of the lines of one indicator: nothing about fewer than five persons, nor a whole.

    Nor a line that differs so little from the one beside it: `waarvan 18` of 20 tells of two.
    """
    shown = [_safe(line, None if line.lijn.naast is None else lines[line.lijn.naast]) for line in lines]
    return [_unnamed(line) if all(deel.aantal is None for deel in line.delen) else line for line in shown]


def _unnamed(uitslag: Uitslag) -> Uitslag:
    """Without parts: five leerbedrijven by name, and a five in another line, would tell of one at each."""
    return replace(uitslag, delen=())


def _safe(uitslag: Uitslag, beside: Uitslag | None) -> Uitslag:
    protected = protect(uitslag)
    apart = abs(int(uitslag.cijfer.waarde or 0) - int(beside.cijfer.waarde or 0)) if beside else 0
    if not _is_small(uitslag) and not 0 < apart < KLEIN:
        return protected
    delen = tuple(replace(deel, aantal=None, noemer=None) for deel in protected.delen)
    return replace(protected, cijfer=Cijfer(None, 0), delen=delen)


def _is_small(uitslag: Uitslag) -> bool:
    cijfer, counts = uitslag.cijfer, uitslag.lijn.meet in {Meet.AANTAL, Meet.PERSONEN, Meet.WERKPROCESSEN}
    return any(0 < (number or 0) < KLEIN for number in (cijfer.records, cijfer.personen)) or (
        counts and 0 < (cijfer.waarde or 0) < KLEIN
    )


def _lines(indicator: Indicator, counted: Uitslag, shown: Uitslag) -> Iterator[tuple[Cell, ...]]:
    start, cijfer = (indicator.code, indicator.naam, counted.lijn.naam), shown.cijfer
    note = SMALL if cijfer.waarde is None and counted.cijfer.records else ""
    yield (*start, "", cijfer.waarde, None, None, cijfer.laagste, cijfer.hoogste, cijfer.records, note)
    titel = VELDEN[counted.lijn.delen].titel if counted.lijn.delen else ""
    for deel in shown.delen:
        note = SMALL if deel.aantal is None else ""
        yield (*start, f"{titel}: {deel.label}", deel.aantal, deel.noemer, deel.procent, None, None, None, note)


def _explained() -> Iterator[tuple[Cell, ...]]:
    for row in ALLE:
        yield (row.code, row.naam, row.definitie, row.populatie, row.datumregel, row.bron)


def _origin(vraag: Vraag) -> Iterator[tuple[Cell, ...]]:
    yield ("regio", str(vraag.regio))
    yield ("van", vraag.tijdvak.van)
    yield ("tot en met (peildatum)", vraag.tijdvak.tot)
    yield ("zoals bekend op", timezone.localdate(vraag.kennis) if vraag.kennis else timezone.localdate())
    yield ("gemaakt op", timezone.localdate())
    for naam, value in vraag.filters.items():
        veld = VELDEN[naam]
        yield (f"alleen {veld.titel.lower()}", veld.labels([value]).get(value, str(value)))
