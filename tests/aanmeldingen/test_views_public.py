import re
from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from aanmeldingen.actions import _mail
from aanmeldingen.forms_apply import ROBOT
from aanmeldingen.models import Aanmelding
from aanmeldingen.validators import REFUSED
from praktijkleren.audit.actor import Actor
from praktijkleren.post.models import Bericht
from tests.aanmeldingen.forms import by_kandidaat, by_verwijzer, by_werkgever, sent
from tests.factories.aanmeldingen import AanmeldingFactory
from tests.factories.accounts import RegioFactory

U, JE = r"\b([Uu]w?|Hebt)\b", r"\b[Jj]e\b"
PLACE = {"plaats_omschrijving": "Brood bakken.", "plaats_aantal": "2"}


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
    assert set(errors) == {
        "persoon_voornamen", "persoon_achternaam", "persoon_geboortedatum", "persoon_weet_ervan",
        "plaats_omschrijving", "plaats_aantal",
    }  # fmt: skip


def test_an_employer_says_first_what_is_offered(client, regio):
    asked = client.get(form_url(regio, "werkgever"))
    strange = client.get(form_url(regio, "werkgever"), {"wat": "niets"})

    assert "Wat wilt u aanmelden?" in asked.content.decode()
    assert "Wat wilt u aanmelden?" in strange.content.decode()


@pytest.mark.parametrize(
    ("wat", "has", "has_not"),
    [
        ("persoon", "persoon_achternaam", "plaats_omschrijving"),
        ("plaats", "plaats_omschrijving", "persoon_achternaam"),
    ],
)
def test_what_counts_is_asked_and_nothing_else(client, regio, wat, has, has_not):
    form = client.get(form_url(regio, "werkgever"), {"wat": wat}).context["form"]

    assert form.fields[has].required
    assert has_not not in form.fields


def test_the_choice_of_an_employer_outlives_an_error(client, regio):
    response = client.post(form_url(regio, "werkgever"), by_werkgever("plaats"))

    html = response.content.decode()
    assert '<input type="hidden" name="wat" value="plaats"' in html
    assert "een plek waar iemand kan leren" in html


def test_the_summary_names_errors_in_the_order_of_the_page(client, regio):
    html = client.post(form_url(regio, "werkgever"), sent(wat="beide")).content.decode()

    links = re.findall(r'<li><a href="#id_(\w+)">', html)
    assert links == sorted(links, key=lambda name: html.index(f'id="id_{name}"'))
    assert (links[0], links[-1]) == ("bedrijf_naam", "plaats_aantal")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("aanmelder_naam", "Win nu op www.spam.example"),
        ("aanmelder_naam", "https://spam.example"),
        ("persoon_voornamen", "spam.example"),
        ("persoon_achternaam", "bel me@spam.example"),
        ("aanmelder_organisatie", "spam.example/win"),
    ],
)
def test_a_name_is_no_advertisement(client, regio, field, text):
    response = client.post(form_url(regio, "verwijzer"), by_verwijzer(**{field: text}))

    assert response.context["form"].errors == {field: [REFUSED]}
    assert not Bericht.objects.exists()


def test_names_with_dots_and_strokes_are_names(client, regio):
    names = {
        "persoon_voornamen": "J.P.",
        "persoon_achternaam": "el-Amrani / St. Jan",
        "aanmelder_organisatie": "bol.com",
    }

    client.post(form_url(regio, "verwijzer"), by_verwijzer(**names))

    assert Aanmelding.objects.get().persoon_voornamen == "J.P."


def test_a_mail_shows_a_short_name(client, regio):
    client.post(form_url(regio, "verwijzer"), by_verwijzer(aanmelder_naam="Lange Naam " * 10))

    assert all(len(name) <= 60 for name in Bericht.objects.values_list("naam", flat=True))


@pytest.mark.parametrize(
    ("ingang", "data", "says", "never"),
    [
        ("kandidaat", by_kandidaat, r"\bje\b", r"\b[Uu]w?\b"),
        ("verwijzer", by_verwijzer, JE, U),
        ("werkgever", lambda: by_werkgever("plaats", **PLACE), r"\bu\b", r"\b[Jj]e\b"),
    ],
)
def test_one_form_of_address(client, regio, ingang, data, says, never):
    url = form_url(regio, ingang)
    pages = [client.get(url, {"wat": "beide"}), client.post(url, data(), follow=True)]

    for page in pages:
        text = re.sub(r"<[^>]+>", " ", page.content.decode().partition("<main")[2].partition("</main")[0])
        assert re.search(says, text)
        assert not re.search(never, text), re.search(rf".{{30}}{never}.{{30}}", text)


@pytest.mark.parametrize("sjabloon", ["confirmation", "accepted", "refused", "referred"])
@pytest.mark.parametrize(
    ("trait", "never"),
    [
        ({}, r"\b([Uu]w?|[Hh]ebt)\b"),
        ({"kandidaat_zelf": True}, r"\b([Uu]w?|[Hh]ebt)\b"),
        ({"werknemer": True}, r"\b[Jj]e\b"),
    ],
)
def test_a_mail_has_one_form_of_address(db, sjabloon, trait, never):
    _mail(
        AanmeldingFactory(besluit_reden="Daarom.", doorverwezen_naar="Daar", **trait),
        sjabloon,
        by=Actor.systeem("test"),
    )

    bericht = Bericht.objects.get()
    text = render_to_string(f"{bericht.sjabloon}.txt".replace("/", "/mail/"), bericht.context)
    assert not re.search(never, text), text


def test_what_came_too_fast_passes_at_the_next_press_with_all_that_was_typed(client, regio):
    first = client.post(form_url(regio, "verwijzer"), by_verwijzer(opened=timedelta(seconds=1)))
    form = first.context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    client.post(form_url(regio, "verwijzer"), again)

    assert form.errors == {"__all__": [ROBOT]}
    assert Aanmelding.objects.get().wie == "Voorbeeld, Noor"


def test_real_errors_stand_alone_however_fast_they_came(client, regio):
    data = by_verwijzer(opened=timedelta(seconds=1), persoon_achternaam="")

    response = client.post(form_url(regio, "verwijzer"), data)

    assert set(response.context["form"].errors) == {"persoon_achternaam"}
    assert ROBOT not in response.content.decode()


def test_a_made_up_moment_is_refused(client, regio):
    response = client.post(form_url(regio, "verwijzer"), by_verwijzer(geopend="0"))

    assert response.context["form"].errors == {"geopend": ["Open het formulier opnieuw."]}


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

    assert "Hier kan nu niemand aanmelden" in response.content.decode()
