"""Opening a traject and its steps, as a person does it on the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import SamenwerkingsverbandFactory
from tests.factories.kandidaten import AdviesFactory
from tests.factories.trajecten import PlaatsingFactory, ResultaatFactory, TrajectFactory, running_bpv
from tests.trajecten.conftest import words
from trajecten.models import Traject

TODAY = timezone.localdate


def url(name, obj):
    return reverse(f"trajecten:{name}", args=[obj.pk])


def test_opening_starts_at_the_route_that_the_person_chose(coach, kandidaat, sign_in):
    verband = SamenwerkingsverbandFactory(regios=[kandidaat.regio])
    advies = AdviesFactory(kandidaat=kandidaat, besproken=True, keuze_kandidaat="certificaat")
    client, address = sign_in(coach), reverse("trajecten:open", args=[kandidaat.pk])
    form = client.get(address).context["form"]

    client.post(address, {"route": form["route"].value(), "samenwerkingsverband": verband.pk})

    traject = Traject.objects.get()
    assert (traject.route, traject.advies, traject.samenwerkingsverband) == ("certificaat", advies, verband)


def test_opening_twice_says_that_there_is_one_already(coach, kandidaat, sign_in):
    client, address = sign_in(coach), reverse("trajecten:open", args=[kandidaat.pk])
    client.post(address, {"route": "praktijkverklaring"})

    again = client.post(address, {"route": "praktijkverklaring"})

    assert "al een traject in voorbereiding" in words(again)
    assert Traject.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "trait", "data", "status"),
    [
        ("start", {"route": "diploma"}, {"startdatum": TODAY()}, "lopend"),
        ("interrupt", {"lopend": True}, {"on": TODAY(), "reason": "ziek"}, "onderbroken"),
        ("resume", {"onderbroken": True}, {"on": TODAY()}, "lopend"),
        ("complete", {"lopend": True}, {"einddatum": TODAY(), "zonder": "on"}, "afgerond"),
        ("complete", {"lopend": True}, {"einddatum": TODAY(), "resultaat": "diploma", "code": "25250"}, "afgerond"),
        ("stop", {"lopend": True}, {"einddatum": TODAY(), "reason": "verhuisd"}, "gestopt"),
        ("reopen", {"afgerond": True}, {"reason": "te vroeg"}, "lopend"),
    ],
)
def test_each_step_has_a_page_that_takes_it(coach, kandidaat, sign_in, name, trait, data, status):
    traject = TrajectFactory(kandidaat=kandidaat, **trait)
    client = sign_in(coach)
    assert client.get(url(name, traject)).status_code == 200

    response = client.post(url(name, traject), data)

    traject.refresh_from_db()
    assert (response.status_code, traject.status) == (302, status)


def test_a_step_that_was_taken_already_is_kindly_said(coach, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat, lopend=True)
    client, data = sign_in(coach), {"einddatum": TODAY(), "reason": "verhuisd"}
    client.post(url("stop", traject), data)

    response = client.post(url("stop", traject), data, follow=True)

    assert "Dit kan nu niet meer" in words(response)
    assert response.redirect_chain[-1][0] == traject.get_absolute_url()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("stop", {"einddatum": TODAY() - timedelta(days=400), "reason": "x"}, "Kies die dag of een latere"),
        ("stop", {"einddatum": TODAY() + timedelta(days=1), "reason": "x"}, "ligt in de toekomst"),
        ("stop", {"einddatum": TODAY(), "reason": "bsn 123456782"}, "burgerservicenummer"),
        ("complete", {"einddatum": TODAY()}, "bevestig dat het zonder resultaat eindigt"),
        ("interrupt", {"on": TODAY(), "reason": ""}, "Vul dit in."),
    ],
)
def test_what_is_wrong_stands_with_the_field_and_nothing_typed_is_lost(coach, kandidaat, sign_in, name, data, says):
    traject = TrajectFactory(kandidaat=kandidaat, lopend=True)

    response = sign_in(coach).post(url(name, traject), data)

    traject.refresh_from_db()
    assert says in words(response)
    assert traject.status == "lopend"
    if data.get("reason"):
        assert data["reason"] in response.content.decode()


def test_a_traject_with_a_result_needs_no_confirmation(coach, kandidaat, sign_in):
    traject = ResultaatFactory(traject=TrajectFactory(kandidaat=kandidaat, lopend=True)).traject

    response = sign_in(coach).post(url("complete", traject), {"einddatum": TODAY()})

    assert response.status_code == 302


def test_ending_tells_what_ends_with_it(coach, kandidaat, sign_in):
    plaatsing = running_bpv(kandidaat=kandidaat)

    assert plaatsing.leerbedrijf.naam in words(sign_in(coach).get(url("stop", plaatsing.traject)))


def test_nazorg_may_go_on_after_the_end(coach, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat, lopend=True)
    nazorg = PlaatsingFactory(traject=traject, soort="nazorg", lopend=True)

    sign_in(coach).post(url("complete", traject), {"einddatum": TODAY(), "zonder": "on", "nazorg": "on"})

    nazorg.refresh_from_db()
    assert nazorg.status == "lopend"


def test_overstap_leads_to_the_new_traject(coach, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat, lopend=True)
    data = {"route": "certificaat", "on": TODAY(), "reason": "kan meer aan"}

    response = sign_in(coach).post(url("switch", traject), data)

    new = Traject.objects.get(vervolg_op=traject)
    assert (response.url, new.kwalificatie) == (new.get_absolute_url(), traject.kwalificatie)


def test_overstap_to_the_same_is_refused_in_the_form(coach, kandidaat, sign_in):
    traject = TrajectFactory(kandidaat=kandidaat, lopend=True)
    data = {"route": traject.route, "on": TODAY(), "reason": "kan meer aan"}

    assert "hetzelfde traject" in words(sign_in(coach).post(url("switch", traject), data))
