"""Charts of bars that lie: parts of a whole, how long things take, and steps that follow each other."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from praktijkleren.ui.charts.ruler import Ruler
from praktijkleren.ui.charts.scale import Number, exact, percent
from praktijkleren.ui.charts.shapes import NOTE, Cell, Kind, Legend, Point, Table, TableRow

OF_PREVIOUS = "Tussen haakjes: hoeveel procent van de vorige stap."
LEAST_WIDTH, LEAST_HIDDEN = 0.6, 4
"""Whatever is not zero can be seen, and a hatch can be told from a line."""


@dataclass(frozen=True)
class Bar:
    label: str
    width: float
    kind: Kind
    text: str
    share: str
    url: str
    note: str


@dataclass(frozen=True)
class Bars:
    form: ClassVar = "bars"

    bars: tuple[Bar, ...]
    headings: tuple[str, str, str]
    legend: tuple[Legend, ...] = ()
    remark: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.bars

    @property
    def table(self) -> Table:
        return Table(self.headings[0], tuple(self._row(bar) for bar in self.bars))

    def _row(self, bar: Bar) -> TableRow:
        _, much, share = self.headings
        cells = [Cell(much, bar.text, bar.url)]
        if any(each.share for each in self.bars):
            cells.append(Cell(share, bar.share))
        if any(each.note for each in self.bars):
            cells.append(Cell(NOTE, bar.note, is_number=False))
        return TableRow(bar.label, tuple(cells), bar.width, bar.kind)


def bars(
    points: Iterable[Point],
    *,
    unit: str = "",
    shares: bool = True,
    what: str = "Onderdeel",
    much: str = "Aantal",
) -> Bars:
    """Parts beside each other; with a `unit` they are measured, as in days, and not counted.

    `shares=False` for what is no part of a whole. Where a value is hidden there are no shares either: they would give
    it away.
    """
    parts = sorted(points, key=lambda point: point.is_unknown)
    values = [point.value for point in parts]
    total = None if not shares or None in values else sum(exact(value) for value in values if value is not None)
    texts = [percent(value, total) for value in values]
    return _bars(parts, texts, unit, (what, much, "Aandeel"))


def funnel(points: Iterable[Point], *, unit: str = "", what: str = "Stap", much: str = "Aantal") -> Bars:
    """Steps that follow each other, each as a part of the step before it."""
    steps = list(points)
    before = [None, *(point.value for point in steps)]
    texts = [percent(point.value, whole) for point, whole in zip(steps, before, strict=False)]
    drawn = _bars(steps, texts, unit, (what, much, "Van de vorige stap"))
    return replace(drawn, remark=OF_PREVIOUS if any(texts) else "")


def _bars(parts: list[Point], shares: list[str], unit: str, headings: tuple[str, str, str]) -> Bars:
    ruler = Ruler(parts, unit)
    drawn = tuple(
        Bar(
            label=point.label,
            width=_width(ruler, point.value),
            kind=point.kind("first"),
            text=ruler.text(point.value),
            share=share,
            url=point.url,
            note=point.note,
        )
        for point, share in zip(parts, shares, strict=True)
    )
    return Bars(drawn, headings, ruler.legend)


def _width(ruler: Ruler, value: Number | None) -> float:
    least = LEAST_HIDDEN if value is None else LEAST_WIDTH if value else 0
    return max(least, round(float(ruler.reach(value) / ruler.top * 100), 2))
