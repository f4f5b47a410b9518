"""Choosing werkprocessen by their name and a place to learn them; what happens to a plaatsing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kwalificaties.models import Werkproces
from tests.factories.kandidaten import AdviesFactory, IntakeFactory
from tests.factories.kwalificaties import KerntaakFactory, KwalificatieFactory, WerkprocesFactory
from tests.factories.leerbedrijven import (
    ErkenningFactory,
    LeerbedrijfFactory,
    LeerplaatsFactory,
    PraktijkopleiderFactory,
    RelatieFactory,
)
from tests.factories.trajecten import PlaatsingFactory, TrajectFactory, bpv_in_order, running_bpv
from tests.trajecten.conftest import words
from trajecten.models import Plaatsing

TODAY = timezone.localdate


def url(name, obj):
    return reverse(f"trajecten:{name}", args=[obj.pk])


def werkprocessen_of(kwalificatie):
    return list(Werkproces.objects.filter(kerntaak__kwalificatie=kwalificatie).order_by("code"))


def test_a_kwalificatie_is_found_by_what_someone_does(coach, kandidaat, sign_in):
    keuken = KwalificatieFactory(titel="Keukenassistent")
    WerkprocesFactory(kerntaak=KerntaakFactory(kwalificatie=keuken), naam="Snijdt groente")
    KwalificatieFactory(titel="Loodgieter", with_werkprocessen=1)
    KwalificatieFactory(titel="Groente zonder werkprocessen")
    AdviesFactory(kandidaat=kandidaat, richting="groente")
    IntakeFactory(kandidaat=kandidaat, wensen="Graag met mijn handen werken.")
    traject = TrajectFactory(kandidaat=kandidaat, kwalificatie=None)

    response = sign_in(coach).get(url("plan", traject))

    assert [row.kwalificatie for row in response.context["results"]] == [keuken]
    assert "Snijdt groente" in words(response)
    assert "Graag met mijn handen werken." in response.content.decode()
    assert f"?kwalificatie={keuken.crebo}" in response.content.decode()


def test_choosing_werkprocessen_goes_on_to_a_leerplaats(coach, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat, kwalificatie=None)
    kwalificatie = KwalificatieFactory(with_werkprocessen=3)
    chosen = werkprocessen_of(kwalificatie)[:2]

    response = sign_in(coach).post(
        f"{url('plan', traject)}?kwalificatie={kwalificatie.crebo}",
        {"versie": 1, "werkprocessen": [row.pk for row in chosen]},
    )

    traject.refresh_from_db()
    assert response.url == url("match", traject)
    assert traject.kwalificatie == kwalificatie
    assert {row.werkproces for row in traject.leerdoelen.all()} == set(chosen)


def test_what_the_leerbedrijf_cannot_offer_is_grey_with_the_reason(coach, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat, kwalificatie=KwalificatieFactory(with_werkprocessen=2))
    here, elsewhere = werkprocessen_of(traject.kwalificatie)
    erkenning = ErkenningFactory(kwalificatie=traject.kwalificatie, uitvoerbaar=[here])
    PlaatsingFactory(traject=traject, bpv=True, leerbedrijf=erkenning.leerbedrijf)
    client = sign_in(coach)

    page = words(client.get(url("plan", traject)))
    refused = client.post(url("plan", traject), {"versie": 1, "werkprocessen": [elsewhere.pk]})

    assert "Kan hier niet" in page
    assert "uitvoerbaar" in page
    assert page.index(here.naam) < page.index(elsewhere.naam)
    assert f"kan niet bij dit leerbedrijf: {elsewhere.naam}" in words(refused)
    assert not traject.leerdoelen.exists()


def test_the_company_of_the_proefplaatsing_counts_until_there_is_a_bpv(coach, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat, kwalificatie=KwalificatieFactory(with_werkprocessen=2))
    here, elsewhere = werkprocessen_of(traject.kwalificatie)
    proef = ErkenningFactory(kwalificatie=traject.kwalificatie, uitvoerbaar=[here]).leerbedrijf
    PlaatsingFactory(traject=traject, proef=True, leerbedrijf=proef)
    client = sign_in(coach)

    page = words(client.get(url("plan", traject)))
    assert "Er is nog geen leerbedrijf" not in page
    assert f"{proef.naam} kan hiervan 1 werkproces aanbieden" in page

    bpv = ErkenningFactory(kwalificatie=traject.kwalificatie, uitvoerbaar=[here, elsewhere]).leerbedrijf
    PlaatsingFactory(traject=traject, bpv=True, leerbedrijf=bpv)
    assert f"{bpv.naam} kan hiervan 2 werkprocessen aanbieden" in words(client.get(url("plan", traject)))


def test_choosing_nothing_says_what_to_do(coach, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat, kwalificatie=KwalificatieFactory(with_werkprocessen=1))

    assert "Kies ten minste één werkproces." in words(sign_in(coach).post(url("plan", traject), {"versie": 1}))


def test_choosing_on_top_of_a_colleague_shows_both_choices(coach, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat, kwalificatie=KwalificatieFactory(with_werkprocessen=2))
    first, second = werkprocessen_of(traject.kwalificatie)
    client = sign_in(coach)
    client.post(url("plan", traject), {"versie": 1, "werkprocessen": [first.pk]})

    refused = client.post(url("plan", traject), {"versie": 1, "werkprocessen": [second.pk]})
    again = client.post(url("plan", traject), {"versie": 1, "werkprocessen": [first.pk]})

    assert [(row.stands, row.typed) for row in refused.context["conflict"]] == [(first.naam, second.naam)]
    assert "Iemand anders heeft dit net opgeslagen" in words(refused)
    assert again.status_code == 302
    assert [row.werkproces for row in traject.leerdoelen.chosen()] == [first]


def test_a_colleague_who_took_another_kwalificatie_is_named_in_words(coach, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat, kwalificatie=KwalificatieFactory(with_werkprocessen=1))
    other = KwalificatieFactory(with_werkprocessen=1)
    (mine,), (theirs,) = werkprocessen_of(traject.kwalificatie), werkprocessen_of(other)
    page = f"{url('plan', traject)}?kwalificatie="
    client = sign_in(coach)
    client.post(f"{page}{other.crebo}", {"versie": 1, "werkprocessen": [theirs.pk]})

    refused = client.post(f"{page}{mine.kerntaak.kwalificatie.crebo}", {"versie": 1, "werkprocessen": [mine.pk]})

    assert [(row.stands, row.typed) for row in refused.context["conflict"]] == [(theirs.naam, mine.naam)]


def test_a_crebo_that_cannot_be_chosen_is_not_found(coach, kandidaat, sign_in):
    traject, bare = TrajectFactory(kandidaat=kandidaat), KwalificatieFactory()

    assert sign_in(coach).get(f"{url('plan', traject)}?kwalificatie={bare.crebo}").status_code == 404


def test_the_match_page_shows_places_and_companies(coach, kandidaat, sign_in):
    traject = bpv_in_order(kandidaat=kandidaat).traject
    leerplaats = LeerplaatsFactory(relatie__regio=kandidaat.regio, titel="Hulp in de bakkerij")
    company = LeerbedrijfFactory(naam="Bakkerij Zoet")

    page = words(sign_in(coach).get(f"{url('match', traject)}?zoek=bakkerij"))

    assert f"{url('place', traject)}?leerplaats={leerplaats.pk}" in page
    assert f"{url('place', traject)}?leerbedrijf={company.pk}" in page


def place(client, traject, query, **data):
    fields = {"soort": "bpv", "van": TODAY(), "tot": TODAY() + timedelta(days=90), "uren_per_week": "24"}
    return client.post(f"{url('place', traject)}?{query}", fields | data)


def test_placing_at_a_leerplaats(coach, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat)
    leerplaats = LeerplaatsFactory(relatie__regio=kandidaat.regio)
    opleider = PraktijkopleiderFactory(relatie=leerplaats.relatie)

    response = place(sign_in(coach), traject, f"leerplaats={leerplaats.pk}", praktijkopleider=opleider.pk)

    plaatsing = Plaatsing.objects.get()
    assert response.url == url("plan", traject)
    assert (plaatsing.leerplaats, plaatsing.leerbedrijf) == (leerplaats, leerplaats.relatie.leerbedrijf)
    assert plaatsing.begeleidingen.get().praktijkopleider == opleider


def test_a_place_that_is_taken_asks_once_more(coach, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat)
    leerplaats = LeerplaatsFactory(relatie__regio=traject.regio)
    query, client = f"leerplaats={leerplaats.pk}", sign_in(coach)
    PlaatsingFactory(leerplaats=leerplaats, leerbedrijf=leerplaats.relatie.leerbedrijf, proef=True)

    assert "Deze leerplaats is bezet" in words(client.get(f"{url('place', traject)}?{query}"))
    assert "of zet hier een vinkje" in words(place(client, traject, query))
    later = TODAY() + timedelta(days=100)
    assert place(client, traject, query, toch_kiezen="on").status_code == 302
    assert place(client, TrajectFactory(kandidaat=kandidaat), query, van=later, tot=later).status_code == 302

    assert Plaatsing.objects.filter(leerplaats=leerplaats).count() == 3


def test_the_list_of_places_shows_twenty_and_more_when_asked(coach, kandidaat, sign_in):
    traject, client = TrajectFactory(kandidaat=kandidaat), sign_in(coach)
    relatie = RelatieFactory(regio=traject.regio)
    LeerplaatsFactory.create_batch(21, relatie=relatie)

    first = client.get(url("match", traject), {"zoek": relatie.leerbedrijf.naam})
    rest = client.get(url("match", traject) + first.context["more"])

    assert (len(first.context["matches"]), "Toon meer leerplaatsen" in words(first)) == (20, True)
    assert (len(rest.context["matches"]), rest.context["more"]) == (21, "")
    assert client.get(url("match", traject), {"past": "1", "toon": "x"}).context["matches"] == []


def test_placing_an_uitzendkracht_at_a_company_of_the_register(coach, kandidaat, sign_in):
    traject, company = TrajectFactory(kandidaat=kandidaat), LeerbedrijfFactory()

    place(sign_in(coach), traject, f"leerbedrijf={company.pk}", werkgever="Uitzendbureau Vlot")

    plaatsing = Plaatsing.objects.get()
    assert (plaatsing.leerplaats, plaatsing.werkgever) == (None, "Uitzendbureau Vlot")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"tot": ""}, "Een bpv heeft een geplande laatste dag"),
        ({"tot": TODAY() - timedelta(days=1)}, "ligt voor de eerste dag"),
        ({"van": ""}, "Vul dit in."),
    ],
)
def test_placing_with_days_that_cannot_be(coach, kandidaat, sign_in, data, says):
    traject, company = TrajectFactory(kandidaat=kandidaat), LeerbedrijfFactory()

    assert says in words(place(sign_in(coach), traject, f"leerbedrijf={company.pk}", **data))


@pytest.mark.parametrize("query", ["leerplaats=geen-uuid", "leerbedrijf=geen-uuid"])
def test_an_address_made_up_is_not_found(coach, kandidaat, sign_in, query):
    assert sign_in(coach).get(f"{url('place', TrajectFactory(kandidaat=kandidaat))}?{query}").status_code == 404


def test_a_place_of_another_regio_is_not_found(coach, kandidaat, sign_in):
    query = f"leerplaats={LeerplaatsFactory().pk}"

    assert sign_in(coach).get(f"{url('place', TrajectFactory(kandidaat=kandidaat))}?{query}").status_code == 404


def test_without_a_place_one_goes_back_to_choosing(coach, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat)

    assert sign_in(coach).get(url("place", traject)).url == url("match", traject)


def test_starting_a_bpv_that_is_blocked_says_why(coach, kandidaat, sign_in):
    plaatsing = PlaatsingFactory(traject__kandidaat=kandidaat, bpv=True)
    client = sign_in(coach)

    page = words(client.get(url("start_plaatsing", plaatsing)))
    refused = words(client.post(url("start_plaatsing", plaatsing), {"on": TODAY()}))

    for text in (page, refused):
        assert "Er is nog geen inschrijving bij een mbo-instelling." in text
        assert "Er is nog geen praktijkovereenkomst." in text


def test_a_start_before_the_first_day_says_when_to_come_back(coach, kandidaat, sign_in):
    plaatsing = bpv_in_order(kandidaat=kandidaat, on=TODAY() + timedelta(days=10))

    page = words(sign_in(coach).get(url("start_plaatsing", plaatsing)))

    assert "De eerste dag is nog niet geweest" in page
    assert "over 10 dagen. Er is niets dat de start tegenhoudt." in page


def test_the_start_page_names_what_is_left_open_and_what_ends(coach, school, kandidaat, sign_in):
    bpv = bpv_in_order(kandidaat=kandidaat)
    proef = PlaatsingFactory(traject=bpv.traject, proef=True, lopend=True, van=TODAY() - timedelta(days=9))

    page = words(sign_in(school).get(url("start_plaatsing", bpv)))
    sign_in(coach).post(url("start_plaatsing", bpv), {"on": TODAY()})

    assert "Kwaliteit van de bpv geborgd" in page
    assert url("quality", bpv) in page
    assert ("Dit eindigt dan ook" in page, str(proef) in page) == (True, True)
    assert {row.pk: row.status for row in Plaatsing.objects.all()} == {bpv.pk: "lopend", proef.pk: "beeindigd"}


def test_starting_with_an_erkenning_that_ends_on_the_way(coach, kandidaat, sign_in):
    plaatsing = bpv_in_order(kandidaat=kandidaat, ending=True)
    client = sign_in(coach)

    asked = client.post(url("start_plaatsing", plaatsing), {"on": TODAY()})
    assert "Bevestig dat je dit weet" in words(asked)
    client.post(url("start_plaatsing", plaatsing), {"on": TODAY(), "erkenning_bevestigd": "on"})

    plaatsing.refresh_from_db()
    assert (plaatsing.status, plaatsing.erkenning_bevestigd) == ("lopend", True)


def test_a_start_in_the_future_is_refused(coach, kandidaat, sign_in):
    plaatsing = bpv_in_order(kandidaat=kandidaat)

    response = sign_in(coach).post(url("start_plaatsing", plaatsing), {"on": TODAY() + timedelta(days=1)})

    assert "Kom die dag terug" in words(response)


def test_a_plaatsing_is_ended_changed_and_guided_by_another(coach, kandidaat, sign_in):
    plaatsing = PlaatsingFactory(traject__kandidaat=kandidaat, proef=True, lopend=True)
    opleider = PraktijkopleiderFactory(relatie=RelatieFactory(regio=kandidaat.regio, leerbedrijf=plaatsing.leerbedrijf))
    client, later = sign_in(coach), TODAY() + timedelta(days=50)

    client.post(url("period", plaatsing), {"versie": 1, "tot": later, "uren_per_week": "16"})
    client.post(url("begeleiding", plaatsing), {"versie": 0, "praktijkopleider": opleider.pk, "van": TODAY()})
    plaatsing.refresh_from_db()
    assert (plaatsing.tot, plaatsing.begeleidingen.get().praktijkopleider) == (later, opleider)

    client.post(url("end_plaatsing", plaatsing), {"einddatum": TODAY(), "eindreden": "gaat werken"})
    plaatsing.refresh_from_db()
    assert (plaatsing.status, plaatsing.tot) == ("beeindigd", TODAY())


def test_a_period_and_who_guides_are_not_changed_on_top_of_a_colleague(coach, kandidaat, sign_in):
    plaatsing = PlaatsingFactory(traject__kandidaat=kandidaat, proef=True, lopend=True)
    relatie = RelatieFactory(regio=kandidaat.regio, leerbedrijf=plaatsing.leerbedrijf)
    first, second = PraktijkopleiderFactory(relatie=relatie), PraktijkopleiderFactory(relatie=relatie)
    client, early, late = sign_in(coach), TODAY() + timedelta(days=40), TODAY() + timedelta(days=50)

    saved = [
        client.post(url(name, plaatsing), {"versie": versie, **data})
        for name, versie, data in [
            ("period", 1, {"tot": early, "uren_per_week": "16"}),
            ("period", 1, {"tot": late, "uren_per_week": "16"}),
            ("begeleiding", 0, {"praktijkopleider": first.pk, "van": TODAY()}),
            ("begeleiding", 0, {"praktijkopleider": second.pk, "van": TODAY()}),
        ]
    ]

    plaatsing.refresh_from_db()
    assert [response.status_code for response in saved] == [302, 200, 302, 200]
    assert (plaatsing.tot, plaatsing.begeleidingen.get().praktijkopleider) == (early, first)
    assert [row.label for row in saved[1].context["conflict"]] == ["Wat is de geplande laatste dag?"]
    assert [(row.stands, row.typed) for row in saved[3].context["conflict"]] == [(str(first), str(second))]


def test_a_bpv_whose_pok_is_signed_keeps_its_period(coach, kandidaat, sign_in):
    plaatsing = running_bpv(kandidaat=kandidaat)

    response = sign_in(coach).post(url("period", plaatsing), {"versie": 1, "tot": TODAY(), "uren_per_week": "16"})

    assert "Maak daarvan een nieuwe versie" in words(response)


def test_the_school_records_that_the_quality_was_discussed(school, kandidaat, sign_in):
    plaatsing = bpv_in_order(kandidaat=kandidaat)

    sign_in(school).post(url("quality", plaatsing), {"op": TODAY()})

    plaatsing.refresh_from_db()
    assert plaatsing.kwaliteit_geborgd_op == TODAY()
