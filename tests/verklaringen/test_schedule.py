import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten import actions as documenten
from praktijkleren.documenten.schedule import sweep
from praktijkleren.links.models import Toegangslink
from praktijkleren.post.models import Bericht
from praktijkleren.post.schedule import sweep as deliver
from praktijkleren.post.secrets import GoneError, mint
from praktijkleren.werk.models import Taak
from tests.factories import verklaringen as made
from tests.factories.kandidaten import BetrokkenheidFactory
from tests.factories.links import ToegangslinkFactory
from tests.factories.trajecten import BeoordelingsverzoekFactory
from trajecten.refused import RefusedError
from verklaringen import actions
from verklaringen.office import holidays, in_office_hours
from verklaringen.schedule import escalate, remind

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
        actions.remind_now(versie.document.verzoeken.get(), by=BY)
    with time_machine.travel(after(2), tick=False):
        actions.remind_now(versie.document.verzoeken.get(), by=BY)
        with pytest.raises(RefusedError):
            actions.remind_now(versie.document.verzoeken.get(), by=BY)

    assert reminders() == 1


def test_the_sweep_ends_what_expired_in_the_room_above(versie):
    with time_machine.travel(after(32), tick=False):
        sweep()

    versie.refresh_from_db()
    assert versie.status == "verlopen"


def test_another_address_starts_its_own_reminders(versie):
    with time_machine.travel(after(4), tick=False):
        actions.correct_address(versie.document.verzoeken.get(), email="juist@bedrijf.example", by=BY)

    assert [run(day) for day in (4, 7, 8)] == [0, 1, 1]
    assert documenten.Ondertekenverzoek.objects.get(email="juist@bedrijf.example").herinneringen == 1


def moment_of(year, month, day, hour=10, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


def sent_on(moment):
    with time_machine.travel(moment, tick=False):
        return made.sent()


def run_at(*moments):
    """How many reminders there are after each of these moments."""
    counts = []
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            remind()
        counts.append(reminders())
    return counts


def test_what_falls_in_a_weekend_comes_on_monday_morning(db):
    sent_on(moment_of(2026, 6, 3))  # a Wednesday: the third day is a Saturday

    saturday, sunday = moment_of(2026, 6, 6), moment_of(2026, 6, 7)
    early, opening = moment_of(2026, 6, 8, 8, 29), moment_of(2026, 6, 8, 8, 30)
    assert run_at(saturday, sunday, early, opening, opening) == [0, 0, 0, 1, 1]


def test_on_bevrijdingsdag_nobody_is_mailed(db):
    sent_on(moment_of(2026, 5, 2))

    assert run_at(moment_of(2026, 5, 5), moment_of(2026, 5, 6, 8, 30)) == [0, 1]


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (moment_of(2026, 3, 27, 16), moment_of(2026, 3, 30, 8, 30)),  # an hour is lost in between
        (moment_of(2026, 10, 23, 16), moment_of(2026, 10, 26, 8, 30)),  # an hour is won
    ],
)
def test_summer_time_shifts_no_day(db, sent, due):
    sent_on(sent)

    assert run_at(due - timedelta(minutes=1), due) == [0, 1]


def test_a_worker_that_was_down_for_four_days_sends_one(db):
    sent_on(moment_of(2026, 6, 1))

    assert run_at(moment_of(2026, 6, 3), moment_of(2026, 6, 8), moment_of(2026, 6, 8, 10, 15)) == [0, 1, 1]


def digests():
    return Bericht.objects.filter(sjabloon="links/digest")


def of_same_opleider(versie, moment):
    with time_machine.travel(moment, tick=False):
        return made.sent(made.ready(email=versie.document.verzoeken.get().email.upper()))


def test_more_requests_to_one_address_are_one_mail_a_day(versie):
    of_same_opleider(versie, SENT + timedelta(days=1))

    assert run(3) == 0
    with time_machine.travel(after(3, 11), tick=False):
        remind()
    with time_machine.travel(after(4), tick=False):
        remind()

    digest = digests().get()
    assert len(digest.context["link_ids"]) == 2
    assert digest.aan == versie.document.verzoeken.get().email
    assert [verzoek.herinneringen for verzoek in documenten.Ondertekenverzoek.objects.all()] == [1, 1]


