from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kwalificaties.models import Werkproces
from leerbedrijven.models import Contactmoment, Leerplaats, Praktijkopleider, Relatie
from tests.factories.leerbedrijven import (
    ErkenningFactory,
    LeerbedrijfFactory,
    LeerplaatsFactory,
    PraktijkopleiderFactory,
    RelatieFactory,
)

TODAY = timezone.localdate


def of_regio(name, leerbedrijf, world):
    return reverse(f"leerbedrijven:{name}", args=[leerbedrijf.pk, world.regio.code])


def test_the_first_contact_makes_the_relatie(coordinator, world):
    leerbedrijf = LeerbedrijfFactory()
    url = of_regio("contact_add", leerbedrijf, world)
    data = {"datum": TODAY(), "soort": "telefoon", "verslag": "Wil iemand opleiden"}

    answers = [coordinator.post(url, data).status_code for _ in range(2)]

    relatie = Relatie.objects.get()
    assert answers == [302, 302]
    assert (relatie.regio, relatie.laatste_contact) == (world.regio, TODAY())
    assert Contactmoment.objects.get().verslag == "Wil iemand opleiden"


def test_contact_lies_in_the_past_and_holds_no_bsn(coordinator, world):
    url = of_regio("contact_add", LeerbedrijfFactory(), world)
    data = {"datum": TODAY() + timedelta(days=1), "soort": "telefoon", "verslag": "Over 111222333"}

    assert sorted(coordinator.post(url, data).context["form"].errors) == ["datum", "verslag"]


def test_two_colleagues_edit_the_same_relatie(coordinator, adviseur, world):
    relatie = RelatieFactory(regio=world.regio)
    url = of_regio("relatie_edit", relatie.leerbedrijf, world)
    adviseur.post(url, {"contactpersoon": "Jan", "versie": 1})

    response = coordinator.post(url, {"contactpersoon": "Piet", "notitie": "Lang getypt", "versie": 1})

    relatie.refresh_from_db()
    assert relatie.contactpersoon == "Jan"
    assert {row.typed for row in response.context["conflict"]} == {"Piet", "Lang getypt"}
    assert "Lang getypt" in response.content.decode()


def test_sending_the_same_change_twice_is_no_conflict(coordinator, world):
    relatie = RelatieFactory(regio=world.regio)
    url = of_regio("relatie_edit", relatie.leerbedrijf, world)

    answers = [coordinator.post(url, {"contactpersoon": "Jan", "versie": 1}).status_code for _ in range(2)]

    assert answers == [302, 302]


def test_a_praktijkopleider_is_added_once_and_ended(coordinator, world):
    leerbedrijf = LeerbedrijfFactory()
    data = {"naam": "Ans de Wit", "functie": "chef", "email": "ans@bedrijf.example", "van": TODAY()}
    for _ in range(2):
        coordinator.post(of_regio("praktijkopleider_add", leerbedrijf, world), data)
    opleider = Praktijkopleider.objects.get()

    url = reverse("leerbedrijven:praktijkopleider_edit", args=[opleider.pk])
    wrong = coordinator.post(url, {**data, "tot": TODAY() - timedelta(days=1), "versie": 1})
    coordinator.post(url, {**data, "tot": TODAY(), "versie": 1})

    opleider.refresh_from_db()
    assert list(wrong.context["form"].errors) == ["tot"]
    assert opleider.tot == TODAY()


@pytest.fixture
def place(coordinator, world):
    """Adds a leerplaats at a leerbedrijf that can offer two of three werkprocessen."""
    erkenning = ErkenningFactory()
    erkenning.werkprocessen.filter(pk=erkenning.werkprocessen.order_by("pk").last().pk).update(uitvoerbaar=False)
    url = f"{of_regio('leerplaats_add', erkenning.leerbedrijf, world)}?kwalificatie={erkenning.kwalificatie.crebo}"

    def place(**data):
        return coordinator.post(url, {"titel": "Keuken", "aantal": 2, "van": TODAY(), **data})

    place.url = url
    place.client = coordinator
    return place


def test_what_can_be_learned_comes_first_and_the_rest_is_grey(place):
    text = place.client.get(place.url).content.decode()

    assert text.count('name="werkprocessen"') == 3
    assert text.count('" disabled ') == text.count("niet als uitvoerbaar erkend") == 1


def test_a_leerplaats_offers_what_the_erkenning_allows(place):
    possible = list(Werkproces.objects.filter(erkend__uitvoerbaar=True).order_by("code"))
    impossible = Werkproces.objects.get(erkend__uitvoerbaar=False)

    refused = place(werkprocessen=[impossible.pk])
    for _ in range(2):
        place(werkprocessen=[werkproces.pk for werkproces in possible])

    leerplaats = Leerplaats.objects.get()
    assert "niet als uitvoerbaar erkend" in refused.context["form"].errors["werkprocessen"][0]
    assert list(leerplaats.werkprocessen.order_by("code")) == possible


def test_a_leerplaats_may_wait_for_its_kwalificatie(coordinator, world):
    url = of_regio("leerplaats_add", LeerbedrijfFactory(), world)

    first = coordinator.get(url, {"kwalificatie": "99999"})
    coordinator.post(f"{url}?kwalificatie=geen", {"titel": "Keuken", "aantal": 1, "van": TODAY()})

    assert "geen geldige erkenning" in first.content.decode()
    assert Leerplaats.objects.get().kwalificatie is None


def test_a_leerplaats_is_edited_and_closed(coordinator, world):
    erkenning = ErkenningFactory()
    leerplaats = LeerplaatsFactory(
        relatie__regio=world.regio,
        relatie__leerbedrijf=erkenning.leerbedrijf,
        kwalificatie=erkenning.kwalificatie,
        werkprocessen=list(Werkproces.objects.all()),
    )
    opleider = PraktijkopleiderFactory(relatie=leerplaats.relatie)
    data = {"titel": "Bediening", "aantal": 1, "van": TODAY(), "praktijkopleider": opleider.pk, "versie": 1}

    coordinator.post(reverse("leerbedrijven:leerplaats_edit", args=[leerplaats.pk]), data)
    stale = coordinator.post(reverse("leerbedrijven:leerplaats_edit", args=[leerplaats.pk]), {**data, "titel": "Bar"})
    coordinator.post(reverse("leerbedrijven:leerplaats_close", args=[leerplaats.pk]), {"tot": TODAY()})

    leerplaats.refresh_from_db()
    assert (leerplaats.titel, leerplaats.praktijkopleider, leerplaats.tot) == ("Bediening", opleider, TODAY())
    assert leerplaats.werkprocessen.count() == 0
    assert [row.typed for row in stale.context["conflict"]] == ["Bar"]
