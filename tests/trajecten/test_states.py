"""No order of events breaks a rule: the tables are complete, and random walks stay within them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import Stap
from praktijkleren.audit.steps import TransitionError
from tests.factories.trajecten import PlaatsingFactory, TrajectFactory, bpv_in_order
from trajecten import actions
from trajecten.actions import RefusedError
from trajecten.models import Plaatsing, Praktijkovereenkomst, Traject
from trajecten.states import (
    PLAATSING_NEXT,
    POK_NEXT,
    TRAJECT_NEXT,
    PlaatsingStatus,
    PokStatus,
    TrajectStatus,
)

BY = Actor.systeem("test")
TODAY = timezone.localdate
FRESH = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
TABLES = [
    (TrajectStatus, TRAJECT_NEXT, "trajecten.traject", "voorbereiding"),
    (PlaatsingStatus, PLAATSING_NEXT, "trajecten.plaatsing", "gepland"),
    (PokStatus, POK_NEXT, "trajecten.praktijkovereenkomst", "concept"),
]


@pytest.mark.parametrize(("statuses", "steps", "_soort", "_first"), TABLES)
def test_every_status_has_its_row_in_the_table(statuses, steps, _soort, _first):
    assert set(steps) == set(statuses)
    assert set().union(*steps.values()) <= set(statuses)


TRAJECT_EVENTS = {
    "start": lambda it: actions.start_traject(it, by=BY, startdatum=TODAY()),
    "interrupt": lambda it: actions.interrupt_traject(it, by=BY, on=TODAY(), reason="ziek"),
    "resume": lambda it: actions.resume_traject(it, by=BY, on=TODAY()),
    "complete": lambda it: actions.complete_traject(it, by=BY, einddatum=TODAY()),
    "stop": lambda it: actions.stop_traject(it, by=BY, einddatum=TODAY(), reason="verhuisd"),
    "reopen": lambda it: actions.reopen_traject(it, by=BY, reason="te vroeg"),
    "place": lambda it: it.is_open and PlaatsingFactory(traject=it, lopend=True, van=TODAY() - timedelta(days=3)),
}


@FRESH
@given(events=st.lists(st.sampled_from([*TRAJECT_EVENTS]), max_size=12))
def test_any_order_of_events_leaves_a_traject_that_is_sound(db, events):
    traject = TrajectFactory()

    for event in events:
        try:
            TRAJECT_EVENTS[event](Traject.objects.get(pk=traject.pk))
        except (RefusedError, TransitionError):
            continue

    traject.refresh_from_db()
    assert_walk("trajecten.traject", traject, TRAJECT_NEXT, "voorbereiding")
    assert traject.is_open or not traject.plaatsingen.open().exists()


def sign(pok):
    signed = {f"getekend_{party}_op": TODAY() for party in ("instelling", "leerbedrijf", "kandidaat")}
    return actions.sign_pok(pok, by=BY, **signed)


def draft(plaatsing):
    old = plaatsing.praktijkovereenkomsten.order_by("-versie").first()
    names = ("begindatum", "einddatum", "uren_totaal", "uren_verdeling", "begeleiding")
    return actions.draft_pok(
        plaatsing,
        by=BY,
        inschrijving=old.inschrijving,
        werkprocessen=list(old.werkprocessen.order_by("pk")),
        beoordelingswijze=old.beoordelingswijze,
        ontbinding=old.ontbinding,
        **{name: getattr(old, name) for name in names},
    )


PLAATSING_EVENTS = {
    "start": lambda it: actions.start_plaatsing(it, by=BY, on=TODAY()),
    "end": lambda it: actions.end_plaatsing(it, by=BY, einddatum=TODAY()),
    "draft": draft,
    "offer": lambda it: actions.offer_pok(newest(it), by=BY),
    "sign": lambda it: sign(newest(it)),
}


def newest(plaatsing):
    return plaatsing.praktijkovereenkomsten.order_by("-versie").first()


@FRESH
@given(events=st.lists(st.sampled_from([*PLAATSING_EVENTS]), max_size=12))
def test_any_order_of_events_leaves_a_bpv_with_at_most_one_pok_in_force(db, events):
    plaatsing = bpv_in_order()

    for event in events:
        try:
            PLAATSING_EVENTS[event](Plaatsing.objects.get(pk=plaatsing.pk))
        except (RefusedError, TransitionError):
            continue

    plaatsing.refresh_from_db()
    assert_walk("trajecten.plaatsing", plaatsing, PLAATSING_NEXT, "gepland")
    poks = list(Praktijkovereenkomst.objects.filter(plaatsing=plaatsing).order_by("versie"))
    assert sum(pok.status == PokStatus.GETEKEND for pok in poks) <= 1
    assert all(pok.getekend_op for pok in poks if pok.status == PokStatus.GETEKEND)
    for pok in poks[1:]:
        assert_walk("trajecten.praktijkovereenkomst", pok, POK_NEXT, "concept")


def assert_walk(soort, obj, steps, first):
    """Each Stap goes on from the one before, along the table; the column is a cache of the last."""
    walk = list(Stap.objects.filter(soort=soort, object_id=obj.pk).order_by("pk").values_list("van", "naar"))
    here = first
    for van, naar in walk:
        if not van:
            continue
        assert van == here
        assert naar in steps[van]
        here = naar
    assert obj.status == here
