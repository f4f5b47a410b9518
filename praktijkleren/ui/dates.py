"""Dates as people say them. Written out here, because the words must not depend on which language is switched on."""

from datetime import date, datetime

from django.utils import timezone

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def datum(value: date | datetime) -> str:
    day = as_day(value)
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def geboren_op(value: date) -> str:
    """A birth date: on which day of the week it was tells nobody anything."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def over(value: date | datetime, *, today: date) -> str:
    days = (as_day(value) - today).days
    if near := {0: "vandaag", 1: "morgen", -1: "gisteren"}.get(days):
        return near
    amount = _amount(abs(days))
    return f"over {amount}" if days > 0 else f"{amount} geleden"


def as_day(value: date | datetime) -> date:
    """A moment is shown as the day it was in the Netherlands."""
    return timezone.localdate(value) if isinstance(value, datetime) and timezone.is_aware(value) else _bare(value)


def _bare(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def _amount(days: int) -> str:
    if days < 14:
        return f"{days} dagen"
    if days < 63:
        return f"{days // 7} weken"
    if days < 730:
        return f"{round(days / 30.44)} maanden"
    return f"{days // 365} jaar"
