from datetime import timedelta

import pytest
from django.utils import timezone

from kandidaten.caseloads import caseload_in_hand
from kandidaten.next_step import next_step
from kandidaten.today import (
    answered_panel,
    mbo_panel,
    unguided_panel,
    without_advies_panel,
    without_traject_panel,
)
from praktijkleren.accounts.roles import Rol
from tests.factories.kandidaten import AdviesFactory, BetrokkenheidFactory, IntakeFactory, KandidaatFactory
from tests.factories.trajecten import TrajectFactory

ORDER = {
    "concept": (Rol.KLANTMANAGER, "Leg het advies voor"),
    "voorgelegd": (Rol.MBO_CONTACT, "Geef antwoord op het advies"),
    "ander_voorstel": (Rol.KLANTMANAGER, "Pas het advies aan"),
    "akkoord_mbo": (Rol.KLANTMANAGER, "Bespreek het advies"),
}


def label(gebruiker, kandidaat):
    step = next_step(gebruiker, kandidaat)
    return step.label if step else None


def test_first_someone_then_an_intake_then_an_advies(world):
    alone = KandidaatFactory(regio=world.regio)
    klantmanager = world.gebruiker(Rol.KLANTMANAGER)

    before = label(klantmanager, world.kandidaat)
    IntakeFactory(kandidaat=world.kandidaat)

    assert label(world.gebruiker(Rol.COORDINATOR), alone) == "Kies wie begeleidt"
    assert (before, label(klantmanager, world.kandidaat)) == ("Doe de intake", "Schrijf het advies")


@pytest.mark.parametrize("status", sorted(ORDER))
def test_the_step_follows_the_advies(world, status):
    rol, expected = ORDER[status]
    gebruiker = world.gebruiker(rol)
    IntakeFactory(kandidaat=world.kandidaat)
    AdviesFactory(kandidaat=world.kandidaat, **({status: True} if status != "concept" else {}))

    assert label(gebruiker, world.kandidaat) == expected


def waits_for(gebruiker, kandidaat):
    step = next_step(gebruiker, kandidaat)
    return (step.by, step.label, step.url)


def test_a_coordinator_reads_whose_move_the_intake_is(world):
    klantmanager = world.gebruiker(Rol.KLANTMANAGER)

    found = waits_for(world.gebruiker(Rol.COORDINATOR), world.kandidaat)

    assert found == (klantmanager.naam, "de intake doen", "")


def test_a_coordinator_chooses_who_goes_on_where_nobody_can(world):
    world.gebruiker(Rol.MBO_CONTACT)

    assert label(world.gebruiker(Rol.COORDINATOR), world.kandidaat) == "Kies wie verdergaat met de kandidaat"
    assert waits_for(world.gebruiker(Rol.MBO_CONTACT), world.kandidaat)[0] == "de coördinator"


@pytest.mark.parametrize(
    ("status", "todo"),
    [
        ("concept", "het advies afmaken en voorleggen"),
        ("ander_voorstel", "het advies afmaken en voorleggen"),
        ("akkoord_mbo", "het advies bespreken met de kandidaat"),
    ],
)
def test_others_read_who_goes_on_with_the_advies(world, status, todo):
    klantmanager = world.gebruiker(Rol.KLANTMANAGER)
    IntakeFactory(kandidaat=world.kandidaat)
    AdviesFactory(kandidaat=world.kandidaat, **({status: True} if status != "concept" else {}))

    assert waits_for(world.gebruiker(Rol.COORDINATOR), world.kandidaat) == (klantmanager.naam, todo, "")


def test_the_writer_reads_that_the_mbo_has_it(world):
    mbo = world.gebruiker(Rol.MBO_CONTACT)
    IntakeFactory(kandidaat=world.kandidaat)
    AdviesFactory(kandidaat=world.kandidaat, voorgelegd=True, mbo_gebruiker=mbo)

    found = waits_for(world.gebruiker(Rol.KLANTMANAGER), world.kandidaat)

    assert found == (mbo.naam, "antwoord geven op het advies", "")


def test_after_the_advies_a_coordinator_opens_a_traject(world):
    world.gebruiker(Rol.KLANTMANAGER)
    IntakeFactory(kandidaat=world.kandidaat)
    AdviesFactory(kandidaat=world.kandidaat, besproken=True)

    assert label(world.gebruiker(Rol.COORDINATOR), world.kandidaat) == "Open een traject"


def test_who_had_a_traject_is_not_waited_for(world):
    world.gebruiker(Rol.KLANTMANAGER)
    TrajectFactory(kandidaat=world.kandidaat, afgerond=True)

    assert next_step(world.gebruiker(Rol.COORDINATOR), world.kandidaat) is None


