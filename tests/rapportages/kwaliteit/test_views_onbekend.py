"""The page about what is unknown: numbers only, for who may see figures."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from tests.factories.accounts import GebruikerFactory, GemeenteFactory, RegioFactory
from tests.factories.rapportages import TelfeitFactory

UNKNOWN = reverse("rapportages:unknown")
FIXED = 4
LAST, YEAR_BEFORE = date(2025, 11, 1), date(2024, 11, 1)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-02-20T12:00:00+01:00", tick=False):
        yield


def text(client, **params):
    response = client.get(UNKNOWN, params)
    assert response.status_code == 200
    return response.content.decode()


def begun(regio, day, without=0, known=0, **fields):
    gemeente = GemeenteFactory(regio=regio)
    TelfeitFactory.create_batch(without, regio=regio, datum=day, **fields)
    TelfeitFactory.create_batch(known, regio=regio, datum=day, gemeente=gemeente, **fields)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(regio, coordinator, sign_in, count_queries, number):
    begun(regio, LAST, without=number)

    assert count_queries(sign_in(coordinator), UNKNOWN) == FIXED + 6


def test_it_says_how_much_is_unknown_and_how_it_was_a_year_before(regio, coordinator, sign_in):
    begun(regio, LAST, without=1, known=3)
    begun(regio, YEAR_BEFORE, without=1, known=1)

    html = text(sign_in(coordinator), lijn="start-gemeente")

    assert "Gestarte trajecten, gemeente onbekend: 25 % in 2025 K4, een jaar eerder 50 %" in html
    assert '<td data-label="Onbekend in 2025 K4">1 van 4</td>' in html
    assert "Van 2024 K4 tot en met 2026 K1." in html


def test_what_is_unknown_most_stands_first_and_is_drawn(regio, coordinator, sign_in):
    begun(regio, LAST, without=1, known=3, instelling=None, klantgroep="a")

    html = text(sign_in(coordinator))

    assert "Gestarte trajecten, leerbedrijf onbekend: 100 % in 2025 K4" in html
    assert html.index("start-leerbedrijf") < html.index("start-gemeente")


def test_a_small_number_about_a_klantgroep_is_not_shown(regio, coordinator, sign_in):
    begun(regio, LAST, without=2)

    html = text(sign_in(coordinator), lijn="start-klantgroep")

    assert "Gestarte trajecten, klantgroep onbekend: te weinig om te tonen in 2025 K4" in html


def test_when_all_is_known_it_says_so(regio, coordinator, sign_in):
    TelfeitFactory(regio=regio, soort="einde", datum=LAST, waarde="afgerond", met_verklaring=True, gemeente=None)
    client = sign_in(coordinator)

    assert "Geëindigde trajecten, naar afloop" in text(client)
    assert "Nog niets geteld" in text(client, route="diploma")


def test_the_filters_of_the_figures_hold_here_too(regio, coordinator, sign_in):
    begun(regio, LAST, without=1, known=3, route="diploma")
    begun(regio, LAST, without=2, route="certificaat")

    html = text(sign_in(coordinator), route="diploma", lijn="start-gemeente")

    assert "25 % in 2025 K4" in html


def test_another_regio_is_not_counted(regio, coordinator, sign_in):
    begun(RegioFactory(), LAST, without=3)

    assert "Nog niets geteld" in text(sign_in(coordinator))


def test_who_reads_figures_sees_it_without_the_way_to_people(regio, sign_in):
    begun(regio, LAST, without=1, known=3)
    html = text(sign_in(GebruikerFactory(rol=Rol.LEZER, regio=regio)))

    assert "25 %" in html
    assert reverse("rapportages:quality") not in html


def test_a_filter_that_cannot_be_is_explained(coordinator, sign_in):
    assert "Deze vraag klopt niet" in text(sign_in(coordinator), route="x")


def test_who_sees_no_figures_is_refused(coach, sign_in):
    assert sign_in(coach).get(UNKNOWN).status_code == 403
