from datetime import timedelta

import pytest
from django.utils import timezone

from kandidaten.caseloads import caseload_in_hand
from kandidaten.next_step import next_step
from kandidaten.today import answered_panel, mbo_panel, unguided_panel, without_advies_panel
from praktijkleren.accounts.roles import Rol
from tests.factories.kandidaten import AdviesFactory, BetrokkenheidFactory, IntakeFactory, KandidaatFactory

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


@pytest.mark.parametrize("make", [mbo_panel, answered_panel, without_advies_panel])
def test_a_coordinator_is_not_asked_for_these(world, make):
    assert make(world.gebruiker(Rol.COORDINATOR)) is None
