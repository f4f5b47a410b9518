import re

import pytest
from django.urls import reverse
from django.utils import timezone

from kandidaten import next_step, sections
from kandidaten.models import SituatieSoort
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import Inzage
from praktijkleren.ui.parts import Registry
from tests.factories.accounts import GemeenteFactory
from tests.factories.kandidaten import (
    AdviesFactory,
    IntakeFactory,
    KandidaatFactory,
    KlantgroepFactory,
    OndersteuningFactory,
    SituatieFactory,
    SociaalFactory,
)

LIST = reverse("kandidaten:list")
ALWAYS = 5
"""Session, user, memberships with their regio's, and the INSERT of the Inzage lines."""


def detail(kandidaat):
    return reverse("kandidaten:detail", args=[kandidaat.pk])


def names(response):
    return [row.achternaam for row, _ in response.context["rows"]]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("rol", "queries"), [(Rol.COORDINATOR, 5), (Rol.JOBCOACH, 5), (Rol.ADMINISTRATIE, 2)])
def test_the_list_takes_the_same_queries_at_any_length(world, sign_in, count_queries, rows, rol, queries):
    gebruiker, _ = world.gebruiker(rol), world.kandidaat
    for _ in range(rows - 1):
        AdviesFactory(kandidaat=KandidaatFactory(regio=world.regio, gemeente=GemeenteFactory(regio=world.regio)))

    assert count_queries(sign_in(gebruiker), LIST) == ALWAYS + queries


def test_the_list_shows_newest_first_and_sorts_by_name(world, sign_in):
    for achternaam in ("Zegers", "Çelik", "Adams"):
        KandidaatFactory(regio=world.regio, achternaam=achternaam)
    client = sign_in(world.gebruiker(Rol.COORDINATOR))

    assert names(client.get(LIST)) == ["Adams", "Çelik", "Zegers"]
    assert names(client.get(LIST, {"sorteer": "naam"})) == ["Adams", "Çelik", "Zegers"]
    assert names(client.get(LIST, {"sorteer": "-naam"})) == ["Zegers", "Çelik", "Adams"]


def test_the_list_filters_on_what_is_asked(world, sign_in):
    gemeente = GemeenteFactory(regio=world.regio)
    jobcoach = world.gebruiker(Rol.JOBCOACH)
    KandidaatFactory(regio=world.regio, achternaam="Inwoner", gemeente=gemeente)
    KandidaatFactory(regio=world.regio, achternaam="Begeleid", betrokken=[jobcoach])
    AdviesFactory(kandidaat=KandidaatFactory(regio=world.regio, achternaam="Geadviseerd"))
    IntakeFactory(kandidaat=KandidaatFactory(regio=world.regio, achternaam="Gesproken"))
    client = sign_in(world.gebruiker(Rol.COORDINATOR))

    def found(**filters):
        return set(names(client.get(LIST, filters)))

    assert found(naam="inw") == found(gemeente=gemeente.pk) == {"Inwoner"}
    assert found(betrokken=jobcoach.pk) == {"Begeleid", world.kandidaat.achternaam}
    assert found(stand="concept") == {"Geadviseerd"}
    assert found(stand="zonder_intake") == found() - {"Gesproken"}
    assert found(stand="zonder_advies") == found() - {"Geadviseerd"}
    assert found(stand="in_traject") == set()
    assert found(stand="geen_traject") == found()


def test_a_card_on_a_phone_leaves_out_what_a_table_has_room_for(world, sign_in):
    KandidaatFactory(regio=world.regio)

    html = sign_in(world.gebruiker(Rol.COORDINATOR)).get(LIST).content.decode()

    hidden = re.findall(r'<td class="[^"]*wide-only[^"]*" data-label="([^"]+)"', html)
    assert hidden == ["Betrokken", "Bekend sinds"]


def test_every_person_on_the_list_is_logged_in_one_go(world, sign_in):
    KandidaatFactory(regio=world.regio)
    coordinator = world.gebruiker(Rol.COORDINATOR)
    world.gebruiker(Rol.JOBCOACH)

    sign_in(coordinator).get(LIST)

    assert Inzage.objects.filter(waar="kandidaten:list", actor=f"gebruiker:{coordinator.pk}").count() == 2


def test_administratie_reads_names_and_filters_on_nothing_else(world, sign_in):
    gemeente = GemeenteFactory(regio=world.regio, naam="Canariegemeente")
    KandidaatFactory(regio=world.regio, gemeente=gemeente, email="canarie@persoon.example")
    KandidaatFactory(regio=world.regio)
    client = sign_in(world.gebruiker(Rol.ADMINISTRATIE))

    page = client.get(LIST, {"gemeente": gemeente.pk, "sorteer": "gemeente"})

    assert len(page.context["rows"]) == 2
    assert "Canarie" not in page.content.decode().replace("canarie", "Canarie")


