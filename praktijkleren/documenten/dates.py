"""Dates in full words, as a document has them. Written out, so that no locale of a machine changes a byte."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def in_words(day: date) -> str:
    """`24 november 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def deadline(term: timedelta) -> datetime:
    """The end of the last day of a term that starts now, in the time of the Netherlands."""
    return timezone.make_aware(datetime.combine(timezone.localdate() + term, time(23, 59, 59)))


def moment_in_words(moment: datetime) -> str:
    """`24 november 2026 om 10.15 uur`, in the time of the Netherlands."""
    local = timezone.localtime(moment)
    return f"{in_words(local.date())} om {local:%H.%M} uur"
