"""Opening, the steps of a traject, and the overstap."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kandidaten.states import Route
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent, Stap
from praktijkleren.audit.steps import TransitionError
from tests.factories.kandidaten import AdviesFactory, KandidaatFactory
from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.trajecten import (
    BeoordelingFactory,
    BeoordelingsverzoekFactory,
    GroepFactory,
    PlaatsingFactory,
    PraktijkovereenkomstFactory,
    ResultaatFactory,
    TrajectFactory,
    running_bpv,
)
from trajecten.actions import (
    RefusedError,
    add_to_groep,
    complete_traject,
    interrupt_traject,
    open_traject,
    record_resultaat,
    reopen_traject,
    resume_traject,
    start_traject,
    stop_traject,
    switch_traject,
)
from trajecten.models import Resultaat, Stand, Traject
from trajecten.states import PlaatsingSoort, PlaatsingStatus, PokStatus, TrajectStatus

BY = Actor.systeem("test")
TODAY = timezone.localdate


def test_open_traject_from_an_advies_leaves_a_step_and_a_trace(db):
    advies = AdviesFactory(besproken=True)

    traject = open_traject(advies.kandidaat, by=BY, route=advies.keuze_kandidaat, advies=advies)

    assert (traject.status, traject.regio, traject.advies) == ("voorbereiding", advies.kandidaat.regio, advies)
    assert [(stap.van, stap.naar) for stap in Stap.objects.filter(object_id=traject.pk)] == [("", "voorbereiding")]
    assert AuditEvent.objects.get(soort="trajecten.traject").dossier == advies.kandidaat.pseudoniem


def test_what_was_opened_before_today_tells_so(db):
    traject = open_traject(KandidaatFactory(), by=BY, route=Route.PRAKTIJKVERKLARING, op=date(2026, 3, 2))

    assert Stap.objects.get(object_id=traject.pk).geldig_op == date(2026, 3, 2)


def test_open_traject_for_a_werkende_needs_nothing_but_the_person(db):
    kandidaat = KandidaatFactory(gemeente=None)

    traject = open_traject(kandidaat, by=BY, route=Route.PRAKTIJKVERKLARING)

    assert (traject.advies, traject.kwalificatie, traject.samenwerkingsverband) == (None, None, None)


def test_open_traject_refuses_a_second_one_that_is_the_same(db):
    traject = TrajectFactory()

    with pytest.raises(RefusedError, match="al een traject in voorbereiding"):
        open_traject(traject.kandidaat, by=BY, route=traject.route)


def test_a_traject_goes_through_its_steps(db):
    traject = TrajectFactory(route=Route.CERTIFICAAT)
    start = TODAY() - timedelta(days=100)

    start_traject(traject, by=BY, startdatum=start)
    interrupt_traject(traject, by=BY, on=TODAY() - timedelta(days=50), reason="ziek")
    resume_traject(traject, by=BY, on=TODAY() - timedelta(days=20))
    complete_traject(traject, by=BY, einddatum=TODAY(), resultaat="certificaat", code="C0012")

    assert (traject.status, traject.startdatum, traject.einddatum) == ("afgerond", start, TODAY())
    assert [stap.naar for stap in Stap.objects.filter(object_id=traject.pk).order_by("pk")] == [
        "lopend",
        "onderbroken",
        "lopend",
        "afgerond",
    ]
    assert list(Resultaat.objects.values_list("soort", "code")) == [("certificaat", "C0012")]


def test_resume_traject_refuses_one_that_is_not_interrupted(db):
    with pytest.raises(RefusedError, match="niet onderbroken"):
        resume_traject(TrajectFactory(afgerond=True), by=BY, on=TODAY())


def test_two_people_stop_at_the_same_time_and_one_of_them_hears_it(db):
    traject = TrajectFactory(lopend=True)
    seen_before = Traject.objects.get(pk=traject.pk)
    stop_traject(traject, by=BY, einddatum=TODAY(), reason="verhuisd")

    with pytest.raises(TransitionError):
        stop_traject(seen_before, by=BY, einddatum=TODAY(), reason="andere reden")


def test_stopping_ends_what_runs_and_withdraws_what_was_asked(db):
    plaatsing = running_bpv()
    verzoek = BeoordelingsverzoekFactory(plaatsing=plaatsing)

    stop_traject(plaatsing.traject, by=BY, einddatum=TODAY(), reason="andere baan")

    plaatsing.refresh_from_db()
    verzoek.refresh_from_db()
    assert (plaatsing.status, plaatsing.tot, plaatsing.eindreden) == ("beeindigd", TODAY(), "andere baan")
    assert plaatsing.praktijkovereenkomsten.get().status == PokStatus.BEEINDIGD
    assert plaatsing.begeleidingen.get().tot == TODAY()
    assert verzoek.ingetrokken_op


def test_completing_may_leave_nazorg_running(db):
    traject = TrajectFactory(lopend=True)
    nazorg = PlaatsingFactory(traject=traject, soort=PlaatsingSoort.NAZORG, lopend=True)

    complete_traject(traject, by=BY, einddatum=TODAY(), nazorg=True)

    nazorg.refresh_from_db()
    assert nazorg.status == PlaatsingStatus.LOPEND


@pytest.mark.parametrize(("trait", "to"), [("afgerond", "lopend"), ("gestopt", "lopend")])
def test_reopen_traject_goes_back_with_a_reason(db, trait, to):
    traject = TrajectFactory(**{trait: True})

    reopen_traject(traject, by=BY, reason="te vroeg gesloten")

    assert (traject.status, traject.einddatum, traject.stopreden) == (to, None, "")
    assert Stap.objects.get(object_id=traject.pk).reden.tekst == "te vroeg gesloten"


def test_reopen_traject_that_never_began_is_prepared_again(db):
    traject = TrajectFactory(status=TrajectStatus.GESTOPT, einddatum=TODAY(), stopreden="dubbel")

    reopen_traject(traject, by=BY, reason="toch niet dubbel")

    assert traject.status == TrajectStatus.VOORBEREIDING


def test_reopen_traject_refuses_an_open_one(db):
    with pytest.raises(RefusedError, match="niet gesloten"):
        reopen_traject(TrajectFactory(lopend=True), by=BY, reason="?")


def test_overstap_closes_one_opens_the_next_and_brings_along_what_is_mastered(db):
    plaatsing = running_bpv()
    traject = plaatsing.traject
    can, cannot = list(traject.leerdoelen.order_by("werkproces__code"))[:2]
    BeoordelingFactory(plaatsing=plaatsing, leerdoel=can)
    BeoordelingFactory(plaatsing=plaatsing, leerdoel=cannot, kan_het=False)

    new = switch_traject(
        traject, by=BY, on=TODAY(), reason="kan meer aan", route=Route.CERTIFICAAT, kwalificatie=KwalificatieFactory()
    )

    traject.refresh_from_db()
    assert (traject.status, traject.stopreden) == ("gestopt", "Overstap: kan meer aan")
    assert (new.vervolg_op, new.status, new.kandidaat) == (traject, "voorbereiding", traject.kandidaat)
    assert [(row.werkproces, row.stand, row.meegenomen_van) for row in new.leerdoelen.all()] == [
        (can.werkproces, Stand.ZELFSTANDIG, can)
    ]


def test_overstap_after_a_result_completes_the_old_traject(db):
    traject = ResultaatFactory(traject=TrajectFactory(lopend=True)).traject

    switch_traject(traject, by=BY, on=TODAY(), reason="verder leren", route=Route.DIPLOMA, kwalificatie=None)

    traject.refresh_from_db()
    assert traject.status == TrajectStatus.AFGEROND


def test_overstap_to_the_same_is_refused(db):
    traject = TrajectFactory(lopend=True)

    with pytest.raises(RefusedError, match="hetzelfde traject"):
        switch_traject(traject, by=BY, on=TODAY(), reason="?", route=traject.route, kwalificatie=traject.kwalificatie)


def test_record_resultaat_writes_the_same_paper_once(db):
    traject = TrajectFactory(lopend=True)

    for _ in range(2):
        record_resultaat(traject, by=BY, soort="praktijkverklaring", datum=date(2026, 1, 9), code="ABC")

    assert Resultaat.objects.count() == 1
    assert AuditEvent.objects.filter(what="resultaat.behaald").count() == 1


def test_add_to_groep_takes_only_trajecten_of_the_regio_and_counts_changes(db):
    groep = GroepFactory()
    mine = TrajectFactory(kandidaat=KandidaatFactory(regio=groep.regio))
    elsewhere = TrajectFactory()

    assert add_to_groep([mine, elsewhere], by=BY, groep=groep) == 1
    assert add_to_groep([mine], by=BY, groep=groep) == 0
    assert list(groep.trajecten.all()) == [mine]


def test_a_pok_that_waits_does_not_stop_a_traject_from_ending(db):
    pok = PraktijkovereenkomstFactory(wachtend=True, plaatsing__traject__lopend=True)

    stop_traject(pok.plaatsing.traject, by=BY, einddatum=TODAY(), reason="verhuisd")

    pok.refresh_from_db()
    assert pok.status == PokStatus.TER_ONDERTEKENING
