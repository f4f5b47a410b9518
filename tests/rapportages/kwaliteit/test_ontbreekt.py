"""What is missing: of each check someone who is found and someone who is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kandidaten.models import SituatieSoort
from tests.factories.accounts import GemeenteFactory
from tests.factories.kandidaten import KandidaatFactory, SituatieFactory, SociaalFactory
from tests.factories.trajecten import AanwezigheidFactory, InschrijvingFactory, PlaatsingFactory, TrajectFactory
from tests.factories.verklaringen import (
    PraktijkverklaringFactory,
    VerklaringversieFactory,
    VerklaringWerkprocesFactory,
)


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def test_someone_who_began_without_a_gemeente(person, found, regio):
    without, complete, not_begun = person(), person(gemeente=GemeenteFactory(regio=regio)), person()
    TrajectFactory(kandidaat=without, lopend=True)
    TrajectFactory(kandidaat=without, afgerond=True)
    TrajectFactory(kandidaat=complete, lopend=True)
    TrajectFactory(kandidaat=not_begun, voorbereiding=True)

    assert found("gemeente", without, complete, not_begun) == [without]


def test_someone_who_began_without_a_klantgroep(person, found):
    without, empty, complete = person(), person(), person()
    SociaalFactory(kandidaat=empty, primaire_klantgroep=None)
    SociaalFactory(kandidaat=complete)
    for row in (without, empty, complete):
        TrajectFactory(kandidaat=row, lopend=True)

    assert set(found("klantgroep", without, empty, complete)) == {without, empty}


def test_who_learns_for_a_verklaring_without_a_birthplace(person, found):
    without, abroad, ended = person(geboorteplaats=""), person(geboorteplaats="", geboorteland="Syrië"), person()
    type(ended).objects.filter(pk=ended.pk).update(geboorteplaats="")
    TrajectFactory(kandidaat=without, lopend=True)
    TrajectFactory(kandidaat=abroad, lopend=True)
    TrajectFactory(kandidaat=ended, afgerond=True)

    assert found("geboorteplaats") == [without]


def test_someone_whom_nobody_guides(person, found, coordinator, regio):
    alone = KandidaatFactory(regio=regio)
    person()

    assert found("begeleider", who=coordinator) == [alone]


def test_a_traject_that_began_without_a_kwalificatie(person, found):
    who = person()
    without = TrajectFactory(kandidaat=who, lopend=True, kwalificatie=None)
    TrajectFactory(kandidaat=who, lopend=True)
    enrolled = TrajectFactory(kandidaat=who, lopend=True, kwalificatie=None)
    InschrijvingFactory(traject=enrolled, kwalificatie=TrajectFactory(kandidaat=who).kwalificatie)

    assert found("kwalificatie", who) == [without]


def test_a_traject_that_began_without_an_inschrijving(person, found):
    who = person()
    without = TrajectFactory(kandidaat=who, lopend=True)
    InschrijvingFactory(traject=TrajectFactory(kandidaat=who, lopend=True))
    TrajectFactory(kandidaat=who, voorbereiding=True)

    assert found("inschrijving", who) == [without]


def test_what_ended_in_another_system_is_not_mended_here(person, found):
    who = person()
    TrajectFactory(kandidaat=who, afgerond=True, elders=True)
    running = TrajectFactory(kandidaat=who, lopend=True, elders=True)

    assert found("inschrijving", who) == [running]


@pytest.mark.parametrize(("code", "days"), [("uitkomst-einde", 0), ("uitkomst-6", 184), ("uitkomst-12", 366)])
def test_nobody_wrote_down_what_became_of_someone(person, found, code, days):
    unknown, known, too_early = person(), person(), person()
    fields = {"status": "afgerond", "startdatum": ago(800)}
    ended = TrajectFactory(kandidaat=unknown, einddatum=ago(days + 1), **fields)
    TrajectFactory(kandidaat=known, einddatum=ago(days + 1), **fields)
    SituatieFactory(kandidaat=known, soort=SituatieSoort.PW, van=ago(900))
    if days:
        TrajectFactory(kandidaat=too_early, einddatum=ago(days - 5), **fields)

    assert found(code, unknown, known, too_early) == [ended]


def test_nobody_wrote_down_whether_someone_still_works(person, found):
    lost, works, never = person(), person(), person()
    trajecten = {
        row: TrajectFactory(kandidaat=row, status="afgerond", startdatum=ago(400), einddatum=ago(190))
        for row in (lost, works, never)
    }
    SituatieFactory(kandidaat=lost, soort=SituatieSoort.LOON, van=ago(200), tot=ago(100))
    SituatieFactory(kandidaat=works, soort=SituatieSoort.LOON, van=ago(200))

    assert found("duurzaam", lost, works, never) == [trajecten[lost]]


def test_a_verklaring_of_which_nobody_knows_the_werkprocessen(person, found):
    who = person()
    bare = PraktijkverklaringFactory(kandidaat=who, uitgereikt_op=ago(3))
    complete = PraktijkverklaringFactory(kandidaat=who, uitgereikt_op=ago(3))
    for row in (bare, complete):
        versie = VerklaringversieFactory(verklaring=row, status="verzegeld")
    VerklaringWerkprocesFactory(versie=versie, volgorde=1, code="B1-K1-W1", naam="Schoonmaken", kerntaak_naam="x")

    assert found("werkprocessen", who) == [bare]


def test_a_bpv_without_a_week_of_hours(person, found):
    who = person()
    traject = TrajectFactory(kandidaat=who, lopend=True)
    long = PlaatsingFactory(traject=traject, bpv=True, lopend=True)
    empty = PlaatsingFactory(traject=traject, bpv=True, beeindigd=True)
    AanwezigheidFactory(plaatsing=empty, uren=0)
    AanwezigheidFactory(plaatsing=PlaatsingFactory(traject=traject, bpv=True, lopend=True))
    PlaatsingFactory(traject=traject, bpv=True, lopend=True, van=ago(5))
    PlaatsingFactory(traject=traject, bpv=True)
    PlaatsingFactory(traject=traject, proef=True, lopend=True, van=ago(60))

    assert set(found("uren")) == {long, empty}
