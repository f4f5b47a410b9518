"""Placing, the conditions for a bpv, starting, ending and who guides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent, Stap
from praktijkleren.audit.steps import TransitionError
from praktijkleren.werk.models import Taak
from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.leerbedrijven import LeerplaatsFactory, PraktijkopleiderFactory
from tests.factories.trajecten import (
    BegeleidingFactory,
    PlaatsingFactory,
    TrajectFactory,
    bpv_in_order,
    opleider_of,
    running_bpv,
)
from trajecten.actions import (
    ErkenningEndsError,
    RefusedError,
    assign_praktijkopleider,
    change_period,
    end_plaatsing,
    interrupt_traject,
    place,
    record_quality,
    start_plaatsing,
)
from trajecten.models import Plaatsing
from trajecten.states import PlaatsingSoort

BY = Actor.systeem("test")
TODAY = timezone.localdate


def place_at(traject, leerplaats, **kwargs):
    fields = {"soort": PlaatsingSoort.PROEFPLAATSING, "leerbedrijf": leerplaats.relatie.leerbedrijf, "van": TODAY()}
    return place(traject, by=BY, leerplaats=leerplaats, **fields | kwargs)


def test_place_plans_with_a_praktijkopleider(db):
    leerplaats = LeerplaatsFactory()
    opleider = PraktijkopleiderFactory(relatie=leerplaats.relatie)

    plaatsing = place_at(TrajectFactory(), leerplaats, praktijkopleider=opleider, tot=TODAY() + timedelta(days=60))

    assert (plaatsing.status, plaatsing.einde_gepland) == ("gepland", TODAY() + timedelta(days=60))
    assert plaatsing.begeleidingen.get().praktijkopleider == opleider
    assert [stap.naar for stap in Stap.objects.filter(object_id=plaatsing.pk)] == ["gepland"]
    assert AuditEvent.objects.filter(what="plaatsing.gepland").count() == 1


def test_the_story_says_on_which_day_it_was_planned(db):
    late = place_at(TrajectFactory(), LeerplaatsFactory(), van=TODAY() - timedelta(days=9))
    early = place_at(TrajectFactory(), LeerplaatsFactory(), van=TODAY() + timedelta(days=9))

    days = Stap.objects.filter(object_id__in=[late.pk, early.pk]).values_list("geldig_op", flat=True)
    assert [*days.order_by("recorded_at")] == [TODAY(), TODAY()]


def test_place_twice_is_refused_the_second_time(db):
    traject, leerplaats = TrajectFactory(), LeerplaatsFactory()
    place_at(traject, leerplaats)

    with pytest.raises(RefusedError, match="staat al gepland"):
        place_at(traject, leerplaats)


def test_place_refuses_a_leerplaats_of_another_company(db):
    with pytest.raises(RefusedError, match="ander leerbedrijf"):
        place_at(TrajectFactory(), LeerplaatsFactory(), leerbedrijf=LeerplaatsFactory().relatie.leerbedrijf)


@pytest.mark.parametrize(("soort", "fits"), [("proefplaatsing", False), ("nazorg", True)])
def test_after_the_end_only_nazorg_can_be_planned(db, soort, fits):
    traject, leerplaats = TrajectFactory(afgerond=True), LeerplaatsFactory()

    if fits:
        assert place_at(traject, leerplaats, soort=soort).soort == soort
    else:
        with pytest.raises(RefusedError, match="gesloten"):
            place_at(traject, leerplaats, soort=soort)


def test_a_proefplaatsing_starts_without_more_and_leaves_the_traject_in_preparation(db):
    plaatsing = PlaatsingFactory(proef=True)

    start_plaatsing(plaatsing, by=BY, on=TODAY())

    plaatsing.traject.refresh_from_db()
    assert (plaatsing.status, plaatsing.traject.status) == ("lopend", "voorbereiding")


def test_a_bpv_in_order_starts_and_the_traject_runs_from_that_day(db):
    plaatsing = bpv_in_order()

    start_plaatsing(plaatsing, by=BY, on=TODAY())

    plaatsing.traject.refresh_from_db()
    assert (plaatsing.status, plaatsing.traject.status, plaatsing.traject.startdatum) == ("lopend", "lopend", TODAY())
    assert plaatsing.erkenning_bevestigd is False


@pytest.mark.parametrize(("began", "planned_end", "ended"), [(-20, 30, -1), (-20, -5, -5), (0, 30, 0)])
def test_the_proefplaatsing_ends_the_day_before_the_bpv_starts(db, began, planned_end, ended):
    bpv = bpv_in_order()
    days = {"van": TODAY() + timedelta(days=began), "tot": TODAY() + timedelta(days=planned_end)}
    proef = PlaatsingFactory(traject=bpv.traject, proef=True, lopend=True, **days)
    nazorg = PlaatsingFactory(traject=bpv.traject, soort=PlaatsingSoort.NAZORG, lopend=True)
    elsewhere = PlaatsingFactory(proef=True, lopend=True)

    start_plaatsing(bpv, by=BY, on=TODAY())

    proef.refresh_from_db()
    assert (proef.status, proef.tot, proef.eindreden) == (
        "beeindigd", TODAY() + timedelta(days=ended), "De bpv is begonnen."
    )  # fmt: skip
    assert set(Plaatsing.objects.running()) == {bpv, nazorg, elsewhere}


def test_a_proefplaatsing_that_starts_ends_nothing(db):
    before = PlaatsingFactory(lopend=True)
    proef = PlaatsingFactory(traject=before.traject, proef=True)

    start_plaatsing(proef, by=BY, on=TODAY())

    assert set(Plaatsing.objects.running()) == {before, proef}


def test_starting_twice_tells_the_second(db):
    plaatsing = bpv_in_order()
    seen_before = Plaatsing.objects.get(pk=plaatsing.pk)
    start_plaatsing(plaatsing, by=BY, on=TODAY())

    with pytest.raises(TransitionError):
        start_plaatsing(seen_before, by=BY, on=TODAY())


def test_start_is_refused_while_the_traject_is_interrupted(db):
    first = running_bpv()
    second = PlaatsingFactory(traject=first.traject, soort=PlaatsingSoort.BPV, leerbedrijf=first.leerbedrijf)
    interrupt_traject(first.traject, by=BY, on=TODAY(), reason="ziek")

    with pytest.raises(RefusedError, match="onderbroken"):
        start_plaatsing(second, by=BY, on=TODAY())


def test_an_erkenning_that_ends_within_the_period_is_confirmed_and_a_taak_follows(db):
    plaatsing = bpv_in_order(ending=True)

    with pytest.raises(ErkenningEndsError, match="eindigt op"):
        start_plaatsing(plaatsing, by=BY, on=TODAY())
    start_plaatsing(plaatsing, by=BY, on=TODAY(), erkenning_bevestigd=True)

    taak = Taak.objects.get()
    assert plaatsing.erkenning_bevestigd is True
    assert (taak.rol, taak.regio, taak.klaar_op) == (Rol.COORDINATOR, plaatsing.traject.regio, None)


def test_end_plaatsing_that_never_began_cancels_it(db):
    plaatsing = PlaatsingFactory(proef=True, van=TODAY() + timedelta(days=10), tot=TODAY() + timedelta(days=40))
    BegeleidingFactory(plaatsing=plaatsing)

    end_plaatsing(plaatsing, by=BY, einddatum=TODAY(), eindreden="bedrijf stopt")

    assert (plaatsing.status, plaatsing.tot) == ("beeindigd", plaatsing.van)
    assert plaatsing.begeleidingen.get().tot == plaatsing.van


def test_another_praktijkopleider_takes_over_from_a_day(db):
    plaatsing = running_bpv()
    first = plaatsing.begeleidingen.get()
    second = PraktijkopleiderFactory(relatie=first.praktijkopleider.relatie)

    begeleiding = assign_praktijkopleider(plaatsing, by=BY, praktijkopleider=second, van=TODAY())
    again = assign_praktijkopleider(plaatsing, by=BY, praktijkopleider=second, van=TODAY())

    first.refresh_from_db()
    assert (first.tot, begeleiding.van, again) == (TODAY() - timedelta(days=1), TODAY(), begeleiding)


def test_a_praktijkopleider_of_another_company_is_refused(db):
    with pytest.raises(RefusedError, match="ander leerbedrijf"):
        assign_praktijkopleider(
            PlaatsingFactory(proef=True), by=BY, praktijkopleider=PraktijkopleiderFactory(), van=TODAY()
        )


def test_record_quality_fills_the_fourth_condition(db):
    plaatsing = bpv_in_order()

    record_quality(plaatsing, by=BY, op=TODAY())

    plaatsing.refresh_from_db()
    assert plaatsing.kwaliteit_geborgd_op == TODAY()


def test_change_period_moves_the_planned_end_unless_a_signed_pok_says_it(db):
    proef = PlaatsingFactory(proef=True)
    later = TODAY() + timedelta(days=90)

    change_period(proef, by=BY, tot=later, uren_per_week=16)

    proef.refresh_from_db()
    assert (proef.tot, proef.uren_per_week) == (later, 16)
    with pytest.raises(RefusedError, match="nieuwe versie"):
        change_period(running_bpv(), by=BY, tot=later, uren_per_week=16)


def test_the_praktijkopleider_of_the_factory_is_the_one_of_the_company(db):
    plaatsing = PlaatsingFactory(proef=True, traject__kwalificatie=KwalificatieFactory())

    assert opleider_of(plaatsing).relatie.leerbedrijf == plaatsing.leerbedrijf
