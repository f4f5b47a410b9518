from uuid import uuid4

import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import Inzage
from praktijkleren.werk import views
from praktijkleren.werk.models import Taak
from praktijkleren.werk.today import Panel, Regel, first_few, register_panel
from tests.factories.accounts import GebruikerFactory, give_membership
from tests.factories.werk import OpdrachtFactory, TaakFactory

URL = "/vandaag/"
pytestmark = pytest.mark.usefixtures("own_panels")


@pytest.fixture
def coach(db):
    return GebruikerFactory(rol=Rol.JOBCOACH)


@pytest.fixture
def client(coach, sign_in):
    return sign_in(coach)


def html(client, url=URL):
    return client.get(url).content.decode()


def test_with_nothing_to_do_it_says_so(client):
    assert "Niets dat op je wacht" in html(client)


def test_who_only_reads_figures_hears_that_nothing_will_be_asked(db, sign_in):
    both = GebruikerFactory(rol=Rol.LEZER)
    reader = sign_in(both)

    assert "Voor jou zijn er geen taken" in html(reader)
    assert "Wat nu om jou vraagt" not in html(reader)
    give_membership(both, rol=Rol.JOBCOACH)
    assert "Niets dat op je wacht" in html(reader)


def test_taken_stand_most_urgent_first_with_one_button_each(client, coach):
    TaakFactory(wie=coach, titel="Bel de gemeente", url="/trajecten/1/", knop="Naar het traject")
    TaakFactory(wie=coach, titel="Bel het leerbedrijf", overdue=True)
    TaakFactory(wie=coach, titel="Al gedaan", done=True)

    page = html(client)

    assert page.index("Bel het leerbedrijf") < page.index("Te laat") < page.index("Bel de gemeente")
    assert 'href="/trajecten/1/"><span class="nl-button__label">Naar het traject<span' in page
    assert "Al gedaan" not in page
    assert "Niets dat op je wacht" not in page


def test_ticking_off_shows_how_to_undo_it(client, coach):
    taak = TaakFactory(wie=coach, titel="Bel de gemeente")

    page = client.post(reverse("werk:taak_done", args=[taak.pk]), follow=True).content.decode()

    assert "“Bel de gemeente” is klaar." in page
    assert reverse("werk:taak_undo", args=[taak.pk]) in page
    assert not Taak.objects.all().open().exists()


def test_undoing_puts_it_back(client, coach):
    taak = TaakFactory(wie=coach, titel="Bel de gemeente")
    client.post(reverse("werk:taak_done", args=[taak.pk]))

    page = client.post(reverse("werk:taak_undo", args=[taak.pk]), follow=True).content.decode()

    assert "“Bel de gemeente” staat weer op je lijst." in page
    assert Taak.objects.all().open().exists()


def test_ticking_off_twice_is_done_once_and_kindly_said(client, coach):
    taak = TaakFactory(wie=coach, titel="Bel de gemeente", done=True)

    page = client.post(reverse("werk:taak_done", args=[taak.pk]), follow=True).content.decode()

    assert "“Bel de gemeente” was al klaar." in page


@pytest.mark.parametrize("query", ["?klaar=zomaar", "?klaar=3f0c8a52-6b1e-4d0a-9c7e-5a1d2b3c4d5e", "?klaar="])
def test_an_address_with_nonsense_shows_the_page(query, client):
    assert "is klaar." not in html(client, URL + query)


def test_the_address_of_a_taak_of_another_tells_nothing(client):
    other = TaakFactory(titel="Van een ander", done=True, met_de_hand=True)

    assert "Van een ander" not in html(client, f"{URL}?klaar={other.pk}")


def test_when_there_are_many_it_says_how_many(client, coach, monkeypatch):
    monkeypatch.setattr(views, "TASKS_SHOWN", 2)
    TaakFactory.create_batch(3, wie=coach)

    assert "Dit zijn de 2 dringendste van 3 taken." in html(client)


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (2, 2), (7, 5)])
def test_the_first_few_come_with_how_many_there_are(number, shown, coach, django_assert_num_queries):
    made = TaakFactory.create_batch(number, wie=coach)

    with django_assert_num_queries(1):
        rows, in_all = first_few(Taak.objects.order_by("created_at", "pk"))

    assert (rows, in_all) == (made[:shown], number)


def test_rooms_add_panels_in_order(client):
    first = Panel(
        "Nieuwe aanmeldingen", [Regel("Sem de Vries", "/aanmeldingen/1/", "Bekijk", urgent=True)], 12, "/alle/"
    )
    register_panel(
        20, lambda _gebruiker: Panel("Stille trajecten", [Regel("Ö. Çelik", "/2/", "Bel", detail="28 dagen")])
    )
    register_panel(10, lambda _gebruiker: first)
    register_panel(5, lambda _gebruiker: None)
    register_panel(6, lambda _gebruiker: Panel("Leeg", []))

    page = html(client)

    assert page.index("Nieuwe aanmeldingen") < page.index("Dringend") < page.index("Stille trajecten")
    assert 'href="/alle/">Bekijk alle 12' in page
    assert "28 dagen" in page
    assert "Leeg" not in page


def test_who_is_shown_is_logged_once(client, coach):
    persoon = uuid4()
    for order in (1, 2):
        register_panel(order, lambda _gebruiker, order=order: Panel("A", [Regel("x", "/", "y")], personen=[persoon]))

    html(client)

    assert list(Inzage.objects.values_list("pseudoniem", "actor", "waar")) == [
        (persoon, f"gebruiker:{coach.pk}", "werk:today")
    ]


def test_long_work_of_ones_own_is_found_again(client, coach):
    running = OpdrachtFactory(eigenaar=coach, running=True, titel="Groep inschrijven")
    OpdrachtFactory(titel="Van een ander")

    page = html(client)

    assert running.get_absolute_url() in page
    assert "Van een ander" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_much_there_is(rows, client, coach, count_queries):
    TaakFactory.create_batch(rows, wie=coach, overdue=True)
    OpdrachtFactory.create_batch(rows, eigenaar=coach)

    assert count_queries(client, URL) == 6  # session, gebruiker, memberships (2), taken, opdrachten
