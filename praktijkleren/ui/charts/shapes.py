"""What goes into a chart, what comes out beside its drawing, and what a hidden value means for a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from praktijkleren.ui.charts.scale import Number

Kind = Literal["first", "second", "third", "small", "unknown"]

NOTE = "Toelichting"
UNKNOWN = "onbekend"
"""A part with this label is no part like the others: it has a hatch of its own, and stands last."""


@dataclass(frozen=True)
class Point:
    label: str
    value: Number | None
    url: str = ""
    note: str = ""

    @property
    def is_unknown(self) -> bool:
        return self.label.casefold() == UNKNOWN

    def kind(self, otherwise: Kind) -> Kind:
        if self.value is None:
            return "small"
        return "unknown" if self.is_unknown else otherwise


@dataclass(frozen=True)
class Series:
    naam: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Cell:
    heading: str
    text: str
    url: str = ""
    is_number: bool = True


@dataclass(frozen=True)
class TableRow:
    """`width` and `kind` are of the bar that a document draws inside the table."""

    label: str
    cells: tuple[Cell, ...]
    width: float = 0
    kind: Kind = "first"


@dataclass(frozen=True)
class Table:
    what: str
    rows: tuple[TableRow, ...]

    @property
    def headings(self) -> tuple[Cell, ...]:
        """Those above the numbers; `what` stands above the labels."""
        return self.rows[0].cells if self.rows else ()


@dataclass(frozen=True)
class Legend:
    """Names of lines are here for narrow screens; where there is room they stand at the end of the line."""

    text: str
    kind: Kind
    is_line: bool = False
