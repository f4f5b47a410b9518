from dataclasses import dataclass
from datetime import date

KWARTAAL = 3
"""Months."""


@dataclass(frozen=True)
class Tijdvak:
    """From the first up to and including the last day, which is the peildatum."""

    van: date
    tot: date

    def __post_init__(self) -> None:
        if self.tot < self.van:
            raise ValueError(f"{self.tot} ligt voor {self.van}")


def first_of(months: int, on: date) -> date:
    """The first day of the month, quarter or year (1, 3 or 12 months) in which a day lies."""
    return date(on.year, (on.month - 1) // months * months + 1, 1)


def quarter(begin: date) -> str:
    """`2026 K3`."""
    return f"{begin.year} K{begin.month // KWARTAAL + 1}"
