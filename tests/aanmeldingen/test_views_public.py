from datetime import date, timedelta

import pytest
from django.urls import reverse

from aanmeldingen.models import Aanmelding
from praktijkleren.post.models import Bericht
from tests.aanmeldingen.forms import by_kandidaat, by_verwijzer, by_werkgever
from tests.factories.accounts import RegioFactory


def form_url(regio, ingang):
    return reverse("aanmeldingen:apply_form", args=[regio.code, ingang])


@pytest.fixture
def regio(db):
    return RegioFactory(open=True)


def test_a_verwijzer_sends_one_in_and_gets_a_confirmation(client, regio):
    response = client.post(form_url(regio, "verwijzer"), by_verwijzer(), follow=True)

    aanmelding = Aanmelding.objects.get()
    assert (aanmelding.wie, aanmelding.status, aanmelding.regio) == ("Voorbeeld, Noor", "nieuw", regio)
    assert aanmelding.nummer in response.content.decode()
    assert [bericht.aan for bericht in Bericht.objects.all()] == ["vera@organisatie.example"]


def test_the_page_of_thanks_shows_nobody(client, regio):
    response = client.post(form_url(regio, "verwijzer"), by_verwijzer(), follow=True)

    assert "Noor" not in response.content.decode()


def test_the_same_form_sent_twice_is_one_aanmelding(client, regio):
    data = by_verwijzer()

    first = client.post(form_url(regio, "verwijzer"), data)
    second = client.post(form_url(regio, "verwijzer"), data)

    assert first.url == second.url
    assert (Aanmelding.objects.count(), Bericht.objects.count()) == (1, 1)


def test_someone_without_mail_needs_only_a_telephone(client, regio):
    client.post(form_url(regio, "kandidaat"), by_kandidaat())

    aanmelding = Aanmelding.objects.get()
    assert (aanmelding.aanmelder_naam, aanmelding.aanmelder_email) == ("Sem Fictief", "")
    assert not Bericht.objects.exists()


def test_someone_must_be_reachable(client, regio):
    response = client.post(form_url(regio, "kandidaat"), by_kandidaat(persoon_telefoon=""))

    assert "Dan kunnen we je bereiken" in response.content.decode()
    assert 'value="Sem"' in response.content.decode()
    assert not Aanmelding.objects.exists()


def test_a_minor_needs_a_parent(client, regio):
    born = date.today() - timedelta(days=16 * 365)

    response = client.post(form_url(regio, "kandidaat"), by_kandidaat(persoon_geboortedatum=born.isoformat()))

    assert "ouder of voogd nodig" in response.content.decode()


def test_an_employer_offers_a_place_and_nobody(client, regio):
    data = by_werkgever("plaats", plaats_omschrijving="Brood bakken.", plaats_aantal="2", persoon_voornamen="Vergeten")

    client.post(form_url(regio, "werkgever"), data)

    aanmelding = Aanmelding.objects.get()
    assert (aanmelding.met_persoon, aanmelding.met_plaats, aanmelding.plaats_aantal) == (False, True, 2)
    assert (aanmelding.wie, aanmelding.persoon_voornamen) == ("Bakker Nepstra", "")


def test_an_employer_puts_someone_forward(client, regio):
    person = {"persoon_voornamen": "Kees", "persoon_achternaam": "Bedacht", "persoon_geboortedatum": "1980-01-02"}

    client.post(form_url(regio, "werkgever"), by_werkgever("persoon", persoon_weet_ervan="on", **person))

    aanmelding = Aanmelding.objects.get()
    assert (aanmelding.wie, aanmelding.persoon_is_werknemer, aanmelding.met_plaats) == ("Bedacht, Kees", True, False)


def test_an_employer_who_offers_someone_must_say_whom(client, regio):
    response = client.post(form_url(regio, "werkgever"), by_werkgever("beide"))

    errors = response.context["form"].errors
    assert {"persoon_voornamen", "persoon_achternaam", "persoon_geboortedatum", "plaats_omschrijving"} <= set(errors)


@pytest.mark.parametrize("trick", [{"website": "http://spam.example"}, {"opened": timedelta(seconds=1)}])
def test_a_robot_is_refused(client, regio, trick):
    client.post(form_url(regio, "verwijzer"), by_verwijzer(**trick))

    assert not Aanmelding.objects.exists()


def test_a_bsn_is_refused(client, regio):
    response = client.post(form_url(regio, "verwijzer"), by_verwijzer(toelichting="Zijn bsn is 111222333."))

    assert "burgerservicenummer" in response.content.decode()


def test_a_flood_is_stopped(client, regio):
    for _ in range(20):
        client.post(form_url(regio, "verwijzer"), by_verwijzer())

    response = client.post(form_url(regio, "verwijzer"), by_verwijzer())

    assert (response.status_code, Aanmelding.objects.count()) == (429, 20)
    assert response.context["form"]["persoon_voornamen"].value() == "Noor"


def test_a_regio_that_takes_none_says_so(client, db):
    regio = RegioFactory(neemt_aanmeldingen_aan=False)

    response = client.get(form_url(regio, "verwijzer"), follow=True)

    assert "Hier kun je nu niet aanmelden" in response.content.decode()
