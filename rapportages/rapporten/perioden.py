"""The periods that reports are about, and how they are called."""

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from praktijkleren.documenten.dates import MONTHS, in_words
from rapportages.states import RapportSoort
from rapportages.tijdvak import Tijdvak, first_of
from verklaringen.office import is_working_day

MAANDEN = {RapportSoort.MAAND: 1, RapportSoort.KWARTAAL: 3, RapportSoort.JAAR: 12}
"""How many months a period takes; of other kinds one chooses the days."""


def period(soort: str, on: date) -> Tijdvak:
    """The month, quarter or year in which a day lies."""
    months = MAANDEN[RapportSoort(soort)]
    van = first_of(months, on)
    return Tijdvak(van, van + relativedelta(months=months) - timedelta(days=1))


def ended(soort: str, today: date, number: int) -> Iterator[Tijdvak]:
    """The last periods that are over, latest first."""
    latest = period(soort, today)
    for _ in range(number):
        latest = period(soort, latest.van - timedelta(days=1))
        yield latest


def first_working_day_after(tijdvak: Tijdvak) -> date:
    day = tijdvak.tot + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def name_of(soort: str, tijdvak: Tijdvak) -> str:
    """`3e kwartaal 2026`, `oktober 2026`, `2026`, or the days in full."""
    match soort:
        case RapportSoort.MAAND:
            return f"{MONTHS[tijdvak.van.month - 1]} {tijdvak.van.year}"
        case RapportSoort.KWARTAAL:
            return f"{tijdvak.van.month // 3 + 1}e kwartaal {tijdvak.van.year}"
        case RapportSoort.JAAR:
            return str(tijdvak.van.year)
        case _:
            return f"{in_words(tijdvak.van)} tot en met {in_words(tijdvak.tot)}"
