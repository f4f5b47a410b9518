"""The page that compares, and the page on which a regio decides what it shares."""

import re

import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import AuditEvent
from rapportages.models import Deling, Feit, Inwonertal
from rapportages.vergelijking.actions import NETWERK, NIET, OPEN
from rapportages.vergelijking.afspraken import AFSPRAKEN
from tests.factories.accounts import GebruikerFactory, RegioFactory
from tests.factories.rapportages import DelingFactory, InwonertalFactory

COMPARE = reverse("rapportages:compare")
FIXED = 4
"""Session, user, memberships (two)."""
STARTED = {"cijfer": "gestarte_trajecten"}


@pytest.fixture
def client(here, sign_in):
    return sign_in(GebruikerFactory(rol=Rol.COORDINATOR, regio=here))


def sharing(regio):
    return reverse("rapportages:sharing", args=[regio.code])


def text(client, **params):
    response = client.get(COMPARE, {**STARTED, **params})
    assert response.status_code == 200
    return re.sub(r"[ \n]+", " ", response.content.decode())


def numbers(html):
    return re.findall(r'data-label="Aantal">([^<]*)<', html)


def choose(client, regio, **choices):
    return client.post(sharing(regio), {**dict.fromkeys(AFSPRAKEN, NIET), **choices})


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(client, here, facts, count_queries, number):
    for regio in [here, *RegioFactory.create_batch(number - 1)]:
        facts(regio, 6)
        DelingFactory(regio=regio)

    assert count_queries(client, f"{COMPARE}?cijfer=gestarte_trajecten") == FIXED + 8


def test_ones_own_regio_stands_beside_the_others_by_name(client, here, there, facts, year):
    first = RegioFactory(naam="Achterland")
    for regio, number in ((there, 90), (here, 40), (first, 6)):
        facts(regio, number)
        DelingFactory(regio=regio)

    html = text(client)

    names = re.findall(r'<th scope="row">(Achterland|Groenland|Overzee)', html)
    assert names[-3:] == ["Achterland", "Groenland", "Overzee"]
    assert 'Groenland <span class="muted">(jouw regio)</span>' in html
    assert f"Aantal trajecten, {year}: van 6 tot 90. Jouw regio: 40." in html


def test_with_enough_regios_it_tells_where_the_middle_half_is(client, here, facts, year):
    for number in (10, 20, 30, 40, 100):
        regio = RegioFactory()
        facts(regio, number)
        DelingFactory(regio=regio)

    assert f"Aantal trajecten, {year}: van 10 tot 100, de middelste helft van 20 tot 40." in text(client)


def test_no_number_of_a_regio_that_does_not_share(client, here, there, facts):
    facts(there, 77)
    DelingFactory(regio=here)

    html = text(client)

    assert "Overzee" not in html
    assert numbers(html) == ["nog geen cijfers"]
    assert "Nog geen andere regio deelt dit cijfer" in html


def test_a_small_number_is_not_shown(client, there, facts):
    facts(there, 4)
    DelingFactory(regio=there)

    html = text(client)

    assert numbers(html) == ["niet getoond"]
    assert "het gaat over minder dan 5 personen" in html


def test_a_regio_that_has_not_begun_has_no_numbers_yet(client, there):
    DelingFactory(regio=there)

    assert "nog geen cijfers" in text(client)


def test_per_100000_needs_the_number_of_inhabitants(client, here, there, facts):
    for regio in (here, there):
        facts(regio, 50)
        DelingFactory(regio=regio)
    InwonertalFactory(regio=there, aantal=250_000, bron="CBS, tabel X")

    html = text(client)

    assert '<td data-label="Per 100.000 inwoners">20</td>' in html
    assert "(CBS, tabel X)" in html
    assert '<td data-label="Inwoners">niet bekend</td>' in html


def test_a_part_stands_with_numerator_and_denominator(client, there, facts):
    facts(there, 60)
    facts(there, 24, soort=Feit.UITKOMST_6, waarde="werkgever")
    facts(there, 6, soort=Feit.UITKOMST_6)
    facts(there, 6, soort=Feit.UITKOMST_6, waarde="opleiding")
    facts(there, 12, soort=Feit.UITKOMST_6, waarde="uitkering")
    DelingFactory(regio=there, cijfer="uitkomst_6_maanden")

    html = text(client, cijfer="uitkomst_6_maanden")

    assert "24 van 48 (50\N{NO-BREAK SPACE}%)" in html
    assert "6 van 48 (12,5\N{NO-BREAK SPACE}%)" in html


