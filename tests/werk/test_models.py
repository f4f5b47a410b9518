from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.werk.models import Taak
from tests.factories.accounts import GebruikerFactory
from tests.factories.werk import TaakFactory


@pytest.fixture
def coordinator(world):
    return world.gebruiker(Rol.COORDINATOR)


def sees(gebruiker):
    return set(Taak.objects.visible_to(gebruiker))


def organisatie_of(gebruiker):
    return gebruiker.lidmaatschappen.get().organisatie


def test_one_sees_ones_own_taken_and_not_those_of_a_colleague(world, coordinator):
    own, _ = TaakFactory(wie=coordinator), TaakFactory(wie=world.gebruiker(Rol.JOBCOACH))

    assert sees(coordinator) == {own}


def test_a_team_is_an_organisatie_a_regio_a_rol_or_all_three(world, coordinator):
    organisatie = organisatie_of(coordinator)
    taken = {
        TaakFactory(wie=None, organisatie=organisatie),
        TaakFactory(wie=None, regio=world.regio),
        TaakFactory(wie=None, rol=Rol.COORDINATOR),
        TaakFactory(wie=None, organisatie=organisatie, regio=world.regio, rol=Rol.COORDINATOR),
    }

    assert sees(coordinator) == taken


def test_another_team_sees_nothing(world, coordinator):
    organisatie = organisatie_of(coordinator)
    neighbour = world.gebruiker(Rol.COORDINATOR, regio="neighbour")
    TaakFactory(wie=None, organisatie=organisatie)
    TaakFactory(wie=None, regio=world.regio, rol=Rol.COORDINATOR)

    assert sees(neighbour) == set()
    assert sees(world.gebruiker(Rol.JOBCOACH)) == set()


def test_a_taak_of_who_left_falls_to_the_team_that_it_names(world, coordinator):
    gone = GebruikerFactory(is_active=False)
    for_team = TaakFactory(wie=gone, organisatie=organisatie_of(coordinator))
    TaakFactory(wie=gone)

    assert sees(coordinator) == {for_team}


def test_a_taak_of_a_colleague_who_is_there_stays_with_that_colleague(world, coordinator):
    TaakFactory(wie=world.gebruiker(Rol.JOBCOACH), organisatie=organisatie_of(coordinator))

    assert sees(coordinator) == set()


def test_who_has_no_membership_sees_only_what_is_ones_own(db):
    gebruiker = GebruikerFactory()
    own, _ = TaakFactory(wie=gebruiker), TaakFactory(wie=None, rol=Rol.COORDINATOR)

    assert sees(gebruiker) == {own}


def test_a_taak_is_for_someone(db):
    with pytest.raises(IntegrityError):
        TaakFactory(wie=None)


def test_the_most_urgent_comes_first(db):
    today = timezone.localdate()
    last, second, first = (
        TaakFactory(),
        TaakFactory(voor=today + timedelta(days=3)),
        TaakFactory(voor=today - timedelta(days=1)),
    )

    assert list(Taak.objects.open().most_urgent_first()) == [first, second, last]


@pytest.mark.parametrize(("days", "overdue"), [(-1, True), (0, False), (1, False)])
def test_a_taak_is_overdue_the_day_after(days, overdue, db):
    taak = TaakFactory(voor=timezone.localdate() + timedelta(days=days))

    assert taak.is_overdue is overdue


def test_what_is_done_is_not_overdue(db):
    assert TaakFactory(overdue=True, done=True).is_overdue is False
