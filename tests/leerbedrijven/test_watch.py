from datetime import timedelta

import pytest
from django.utils import timezone

from leerbedrijven.schedule import watch_erkenningen
from leerbedrijven.today import ending_erkenningen
from praktijkleren.accounts.roles import Rol
from praktijkleren.werk.models import Taak
from tests.factories.leerbedrijven import ErkenningFactory, LeerplaatsFactory, RelatieFactory
from tests.factories.trajecten import PlaatsingFactory, TrajectFactory

TODAY = timezone.localdate


@pytest.fixture
def ending(world):
    """Ends in 80 days, while a leerplaats of the own regio is offered with it."""
    erkenning = ErkenningFactory(tot=TODAY() + timedelta(days=80), leerbedrijf__naam="De Korst")
    LeerplaatsFactory(
        relatie__regio=world.regio, relatie__leerbedrijf=erkenning.leerbedrijf, kwalificatie=erkenning.kwalificatie
    )
    return erkenning


def watch(days=0):
    watch_erkenningen((TODAY() + timedelta(days=days)).isoformat())
    return list(Taak.objects.open().order_by("key"))


def test_each_threshold_asks_once(ending, world):
    asked = [watch(days) for days in (0, 0, 49, 50, 81)]

    assert [len(taken) for taken in asked] == [1, 1, 1, 1, 1]
    assert [taken[0].key.split(":")[-2] for taken in asked] == ["90", "90", "90", "30", "0"]
    assert "eindigde op" in asked[-1][0].titel
    assert Taak.objects.count() == 3


def test_who_is_asked(ending, world):
    (coordinator,) = watch()
    world.gebruiker(Rol.ADVISEUR_WERKGEVERS)
    (adviser,) = watch()

    assert (coordinator.rol, coordinator.regio) == (Rol.COORDINATOR, world.regio)
    assert adviser.rol == Rol.ADVISEUR_WERKGEVERS
    assert adviser.voor == ending.tot


def test_a_renewal_takes_the_question_back(ending):
    watch()
    ErkenningFactory(leerbedrijf=ending.leerbedrijf, kwalificatie=ending.kwalificatie, van=TODAY())

    assert watch() == []


def test_an_erkenning_that_nobody_uses_asks_nothing(world):
    erkenning = ErkenningFactory(ending=True)
    RelatieFactory(regio=world.regio, leerbedrijf=erkenning.leerbedrijf)
    LeerplaatsFactory(relatie__leerbedrijf=erkenning.leerbedrijf)

    assert watch() == []


def test_people_who_learn_there_count_for_the_regio_of_their_traject(world):
    erkenning = ErkenningFactory(ending=True)
    for regio in (world.regio, world.neighbour):
        traject = TrajectFactory(kandidaat__regio=regio, regio=regio, kwalificatie=erkenning.kwalificatie)
        PlaatsingFactory(traject=traject, leerbedrijf=erkenning.leerbedrijf, soort="bpv", lopend=True, tot=None)

    assert {taak.regio for taak in watch()} == {world.regio, world.neighbour}


def test_vandaag_shows_what_ends_in_ones_own_regio(ending, world):
    ErkenningFactory(ending=True)
    coordinator, neighbour = (world.gebruiker(Rol.COORDINATOR, regio=where) for where in ("own", "neighbour"))

    panel = ending_erkenningen(coordinator)

    assert [(regel.titel, regel.urgent) for regel in panel.regels] == [("De Korst", False)]
    assert ending_erkenningen(neighbour).regels == []
    assert ending_erkenningen(world.gebruiker(Rol.KLANTMANAGER)) is None


@pytest.mark.parametrize("number", [1, 3, 7])
def test_vandaag_takes_a_fixed_number_of_queries(number, world, django_assert_num_queries):
    for erkenning in ErkenningFactory.create_batch(number, ending=True):
        RelatieFactory(regio=world.regio, leerbedrijf=erkenning.leerbedrijf)
    coordinator = world.gebruiker(Rol.COORDINATOR)
    assert coordinator.scopes

    with django_assert_num_queries(1):
        panel = ending_erkenningen(coordinator)

    assert (len(panel.regels), panel.totaal) == (min(number, 5), number)
