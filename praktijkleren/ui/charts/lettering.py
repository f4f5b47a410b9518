"""The words and numbers in a drawing: which of them fit where; and the table and description beside it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Protocol

from praktijkleren.ui.charts.plot import FLOOR, LEFT, RIGHT, WIDTHS, End, Room, Text
from praktijkleren.ui.charts.ruler import Ruler
from praktijkleren.ui.charts.scale import Number
from praktijkleren.ui.charts.shapes import NOTE, Cell, Kind, Legend, Series, Table, TableRow

CHARACTER, SPACE = 7.6, 6
"""Widths in pixels at the size of type of the stylesheet: of one character, and between two texts."""
STEPS = (1, 2, 3, 4, 6, 12, 18, 24, 36)
"""Which labels of the axis are shown: every first, second, third; so that of months the same ones come back."""
LABEL_LENGTH, NAME_LENGTH = 10, 14
END_DISTANCE = 34


class Height(Protocol):
    """What knows where a value lies."""

    peak: Decimal

    def y(self, value: Number | None) -> float: ...
    def text(self, value: Number | None) -> str: ...
    def sign(self, value: Number | None) -> str: ...


def numbers_of(
    scale: Height, values: Sequence[tuple[float, Number | None]], pitch: float, room: Room
) -> tuple[Text, ...]:
    """The number of each column where they fit beside each other; else of the highest alone."""
    longest = max(_pixels(scale.sign(value)) for _, value in values)
    crowded = tuple(name for name, pixels in room.plot().items() if longest + SPACE > pitch * pixels / 100)
    peak = next((x for x, value in values if value is not None and value == scale.peak), None)
    shown = [(x, value, () if x == peak else crowded) for x, value in values]
    return tuple(
        Text(
            x=round(x, 2),
            y=scale.y(value) - 6,
            text=scale.sign(value),
            anchor=_anchor(x, scale.sign(value)) if crowded and x == peak else "middle",
            hide=hide,
        )
        for x, value, hide in shown
        if len(hide) < len(WIDTHS)
    )


def labels_of(names: Sequence[str], across: Sequence[float], pitch: float, room: Room) -> tuple[Text, ...]:
    """As many of the periods as fit beside each other in each width, always with the first."""
    shorts = [shorten(name, LABEL_LENGTH) for name in names]
    needed = max(map(_pixels, shorts)) + SPACE
    every = {width: _step(needed / (pitch * pixels / 100)) for width, pixels in room.plot().items()}
    texts = []
    for number, (name, short, x) in enumerate(zip(names, shorts, across, strict=True)):
        hide = tuple(width for width, step in every.items() if number % step)
        if len(hide) < len(WIDTHS):
            texts.append(Text(round(x, 2), FLOOR + 20, short, "" if short == name else name, hide=hide))
    return tuple(texts)


def ends_of(series: Sequence[Series], scale: Height) -> tuple[End, ...]:
    """From the highest to the lowest, pushed apart so that one can read them all."""
    order = sorted(series, key=lambda each: scale.y(each.points[-1].value))
    heights = [scale.y(each.points[-1].value) for each in order]
    for number in range(1, len(heights)):
        heights[number] = max(heights[number], heights[number - 1] + END_DISTANCE)
    heights[-1] = min(heights[-1], FLOOR - 16)
    for number in range(len(heights) - 1, 0, -1):
        heights[number - 1] = min(heights[number - 1], heights[number] - END_DISTANCE)
    return tuple(_end(each, y, scale) for each, y in zip(order, heights, strict=True))


def _end(series: Series, y: float, scale: Height) -> End:
    short = shorten(series.naam, NAME_LENGTH)
    return End(round(y, 2), short, "" if short == series.naam else series.naam, scale.text(series.points[-1].value))


def names_of(series: Sequence[Series], kinds: Iterable[Kind], *, is_line: bool = False) -> tuple[Legend, ...]:
    """One series alone is named by the title."""
    if len(series) == 1:
        return ()
    return tuple(Legend(each.naam, kind, is_line) for each, kind in zip(series, kinds, strict=False))


def table_of(series: Sequence[Series], ruler: Ruler, what: str, much: str) -> Table:
    notes = any(point.note for each in series for point in each.points)
    rows = []
    for points in zip(*(each.points for each in series), strict=False):
        pairs = zip(series, points, strict=True)
        cells = [Cell(each.naam or much, ruler.text(point.value), point.url) for each, point in pairs]
        if notes:
            note = ". ".join(point.note for point in points if point.note)
            cells.append(Cell(NOTE, note, is_number=False))
        rows.append(TableRow(points[0].label, tuple(cells)))
    return Table(what, tuple(rows))


def description(series: Sequence[Series], ruler: Ruler) -> str:
    """What one hears instead of the drawing; the table has the rest."""
    first, last = series[0].points[0], series[0].points[-1]
    over = f"{first.label}." if first is last else f"Van {first.label} tot en met {last.label}."
    return " ".join([over, *(_in_words(each, ruler) for each in series)])


def _in_words(series: Series, ruler: Ruler) -> str:
    shown = [point for point in series.points if point.value is not None]
    words = [f"laatste waarde {ruler.text(series.points[-1].value)}"]
    if shown:
        top = max(shown, key=lambda point: point.value or 0)
        words.insert(0, f"hoogste waarde {ruler.text(top.value)} ({top.label})")
    sentence = f"{series.naam}: {', '.join(words)}." if series.naam else f"{', '.join(words)}."
    return sentence[0].upper() + sentence[1:]


def room_for(texts: Iterable[str]) -> str:
    longest = max(map(len, texts), default=0)
    return next((size for size, most in (("small", 3), ("middle", 7), ("large", 9)) if longest <= most), "full")


def shorten(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _step(least: float) -> int:
    return next((step for step in STEPS if step >= least), int(least) + 1)


def _pixels(text: str) -> float:
    return len(text) * CHARACTER


def _anchor(x: float, text: str) -> str:
    """A number near an edge stays inside."""
    half = _pixels(text) / 2 / (WIDTHS["narrow"] - LEFT["large"] - RIGHT["small"]) * 100
    if x < half:
        return "start"
    return "end" if x > 100 - half else "middle"
