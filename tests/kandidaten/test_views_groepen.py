import re

import pytest
from django.urls import reverse

from kandidaten.models import Ondersteuning, Situatie, SituatieSoort, Sociaal
from praktijkleren.accounts.roles import Rol
from tests.factories.kandidaten import IntakeFactory, KlantgroepFactory, OndersteuningFactory, SituatieFactory


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.gebruiker(Rol.KLANTMANAGER))


def url(name, obj):
    return reverse(f"kandidaten:{name}", args=[obj.pk])


def test_klantgroep_and_startkwalificatie_are_saved(client, world):
    groep, extra = KlantgroepFactory(), KlantgroepFactory()

    client.post(
        url("sociaal", world.kandidaat),
        {"startkwalificatie": "nee", "primaire_klantgroep": groep.pk, "klantgroepen": [extra.pk], "versie": 0},
    )

    sociaal = Sociaal.objects.get()
    assert (sociaal.startkwalificatie, sociaal.primaire_klantgroep, list(sociaal.klantgroepen.all())) == (
        False,
        groep,
        [extra],
    )


def test_a_klantgroep_that_someone_else_saved_is_shown_beside_ones_own(client, world):
    groep, other = KlantgroepFactory(), KlantgroepFactory()
    address = url("sociaal", world.kandidaat)
    client.post(address, {"primaire_klantgroep": groep.pk, "klantgroepen": [], "versie": 0})

    page = client.post(
        address, {"startkwalificatie": "ja", "primaire_klantgroep": groep.pk, "klantgroepen": [other.pk], "versie": 0}
    )

    differences = [(row.stands, row.typed) for row in page.context["conflict"]]
    assert differences == [("Dat weet ik nog niet", "Ja"), ("(leeg)", str(other))]


def test_the_jobcoach_writes_it_where_there_is_no_klantmanager(world, sign_in):
    jobcoach = sign_in(world.gebruiker(Rol.JOBCOACH))
    address = url("sociaal", world.kandidaat)
    alone = jobcoach.get(address).status_code

    world.gebruiker(Rol.KLANTMANAGER)

    assert (alone, jobcoach.get(address).status_code) == (200, 403)


def test_ondersteuning_refuses_a_bsn_and_keeps_what_was_typed(client, world):
    page = client.post(url("ondersteuning", world.kandidaat), {"behoefte": "Rust. 111222333", "versie": 0})

    assert "burgerservicenummer" in page.context["form"].errors["behoefte"][0]
    assert page.context["form"]["behoefte"].value() == "Rust. 111222333"


def test_ondersteuning_of_someone_else_is_not_overwritten(client, world):
    OndersteuningFactory(kandidaat=world.kandidaat, behoefte="Van een collega.", versie=2)

    page = client.post(url("ondersteuning", world.kandidaat), {"behoefte": "Van mij.", "versie": 1})

    assert ("Van een collega.", "Van mij.") in [(row.stands, row.typed) for row in page.context["conflict"]]
    assert Ondersteuning.objects.get().behoefte == "Van een collega."


def test_a_situatie_replaces_what_is_ticked(client, world):
    old = SituatieFactory(kandidaat=world.kandidaat)
    form = client.get(url("situatie", world.kandidaat)).context["form"]

    client.post(
        url("situatie", world.kandidaat),
        {"soort": SituatieSoort.LOON, "van": "2026-09-01", "uren": "24", "beeindigt": [old.pk]},
    )

    assert form["beeindigt"].value() == [old.pk]
    assert [row.soort for row in Situatie.objects.known().order_by("van")] == ["PW", "LOON"]
    assert [row.soort for row in Situatie.objects.current()] == ["LOON"]


def test_the_same_situatie_twice_is_added_once(client, world):
    for _ in range(2):
        client.post(url("situatie", world.kandidaat), {"soort": SituatieSoort.LOON, "van": "2026-09-01"})

    assert Situatie.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"soort": "LOON", "van": "2026-09-01", "tot": "2026-08-01"}, "tot"),
        ({"soort": "PW", "van": "2026-09-01", "werkgever_soort": "extern"}, "werkgever_soort"),
        ({"soort": "LOON", "van": ""}, "van"),
    ],
)
def test_an_impossible_situatie_is_refused(client, world, typed, field):
    page = client.post(url("situatie", world.kandidaat), typed)

    assert list(page.context["form"].errors) == [field]


def test_a_situatie_is_corrected_or_taken_away_once(client, world):
    row = SituatieFactory(kandidaat=world.kandidaat)
    client.post(url("situatie_correct", row), {"soort": SituatieSoort.WW, "van": "2026-09-01"})

    page = client.post(url("situatie_withdraw", row), follow=True)

    assert "Deze regel was al verbeterd of weggehaald." in page.content.decode()
    assert [row.soort for row in Situatie.objects.known()] == ["WW"]


def test_the_intake_leads_from_step_to_step(client, world):
    start = url("intake", world.kandidaat) + "?intake=1"

    response = client.post(start, {"datum": "2026-09-01", "leerbaarheid": "Wil graag leren."})
    page = client.get(response.url)

    assert response.url == url("sociaal", world.kandidaat) + "?intake=1"
    assert [label for _, label, *_ in page.context["steps"].items] == [
        "Intake",
        "Klantgroep",
        "Inkomen",
        "Ondersteuning",
        "Advies",
    ]


def test_a_step_that_was_passed_by_is_not_done(world, sign_in):
    client = sign_in(world.gebruiker(Rol.KLANTMANAGER))
    IntakeFactory(kandidaat=world.kandidaat)

    html = client.get(reverse("kandidaten:situatie", args=[world.kandidaat.pk]) + "?intake=1").content.decode()

    steps = re.findall(r'<li class="steps__item.*?</li>', html, re.DOTALL)
    assert ["(klaar)" in step for step in steps] == [True, False, False, False, False]
    assert ["(overgeslagen)" in step for step in steps] == [False, True, False, False, False]
