"""A drawing with an axis: what is in it, and how much room there is."""

from dataclasses import dataclass
from typing import ClassVar

from praktijkleren.ui.charts.shapes import Kind, Legend, Table

HEIGHT, TOP, BOTTOM = 236, 26, 30
FLOOR = HEIGHT - BOTTOM
"""Where zero lies, down from the top of the drawing."""
WIDTHS = {"wide": 480, "middle": 304, "narrow": 240}
"""How wide, at least, a chart is in each of the three widths that the stylesheet knows."""
LEFT = {"small": 36, "middle": 60, "large": 80, "full": 100}
RIGHT = {"small": 36, "middle": 72, "large": 92, "full": 124}
"""What the stylesheet keeps free beside the plot, for the axis and for what stands at the end of a line."""


@dataclass(frozen=True)
class Text:
    """`x` in percent and `y` in pixels; `hide` names the widths in which there is no room for it."""

    x: float
    y: float
    text: str
    full: str = ""
    anchor: str = "middle"
    hide: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    width: float
    height: float
    kind: Kind


@dataclass(frozen=True)
class Segment:
    x1: float
    y1: float
    x2: float
    y2: float
    kind: Kind


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    kind: Kind


@dataclass(frozen=True)
class End:
    """What stands at the right of a line."""

    y: float
    naam: str
    full: str
    text: str


@dataclass(frozen=True)
class Room:
    """Left of the plot, right of it, and right of it where the names of lines do not fit."""

    left: str = "small"
    right: str = "small"
    right_narrow: str = "small"

    def plot(self) -> dict[str, int]:
        """How wide the plot is, at least, in each of the three widths."""
        right = {width: self.right if width == "wide" else self.right_narrow for width in WIDTHS}
        return {width: pixels - LEFT[self.left] - RIGHT[right[width]] for width, pixels in WIDTHS.items()}


@dataclass(frozen=True)
class Plot:
    form: ClassVar = "plot"
    height: ClassVar = HEIGHT
    floor: ClassVar = FLOOR

    table: Table
    description: str = ""
    ticks: tuple[Text, ...] = ()
    labels: tuple[Text, ...] = ()
    marks: tuple[Mark, ...] = ()
    numbers: tuple[Text, ...] = ()
    segments: tuple[Segment, ...] = ()
    dots: tuple[Dot, ...] = ()
    ends: tuple[End, ...] = ()
    legend: tuple[Legend, ...] = ()
    room: Room = Room()

    @property
    def is_empty(self) -> bool:
        return not self.table.rows

    @property
    def groups(self) -> list["Group"]:
        """What looks alike together, so that the drawing says only once how it looks."""
        drawn: list[Mark | Segment | Dot] = [*self.marks, *self.segments, *self.dots]
        kinds = sorted({each.kind for each in drawn})
        return [
            Group(
                kind,
                [mark for mark in self.marks if mark.kind == kind],
                [part for part in self.segments if part.kind == kind],
                [dot for dot in self.dots if dot.kind == kind],
            )
            for kind in kinds
        ]


@dataclass(frozen=True)
class Group:
    kind: Kind
    marks: list[Mark]
    segments: list[Segment]
    dots: list[Dot]