def test_vandaag_shows_the_mbo_what_was_not_asked_in_person(world):
    mbo = world.gebruiker(Rol.MBO_CONTACT)
    AdviesFactory(kandidaat=world.kandidaat, voorgelegd=True)
    AdviesFactory(kandidaat=KandidaatFactory(regio=world.regio, betrokken=[mbo]), voorgelegd=True, mbo_gebruiker=mbo)

    panel = mbo_panel(mbo)

    assert [regel.titel for regel in panel.regels] == [world.kandidaat.lijstnaam]
    assert panel.personen == [world.kandidaat.pseudoniem]


def test_vandaag_shows_the_writer_what_came_back(world):
    klantmanager = world.gebruiker(Rol.KLANTMANAGER)
    AdviesFactory(kandidaat=world.kandidaat, ander_voorstel=True, geschreven_door=klantmanager)
    other = KandidaatFactory(regio=world.regio, betrokken=[klantmanager])
    AdviesFactory(kandidaat=other, akkoord_mbo=True, geschreven_door=klantmanager)

    panel = answered_panel(klantmanager)

    assert [(regel.titel, regel.urgent) for regel in panel.regels] == [
        (world.kandidaat.lijstnaam, True),
        (other.lijstnaam, False),
    ]


def test_vandaag_shows_who_has_no_advies(world, django_assert_num_queries):
    klantmanager = world.gebruiker(Rol.KLANTMANAGER)
    for _ in range(6):
        KandidaatFactory(regio=world.regio, betrokken=[klantmanager])
    klantmanager.scopes  # noqa: B018 - read once per request

    with django_assert_num_queries(1):
        panel = without_advies_panel(klantmanager)

    assert (len(panel.regels), panel.totaal) == (5, 7)


def chosen(kandidaat, **traject):
    advies = AdviesFactory(kandidaat=kandidaat, besproken=True)
    if traject:
        TrajectFactory(kandidaat=kandidaat, advies=advies, **traject)
    return kandidaat


def titles(panel):
    return [regel.titel for regel in panel.regels]


def test_vandaag_shows_the_jobcoach_who_chose_a_route_and_has_no_traject(world, django_assert_num_queries):
    jobcoach, klantmanager = world.gebruiker(Rol.JOBCOACH), world.gebruiker(Rol.KLANTMANAGER)
    waits, begun = chosen(world.kandidaat), [jobcoach, klantmanager]
    chosen(KandidaatFactory(regio=world.regio, betrokken=begun), lopend=True)
    chosen(KandidaatFactory(regio=world.regio, betrokken=begun), afgerond=True)
    AdviesFactory(kandidaat=KandidaatFactory(regio=world.regio, betrokken=begun), akkoord_mbo=True)
    jobcoach.scopes  # noqa: B018 - read once per request

    with django_assert_num_queries(1):
        panel = without_traject_panel(jobcoach)

    assert (panel.titel, titles(panel)) == ("Route gekozen, nog geen traject", [waits.lijstnaam])
    assert panel.personen == [waits.pseudoniem]
    assert titles(without_traject_panel(klantmanager)) == []


def test_without_a_jobcoach_the_klantmanager_is_asked(world, sign_in):
    klantmanager = world.gebruiker(Rol.KLANTMANAGER)
    chosen(world.kandidaat)

    panel = without_traject_panel(klantmanager)
    listed = sign_in(klantmanager).get(panel.alles_url)

    assert titles(panel) == [world.kandidaat.lijstnaam]
    assert world.kandidaat.lijstnaam in listed.content.decode()


def test_vandaag_shows_the_coordinator_whom_nobody_guides(world):
    coordinator, jobcoach = world.gebruiker(Rol.COORDINATOR), world.gebruiker(Rol.JOBCOACH)
    alone = KandidaatFactory(regio=world.regio)
    guided_by_a_team = KandidaatFactory(regio=world.regio)
    organisatie = jobcoach.lidmaatschappen.get().organisatie
    BetrokkenheidFactory(kandidaat=guided_by_a_team, team=True, organisatie=organisatie)
    KandidaatFactory(regio=world.neighbour)

    before = [regel.titel for regel in unguided_panel(coordinator).regels]
    jobcoach.lidmaatschappen.update(tot=timezone.localdate() - timedelta(days=1))
    after = [regel.titel for regel in unguided_panel(coordinator).regels]

    assert before == [alone.lijstnaam]
    assert set(after) == {alone.lijstnaam, world.kandidaat.lijstnaam}


def test_a_colleague_who_leaves_is_asked_to_hand_over(world):
    jobcoach = world.gebruiker(Rol.JOBCOACH)
    KandidaatFactory(regio=world.regio, betrokken=[jobcoach])

    assert caseload_in_hand(jobcoach).titel == "2 kandidaten"
    assert caseload_in_hand(world.gebruiker(Rol.COORDINATOR)) is None


@pytest.mark.parametrize("make", [mbo_panel, answered_panel, without_advies_panel, without_traject_panel])
def test_a_coordinator_is_not_asked_for_these(world, make):
    assert make(world.gebruiker(Rol.COORDINATOR)) is None
