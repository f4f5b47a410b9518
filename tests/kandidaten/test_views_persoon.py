import pytest
from django.urls import reverse

from kandidaten.models import Kandidaat, Vertegenwoordiger
from praktijkleren.accounts.roles import Rol
from tests.factories.accounts import GemeenteFactory
from tests.factories.kandidaten import KandidaatFactory, VertegenwoordigerFactory

CHANGED = {
    "voornamen": "Samira Noor",
    "achternaam": "Nieuwenaam",
    "geboortedatum": "1998-04-17",
    "versie": "1",
}


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.gebruiker(Rol.KLANTMANAGER))


@pytest.fixture
def url(world):
    return reverse("kandidaten:edit", args=[world.kandidaat.pk])


def test_the_form_shows_what_stands_and_saves_what_is_typed(client, url, world):
    world.kandidaat.gemeente = GemeenteFactory(regio=world.regio)
    world.kandidaat.save()

    form = client.get(url).context["form"]
    response = client.post(url, {**CHANGED, "gemeente": world.kandidaat.gemeente.pk})

    assert form["achternaam"].value() == world.kandidaat.achternaam
    assert form["gemeente"].value() == world.kandidaat.gemeente.pk
    assert response.url == world.kandidaat.get_absolute_url()
    assert Kandidaat.objects.get(pk=world.kandidaat.pk).naam == "Samira Noor Nieuwenaam"


def test_a_save_after_someone_elses_shows_both_texts_and_loses_nothing(client, url, world):
    client.post(url, {**CHANGED, "telefoon": "06 11111111"})

    page = client.post(url, {**CHANGED, "telefoon": "06 22222222", "roepnaam": "Sam"})

    differences = {row.label: (row.stands, row.typed) for row in page.context["conflict"]}
    assert differences == {"Telefoon": ("06 11111111", "06 22222222"), "Roepnaam": ("(leeg)", "Sam")}
    assert page.context["form"]["telefoon"].value() == "06 22222222"
    assert "Iemand anders heeft dit net opgeslagen" in page.content.decode()


def test_a_birth_date_is_compared_without_a_day_of_the_week(client, url, world):
    client.post(url, {**CHANGED, "geboortedatum": "1998-04-18"})

    page = client.post(url, {**CHANGED, "geboortedatum": "1998-04-19"})

    differences = {row.label: (row.stands, row.typed) for row in page.context["conflict"]}
    assert differences == {"Geboortedatum": ("18 apr 1998", "19 apr 1998")}


def test_saving_again_is_knowingly_on_top(client, url, world):
    client.post(url, {**CHANGED, "telefoon": "06 11111111"})
    page = client.post(url, {**CHANGED, "telefoon": "06 22222222"})

    client.post(url, {**CHANGED, "telefoon": "06 22222222", "versie": page.context["form"]["versie"].value()})

    assert Kandidaat.objects.get(pk=world.kandidaat.pk).telefoon == "06 22222222"


def test_the_same_form_twice_is_saved_once(client, url, world):
    client.post(url, CHANGED)

    page = client.post(url, CHANGED, follow=True)

    assert [str(message) for message in page.context["messages"]][-1] == "Dit was al bewaard."
    assert Kandidaat.objects.get(pk=world.kandidaat.pk).versie == 2


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("geboortedatum", "2199-01-01", "Een geboortedatum ligt in het verleden. Controleer het jaar."),
        ("geboortedatum", "1890-01-01", "Klopt deze geboortedatum? Controleer het jaar."),
        ("email", "geen adres", "Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl."),
        ("telefoon", "bel maar", "Vul een telefoonnummer in, bijvoorbeeld 06 12345678."),
    ],
)
def test_bad_input_is_explained_next_to_the_field(client, url, field, value, error):
    page = client.post(url, {**CHANGED, field: value})

    assert page.context["form"].errors[field] == [error]


def test_a_bsn_is_refused_wherever_it_is_typed(client, url):
    page = client.post(url, {**CHANGED, "roepnaam": "Sam 111222333"})

    assert "burgerservicenummer" in page.context["form"].errors["roepnaam"][0]


def test_a_gemeente_of_another_regio_cannot_be_chosen(client, url, world):
    elsewhere = GemeenteFactory(regio=world.neighbour)

    assert "gemeente" in client.post(url, {**CHANGED, "gemeente": elsewhere.pk}).context["form"].errors