@pytest.mark.parametrize("params", [{"cijfer": "geheim"}, {"jaar": "1999"}, {"jaar": "x"}])
def test_a_question_that_cannot_be_is_explained(client, params):
    assert "Deze vraag klopt niet" in text(client, **params)


def test_the_year_that_still_runs_cannot_be_chosen(client, year):
    assert "Deze vraag klopt niet" in text(client, jaar=year + 1)


def test_nothing_is_shared_until_the_coordinator_chooses(client, here):
    assert not Deling.objects.exists()

    response = choose(client, here, gestarte_trajecten=NETWERK, verklaringen=OPEN)

    assert response.url == sharing(here)
    rows = Deling.objects.order_by("cijfer").values_list("regio", "cijfer", "openbaar", "door__naam")
    me = client.get(sharing(here)).wsgi_request.user.naam
    assert list(rows) == [(here.pk, "gestarte_trajecten", False, me), (here.pk, "verklaringen", True, me)]
    event = AuditEvent.objects.get(what="regio.deelt")
    assert (event.object_id, event.changes) == (
        str(here.pk),
        {"gestarte_trajecten": [NIET, NETWERK], "verklaringen": [NIET, OPEN]},
    )


def test_what_is_taken_back_is_gone_at_once(client, here, there, facts, sign_in):
    facts(here, 77)
    choose(client, here, gestarte_trajecten=OPEN)
    neighbour = sign_in(GebruikerFactory(rol=Rol.LEZER, regio=there))
    assert "77" in numbers(text(neighbour))

    choose(client, here)

    assert numbers(text(neighbour)) == []
    assert "Groenland" not in client.get(reverse("rapportages:open_csv")).content.decode()
    assert AuditEvent.objects.filter(what="regio.deelt").order_by("pk").last().changes == {
        "gestarte_trajecten": [OPEN, NIET]
    }


def test_choosing_the_same_again_is_not_recorded(client, here):
    choose(client, here, personen=NETWERK)
    choose(client, here, personen=NETWERK)

    assert AuditEvent.objects.filter(what="regio.deelt").count() == 1


def test_the_page_says_since_when_and_by_whom(client, here):
    choose(client, here, personen=NETWERK)

    assert re.search(r"Gekozen op [^<]+, door ", client.get(sharing(here)).content.decode())


def test_a_figure_that_is_not_agreed_cannot_be_shared(client, here):
    choose(client, here, geheim=OPEN)

    assert not Deling.objects.exists()


def test_a_choice_that_is_not_there_is_refused(client, here):
    response = choose(client, here, personen="alles")

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["personen"]
    assert not Deling.objects.exists()


@pytest.mark.parametrize("rol", [Rol.LEZER, Rol.MBO_CONTACT])
def test_who_does_not_decide_for_the_regio_is_refused(here, sign_in, rol):
    client = sign_in(GebruikerFactory(rol=rol, regio=here))

    assert choose(client, here, personen=OPEN).status_code == 403
    assert not Deling.objects.exists()


def test_another_regio_is_not_to_be_found(client, there):
    assert choose(client, there, personen=OPEN).status_code == 404
    assert not Deling.objects.exists()


def inwoners(client, regio, **fields):
    url = reverse("rapportages:population", args=[regio.code])
    return client.post(url, {"jaar": "2025", "aantal": "231000", "bron": "CBS StatLine", **fields})


def test_a_regio_says_how_many_people_live_there(client, here):
    assert inwoners(client, here).url == sharing(here)
    inwoners(client, here, aantal="232000")

    row = Inwonertal.objects.get()
    assert (row.regio, row.jaar, row.aantal, row.bron) == (here, 2025, 232_000, "CBS StatLine")
    event = AuditEvent.objects.filter(what="regio.inwonertal").order_by("pk").last()
    assert event.changes["aantal"] == [231_000, 232_000]


@pytest.mark.parametrize("fields", [{"aantal": "0"}, {"aantal": "veel"}, {"bron": ""}, {"jaar": "2999"}])
def test_a_number_of_inhabitants_needs_a_year_and_a_source(client, here, fields):
    response = inwoners(client, here, **fields)

    assert response.status_code == 200
    assert list(response.context["inwoners"].errors) == list(fields)
    assert not Inwonertal.objects.exists()
