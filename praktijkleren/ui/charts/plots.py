"""Charts with an axis: columns beside each other, and lines over time."""

from collections.abc import Sequence
from itertools import pairwise

from praktijkleren.ui.charts.lettering import description, ends_of, labels_of, names_of, numbers_of, room_for, table_of
from praktijkleren.ui.charts.plot import FLOOR, TOP, Dot, Mark, Plot, Room, Segment, Text
from praktijkleren.ui.charts.ruler import Ruler
from praktijkleren.ui.charts.scale import Number, axis
from praktijkleren.ui.charts.shapes import Kind, Point, Series

LINES: tuple[Kind, ...] = ("first", "second", "third")
FILLED, WIDEST = 0.78, 20
"""How much of its slot a group of columns fills, and how much of the drawing at most."""
LEAST_HIDDEN = 4
DOTS = 12

Spot = tuple[float, float]


def columns(series: Sequence[Series], *, unit: str = "", what: str = "Periode", much: str = "Aantal") -> Plot:
    """One or two values for each period; with a `unit` they are measured, and not counted."""
    scale = Scale(series, unit, most=2)
    if scale.is_empty:
        return Plot(table_of(series, scale, what, much))
    slot = 100 / len(scale.names)
    middles = [slot * (number + 0.5) for number in range(len(scale.names))]
    width = min(slot * FILLED, WIDEST) / len(series)
    marks, numbers = [], []
    for order, each in enumerate(series):
        offset = (order - len(series) / 2) * width
        for point, middle in zip(each.points, middles, strict=True):
            marks.append(scale.mark(point, middle + offset, width, LINES[order]))
            numbers.append((middle + offset + width / 2, point.value))
    room = Room(left=room_for(tick.text for tick in scale.ticks))
    return Plot(
        table=table_of(series, scale, what, much),
        description=description(series, scale),
        ticks=scale.ticks,
        labels=labels_of(scale.names, middles, slot, room),
        marks=tuple(marks),
        numbers=numbers_of(scale, numbers, slot / len(series), room),
        legend=(*names_of(series, LINES), *scale.legend),
        room=room,
    )


def line(series: Sequence[Series], *, unit: str = "", what: str = "Periode", much: str = "Aantal") -> Plot:
    """How up to three values went over time, with name and last value at the end of each."""
    scale = Scale(series, unit, most=len(LINES))
    if scale.is_empty:
        return Plot(table_of(series, scale, what, much))
    gap = 100 / max(1, len(scale.names) - 1)
    across = [round(gap * number, 2) for number in range(len(scale.names))]
    marks, segments, dots = [], [], []
    for each, kind in zip(series, LINES, strict=False):
        width = min(gap * 0.6, 5)
        hidden = [(x, point) for x, point in zip(across, each.points, strict=True) if point.value is None]
        marks += [scale.mark(point, min(max(0, x - width / 2), 100 - width), width, kind) for x, point in hidden]
        known = [scale.spot(x, point) for x, point in zip(across, each.points, strict=True)]
        segments += [Segment(*a, *b, kind) for a, b in pairwise(known) if a and b]
        dots += [Dot(*spot, kind) for spot in _dots(known, kind)]
    ends = ends_of(series, scale)
    values = [end.text for end in ends]
    left = room_for(tick.text for tick in scale.ticks)
    room = Room(left, room_for([*values, *(end.naam for end in ends)]), room_for(values))
    return Plot(
        table=table_of(series, scale, what, much),
        description=description(series, scale),
        ticks=scale.ticks,
        labels=labels_of(scale.names, across, gap, room),
        marks=tuple(marks),
        segments=tuple(segments),
        dots=tuple(dots),
        ends=ends,
        legend=(*names_of(series, LINES, is_line=True), *scale.legend),
        room=room,
    )


class Scale(Ruler):
    """What all series share: the periods across and the axis up."""

    def __init__(self, series: Sequence[Series], unit: str, *, most: int) -> None:
        super().__init__([point for each in series for point in each.points], unit)
        if len(series) > most:
            raise ValueError(f"At most {most} series can be told apart.")
        names = {tuple(point.label for point in each.points) for each in series}
        if len(names) > 1:
            raise ValueError("The series are about different periods.")
        self.names: tuple[str, ...] = next(iter(names), ())
        self.steps = axis(self.top, whole=all(value % 1 == 0 for value in self.shown))
        self.ticks = tuple(Text(0, self.y(step), self.sign(step), anchor="end") for step in self.steps)

    @property
    def is_empty(self) -> bool:
        return not self.names

    def y(self, value: Number | None) -> float:
        return round(FLOOR - float(self.reach(value) / self.steps[-1]) * (FLOOR - TOP), 2)

    def spot(self, x: float, point: Point) -> Spot | None:
        return None if point.value is None else (x, self.y(point.value))

    def mark(self, point: Point, x: float, width: float, kind: Kind) -> Mark:
        least = LEAST_HIDDEN if point.value is None else 1 if point.value else 0
        height = max(FLOOR - self.y(point.value), least)
        return Mark(round(x, 2), round(FLOOR - height, 2), round(width, 2), round(height, 2), point.kind(kind))


def _dots(known: list[Spot | None], kind: Kind) -> list[Spot]:
    """The first line ends in a dot, the others have them along the way: so they differ without colour as well.

    A value between two hidden ones has no line, so it always has its dot.
    """
    every = max(1, len(known) // DOTS)
    return [
        spot
        for number, spot in enumerate(known)
        if spot and (number == len(known) - 1 or (kind != "first" and number % every == 0) or _is_alone(known, number))
    ]


def _is_alone(known: list[Spot | None], number: int) -> bool:
    return not any(known[max(0, number - 1) : number] + known[number + 1 : number + 2])
