from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from celery import shared_task
from celery.schedules import crontab
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.module_loading import import_string

from praktijkleren.audit.clock import moment
from praktijkleren.settings import CELERY_BEAT_SCHEDULE
from praktijkleren.werk.management.commands.run_due import MAIL, in_order

CALLS = []


@shared_task
def daily(at=None):
    CALLS.append(("daily", at))


@shared_task
def minute(at=None):
    CALLS.append(("minute", at))


@pytest.fixture(autouse=True)
def _own_clock(settings):
    CALLS.clear()
    settings.CELERY_BEAT_SCHEDULE = {
        "minute": {"task": f"{__name__}.minute", "schedule": 60.0},
        "daily": {"task": f"{__name__}.daily", "schedule": crontab(hour=6, minute=10)},
    }


def run_due(**options):
    out = StringIO()
    call_command("run_due", stdout=out, **options)
    return out.getvalue()


def test_what_happens_daily_comes_before_what_sweeps():
    out = run_due(at="2026-12-01T09:30")

    assert CALLS == [("daily", "2026-12-01T09:30:00+01:00"), ("minute", "2026-12-01T09:30:00+01:00")]
    assert out.endswith("Gedaan wat de klok tot en met di 1 dec 2026 09:30 zou doen.\n")


def test_what_happens_weekly_comes_before_what_happens_daily(settings):
    weekly = {"task": "weekly", "schedule": crontab(hour=6, minute=10, day_of_week="sun")}
    settings.CELERY_BEAT_SCHEDULE = {**settings.CELERY_BEAT_SCHEDULE, "weekly": weekly}

    assert in_order() == ["weekly", f"{__name__}.daily", f"{__name__}.minute"]


def test_mail_comes_last(settings):
    settings.CELERY_BEAT_SCHEDULE = {"mail": {"task": MAIL, "schedule": 60.0}, **settings.CELERY_BEAT_SCHEDULE}

    assert in_order() == [f"{__name__}.daily", f"{__name__}.minute", MAIL]


def test_without_a_moment_it_is_now():
    run_due()

    assert abs(datetime.fromisoformat(CALLS[0][1]) - timezone.now()) < timedelta(minutes=1)


@pytest.mark.parametrize("at", ["morgen", "2026-13-01", "2026-02-30T10:00", "12:00"])
def test_what_is_no_moment_is_refused(at):
    with pytest.raises(CommandError, match="Dit is geen moment"):
        run_due(at=at)

    assert CALLS == []


def test_in_production_the_clock_is_not_put_forward(settings):
    settings.PRODUCTIE = True

    with pytest.raises(CommandError, match="In productie"):
        run_due(at="2099-01-01")

    assert CALLS == []


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-06-30", datetime(2026, 6, 30, 10, 0, tzinfo=UTC)),
        ("2026-06-30T09:30", datetime(2026, 6, 30, 7, 30, tzinfo=UTC)),
        ("2026-12-30T09:30", datetime(2026, 12, 30, 8, 30, tzinfo=UTC)),
        ("2026-06-30T09:30+00:00", datetime(2026, 6, 30, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_dutch_time_unless_it_says_otherwise(at, expected):
    assert moment(at) == expected


def test_every_task_of_the_clock_exists_and_takes_a_moment(db):
    for entry in CELERY_BEAT_SCHEDULE.values():
        import_string(entry["task"])(at="2026-06-30T09:30")
