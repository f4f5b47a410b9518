"""The school hears that a praktijkverklaring is to be made, whoever wrote the judgement down."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.werk.actions import tick_off
from praktijkleren.werk.models import Taak
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import involve
from tests.factories.trajecten import ResultaatFactory, running_bpv
from trajecten.actions import (
    Oordeel,
    answer_verzoek,
    ask_beoordeling,
    complete_traject,
    end_plaatsing,
    record_beoordeling,
    stop_traject,
)
from trajecten.beoordelingen import to_judge

BY = Actor.systeem("test")
TODAY = timezone.localdate


def asked():
    return Taak.objects.filter(over_soort="trajecten.verklaring", klaar_op__isnull=True)


def judge(plaatsing, *kan_het, by=BY):
    oordelen = {row.pk: Oordeel(kan) for row, kan in zip(to_judge(plaatsing), kan_het, strict=False)}
    opleider = plaatsing.begeleidingen.get().praktijkopleider
    record_beoordeling(plaatsing, by=by, praktijkopleider=opleider, datum=TODAY(), oordelen=oordelen)


@pytest.fixture
def plaatsing(kandidaat):
    return running_bpv(kandidaat=kandidaat)


def test_what_the_jobcoach_records_reaches_every_mbo_contact(coach, school, kandidaat, plaatsing):
    colleague = GebruikerFactory(rol=Rol.MBO_CONTACT, regio=kandidaat.regio)
    involve(kandidaat, colleague)

    judge(plaatsing, True, False, True, by=Actor.gebruiker(coach))

    assert {taak.wie for taak in asked()} == {school, colleague}
    taak = asked().get(wie=school)
    assert taak.titel == f"Maak de praktijkverklaring voor {kandidaat.lijstnaam}"
    assert taak.knop == "Maak de praktijkverklaring"
    assert taak.url == reverse("verklaringen:draft", args=[plaatsing.pk])


def test_the_answer_by_the_link_does_the_same_beside_the_task_of_who_asked(coach, school, plaatsing):
    opleider = plaatsing.begeleidingen.get().praktijkopleider
    verzoek = ask_beoordeling(plaatsing, gebruiker=coach, praktijkopleider=opleider)

    answer_verzoek(verzoek, by=BY, oordelen={row.pk: Oordeel(True) for row in to_judge(plaatsing)})

    told = {(taak.over_soort, taak.wie) for taak in Taak.objects.filter(klaar_op__isnull=True)}
    assert told == {("trajecten.beoordeeld", coach), ("trajecten.verklaring", school)}


@pytest.mark.parametrize(("kan_het", "count"), [((False, False, False), 0), ((True,), 0), ((True, False, False), 1)])
def test_it_is_asked_when_all_was_judged_and_something_can_be_done(school, plaatsing, kan_het, count):
    judge(plaatsing, *kan_het)

    assert asked().count() == count


def test_what_was_judged_by_the_end_is_enough(school, plaatsing):
    judge(plaatsing, True)

    end_plaatsing(plaatsing, by=BY, einddatum=TODAY())

    assert asked().get().wie == school


def test_a_judgement_taken_back_takes_the_question_back_and_the_next_brings_it_again(school, plaatsing):
    judge(plaatsing, True, False, False)
    judge(plaatsing, False, False, False)
    assert not asked().exists()

    judge(plaatsing, False, True, False)
    assert asked().get().wie == school


def test_what_someone_ticked_off_is_not_asked_again(school, plaatsing):
    judge(plaatsing, True, False, False)
    tick_off(asked().get(), by=Actor.gebruiker(school))

    judge(plaatsing, True, True, False)

    assert not asked().exists()


def test_nobody_of_a_school_betrokken_means_the_coordinator(db):
    plaatsing = running_bpv()

    judge(plaatsing, True, True, True)

    taak = asked().get()
    assert (taak.wie, taak.regio, taak.rol) == (None, plaatsing.traject.regio, Rol.COORDINATOR)


@pytest.mark.parametrize(
    "end",
    [
        lambda traject: stop_traject(traject, by=BY, einddatum=TODAY(), reason="verhuisd"),
        lambda traject: complete_traject(traject, by=BY, einddatum=TODAY()),
    ],
)
def test_it_goes_when_the_traject_ends(school, plaatsing, end):
    judge(plaatsing, True, True, True)

    end(plaatsing.traject)

    assert not asked().exists()


def test_it_is_not_asked_where_there_is_a_result_already(school, plaatsing):
    ResultaatFactory(traject=plaatsing.traject, datum=TODAY() - timedelta(days=1))

    judge(plaatsing, True, True, True)

    assert not asked().exists()
