"""Numbers as they stand in a chart and its table, and the axis that they are measured on."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import count

Number = int | float | Decimal

SMALL = 5
"""What is less than this is too small to show: it could tell who somebody is. Such a value arrives as None."""
SMALL_TEXT = f"< {SMALL}"
TENTH = Decimal("0.1")


def exact(value: Number) -> Decimal:
    """Charts begin at zero, so there is no place for what lies under it."""
    number = Decimal(str(value))
    if not number.is_finite() or number < 0:
        raise ValueError(f"Not to be drawn: {value}")
    return number


def amount(value: Number | None, unit: str = "") -> str:
    """`1.234`, `12,5 %`, `< 5`: one decimal where there is one."""
    if value is None:
        return SMALL_TEXT
    rounded = exact(value).quantize(TENTH, ROUND_HALF_UP)
    digits = f"{rounded:,.1f}".removesuffix(".0").translate(str.maketrans(",.", ".,"))
    return f"{digits} {unit}".rstrip()


def percent(part: Number | None, whole: Number | None) -> str:
    """Nothing where one of the two is hidden or there is no whole: a share would tell what was hidden."""
    if part is None or not whole:
        return ""
    return amount(exact(part) / exact(whole) * 100, "%")


def axis(highest: Number, *, whole: bool) -> list[Decimal]:
    """Round steps from zero to just above the highest value; `whole` for what one counts."""
    top = exact(highest)
    least = Decimal(1) if whole else TENTH
    wanted = max(top / 6, least)
    power = Decimal(1).scaleb(wanted.adjusted())
    step = next(each * power for each in (1, 2, 5, 10) if each * power >= wanted)
    steps = next(number for number in count(1) if number * step >= top)
    return [number * step for number in range(steps + 1)]
