from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.leerbedrijven import ErkenningFactory, LeerbedrijfFactory, LeerplaatsFactory, RelatieFactory
from tests.factories.trajecten import PlaatsingFactory

LIST = reverse("leerbedrijven:list")


def names(client, **query):
    return [row.leerbedrijf.naam for row in client.get(LIST, query).context["rows"]]


@pytest.fixture
def register(db):
    kok = KwalificatieFactory(titel="Kok", crebo="25180", sector__code="06", with_werkprocessen=1)
    ErkenningFactory(
        leerbedrijf__naam="Café Çelik", leerbedrijf__plaats="’s-Hertogenbosch", kwalificatie=kok, ending=True
    )
    ErkenningFactory(leerbedrijf__naam="Bakkerij", leerbedrijf__leerbedrijf_id="100200300", ended=True)
    ErkenningFactory(leerbedrijf__naam="Zorghuis", leerbedrijf__vestiging="Keuken", leerbedrijf__plaats="Assen")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Bakkerij", "Café Çelik", "Zorghuis"]),
        ({"q": "celik hertogenbosch"}, ["Café Çelik"]),
        ({"q": "100200300"}, ["Bakkerij"]),
        ({"q": "keuken"}, ["Zorghuis"]),
        ({"q": "kok"}, ["Café Çelik"]),
        ({"q": "cafe 25180"}, ["Café Çelik"]),
        ({"q": "kok zorghuis"}, []),
        ({"sector": "06"}, ["Café Çelik"]),
        ({"crebo": "25180"}, ["Café Çelik"]),
        ({"crebo": "99999"}, []),
        ({"plaats": "ass"}, ["Zorghuis"]),
        ({"plaats": "'s-hertogen"}, ["Café Çelik"]),
        ({"erkenning": "loopt_af"}, ["Café Çelik"]),
        ({"erkenning": "geldig"}, ["Café Çelik", "Zorghuis"]),
        ({"erkenning": "geen"}, ["Bakkerij"]),
        ({"sorteer": "-naam"}, ["Zorghuis", "Café Çelik", "Bakkerij"]),
        ({"sorteer": "plaats"}, ["Café Çelik", "Zorghuis", "Bakkerij"]),
    ],
)
def test_search_filter_and_sort(register, coordinator, query, found):
    assert names(coordinator, **query) == found


def test_a_renewed_erkenning_does_not_end_soon(coordinator):
    ending = ErkenningFactory(ending=True)
    ErkenningFactory(leerbedrijf=ending.leerbedrijf, kwalificatie=ending.kwalificatie, van=ending.tot)

    assert names(coordinator, erkenning="loopt_af") == []


def test_free_places_count_in_ones_own_regio_only(coordinator, world):
    free = LeerplaatsFactory(relatie__regio=world.regio, relatie__leerbedrijf__naam="Vrij", aantal=2)
    taken = LeerplaatsFactory(relatie__regio=world.regio, relatie__leerbedrijf__naam="Bezet")
    LeerplaatsFactory(relatie__regio=world.neighbour)
    LeerplaatsFactory(relatie__regio=world.regio, ended=True)
    for leerplaats in (free, taken):
        PlaatsingFactory(leerplaats=leerplaats, leerbedrijf=leerplaats.relatie.leerbedrijf, lopend=True)

    assert names(coordinator, regio="vrij") == ["Vrij"]


def test_what_another_regio_knows_does_not_show(coordinator, world):
    RelatieFactory(regio=world.neighbour, leerbedrijf__naam="Elders")
    RelatieFactory(regio=world.regio, leerbedrijf__naam="Hier")

    rows = coordinator.get(LIST).context["rows"]

    assert {row.leerbedrijf.naam: row.leerbedrijf.bekend for row in rows} == {"Elders": False, "Hier": True}
    assert names(coordinator, regio="bekend") == ["Hier"]


def test_the_state_is_that_of_the_erkenning_that_ends_first(coordinator):
    erkenning = ErkenningFactory(tot=timezone.localdate() + timedelta(days=3))
    ErkenningFactory(leerbedrijf=erkenning.leerbedrijf)

    (row,) = coordinator.get(LIST).context["rows"]

    assert (row.stand.tone, row.stand.words) == ("warning", "eindigt over 3 dagen")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_at_any_length(number, coordinator, world, count_queries):
    for _ in range(number):
        bedrijf = LeerbedrijfFactory()
        ErkenningFactory.create_batch(number, leerbedrijf=bedrijf, ending=True)
        LeerplaatsFactory(relatie__regio=world.regio, relatie__leerbedrijf=bedrijf)

    assert count_queries(coordinator, LIST) == 8
    assert count_queries(coordinator, f"{LIST}?q=bedrijf&regio=vrij&erkenning=loopt_af&plaats=gron") == 8
