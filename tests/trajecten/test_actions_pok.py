"""Inschrijving, the praktijkovereenkomst and its versions, and the plan."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kwalificaties.models import Werkproces
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent, Stap
from praktijkleren.audit.steps import TransitionError
from tests.factories.accounts import OrganisatieFactory
from tests.factories.kwalificaties import KwalificatieFactory, WerkprocesFactory
from tests.factories.trajecten import (
    BeoordelingFactory,
    InschrijvingFactory,
    LeerdoelFactory,
    PlaatsingFactory,
    PraktijkovereenkomstFactory,
    TrajectFactory,
    running_bpv,
)
from trajecten.actions import (
    RefusedError,
    draft_pok,
    end_inschrijving,
    enrol,
    offer_pok,
    plan_traject,
    revise_pok,
    sign_pok,
)
from trajecten.models import Leerdoel

BY = Actor.systeem("test")
TODAY = timezone.localdate
CONTENTS = {
    "uren_totaal": 480,
    "uren_verdeling": "480 uur in het eerste studiejaar",
    "begeleiding": "Elke week een gesprek.",
    "beoordelingswijze": "De praktijkopleider kijkt mee.",
    "ontbinding": "Als een partij de afspraken niet nakomt.",
}


def contents(**kwargs):
    return CONTENTS | {"begindatum": TODAY(), "einddatum": TODAY() + timedelta(days=100)} | kwargs


def signatures(**kwargs):
    rows = {f"getekend_{party}_op": TODAY() for party in ("instelling", "leerbedrijf", "kandidaat")}
    return rows | {f"getekend_{party}_door": "Iemand" for party in ("instelling", "leerbedrijf", "kandidaat")} | kwargs


def test_enrol_on_the_kwalificatie_of_the_traject(db):
    traject = TrajectFactory()

    inschrijving = enrol(traject, by=BY, instelling=OrganisatieFactory(mbo=True), van=TODAY())

    assert (inschrijving.kwalificatie, inschrijving.leerweg) == (traject.kwalificatie, "derde")
    assert AuditEvent.objects.get().what == "inschrijving.gemaakt"


@pytest.mark.parametrize(
    ("traject", "instelling", "reason"),
    [
        ({"kwalificatie": None}, {"mbo": True}, "Kies eerst een kwalificatie"),
        ({}, {"gemeente": True}, "alleen bij een mbo-instelling"),
    ],
)
def test_enrol_is_refused_without_a_crebo_or_a_school(db, traject, instelling, reason):
    with pytest.raises(RefusedError, match=reason):
        enrol(TrajectFactory(**traject), by=BY, instelling=OrganisatieFactory(**instelling), van=TODAY())


def test_enrol_twice_is_refused_until_the_first_is_ended(db):
    traject, school = TrajectFactory(), OrganisatieFactory(mbo=True)
    first = enrol(traject, by=BY, instelling=school, van=TODAY() - timedelta(days=10))

    with pytest.raises(RefusedError, match="al een inschrijving"):
        enrol(traject, by=BY, instelling=school, van=TODAY())
    end_inschrijving(first, by=BY, tot=TODAY() - timedelta(days=1))

    assert enrol(traject, by=BY, instelling=school, van=TODAY()).pk != first.pk


def draft(plaatsing, **kwargs):
    inschrijving = InschrijvingFactory(traject=plaatsing.traject)
    werkprocessen = [WerkprocesFactory(kerntaak__kwalificatie=plaatsing.traject.kwalificatie)]
    return draft_pok(plaatsing, by=BY, inschrijving=inschrijving, werkprocessen=werkprocessen, **contents(**kwargs))


def test_a_pok_goes_from_concept_to_signed_by_three(db):
    pok = draft(PlaatsingFactory(bpv=True))

    offer_pok(pok, by=BY)
    sign_pok(pok, by=BY, getekend_instelling_op=TODAY(), getekend_instelling_door="Dora")
    assert (pok.status, pok.getekend_op) == ("ter_ondertekening", None)
    sign_pok(pok, by=BY, **signatures(getekend_kandidaat_door="Ouder"))

    assert (pok.status, pok.getekend_op, pok.getekend_kandidaat_door) == ("getekend", TODAY(), "Ouder")
    pok.plaatsing.refresh_from_db()
    assert pok.plaatsing.tot == pok.einddatum


def test_the_story_of_a_pok_of_the_past_is_told_in_order(db):
    drawn_up = TODAY() - timedelta(days=30)

    pok = draft(PlaatsingFactory(bpv=True), op=drawn_up)
    offer_pok(pok, by=BY, op=drawn_up + timedelta(days=2))

    told = Stap.objects.filter(object_id=pok.pk).order_by("geldig_op").values_list("naar", "geldig_op")
    assert list(told) == [("concept", drawn_up), ("ter_ondertekening", drawn_up + timedelta(days=2))]


def test_a_concept_may_still_change_and_what_was_offered_may_not(db):
    pok = draft(PlaatsingFactory(bpv=True))
    werkprocessen = list(pok.werkprocessen.all())

    revise_pok(pok, by=BY, versie=pok.bewerking, werkprocessen=werkprocessen, **contents(uren_totaal=500))
    assert pok.uren_totaal == 500
    offer_pok(pok, by=BY)

    with pytest.raises(TransitionError):
        revise_pok(pok, by=BY, versie=pok.bewerking, werkprocessen=werkprocessen, **contents())


def test_offer_pok_refuses_one_without_werkprocessen(db):
    with pytest.raises(RefusedError, match="Kies eerst de werkprocessen"):
        offer_pok(PraktijkovereenkomstFactory(), by=BY)


def test_sign_pok_refuses_a_concept(db):
    with pytest.raises(TransitionError):
        sign_pok(PraktijkovereenkomstFactory(), by=BY, **signatures())


def test_a_second_concept_beside_the_first_is_refused(db):
    plaatsing = draft(PlaatsingFactory(bpv=True)).plaatsing

    with pytest.raises(RefusedError, match="al een concept"):
        draft(plaatsing)


def test_a_new_version_replaces_the_signed_one_when_it_is_signed_itself(db):
    plaatsing = running_bpv()
    old = plaatsing.praktijkovereenkomsten.get()
    new = draft(plaatsing, einddatum=TODAY() + timedelta(days=200))

    old.refresh_from_db()
    assert (old.status, new.versie) == ("getekend", 2)
    sign_pok(offer_pok(new, by=BY), by=BY, **signatures())

    old.refresh_from_db()
    plaatsing.refresh_from_db()
    assert (old.status, plaatsing.tot) == ("vervangen", TODAY() + timedelta(days=200))


def test_a_new_version_replaces_one_that_waits_at_once(db):
    pok = PraktijkovereenkomstFactory(wachtend=True)

    draft(pok.plaatsing)

    pok.refresh_from_db()
    assert pok.status == "vervangen"


@pytest.mark.parametrize("traits", [{"proef": True}, {"bpv": True, "beeindigd": True}])
def test_a_pok_is_refused_where_there_is_no_bpv_to_come(db, traits):
    with pytest.raises(RefusedError, match="hoort bij een bpv"):
        draft(PlaatsingFactory(**traits))


def test_plan_sets_the_kwalificatie_and_makes_leerdoelen(db):
    traject, kwalificatie = TrajectFactory(kwalificatie=None), KwalificatieFactory(with_werkprocessen=3)
    chosen = list(Werkproces.objects.filter(kerntaak__kwalificatie=kwalificatie).order_by("code")[:2])

    plan_traject(traject, by=BY, kwalificatie=kwalificatie, werkprocessen=chosen)

    traject.refresh_from_db()
    assert traject.kwalificatie == kwalificatie
    assert [leerdoel.werkproces for leerdoel in traject.leerdoelen.order_by("werkproces__code")] == chosen


def test_plan_again_drops_what_was_never_begun_and_keeps_what_was_learned(db):
    traject = TrajectFactory()
    fresh, learned, judged = (LeerdoelFactory(traject=traject) for _ in range(3))
    Leerdoel.objects.filter(pk=learned.pk).update(stand="oefent")
    BeoordelingFactory(plaatsing__traject=traject, leerdoel=judged)

    plan_traject(traject, by=BY, kwalificatie=traject.kwalificatie, werkprocessen=[])
    assert list(traject.leerdoelen.values_list("vervallen_op", flat=True)) == [TODAY(), TODAY()]
    plan_traject(traject, by=BY, kwalificatie=traject.kwalificatie, werkprocessen=[learned.werkproces])

    assert list(Leerdoel.objects.chosen()) == [learned]
    assert not Leerdoel.objects.filter(pk=fresh.pk).exists()


def test_plan_refuses_werkprocessen_of_another_kwalificatie_and_another_crebo_after_enrolment(db):
    traject = TrajectFactory()
    InschrijvingFactory(traject=traject)

    with pytest.raises(RefusedError, match="één kwalificatie"):
        plan_traject(traject, by=BY, kwalificatie=traject.kwalificatie, werkprocessen=[WerkprocesFactory()])
    with pytest.raises(RefusedError, match="overstap"):
        plan_traject(traject, by=BY, kwalificatie=KwalificatieFactory(), werkprocessen=[])
