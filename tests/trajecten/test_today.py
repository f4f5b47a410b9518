"""What asks for someone on Vandaag, and the tasks that the clock makes of it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.werk.actions import tick_off
from praktijkleren.werk.models import Taak
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.trajecten import (
    BeoordelingFactory,
    BeoordelingsverzoekFactory,
    PlaatsingFactory,
    PraktijkovereenkomstFactory,
    TrajectFactory,
    bpv_in_order,
    running_bpv,
)
from trajecten import attention, today
from trajecten.actions import end_plaatsing, log_visit, record_quality, sign_pok, start_plaatsing
from trajecten.schedule import watch

TODAY = timezone.localdate
BY = Actor.systeem("test")


def days(number):
    return TODAY() + timedelta(days=number)


def lines(panel):
    return [(regel.titel, regel.knop) for regel in panel.regels]


def test_my_trajecten_start_with_who_was_not_seen_for_longest(coach, school, kandidaat):
    old = TrajectFactory(kandidaat=kandidaat, lopend=True, laatste_contact=days(-40))
    never = TrajectFactory(kandidaat=kandidaat, lopend=True)
    TrajectFactory(lopend=True)
    TrajectFactory(kandidaat=kandidaat)

    panel = today.mine_panel(coach)

    assert [regel.url for regel in panel.regels] == [
        reverse("trajecten:log", args=[traject.pk]) for traject in (never, old)
    ]
    assert today.mine_panel(school) is None
    assert today.silent_panel(coach) is None


def test_my_traject_that_is_silent_is_marked(coach, kandidaat):
    TrajectFactory(kandidaat=kandidaat, silent=True)

    assert [regel.urgent for regel in today.mine_panel(coach).regels] == [True]


def late_pok(kandidaat):
    return PraktijkovereenkomstFactory(wachtend=True, plaatsing__traject__kandidaat=kandidaat)


def ending(kandidaat):
    plaatsing = running_bpv(kandidaat=kandidaat)
    plaatsing.tot = days(10)
    plaatsing.save()
    return plaatsing


def overdue(kandidaat):
    return BeoordelingsverzoekFactory(
        plaatsing__traject__kandidaat=kandidaat, gevraagd_op=timezone.now() - timedelta(days=8)
    )


def blocked(kandidaat):
    return PlaatsingFactory(traject__kandidaat=kandidaat, soort="bpv", van=days(5), tot=days(90))


def silent(kandidaat):
    return TrajectFactory(kandidaat=kandidaat, silent=True)


CASES = [
    (late_pok, today.pok_panel, "Leg handtekeningen vast", "Bekijk"),
    (ending, today.ending_panel, "Vraag een beoordeling", "Bekijk"),
    (blocked, today.blocked_panel, "Bekijk wat er mist", "Bekijk wat er mist"),
    (silent, today.silent_panel, "Leg een bezoek vast", "Bekijk"),
]


@pytest.mark.parametrize(("make", "panel", "for_school", "for_coordinator"), CASES)
def test_each_reason_stands_on_vandaag_with_one_button(
    school, coordinator, kandidaat, make, panel, for_school, for_coordinator
):
    make(kandidaat)
    make(KandidaatFactory())

    assert lines(panel(school)) == [(kandidaat.lijstnaam, for_school)]
    assert lines(panel(coordinator)) == [(kandidaat.lijstnaam, for_coordinator)]


def test_a_bpv_of_which_the_quality_is_not_recorded_is_for_the_school(school, coach, coordinator, kandidaat):
    open_one, done = running_bpv(kandidaat=kandidaat), running_bpv(kandidaat=kandidaat)
    record_quality(done, by=BY, op=TODAY())
    running_bpv()

    panel = today.quality_panel(school)

    assert lines(panel) == [(kandidaat.lijstnaam, "Leg vast")]
    assert panel.regels[0].url == reverse("trajecten:quality", args=[open_one.pk])
    assert (today.quality_panel(coach), today.quality_panel(coordinator)) == (None, None)


def test_a_judgement_that_stays_away_is_for_who_may_ask(coach, coordinator, kandidaat):
    overdue(kandidaat)

    assert lines(today.verzoek_panel(coach)) == [(kandidaat.lijstnaam, "Stuur een herinnering")]
    assert today.verzoek_panel(coordinator) is None


@pytest.mark.parametrize("panel", [today.mine_panel, today.blocked_panel, today.pok_panel, today.ending_panel])
def test_who_has_nothing_to_do_with_it_gets_no_panel(db, panel):
    assert panel(GebruikerFactory(rol=Rol.ADMINISTRATIE)) is None


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("make", "panel"), [(make, panel) for make, panel, _, _ in CASES])
def test_a_panel_takes_the_same_queries_for_one_and_three(
    school, kandidaat, django_assert_num_queries, number, make, panel
):
    for _ in range(number):
        make(kandidaat)
    school.scopes  # noqa: B018 - read beforehand, as on a page

    with django_assert_num_queries(3 if panel is today.silent_panel else 2):
        panel(school)


def test_what_is_in_order_or_over_does_not_ask(kandidaat):
    bpv_in_order(kandidaat=kandidaat)
    judged = ending(kandidaat)
    BeoordelingFactory(plaatsing=judged, leerdoel=judged.traject.leerdoelen.first())
    PraktijkovereenkomstFactory(wachtend=True, plaatsing__beeindigd=True, plaatsing__bpv=True)
    BeoordelingsverzoekFactory(beantwoord=True, gevraagd_op=timezone.now() - timedelta(days=30))

    assert not attention.blocked_starts().exists()
    assert not attention.ending_bpv().exists()
    assert not attention.unsigned_poks().exists()
    assert not attention.overdue_verzoeken().exists()
    assert not attention.silent().exists()


def test_a_start_is_blocked_by_a_werkproces_that_is_not_offered(kandidaat):
    plaatsing = bpv_in_order(kandidaat=kandidaat)
    row = plaatsing.leerbedrijf.erkenningen.get().werkprocessen.order_by("pk").first()
    row.uitvoerbaar = False
    row.save()

    assert attention.blocked_starts().get() == plaatsing


def test_the_clock_makes_one_task_per_reason_for_who_is_betrokken(coach, school, kandidaat):
    for make in (late_pok, ending, blocked, silent):
        make(kandidaat)

    watch()
    watch()

    tasks = {taak.over_soort: taak.wie for taak in Taak.objects.all()}
    assert tasks == {
        "trajecten.pok": school,
        "trajecten.einde": coach,
        "trajecten.start": school,
        "trajecten.stil": coach,
    }
    assert all(kandidaat.lijstnaam in taak.titel for taak in Taak.objects.all())


def test_a_judgement_that_stays_away_becomes_a_task_after_a_week(coach, kandidaat):
    verzoek = BeoordelingsverzoekFactory(plaatsing__traject__kandidaat=kandidaat)

    watch()
    assert not Taak.objects.exists()
    watch(at=(timezone.now() + timedelta(days=8)).isoformat())

    taak = Taak.objects.get(over_soort="trajecten.verzoek")
    assert (taak.wie, taak.over_id) == (coach, str(verzoek.pk))


def test_nobody_betrokken_means_the_coordinator_of_the_regio(db):
    traject = TrajectFactory(silent=True)

    watch()

    taak = Taak.objects.get()
    assert (taak.wie, taak.regio, taak.rol) == (None, traject.regio, Rol.COORDINATOR)


def test_a_task_for_a_colleague_who_left_goes_to_the_team(coach, kandidaat):
    coach.is_active = False
    coach.save()
    TrajectFactory(kandidaat=kandidaat, silent=True)

    watch()

    taak = Taak.objects.get()
    assert (taak.wie, taak.organisatie, taak.rol) == (None, coach.lidmaatschappen.get().organisatie, Rol.JOBCOACH)


def test_what_has_a_task_is_not_said_twice_on_vandaag(school, coordinator, kandidaat):
    late_pok(kandidaat)
    watch()

    assert lines(today.pok_panel(school)) == []
    assert lines(today.pok_panel(coordinator)) == [(kandidaat.lijstnaam, "Bekijk")]


def test_a_task_goes_when_its_reason_does(coach, kandidaat):
    traject = TrajectFactory(kandidaat=kandidaat, silent=True)
    watch()
    visit = {"datum": TODAY(), "soort": "bezoek", "tekst": "Gezien."}
    log_visit(traject, by=Actor.gebruiker(coach), sleutel=traject.pk, **visit)

    watch()

    assert Taak.objects.get().klaar_op


def test_what_someone_ticked_off_stays_off_while_the_reason_lasts(coach, kandidaat):
    TrajectFactory(kandidaat=kandidaat, silent=True)
    watch()
    tick_off(Taak.objects.get(), by=Actor.gebruiker(coach))

    watch()

    assert Taak.objects.get().klaar_op


def test_signing_starting_and_ending_finish_their_tasks_at_once(coach, school, kandidaat):
    pok, plaatsing = late_pok(kandidaat), ending(kandidaat)
    watch()
    signatures = {f"getekend_{party}_op": TODAY() for party in ("instelling", "leerbedrijf", "kandidaat")}

    sign_pok(pok, by=BY, **signatures)
    end_plaatsing(plaatsing, by=BY, einddatum=TODAY())

    assert not Taak.objects.filter(klaar_op__isnull=True, over_soort__in=["trajecten.pok", "trajecten.einde"]).exists()


def test_a_start_that_was_blocked_and_then_done_leaves_no_task(coach, kandidaat):
    plaatsing = bpv_in_order(kandidaat=kandidaat)
    plaatsing.praktijkovereenkomsten.update(getekend_kandidaat_op=days(1))
    watch()
    assert Taak.objects.get().over_soort == "trajecten.start"

    plaatsing.praktijkovereenkomsten.update(getekend_kandidaat_op=TODAY())
    start_plaatsing(plaatsing, by=BY, on=TODAY())

    assert Taak.objects.get().klaar_op


def test_silence_is_counted_per_regio(db):
    quick, slow = TrajectFactory(lopend=True), TrajectFactory(lopend=True)
    quick.regio.stil_na_dagen = 3
    quick.regio.save()

    with time_machine.travel(timezone.now() + timedelta(days=5)):
        assert list(attention.silent()) == [quick]
    assert slow.regio.stil_na_dagen == 28
