"""Inschrijving and praktijkovereenkomst on the pages of the mbo-contact."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kwalificaties.models import Werkproces
from tests.factories.accounts import DeelnameFactory, OrganisatieFactory
from tests.factories.kandidaten import VertegenwoordigerFactory
from tests.factories.trajecten import (
    InschrijvingFactory,
    PlaatsingFactory,
    PraktijkovereenkomstFactory,
    TrajectFactory,
    bpv_in_order,
)
from tests.trajecten.conftest import words
from trajecten.models import Inschrijving, Praktijkovereenkomst

TODAY = timezone.localdate


def url(name, obj):
    return reverse(f"trajecten:{name}", args=[obj.pk])


def test_enrolling_starts_at_ones_own_school(school, kandidaat, sign_in):
    traject, own = TrajectFactory(kandidaat=kandidaat), school.lidmaatschappen.get().organisatie
    client = sign_in(school)
    form = client.get(url("enrol", traject)).context["form"]
    assert form["instelling"].value() == own.pk

    client.post(url("enrol", traject), {"instelling": own.pk, "leerweg": "derde", "van": TODAY()})

    assert Inschrijving.objects.get().instelling == own


def test_only_schools_of_the_regio_are_offered(school, kandidaat, sign_in):
    other = OrganisatieFactory(mbo=True)
    DeelnameFactory(organisatie=other)

    form = sign_in(school).get(url("enrol", TrajectFactory(kandidaat=kandidaat))).context["form"]

    assert other not in form.fields["instelling"].queryset


def test_enrolling_without_a_kwalificatie_points_to_the_plan(school, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat, kwalificatie=None)

    assert url("plan", traject) in words(sign_in(school).get(url("enrol", traject)))


def test_an_inschrijving_is_closed(school, kandidaat, sign_in):
    inschrijving = InschrijvingFactory(traject__kandidaat=kandidaat)

    sign_in(school).post(url("end_inschrijving", inschrijving), {"tot": TODAY()})

    inschrijving.refresh_from_db()
    assert inschrijving.tot == TODAY()


def contents(plaatsing, **kwargs):
    data = {
        "versie": 0,
        "inschrijving": plaatsing.traject.inschrijvingen.get().pk,
        "begindatum": TODAY(),
        "einddatum": TODAY() + timedelta(days=100),
        "uren_totaal": "480",
        "uren_verdeling": "480 uur in het eerste studiejaar",
        "begeleiding": "Elke week een gesprek.",
        "werkprocessen": [row.werkproces_id for row in plaatsing.traject.leerdoelen.all()],
        "beoordelingswijze": "De praktijkopleider kijkt mee.",
        "ontbinding": "Als een partij de afspraken niet nakomt.",
    }
    return data | kwargs


@pytest.fixture
def plaatsing(kandidaat):
    """A planned bpv that lacks its POK."""
    planned = bpv_in_order(kandidaat=kandidaat)
    planned.praktijkovereenkomsten.all().delete()
    return planned


def test_a_pok_is_drafted_offered_and_signed(school, plaatsing, sign_in):
    client = sign_in(school)
    client.post(url("pok_draft", plaatsing), contents(plaatsing))
    pok = Praktijkovereenkomst.objects.get()
    assert "De tekst is klaar" in words(client.get(pok.get_absolute_url()))

    client.post(url("pok_offer", pok))
    signed = {f"getekend_{party}_{what}": value for party in ("instelling", "leerbedrijf") for what, value in
              (("op", TODAY()), ("door", "Iemand"))}  # fmt: skip
    name = plaatsing.traject.kandidaat.volledige_naam
    client.post(
        url("pok_sign", pok), signed | {"versie": 1, "getekend_kandidaat_op": TODAY(), "getekend_kandidaat_door": name}
    )

    pok.refresh_from_db()
    assert (pok.status, pok.getekend_op, pok.werkprocessen.count()) == ("getekend", TODAY(), 3)


def test_the_form_suggests_what_the_plan_says(school, plaatsing, sign_in):
    form = sign_in(school).get(url("pok_draft", plaatsing)).context["form"]

    assert form["begindatum"].value() == plaatsing.van
    assert len(form["werkprocessen"].value()) == 3
    assert form["ontbinding"].value()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"einddatum": TODAY() - timedelta(days=1)}, "ligt voor de eerste dag"),
        ({"werkprocessen": []}, "Kies ten minste één werkproces."),
        ({"uren_totaal": "0"}, "minstens 1"),
        ({"begeleiding": "bsn 123456782"}, "burgerservicenummer"),
    ],
)
def test_a_pok_with_something_wrong_is_not_kept(school, plaatsing, sign_in, data, says):
    response = sign_in(school).post(url("pok_draft", plaatsing), contents(plaatsing, **data))

    assert says in words(response)
    assert not Praktijkovereenkomst.objects.exists()


def test_a_pok_before_the_inschrijving_points_to_it(school, kandidaat, sign_in):
    plaatsing = PlaatsingFactory(traject__kandidaat=kandidaat, bpv=True)

    assert url("enrol", plaatsing.traject) in words(sign_in(school).get(url("pok_draft", plaatsing)))


def test_a_concept_is_gone_on_with(school, plaatsing, sign_in):
    client = sign_in(school)
    client.post(url("pok_draft", plaatsing), contents(plaatsing))
    pok = Praktijkovereenkomst.objects.get()

    assert client.get(url("pok_draft", plaatsing)).url == url("pok_edit", pok)
    client.post(url("pok_edit", pok), contents(plaatsing, versie=1, uren_totaal="500"))

    pok.refresh_from_db()
    assert pok.uren_totaal == 500


def test_a_second_save_of_a_concept_is_refused_with_both_texts(school, plaatsing, sign_in):
    client = sign_in(school)
    client.post(url("pok_draft", plaatsing), contents(plaatsing))
    pok = Praktijkovereenkomst.objects.get()
    client.post(url("pok_edit", pok), contents(plaatsing, versie=1, begeleiding="EERSTE tekst"))
    less = pok.werkprocessen.order_by("code").values_list("pk", flat=True)[:2]
    second = contents(plaatsing, versie=1, begeleiding="TWEEDE tekst", werkprocessen=[*less])

    refused = client.post(url("pok_edit", pok), second)

    pok.refresh_from_db()
    assert (pok.begeleiding, pok.werkprocessen.count()) == ("EERSTE tekst", 3)
    labels = {row.label: (row.stands, row.typed) for row in refused.context["conflict"]}
    assert labels["Afspraken over begeleiding"] == ("EERSTE tekst", "TWEEDE tekst")
    stands, typed = labels["Welke werkprocessen leert de deelnemer hier?"]
    assert (len(stands.split("\n")), len(typed.split("\n")), len(labels)) == (3, 2, 2)
    assert "Iemand anders heeft dit net opgeslagen" in words(refused)

    client.post(url("pok_edit", pok), second | {"versie": refused.context["form"]["versie"].value()})
    pok.refresh_from_db()
    assert (pok.begeleiding, pok.werkprocessen.count()) == ("TWEEDE tekst", 2)


def test_the_same_save_of_a_concept_sent_twice_is_no_conflict(school, plaatsing, sign_in):
    client = sign_in(school)
    for data in (contents(plaatsing), contents(plaatsing)):
        assert client.post(url("pok_draft", plaatsing), data).status_code == 302
    pok = Praktijkovereenkomst.objects.get()

    for _ in range(2):
        assert client.post(url("pok_edit", pok), contents(plaatsing, versie=1, uren_totaal="500")).status_code == 302


def test_two_who_draft_at_the_same_time_lose_nothing(school, plaatsing, sign_in):
    client = sign_in(school)
    client.post(url("pok_draft", plaatsing), contents(plaatsing, begeleiding="EERSTE tekst"))

    refused = words(client.post(url("pok_draft", plaatsing), contents(plaatsing, begeleiding="TWEEDE tekst")))

    assert ("EERSTE tekst" in refused, "TWEEDE tekst" in refused) == (True, True)
    assert Praktijkovereenkomst.objects.get().begeleiding == "EERSTE tekst"


def test_a_signature_of_a_colleague_is_not_wiped_out(school, kandidaat, sign_in):
    pok = PraktijkovereenkomstFactory(wachtend=True, plaatsing__traject__kandidaat=kandidaat)
    client = sign_in(school)
    client.post(url("pok_sign", pok), {"versie": 1, "getekend_instelling_op": TODAY(), "getekend_instelling_door": "A"})
    mine = {"versie": 1, "getekend_leerbedrijf_op": TODAY(), "getekend_leerbedrijf_door": "Baas"}

    page = words(client.post(url("pok_sign", pok), mine))

    pok.refresh_from_db()
    assert "Iemand anders heeft dit net opgeslagen" in page
    assert (pok.getekend_instelling_door, pok.getekend_leerbedrijf_door) == ("A", "")


def test_signatures_come_one_by_one_and_each_needs_a_day_and_a_name(school, kandidaat, sign_in):
    pok = PraktijkovereenkomstFactory(wachtend=True, plaatsing__traject__kandidaat=kandidaat)
    client = sign_in(school)

    refused = client.post(url("pok_sign", pok), {"versie": 1, "getekend_instelling_op": TODAY()})
    assert "Vul in wie er tekende." in words(refused)
    early = client.post(url("pok_sign", pok), {"versie": 1, "getekend_leerbedrijf_door": "Baas"})
    assert "Vul in op welke dag" in words(early)
    client.post(
        url("pok_sign", pok), {"versie": 1, "getekend_instelling_op": TODAY(), "getekend_instelling_door": "Dora"}
    )

    pok.refresh_from_db()
    assert (pok.status, pok.getekend_instelling_door) == ("ter_ondertekening", "Dora")


def test_saving_without_any_signature_says_so(school, kandidaat, sign_in):
    pok = PraktijkovereenkomstFactory(wachtend=True, plaatsing__traject__kandidaat=kandidaat)
    name = kandidaat.volledige_naam

    page = words(
        sign_in(school).post(url("pok_sign", pok), {"versie": 1, "getekend_kandidaat_door": name}, follow=True)
    )

    pok.refresh_from_db()
    assert "Er is nog niets om te bewaren." in page
    assert "De handtekeningen zijn bewaard." not in page
    assert pok.getekend_kandidaat_door == ""


def test_an_error_of_a_signature_names_its_party(school, kandidaat, sign_in):
    pok = PraktijkovereenkomstFactory(wachtend=True, plaatsing__traject__kandidaat=kandidaat)
    data = {"versie": 1, "getekend_leerbedrijf_op": TODAY(), "getekend_instelling_op": TODAY() + timedelta(days=2)}

    page = words(sign_in(school).post(url("pok_sign", pok), data))

    assert 'href="#id_getekend_leerbedrijf_door">Wie tekende voor het leerbedrijf? Vul in' in page
    assert 'href="#id_getekend_instelling_op">De mbo-instelling tekende op: Deze datum ligt in de toekomst.' in page


def test_for_a_minor_the_parent_may_sign(school, kandidaat, sign_in):
    parent = VertegenwoordigerFactory(kandidaat=kandidaat)
    pok = PraktijkovereenkomstFactory(wachtend=True, plaatsing__traject__kandidaat=kandidaat)

    sign_in(school).post(
        url("pok_sign", pok), {"versie": 1, "getekend_kandidaat_op": TODAY(), "getekend_kandidaat_door": parent.naam}
    )

    pok.refresh_from_db()
    assert pok.getekend_kandidaat_door == parent.naam


def test_offering_twice_is_kindly_said(school, plaatsing, sign_in):
    client = sign_in(school)
    client.post(url("pok_draft", plaatsing), contents(plaatsing))
    pok = Praktijkovereenkomst.objects.get()
    client.post(url("pok_offer", pok))

    assert "Dit kan nu niet meer" in words(client.post(url("pok_offer", pok), follow=True))


def test_a_signed_pok_leads_to_a_new_version(school, kandidaat, sign_in):
    plaatsing = bpv_in_order(kandidaat=kandidaat)
    client = sign_in(school)
    old = plaatsing.praktijkovereenkomsten.get()
    assert url("pok_draft", plaatsing) in words(client.get(old.get_absolute_url()))
    assert "Dit wordt versie 2" in words(client.get(url("pok_draft", plaatsing)))

    client.post(url("pok_draft", plaatsing), contents(plaatsing))

    assert [row.status for row in plaatsing.praktijkovereenkomsten.order_by("versie")] == ["getekend", "concept"]


def test_werkprocessen_of_a_pok_stay_within_the_kwalificatie(school, plaatsing, sign_in):
    foreign = Werkproces.objects.exclude(kerntaak__kwalificatie=plaatsing.traject.kwalificatie).first()
    data = contents(plaatsing, werkprocessen=[foreign.pk if foreign else 999])

    assert sign_in(school).post(url("pok_draft", plaatsing), data).status_code == 200