@pytest.mark.parametrize(
    ("asked", "ours"),
    [("/verklaringen/versturen/", True), ("https://elders.example/", False), ("//elders.example/", False)],
)
def test_after_the_birthplace_one_returns_to_where_one_was(world, sign_in, asked, ours):
    mbo = sign_in(world.gebruiker(Rol.MBO_CONTACT))
    Kandidaat.objects.filter(pk=world.kandidaat.pk).update(geboorteplaats="", geboorteland="")
    url = reverse("kandidaten:birthplace", args=[world.kandidaat.pk], query={"next": asked})
    back = asked if ours else world.kandidaat.get_absolute_url()

    page = mbo.get(url).content.decode()
    saved = mbo.post(url, {"geboorteplaats": "Paramaribo"})
    again = mbo.post(url, {"geboorteplaats": "Leek"})

    assert f'href="{back}"' in page
    assert (saved.url, again.url) == (back, back)


def test_an_mbo_contact_fills_in_a_birthplace_that_is_missing(world, sign_in):
    mbo = sign_in(world.gebruiker(Rol.MBO_CONTACT))
    Kandidaat.objects.filter(pk=world.kandidaat.pk).update(geboorteplaats="", geboorteland="")
    url = reverse("kandidaten:birthplace", args=[world.kandidaat.pk])

    page = mbo.get(world.kandidaat.get_absolute_url()).content.decode()
    mbo.post(url, {"geboorteplaats": "Paramaribo", "geboorteland": "Suriname"})
    again = mbo.post(url, {"geboorteplaats": "Leek"}, follow=True)

    assert url in page
    assert "Wijzig de gegevens" not in page
    assert Kandidaat.objects.get(pk=world.kandidaat.pk).birthplace == "Paramaribo, Suriname"
    assert "De geboorteplaats is al bekend: Paramaribo, Suriname." in again.content.decode()


def test_the_form_asks_for_each_thing_once(client, url):
    html = client.get(url).content.decode()

    assert "Geboorteland <span" in html
    assert "Kies een gemeente" in html


def test_a_parent_is_added_once_and_changed(client, world):
    url = reverse("kandidaten:vertegenwoordiger_add", args=[world.kandidaat.pk])
    parent = {"soort": "ouder", "naam": "Ouder Voorbeeld", "van": "2026-01-01"}

    client.post(url, parent)
    client.post(url, parent)
    row = Vertegenwoordiger.objects.get()
    client.post(reverse("kandidaten:vertegenwoordiger_edit", args=[row.pk]), {**parent, "tot": "2026-12-31"})

    row.refresh_from_db()
    assert str(row.tot) == "2026-12-31"


def test_a_parent_of_a_minor_signs_until_the_birthday(world, sign_in):
    kandidaat = KandidaatFactory(regio=world.regio, minderjarig=True, ouder=None)
    client = sign_in(world.gebruiker(Rol.COORDINATOR))

    form = client.get(reverse("kandidaten:vertegenwoordiger_add", args=[kandidaat.pk])).context["form"]

    assert (form["soort"].value(), form["tot"].value()) == ("ouder", kandidaat.last_day_as_minor)


def test_a_representation_does_not_end_before_it_begins(client, world):
    row = VertegenwoordigerFactory(kandidaat=world.kandidaat)
    url = reverse("kandidaten:vertegenwoordiger_edit", args=[row.pk])

    page = client.post(url, {"soort": "ouder", "naam": "Ouder", "van": "2026-02-01", "tot": "2026-01-01"})

    assert page.context["form"].errors["tot"]


def test_a_coordinator_gives_a_person_to_another_regio(world, sign_in):
    client = sign_in(world.gebruiker(Rol.COORDINATOR))
    world.gebruiker(Rol.COORDINATOR, regio="neighbour")
    url = reverse("kandidaten:move", args=[world.kandidaat.pk])

    response = client.post(url, {"regio": world.neighbour.pk, "reden": "verhuisd", "zeker": "on"}, follow=True)

    assert f"hoort nu bij {world.neighbour}" in response.content.decode()
    assert client.get(url).status_code == 404


def test_handing_to_another_regio_is_confirmed_first(world, sign_in):
    client = sign_in(world.gebruiker(Rol.COORDINATOR))
    world.gebruiker(Rol.COORDINATOR, regio="neighbour")
    url = reverse("kandidaten:move", args=[world.kandidaat.pk])

    page = client.post(url, {"regio": world.neighbour.pk, "reden": "verhuisd"})

    assert page.context["form"].errors["zeker"]
    assert Kandidaat.objects.get(pk=world.kandidaat.pk).regio == world.regio
