"""What the clock starts, and how it is told the time.

The convention: every function that the clock starts lives in <app>/schedule.py and is written as

    @shared_task
    def watch(at: str | None = None) -> None:
        now = moment(at)

It selects what is due and not yet done at `now`, so that it may be late, run twice, or skip three days. Celery beat
calls it without `at`; `manage.py run_due --at …` and tests pass the moment in ISO 8601. Leases are the exception: they
are about real processes and are always compared with the real time.
"""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

NOON = time(12)


def moment(at: str | None) -> datetime:
    """Read a moment; None is now. Without an offset it is Dutch time, and a bare date is noon of that day."""
    if not at:
        return timezone.now()
    day = parse_date(at) if len(at) == len("2026-12-01") else None
    found = datetime.combine(day, NOON) if isinstance(day, date) else parse_datetime(at)
    if found is None:
        raise ValueError(f"Geen moment: {at}")
    return found if timezone.is_aware(found) else timezone.make_aware(found)
