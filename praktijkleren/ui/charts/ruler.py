"""How long the marks of a chart are, and how its values read."""

from collections.abc import Iterable
from decimal import Decimal

from praktijkleren.ui.charts.scale import SMALL, SMALL_TEXT, Number, amount, exact
from praktijkleren.ui.charts.shapes import Legend, Point

TOO_FEW = "te weinig"
HIDDEN_PART = Decimal("0.06")


class Ruler:
    """For what is counted, or with a unit for what is measured.

    A hidden count is known to lie under the least that is shown; a hidden measure can be anything, so its mark says
    nothing but that it is there.
    """

    def __init__(self, points: Iterable[Point], unit: str) -> None:
        self.unit = unit
        values = [point.value for point in points]
        self.shown = [exact(value) for value in values if value is not None]
        self.peak = max(self.shown, default=Decimal(0))
        self.hides = None in values
        self.hidden = (self.peak or Decimal(1)) * HIDDEN_PART if unit else Decimal(SMALL - 1)
        self.top = max(self.peak, self.hidden if self.hides else Decimal(0)) or Decimal(1)

    @property
    def legend(self) -> tuple[Legend, ...]:
        means = f"{TOO_FEW}: minder dan {SMALL}," if self.unit else f"{SMALL_TEXT}:"
        return (Legend(f"{means} te klein om te tonen", "small"),) if self.hides else ()

    def reach(self, value: Number | None) -> Decimal:
        return self.hidden if value is None else exact(value)

    def text(self, value: Number | None) -> str:
        return TOO_FEW if value is None and self.unit else amount(value, self.unit if value is not None else "")

    def sign(self, value: Number | None) -> str:
        """Inside the drawing there is room for a sign such as %, not for a word."""
        return amount(value, self.unit if value is not None and len(self.unit) == 1 else "")
