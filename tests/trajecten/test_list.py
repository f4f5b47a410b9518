"""The list: rows, filters in the address, search, sorting, keyset, and what names-only roles see of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import Inzage
from tests.factories.accounts import GebruikerFactory, GemeenteFactory, OrganisatieFactory, give_membership
from tests.factories.kandidaten import KandidaatFactory, involve
from tests.factories.leerbedrijven import LeerbedrijfFactory
from tests.factories.trajecten import (
    GroepFactory,
    InschrijvingFactory,
    PlaatsingFactory,
    TrajectFactory,
    bpv_in_order,
    running_bpv,
)

URL = "/trajecten/"
FIXED = 5
"""Session, user, memberships (two) and the read-log INSERT."""


@pytest.fixture
def coordinator(db):
    return GebruikerFactory(rol=Rol.COORDINATOR)


@pytest.fixture
def regio(coordinator):
    return coordinator.lidmaatschappen.get().regio


@pytest.fixture
def client(coordinator, sign_in):
    return sign_in(coordinator)


def traject(regio, naam="Jansen", voornaam="Jan", **kwargs):
    person = {name: kwargs.pop(name) for name in ("gemeente", "roepnaam", "tussenvoegsel") if name in kwargs}
    return TrajectFactory(
        kandidaat=KandidaatFactory(regio=regio, achternaam=naam, voornamen=voornaam, **person), **kwargs
    )


def names(client, query=""):
    response = client.get(f"{URL}{query}")
    assert response.status_code == 200
    return [row.naam for row in response.context["rows"]]


def test_a_row_tells_who_how_where_and_what_is_next(client, regio):
    plaatsing = running_bpv(kandidaat=KandidaatFactory(regio=regio, achternaam="Ünal", voornamen="Samira"))

    response = client.get(URL)

    row = response.context["rows"][0]
    assert (row.naam, row.status_label, row.leerbedrijf) == ("Ünal, Samira", "lopend", plaatsing.leerbedrijf.naam)
    assert row.volgende == "Leg een bezoek vast"
    assert plaatsing.traject.kwalificatie.titel in response.content.decode()
    assert Inzage.objects.get().pseudoniem == plaatsing.traject.kandidaat.pseudoniem


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three(client, regio, count_queries, number):
    for _ in range(number):
        running_bpv(kandidaat=KandidaatFactory(regio=regio))

    assert count_queries(client, URL) == FIXED + 3


def test_the_newest_activity_stands_first_and_fifty_fit_on_a_page(client, regio):
    now = timezone.now()
    for number in range(51):
        traject(regio, f"Naam{number:02d}", laatste_activiteit=now - timedelta(hours=number))

    first = client.get(URL)
    second = client.get(f"{URL}{first.context['page'].next_url}")

    assert [row.naam for row in first.context["rows"]][:2] == ["Naam00, Jan", "Naam01, Jan"]
    assert first.context["caption"] == "51 trajecten"
    assert [row.naam for row in second.context["rows"]] == ["Naam50, Jan"]


@pytest.mark.parametrize("text", ["celik", "Çelik", "ayse", "çel ayş"])
def test_search_by_name_with_and_without_accents(client, regio, text):
    traject(regio, "Çelik", "Ayşe")
    traject(regio, "Bakker", "Bo")

    assert names(client, f"?naam={text}") == ["Çelik, Ayşe"]


def test_filter_by_status_route_and_period(client, regio):
    today = timezone.localdate()
    traject(regio, "Nieuw")
    traject(regio, "Loopt", lopend=True)
    traject(regio, "Klaar", afgerond=True, route="certificaat")

    assert names(client, "?status=lopend") == ["Loopt, Jan"]
    assert sorted(names(client, "?status=open")) == ["Loopt, Jan", "Nieuw, Jan"]
    assert names(client, "?route=certificaat") == ["Klaar, Jan"]
    assert names(client, f"?start_na={today - timedelta(days=90)}") == ["Loopt, Jan"]
    assert names(client, f"?start_voor={today - timedelta(days=90)}") == ["Klaar, Jan"]


def test_filter_by_gemeente_sector_beroep_groep(client, regio):
    gemeente = GemeenteFactory(regio=regio)
    found = traject(regio, "Gevonden", gemeente=gemeente, groep=GroepFactory(regio=regio))
    traject(regio, "Ander")

    assert names(client, f"?gemeente={gemeente.pk}") == ["Gevonden, Jan"]
    assert names(client, f"?sector={found.kwalificatie.sector.pk}") == ["Gevonden, Jan"]
    assert names(client, f"?beroep={found.kwalificatie.crebo}") == ["Gevonden, Jan"]
    assert names(client, f"?groep={found.groep.pk}") == ["Gevonden, Jan"]


def test_filter_by_leerbedrijf_instelling_and_colleague(client, regio):
    found = traject(regio, "Gevonden")
    traject(regio, "Ander")
    PlaatsingFactory(traject=found, leerbedrijf=LeerbedrijfFactory(naam="Bakkerij Zoet"))
    school = OrganisatieFactory(mbo=True)
    InschrijvingFactory(traject=found, instelling=school)
    give_membership(GebruikerFactory(), rol=Rol.MBO_CONTACT, organisatie=school, regio=regio)
    coach = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)
    involve(found.kandidaat, coach)

    assert names(client, "?leerbedrijf=zoet") == ["Gevonden, Jan"]
    assert names(client, f"?instelling={school.pk}") == ["Gevonden, Jan"]
    assert names(client, f"?collega={coach.pk}") == ["Gevonden, Jan"]


def test_filter_by_silence(client, regio):
    traject(regio, "Stil", silent=True)
    traject(regio, "Actief", lopend=True)

    assert names(client, "?stil=true") == ["Stil, Jan"]


def test_sorting_by_name_both_ways(client, regio):
    for naam in ("Bakker", "Ünal", "Aydın"):
        traject(regio, naam)

    assert names(client, "?sorteer=naam") == ["Aydın, Jan", "Bakker, Jan", "Ünal, Jan"]
    assert names(client, "?sorteer=-naam") == ["Ünal, Jan", "Bakker, Jan", "Aydın, Jan"]


def test_a_filter_that_is_no_choice_is_said_and_finds_all(client, regio):
    traject(regio)

    response = client.get(f"{URL}?status=bestaat-niet")

    assert response.status_code == 200
    assert response.context["filter"].form.errors


def test_nothing_found_and_nothing_yet_each_say_what_one_can_do(client, regio):
    assert "Nog geen trajecten" in client.get(URL).content.decode()
    assert "Geen traject gevonden" in client.get(f"{URL}?naam=niemand").content.decode()


@pytest.mark.parametrize("rol", [Rol.ADVISEUR_WERKGEVERS, Rol.ADMINISTRATIE])
def test_who_sees_names_only_gets_no_columns_or_filters_that_tell_more(db, sign_in, rol):
    gebruiker = GebruikerFactory(rol=rol)
    plaatsing = bpv_in_order(kandidaat=KandidaatFactory(regio=gebruiker.lidmaatschappen.get().regio))

    response = sign_in(gebruiker).get(URL)

    assert [row.naam for row in response.context["rows"]] == [plaatsing.traject.kandidaat.lijstnaam]
    assert set(response.context["filter"].form.fields) == {"naam", "status", "beroep", "leerbedrijf"}
    assert "Laatste contact" not in response.content.decode()


def test_a_company_sees_only_its_own_place_in_the_list(db, sign_in):
    contact = GebruikerFactory(rol=Rol.BEDRIJFSCONTACT)
    organisatie = contact.lidmaatschappen.get().organisatie
    here = PlaatsingFactory(bpv=True, leerbedrijf=LeerbedrijfFactory(organisatie=organisatie, naam="Eigen bedrijf"))
    PlaatsingFactory(bpv=True, lopend=True, traject=here.traject, leerbedrijf__naam="Ander bedrijf")
    TrajectFactory()

    response = sign_in(contact).get(URL)

    assert [row.leerbedrijf for row in response.context["rows"]] == ["Eigen bedrijf"]
    assert "Ander bedrijf" not in response.content.decode()


def test_every_address_of_a_row_opens(client, regio):
    made = traject(regio)

    assert client.get(URL).context["rows"][0].url == reverse("trajecten:detail", args=[made.pk])
