from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from kandidaten.models import Kandidaat, Ondersteuning, Situatie, Sociaal
from praktijkleren.accounts.roles import Rol
from tests.factories.kandidaten import (
    BetrokkenheidFactory,
    KandidaatFactory,
    OndersteuningFactory,
    SituatieFactory,
    SociaalFactory,
)


@pytest.mark.parametrize("text", ["çelik", "Celik", "aylin cel", "de cel", "  CELIK  ay "])
def test_search_ignores_accents_capitals_and_order(db, text):
    kandidaat = KandidaatFactory(voornamen="Aylin Zehra", tussenvoegsel="de", achternaam="Çelik")
    KandidaatFactory(achternaam="Elik")

    assert list(Kandidaat.objects.search(text)) == [kandidaat]


def test_search_finds_starts_of_words_only(db):
    KandidaatFactory(achternaam="Celik")

    assert not Kandidaat.objects.search("elik").exists()


@pytest.mark.parametrize(
    ("rol", "sees"),
    [
        (Rol.COORDINATOR, True),
        (Rol.ADMINISTRATIE, True),
        (Rol.JOBCOACH, False),
        (Rol.LEZER, False),
        (Rol.BEHEERDER, False),
    ],
)
def test_without_betrokkenheid_only_the_regio_sees_someone(world, rol, sees):
    kandidaat = KandidaatFactory(regio=world.regio)

    assert Kandidaat.objects.visible_to(world.gebruiker(rol)).filter(pk=kandidaat.pk).exists() is sees


def test_a_team_is_betrokken_together(world):
    jobcoach = world.gebruiker(Rol.JOBCOACH)
    kandidaat = KandidaatFactory(regio=world.regio)
    organisatie = jobcoach.lidmaatschappen.get().organisatie
    BetrokkenheidFactory(kandidaat=kandidaat, team=True, organisatie=organisatie, rol=Rol.JOBCOACH)

    assert kandidaat in Kandidaat.objects.visible_to(jobcoach)


def test_an_ended_betrokkenheid_shows_nothing(world):
    jobcoach = world.gebruiker(Rol.JOBCOACH)
    row = jobcoach.betrokkenheden.get()
    row.tot = timezone.localdate() - timedelta(days=1)
    row.save()

    assert not Kandidaat.objects.visible_to(jobcoach).exists()


def test_field_groups_have_a_sight_of_their_own(world):
    SociaalFactory(kandidaat=world.kandidaat)
    OndersteuningFactory(kandidaat=world.kandidaat)
    SituatieFactory(kandidaat=world.kandidaat)

    seen = {
        rol: [model.objects.visible_to(world.gebruiker(rol)).count() for model in (Sociaal, Situatie, Ondersteuning)]
        for rol in (Rol.COORDINATOR, Rol.KLANTMANAGER, Rol.MBO_CONTACT, Rol.ADMINISTRATIE)
    }

    assert seen == {
        Rol.COORDINATOR: [0, 0, 0],
        Rol.KLANTMANAGER: [1, 1, 1],
        Rol.MBO_CONTACT: [0, 0, 1],
        Rol.ADMINISTRATIE: [0, 0, 0],
    }


@pytest.mark.parametrize(("born", "minor"), [(date(2008, 11, 22), False), (date(2008, 11, 23), True)])
def test_a_minor_is_one_until_the_birthday(born, minor, time_machine):
    time_machine.move_to(datetime(2026, 11, 22, 12))

    assert KandidaatFactory.build(geboortedatum=born).is_minor is minor


@pytest.mark.parametrize(
    ("born", "last"),
    [
        (date(2008, 11, 22), date(2026, 11, 21)),
        (date(2008, 2, 29), date(2026, 2, 28)),
        (date(2009, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_last_day_as_a_minor_is_the_one_before_the_birthday(born, last):
    assert KandidaatFactory.build(geboortedatum=born).last_day_as_minor == last


def test_what_was_known_then_can_be_told_again(db):
    now = timezone.now()
    situatie = SituatieFactory(recorded_at=now - timedelta(days=10), vervallen_op=now - timedelta(days=2))

    assert not Situatie.objects.current().exists()
    assert list(Situatie.objects.known(now - timedelta(days=5))) == [situatie]
    assert not Situatie.objects.known(now - timedelta(days=11)).exists()
