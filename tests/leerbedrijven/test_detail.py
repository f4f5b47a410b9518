from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from tests.factories.leerbedrijven import (
    ContactmomentFactory,
    ErkenningFactory,
    LeerbedrijfFactory,
    LeerplaatsFactory,
    PraktijkopleiderFactory,
    RelatieFactory,
)


def page(client, leerbedrijf):
    return client.get(leerbedrijf.get_absolute_url())


def test_each_werkproces_shows_whether_it_can_be_learned_here(coordinator):
    erkenning = ErkenningFactory(uitvoerbaar=[])

    text = page(coordinator, erkenning.leerbedrijf).content.decode()

    assert "0 van de 3 werkprocessen" in text
    assert text.count("(kan hier niet)") == 3


def test_what_one_regio_knows_stays_there(coordinator, world):
    leerbedrijf = LeerbedrijfFactory()
    for regio, naam in ((world.regio, "Eigen"), (world.neighbour, "Geheim")):
        relatie = RelatieFactory(regio=regio, leerbedrijf=leerbedrijf, contactpersoon=f"{naam} contact")
        PraktijkopleiderFactory(relatie=relatie, naam=f"{naam} opleider")
        LeerplaatsFactory(relatie=relatie, titel=f"{naam} plek")
        ContactmomentFactory(relatie=relatie, verslag=f"{naam} verslag")

    text = page(coordinator, leerbedrijf).content.decode()

    for what in ("contact", "opleider", "plek", "verslag"):
        assert f"Eigen {what}" in text
    assert "Geheim" not in text


def test_the_first_thing_to_do_is_the_one_primary_button(coordinator, world):
    leerbedrijf = LeerbedrijfFactory()
    asked = []
    relatie = RelatieFactory(regio=world.regio, leerbedrijf=leerbedrijf)
    for make in (
        lambda: ErkenningFactory(leerbedrijf=leerbedrijf),
        lambda: PraktijkopleiderFactory(relatie=relatie),
        lambda: LeerplaatsFactory(relatie=relatie),
        lambda: None,
    ):
        asked.append(page(coordinator, leerbedrijf).context["primary"].label)
        make()

    assert asked == ["Leg erkenning vast", "Voeg praktijkopleider toe", "Voeg leerplaats toe", "Leg contact vast"]


def test_who_only_reads_gets_no_buttons(world, sign_in):
    klantmanager = sign_in(world.gebruiker(Rol.KLANTMANAGER))
    relatie = RelatieFactory(regio=world.regio)
    PraktijkopleiderFactory(relatie=relatie)
    ErkenningFactory(leerbedrijf=relatie.leerbedrijf)

    text = page(klantmanager, relatie.leerbedrijf).content.decode()

    assert not any(word in text for word in ("Voeg ", "Wijzig", "Verleng", "Leg "))


def test_what_is_over_stands_apart(coordinator):
    over = ErkenningFactory(ended=True)

    context = page(coordinator, over.leerbedrijf).context

    assert context["erkenningen"] == []
    assert [row.erkenning for row in context["eerdere"]] == [over]
    assert context["stand"].words == "geen geldige erkenning"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_at_any_length(number, coordinator, world, count_queries):
    relatie = RelatieFactory(regio=world.regio)
    ErkenningFactory.create_batch(number, leerbedrijf=relatie.leerbedrijf)
    PraktijkopleiderFactory.create_batch(number, relatie=relatie)
    LeerplaatsFactory.create_batch(number, relatie=relatie)
    ContactmomentFactory.create_batch(number, relatie=relatie)

    assert count_queries(coordinator, relatie.leerbedrijf.get_absolute_url()) == 10


def test_the_history_leaves_out_what_another_regio_did(coordinator, world, sign_in):
    leerbedrijf = LeerbedrijfFactory()
    neighbour = sign_in(world.gebruiker(Rol.COORDINATOR, regio="neighbour"))
    data = {"datum": timezone.localdate() - timedelta(days=1), "soort": "bezoek", "verslag": "Gesproken"}
    for client, regio in ((coordinator, world.regio), (neighbour, world.neighbour)):
        client.post(reverse("leerbedrijven:contact_add", args=[leerbedrijf.pk, regio.code]), data)

    events = coordinator.get(reverse("leerbedrijven:history", args=[leerbedrijf.pk])).context["geschiedenis"]

    assert [(event.wat, event.wie) for event in events] == [
        ("Contact vastgelegd", world.gebruiker(Rol.COORDINATOR).naam),
        ("Eerste contact met de regio", world.gebruiker(Rol.COORDINATOR).naam),
    ]
