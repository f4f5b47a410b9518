from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten import actions as documenten
from praktijkleren.documenten.schedule import sweep
from praktijkleren.post.models import Bericht
from tests.factories import verklaringen as made
from trajecten.refused import RefusedError
from verklaringen import actions
from verklaringen.office import easter_sunday, holidays, in_office_hours
from verklaringen.schedule import remind

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SENT = datetime(2026, 6, 1, 10, tzinfo=AMSTERDAM)
BY = Actor.systeem("test")


@pytest.fixture
def versie(db):
    with time_machine.travel(SENT, tick=False):
        return made.sent()


def reminders():
    return Bericht.objects.filter(sjabloon="verklaringen/reminder").count()


def after(days, hour=10):
    return (SENT + timedelta(days=days)).replace(hour=hour)


def run(days, hour=10):
    """The clock at that moment; answers how many reminders there are then."""
    with time_machine.travel(after(days, hour), tick=False):
        remind()
    return reminders()


def test_reminders_come_when_due_and_once(versie):
    assert [run(day) for day in (0, 2, 3, 3, 4, 7, 8, 15, 29)] == [0, 0, 1, 1, 1, 2, 2, 3, 4]


def test_missed_ones_collapse_into_one(versie):
    assert run(16) == 1
    assert versie.document.verzoeken.get().herinneringen == 3
    assert run(17) == 1


def test_never_more_than_four(versie):
    versie.verklaring.regio.herinner_na_dagen = [1, 2, 3, 4, 8, 9]
    versie.verklaring.regio.save()

    assert [run(day) for day in (1, 2, 3, 4, 8, 9, 10)][-1] == 4


def test_a_regio_chooses_its_own_days(versie):
    versie.verklaring.regio.herinner_na_dagen = [10]
    versie.verklaring.regio.save()

    assert [run(day) for day in (3, 9, 10, 25)] == [0, 0, 1, 1]


@pytest.mark.parametrize(("days", "hour"), [(5, 10), (6, 12), (3, 7), (3, 18), (3, 23)])
def test_outside_office_hours_nobody_is_mailed(versie, days, hour):
    assert run(days, hour) == 0


def test_whoever_answered_or_was_withdrawn_hears_nothing(versie):
    with time_machine.travel(after(1), tick=False):
        actions.withdraw_versie(versie, reason="x", by=BY)

    assert run(8) == 0


def test_after_the_last_day_there_are_no_reminders(versie):
    assert run(31) == 0


def test_the_moment_may_be_given(versie):
    remind(after(3).isoformat())

    assert reminders() == 1


def test_a_reminder_carries_a_link_and_names_the_last_day(versie):
    run(3)

    bericht = Bericht.objects.get(sjabloon="verklaringen/reminder")
    assert (bericht.geheim_soort, bericht.geheim_id) == ("toegangslink", versie.document.verzoeken.get().link_id)
    assert bericht.context["voor"] == "1 juli 2026"


def test_by_hand_once_a_day(versie):
    with time_machine.travel(after(0, hour=20), tick=False), pytest.raises(RefusedError, match="één keer per dag"):
        actions.remind_now(versie, by=BY)
    with time_machine.travel(after(2), tick=False):
        actions.remind_now(versie, by=BY)
        with pytest.raises(RefusedError):
            actions.remind_now(versie, by=BY)

    assert reminders() == 1


def test_the_sweep_ends_what_expired_in_the_room_above(versie):
    with time_machine.travel(after(32), tick=False):
        sweep()

    versie.refresh_from_db()
    assert versie.status == "verlopen"


def test_another_address_starts_its_own_reminders(versie):
    with time_machine.travel(after(4), tick=False):
        actions.correct_address(versie, email="juist@bedrijf.example", by=BY)

    assert [run(day) for day in (4, 7, 8)] == [0, 1, 1]
    assert documenten.Ondertekenverzoek.objects.get(email="juist@bedrijf.example").herinneringen == 1


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))],
)
def test_easter(year, expected):
    assert easter_sunday(year) == expected


def test_holidays_of_2025():
    assert holidays(2025) == {
        date(2025, 1, 1),
        date(2025, 4, 18),
        date(2025, 4, 20),
        date(2025, 4, 21),
        date(2025, 4, 26),  # the 27th is a Sunday
        date(2025, 5, 5),
        date(2025, 5, 29),
        date(2025, 6, 8),
        date(2025, 6, 9),
        date(2025, 12, 25),
        date(2025, 12, 26),
    }


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 3, 27, 8, 30, tzinfo=AMSTERDAM), True),
        (datetime(2026, 3, 30, 17, 29, tzinfo=AMSTERDAM), True),  # the day after summer time began
        (datetime(2026, 3, 27, 17, 30, tzinfo=AMSTERDAM), False),
        (datetime(2026, 5, 5, 10, tzinfo=AMSTERDAM), False),
        (datetime(2026, 7, 1, 6, 45, tzinfo=ZoneInfo("UTC")), True),
    ],
)
def test_office_hours_are_those_of_the_netherlands(moment, expected):
    assert in_office_hours(moment) is expected