def test_all_kinds_of_request_stand_in_the_one_mail(versie):
    email = versie.document.verzoeken.get().email
    vraag = BeoordelingsverzoekFactory()
    ToegangslinkFactory(doel="beoordelen", onderwerp_id=vraag.pk, email=email, verloopt_op=after(40))

    run(3)

    assert len(digests().get().context["link_ids"]) == 2


def test_a_digest_has_a_fresh_link_for_each_that_still_waits(versie):
    with time_machine.travel(SENT, tick=False):
        of_same_opleider(versie, SENT)
    with time_machine.travel(after(3), tick=False):
        remind()
        deliver()

    body = next(each.body for each in mail.outbox if "2 dingen" in each.subject)
    assert len(set(re.findall(r"/l/[\w-]+/", body))) == 2
    assert "Open nummer 2:" in body


def test_of_a_digest_nothing_is_left_when_all_is_done(versie):
    other = of_same_opleider(versie, SENT)
    run(3)
    with time_machine.travel(after(3), tick=False):
        for each in (versie, other):
            actions.withdraw_versie(each, reason="x", by=BY)

        with pytest.raises(GoneError):
            mint(digests().get())


def test_who_named_a_colleague_is_out_of_reach_or_has_no_mailbox_hears_nothing(versie):
    verzoek = versie.document.verzoeken.get()
    for changes in ({"voorgesteld_op": SENT}, {"voorgesteld_op": None, "email": ""}):
        documenten.Ondertekenverzoek.objects.update(**changes)
        assert run(3) == 0
    documenten.Ondertekenverzoek.objects.update(email=verzoek.email)
    Toegangslink.objects.update(onbestelbaar_op=SENT)

    assert run(3) == 0


def test_the_third_offers_help_first_and_the_last_begins_with_the_last_day(versie):
    for days in (3, 7, 15, 28):
        with time_machine.travel(after(days), tick=False):
            remind()
            deliver()

    third, last = [each for each in mail.outbox if "erinnering" in each.subject][2:]
    assert third.body.index("Hebt u hulp nodig?") < third.body.index("Er staat nog")
    assert last.subject.startswith("Laatste herinnering")
    assert last.body.index("1 juli 2026") < last.body.index("Er staat nog")


def tasks(days):
    with time_machine.travel(after(days), tick=False):
        escalate()
        escalate()
    return list(Taak.objects.filter(key__startswith="verzoek") | Taak.objects.filter(key__contains="verklaringen."))


def test_after_twelve_days_the_jobcoach_calls_and_after_twenty_the_coordinator_hears_it(db):
    with time_machine.travel(SENT, tick=False):
        coach = BetrokkenheidFactory(rol=Rol.JOBCOACH)
        versie = made.sent(made.ready(coach.kandidaat))

    assert not tasks(11)
    [call] = tasks(12)
    assert (call.wie, call.titel.split(":")[0]) == (coach.gebruiker, "Bel het leerbedrijf")
    escalated = next(taak for taak in tasks(20) if taak.rol == Rol.COORDINATOR)
    assert (escalated.regio, len(tasks(20))) == (versie.verklaring.regio, 2)


def test_with_the_signature_those_tasks_are_gone(db):
    with time_machine.travel(SENT, tick=False):
        versie = made.sent()
    tasks(21)
    with time_machine.travel(after(21), tick=False):
        actions.correct_address(versie.document.verzoeken.get(), email="x@bedrijf.example", by=BY)

    assert not Taak.objects.filter(klaar_op__isnull=True)


def test_a_regio_chooses_when_to_call(versie):
    versie.verklaring.regio.bel_na_dagen = 5
    versie.verklaring.regio.save()

    assert len(tasks(5)) == 1


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))],
)
def test_easter_moves(year, expected):
    assert {expected, expected + timedelta(days=1), expected + timedelta(days=39)} <= holidays(year)


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