@pytest.mark.parametrize(("rol", "queries"), [(Rol.COORDINATOR, 6), (Rol.KLANTMANAGER, 6), (Rol.MBO_CONTACT, 6)])
def test_the_page_of_a_person_takes_a_fixed_number_of_queries(world, sign_in, count_queries, monkeypatch, rol, queries):
    gebruiker = world.gebruiker(rol)
    IntakeFactory(kandidaat=world.kandidaat)
    AdviesFactory(kandidaat=world.kandidaat, vervangen=True)
    AdviesFactory(kandidaat=world.kandidaat, voorgelegd=True)

    monkeypatch.setattr(sections, "_sections", Registry())
    monkeypatch.setattr(next_step, "_steps", Registry())
    next_step.register_own()

    assert count_queries(sign_in(gebruiker), detail(world.kandidaat)) == ALWAYS + queries


def test_administratie_sees_the_name_of_a_person_only(world, sign_in):
    kandidaat = KandidaatFactory(regio=world.regio, email="canarie@persoon.example", geboorteplaats="Canarieburg")

    page = sign_in(world.gebruiker(Rol.ADMINISTRATIE)).get(detail(kandidaat)).content.decode()

    assert kandidaat.achternaam in page
    assert "anarie" not in page


CANARIES = {
    "klantgroep": "Canarieklantgroep",
    "situatie": SituatieSoort.WAJONG.label,
    "behoefte": "Canariebehoefte",
    "samenvatting": "Canariesamenvatting",
    "gedeeld": "Canariegedeeld",
}


@pytest.mark.parametrize(
    ("rol", "seen"),
    [
        (Rol.KLANTMANAGER, set(CANARIES)),
        (Rol.JOBCOACH, set(CANARIES)),
        (Rol.NAZORGBEGELEIDER, set(CANARIES)),
        (Rol.MBO_CONTACT, {"samenvatting"}),
        (Rol.COORDINATOR, set()),
        (Rol.ADMINISTRATIE, set()),
    ],
)
def test_who_reads_which_circumstances(world, sign_in, rol, seen):
    kandidaat, client = world.kandidaat, sign_in(world.gebruiker(rol))
    SociaalFactory(kandidaat=kandidaat, primaire_klantgroep=KlantgroepFactory(naam=CANARIES["klantgroep"]))
    SituatieFactory(kandidaat=kandidaat, soort=SituatieSoort.WAJONG)
    OndersteuningFactory(
        kandidaat=kandidaat,
        behoefte=CANARIES["behoefte"],
        samenvatting=CANARIES["samenvatting"],
        gedeeld_met_leerbedrijf=CANARIES["gedeeld"],
    )

    pages = [client.get(detail(kandidaat)), client.get(reverse("kandidaten:circumstances", args=[kandidaat.pk]))]

    text = "".join(page.content.decode() for page in pages)
    assert {name for name, canary in CANARIES.items() if canary in text} == seen


def test_circumstances_can_be_fetched_as_a_part_of_the_page(world, sign_in):
    client = sign_in(world.gebruiker(Rol.KLANTMANAGER))

    part = client.get(reverse("kandidaten:circumstances", args=[world.kandidaat.pk]), headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert Inzage.objects.get(waar="kandidaten:circumstances").pseudoniem == world.kandidaat.pseudoniem


def test_a_minor_without_a_parent_is_pointed_out(world, sign_in):
    kandidaat = KandidaatFactory(regio=world.regio, minderjarig=True, ouder=None)
    with_parent = KandidaatFactory(regio=world.regio, minderjarig=True)
    client = sign_in(world.gebruiker(Rol.COORDINATOR))

    assert "nog geen ouder of voogd" in client.get(detail(kandidaat)).content.decode()
    assert "nog geen ouder of voogd" not in client.get(detail(with_parent)).content.decode()


def test_the_history_tells_what_happened_since(world, sign_in):
    client = sign_in(world.gebruiker(Rol.KLANTMANAGER))
    client.post(
        reverse("kandidaten:intake", args=[world.kandidaat.pk]),
        {"datum": timezone.localdate(), "leerbaarheid": "Wil graag leren."},
    )

    page = client.get(reverse("kandidaten:history", args=[world.kandidaat.pk]))

    assert "Intake vastgelegd" in page.content.decode()


@pytest.mark.parametrize(("rol", "shown"), [(Rol.ADMINISTRATIE, True), (Rol.LEZER, False)])
def test_who_may_see_names_finds_them_in_the_menu(world, sign_in, rol, shown):
    html = sign_in(world.gebruiker(rol)).get(reverse("werk:today")).content.decode()

    assert (f'href="{reverse("kandidaten:list")}"' in html) is shown
