from datetime import date, datetime, time

from django.utils import timezone


def noon(day: date) -> datetime:
    """A moment on that day in the Netherlands."""
    return timezone.make_aware(datetime.combine(day, time(12)))
