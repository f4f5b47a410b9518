from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kwalificaties.models import Werkproces
from leerbedrijven.models import Erkenning, Leerbedrijf, four_years
from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.leerbedrijven import ErkenningFactory, LeerbedrijfFactory

ADD = reverse("leerbedrijven:add")
BEDRIJF = {"leerbedrijf_id": "100 200 300", "naam": "De Korst", "plaats": "Assen", "postcode": "9401ab", "kvk": ""}


def test_a_leerbedrijf_is_added_and_asks_for_its_erkenning(coordinator):
    response = coordinator.post(ADD, BEDRIJF)

    leerbedrijf = Leerbedrijf.objects.get()
    assert (leerbedrijf.leerbedrijf_id, leerbedrijf.postcode) == ("100200300", "9401 AB")
    assert response.url == reverse("leerbedrijven:erkenning_choose", args=[leerbedrijf.pk])


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("leerbedrijf_id", "12", "Een leerbedrijf-ID heeft 6 tot 12 cijfers. Je vindt het op Stagemarkt."),
        ("naam", "", "Vul dit in."),
        ("postcode", "0123 AB", "Dit is geen postcode. Schrijf hem als 9712 CP."),
        ("kvk", "123", "Een KvK-nummer heeft 8 cijfers."),
    ],
)
def test_a_wrong_field_says_what_to_do(coordinator, field, value, message):
    response = coordinator.post(ADD, {**BEDRIJF, field: value})

    assert response.context["form"].errors == {field: [message]}
    assert not Leerbedrijf.objects.exists()


def test_a_known_leerbedrijf_id_leads_to_the_one_there_is(coordinator):
    known = LeerbedrijfFactory(leerbedrijf_id="100200300")

    text = coordinator.post(ADD, BEDRIJF).content.decode()

    assert f'href="{known.get_absolute_url()}"' in text


def test_a_save_on_top_of_another_is_refused_with_both_texts(coordinator, adviseur):
    leerbedrijf = LeerbedrijfFactory(naam="Oud")
    url = reverse("leerbedrijven:edit", args=[leerbedrijf.pk])
    data = {**BEDRIJF, "leerbedrijf_id": "100200300", "postcode": "9401 AB", "versie": 1}
    adviseur.post(url, {**data, "naam": "Van een ander"})

    refused = coordinator.post(url, {**data, "naam": "Van mij"})
    leerbedrijf.refresh_from_db()
    stands = leerbedrijf.naam
    coordinator.post(url, {**data, "naam": "Van mij", "versie": refused.context["form"]["versie"].value()})

    leerbedrijf.refresh_from_db()
    assert [(row.stands, row.typed) for row in refused.context["conflict"]] == [("Van een ander", "Van mij")]
    assert (stands, leerbedrijf.naam, leerbedrijf.zoeknaam[:7]) == ("Van een ander", "Van mij", "van mij")


def test_the_kwalificatie_of_an_erkenning_is_found_by_words(coordinator):
    leerbedrijf = LeerbedrijfFactory()
    KwalificatieFactory(titel="Kok", crebo="25180")
    KwalificatieFactory(titel="Bakker")

    response = coordinator.get(reverse("leerbedrijven:erkenning_choose", args=[leerbedrijf.pk]), {"q": "kok"})

    assert [row.titel for row in response.context["kwalificaties"]] == ["Kok"]


@pytest.fixture
def add_erkenning(coordinator):
    def add(erkenning_or_bedrijf, kwalificatie, **data):
        url = reverse("leerbedrijven:erkenning_add", args=[erkenning_or_bedrijf.pk, kwalificatie.crebo])
        return coordinator.post(url, data)

    return add


def test_an_erkenning_holds_for_four_years_unless_said(add_erkenning):
    leerbedrijf, kwalificatie = LeerbedrijfFactory(), KwalificatieFactory(with_werkprocessen=3)
    first = Werkproces.objects.order_by("code")[0]

    add_erkenning(leerbedrijf, kwalificatie, van="2024-03-01", uitvoerbaar=[first.pk])

    erkenning = Erkenning.objects.get()
    assert erkenning.tot == date(2028, 2, 29)
    assert [row.werkproces for row in erkenning.werkprocessen.filter(uitvoerbaar=True)] == [first]
    assert erkenning.werkprocessen.filter(uitvoerbaar=False).count() == 2


def test_an_early_renewal_counts_from_its_own_date_and_ends_the_old_one(add_erkenning):
    old = ErkenningFactory(van=date(2021, 3, 1), tot=date(2027, 2, 28))
    decided = timezone.localdate() - timedelta(days=10)
    every = [row.pk for row in Werkproces.objects.all()]

    add_erkenning(old.leerbedrijf, old.kwalificatie, van=decided.isoformat(), uitvoerbaar=every)

    old.refresh_from_db()
    assert old.tot == decided - timedelta(days=1)
    assert Erkenning.objects.get(van=decided).tot == four_years(decided)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"van": "2020-01-01"}, "van"),
        ({"van": "1999-01-01"}, "van"),
        ({"tot": "2021-01-01"}, "tot"),
        ({"uitvoerbaar": []}, "uitvoerbaar"),
    ],
)
def test_an_erkenning_that_cannot_be_is_refused(add_erkenning, data, field):
    later = ErkenningFactory(van=date(2022, 1, 1))
    good = {"van": "2025-01-01", "uitvoerbaar": [row.pk for row in Werkproces.objects.all()]}

    response = add_erkenning(later.leerbedrijf, later.kwalificatie, **{**good, **data})

    assert list(response.context["form"].errors) == [field]
    assert Erkenning.objects.count() == 1


def test_an_erkenning_without_known_werkprocessen_can_be_recorded(add_erkenning):
    add_erkenning(LeerbedrijfFactory(), KwalificatieFactory(), van="2024-03-01")

    assert Erkenning.objects.get().werkprocessen.count() == 0


def test_an_erkenning_that_was_withdrawn_ends(coordinator):
    erkenning = ErkenningFactory()
    possible = list(Werkproces.objects.order_by("code"))
    url = reverse("leerbedrijven:erkenning_edit", args=[erkenning.pk])

    coordinator.post(url, {"tot": "2026-06-30", "bron": "brief", "uitvoerbaar": [possible[0].pk]})

    erkenning.refresh_from_db()
    assert (erkenning.tot, erkenning.bron) == (date(2026, 6, 30), "brief")
    assert erkenning.werkprocessen.filter(uitvoerbaar=True).count() == 1
