"""The conditions of a bpv: its checklist, its start and the clock give one answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from tests.factories.leerbedrijven import ErkendWerkprocesFactory, ErkenningFactory
from tests.factories.trajecten import (
    BeoordelingFactory,
    LeerdoelFactory,
    PlaatsingFactory,
    PraktijkovereenkomstFactory,
    TrajectFactory,
    bpv_in_order,
)
from trajecten import attention
from trajecten.actions import RefusedError, end_plaatsing, start_plaatsing
from trajecten.conditions import check_start, judge
from trajecten.facts import with_facts
from trajecten.leerdoelen import seen_from
from trajecten.models import Leerdoel, Plaatsing, Stand
from trajecten.states import PlaatsingSoort

BY = Actor.systeem("test")
TODAY = timezone.localdate


def checklist(plaatsing, on=None):
    """As the page reads it."""
    found = with_facts(Plaatsing.objects.filter(pk=plaatsing.pk).select_related("leerbedrijf"), on).get()
    return judge(found, list(seen_from(found)), on or TODAY())


def condition(plaatsing, key):
    return next(row for row in checklist(plaatsing).conditions if row.key == key)


def learn_more(plaatsing, *, offered=True):
    """One more werkproces on the plan, after the POK was signed."""
    leerdoel = LeerdoelFactory(traject=plaatsing.traject)
    if offered:
        ErkendWerkprocesFactory(erkenning=plaatsing.leerbedrijf.erkenningen.get(), werkproces=leerdoel.werkproces)
    return leerdoel


def drop_inschrijving(plaatsing):
    plaatsing.praktijkovereenkomsten.all().delete()
    plaatsing.traject.inschrijvingen.all().delete()


def end_inschrijving_before(plaatsing):
    plaatsing.traject.inschrijvingen.update(tot=TODAY() - timedelta(days=1))


def sign_too_late(plaatsing):
    plaatsing.praktijkovereenkomsten.update(getekend_kandidaat_op=TODAY() + timedelta(days=2))


def end_erkenning(plaatsing):
    plaatsing.leerbedrijf.erkenningen.update(tot=TODAY() - timedelta(days=1))


def take_one_werkproces_away(plaatsing):
    row = plaatsing.leerbedrijf.erkenningen.get().werkprocessen.order_by("pk").first()
    row.uitvoerbaar = False
    row.save()


def choose_nothing(plaatsing):
    plaatsing.praktijkovereenkomsten.get().werkprocessen.clear()
    Leerdoel.objects.all().delete()


def choose_later(plaatsing):
    learn_more(plaatsing)


def choose_what_is_not_offered(plaatsing):
    learn_more(plaatsing, offered=False)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (drop_inschrijving, "nog geen inschrijving"),
        (end_inschrijving_before, "geldt niet op"),
        (lambda plaatsing: plaatsing.praktijkovereenkomsten.all().delete(), "nog geen praktijkovereenkomst"),
        (sign_too_late, "laatste handtekening"),
        (end_erkenning, "geëindigd"),
        (take_one_werkproces_away, "kan dit niet aanbieden"),
        (choose_nothing, "geen werkprocessen gekozen"),
        (choose_later, "niet in de praktijkovereenkomst"),
        (choose_what_is_not_offered, "kan dit niet aanbieden"),
    ],
)
def test_the_checklist_the_start_and_the_clock_refuse_alike(db, spoil, reason):
    plaatsing = bpv_in_order()
    spoil(plaatsing)

    blocking = checklist(plaatsing).blocking
    with pytest.raises(RefusedError, match=reason) as refused:
        start_plaatsing(plaatsing, by=BY, on=TODAY())

    plaatsing.refresh_from_db()
    assert (plaatsing.status, refused.value.reasons) == ("gepland", blocking)
    assert attention.blocked_starts().get() == plaatsing


def test_what_is_taken_off_the_plan_again_stands_in_nobodys_way(db):
    plaatsing = bpv_in_order()
    learn_more(plaatsing, offered=False).delete()

    assert checklist(plaatsing).blocking == check_start(plaatsing, TODAY()).blocking == ()
    assert not attention.blocked_starts().exists()


def test_a_new_version_of_the_pok_takes_in_what_was_chosen_later(db):
    plaatsing = bpv_in_order()
    leerdoel = learn_more(plaatsing)
    assert "maak een nieuwe versie" in condition(plaatsing, "pok").detail.lower()

    plaatsing.praktijkovereenkomsten.get().werkprocessen.add(leerdoel.werkproces)

    assert checklist(plaatsing).blocking == ()


def second_bpv(plaatsing, leerdoel):
    """Planned at another leerbedrijf, whose signed POK names this leerdoel."""
    other = PlaatsingFactory(traject=plaatsing.traject, bpv=True)
    PraktijkovereenkomstFactory(
        plaatsing=other,
        inschrijving=plaatsing.traject.inschrijvingen.get(),
        getekend=True,
        werkprocessen=[leerdoel.werkproces],
    )
    return other


def test_what_will_be_learned_elsewhere_is_said_and_does_not_hold_up(db):
    plaatsing = bpv_in_order()
    leerdoel = learn_more(plaatsing, offered=False)

    other = second_bpv(plaatsing, leerdoel)
    assert checklist(plaatsing).blocking == ()
    assert f"Bij een ander leerbedrijf afgesproken: {leerdoel.werkproces.naam}." in condition(plaatsing, "pok").detail

    end_plaatsing(other, by=BY, einddatum=TODAY())
    assert leerdoel.werkproces.naam in " ".join(checklist(plaatsing).blocking)


def test_what_someone_masters_need_not_be_learned_here(db):
    plaatsing = bpv_in_order()
    judged = learn_more(plaatsing, offered=False)
    brought = learn_more(plaatsing, offered=False)
    brought.meegenomen_van, brought.stand = LeerdoelFactory(), Stand.ZELFSTANDIG
    brought.save()

    BeoordelingFactory(leerdoel=judged, plaatsing__traject=plaatsing.traject, plaatsing__beeindigd=True)

    assert checklist(plaatsing).blocking == check_start(plaatsing, TODAY()).blocking == ()
    assert not attention.blocked_starts().filter(pk=plaatsing.pk).exists()


def test_an_erkenning_that_was_renewed_in_time_warns_nobody(db):
    plaatsing = bpv_in_order(ending=True)
    old = plaatsing.leerbedrijf.erkenningen.get()
    new = ErkenningFactory(leerbedrijf=plaatsing.leerbedrijf, kwalificatie=old.kwalificatie, van=old.tot)
    assert check_start(plaatsing, TODAY()).warning == ""

    new.van = old.tot + timedelta(days=2)
    new.save()
    assert check_start(plaatsing, TODAY()).erkenning_ends == checklist(plaatsing).erkenning_ends == old.tot


def test_an_erkenning_decided_later_replaces_the_one_before(db):
    plaatsing = bpv_in_order()
    old = plaatsing.leerbedrijf.erkenningen.get()
    new = ErkenningFactory(leerbedrijf=plaatsing.leerbedrijf, kwalificatie=old.kwalificatie, van=TODAY())
    new.werkprocessen.all().delete()

    assert "kan dit niet aanbieden" in checklist(plaatsing).blocking[0]
    assert attention.blocked_starts().get() == plaatsing


def test_the_checklist_says_what_is_missing_and_where_to_do_it(db):
    plaatsing = PlaatsingFactory(traject=TrajectFactory(), soort=PlaatsingSoort.BPV)

    rows = checklist(plaatsing).conditions

    assert [(row.key, row.done) for row in rows] == [
        ("inschrijving", False),
        ("erkenning", False),
        ("pok", False),
        ("kwaliteit", False),
        ("verklaring", False),
    ]
    assert all(row.view and row.knop for row in rows)


def test_the_checklist_of_a_bpv_in_order_is_done_but_for_what_the_school_still_discusses(db):
    rows = checklist(bpv_in_order()).conditions

    assert [row.key for row in rows if not row.done] == ["kwaliteit"]
    assert [row.key for row in rows if row.blocks] == ["inschrijving", "erkenning", "pok"]


@pytest.mark.parametrize(
    ("spoil", "view"),
    [
        (drop_inschrijving, "trajecten:enrol"),
        (lambda plaatsing: plaatsing.begeleidingen.all().delete(), "trajecten:begeleiding"),
    ],
)
def test_the_condition_verklaring_leads_to_what_is_missing(db, spoil, view):
    plaatsing = bpv_in_order()
    spoil(plaatsing)

    assert condition(plaatsing, "verklaring").view == view
