"""When people read their mail: Dutch working days, during office hours (signing.md 2.7)."""

from datetime import date, datetime, time, timedelta

from dateutil.easter import easter
from django.utils import timezone

OPENS, CLOSES = time(8, 30), time(17, 30)
SATURDAY = 5


def in_office_hours(moment: datetime) -> bool:
    local = timezone.localtime(moment)
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def holidays(year: int) -> frozenset[date]:
    """Nieuwjaar, Goede Vrijdag, Pasen, Koningsdag, Bevrijdingsdag, Hemelvaart, Pinksteren, Kerst."""
    sunday = easter(year)
    moving = {sunday + timedelta(days=days) for days in (-2, 0, 1, 39, 49, 50)}
    koningsdag = date(year, 4, 27)
    if koningsdag.weekday() == 6:
        koningsdag -= timedelta(days=1)
    fixed = {date(year, 1, 1), koningsdag, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(moving | fixed)
