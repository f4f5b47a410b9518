"""Where a regio asks it, a parent, bewindvoerder or curator signs beside the kandidaat."""

import pytest
from django.test import Client
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten import actions as documenten
from praktijkleren.documenten import handing_over
from praktijkleren.documenten.evidence import Evidence
from praktijkleren.documenten.pdf import document_html
from praktijkleren.documenten.states import WeigerReden
from praktijkleren.post.mail import render
from praktijkleren.post.models import Bericht
from praktijkleren.werk.models import Taak
from tests.factories import verklaringen as made
from tests.factories.documenten import signature
from tests.factories.kandidaten import KandidaatFactory, VertegenwoordigerFactory
from tests.harness.links import open_link
from trajecten.refused import RefusedError
from verklaringen import actions, taken
from verklaringen.actions.verzoek import requests_of
from verklaringen.signers import co_signers, signers_of

BY = Actor.systeem("test")
PARENT = "ouder@thuis.example"


@pytest.fixture
def regio(world):
    world.regio.ondertekenaars = ["kandidaat", "ouder", "bewindvoerder", "curator"]
    world.regio.op_papier = True
    world.regio.save()
    return world.regio


@pytest.fixture
def minor(regio, world):
    kandidaat = KandidaatFactory(
        regio=regio, minderjarig=True, ouder__naam="Ria Ouder", ouder__email=PARENT,
        betrokken=[world.gebruiker(Rol.MBO_CONTACT)],
    )  # fmt: skip
    kandidaat.regio = regio
    return kandidaat


@pytest.fixture
def mbo(world, sign_in):
    return sign_in(world.gebruiker(Rol.MBO_CONTACT))


def asked(kandidaat):
    versie = made.concept(made.ready(kandidaat))
    return [(signer.als, signer.naam) for signer in co_signers(versie, None)]


def parents_request(kandidaat):
    return requests_of(made.sent(made.ready(kandidaat))).get(rol="vertegenwoordiger")


def put(verzoek):
    verzoek.refresh_from_db()
    documenten.record_opening(verzoek, by=BY)
    documenten.sign(verzoek, by=BY, **signature(verzoek))


def at(name, obj):
    return reverse(f"verklaringen:{name}", args=[obj.pk])


def test_of_a_minor_the_parent_signs_and_of_an_adult_not(minor, regio):
    adult = KandidaatFactory(regio=regio)
    VertegenwoordigerFactory(kandidaat=adult, soort="ouder")

    assert asked(minor) == [("kandidaat", minor.volledige_naam), ("ouder of voogd", "Ria Ouder")]
    assert asked(adult) == [("kandidaat", adult.volledige_naam)]


def test_a_bewindvoerder_and_a_curator_sign_whatever_the_age_and_a_mentor_does_not(regio):
    adult = KandidaatFactory(regio=regio)
    for soort in ("mentor", "bewindvoerder", "curator"):
        VertegenwoordigerFactory(kandidaat=adult, soort=soort, naam=f"Een {soort}")

    assert [als for als, _ in asked(adult)] == ["kandidaat", "bewindvoerder", "curator"]


@pytest.mark.parametrize("chosen", [[], ["kandidaat"], ["ouder"], ["kandidaat", "curator"]])
def test_a_regio_decides_whether_a_parent_signs(minor, regio, chosen):
    regio.ondertekenaars = chosen
    regio.save()

    assert "ouder of voogd" not in dict(asked(minor))


def test_whoever_no_longer_is_a_vertegenwoordiger_is_not_asked(minor):
    minor.vertegenwoordigers.update(tot=minor.vertegenwoordigers.get().van)

    assert asked(minor)[1:] == [("ouder of voogd", "")]


def test_of_a_minor_without_a_known_parent_nothing_is_sent(mbo, minor):
    minor.vertegenwoordigers.all().delete()
    versie = made.concept(made.ready(minor))
    signers = signers_of(versie)

    page = mbo.get(at("send", versie)).content.decode()
    posted = mbo.post(at("send", versie), {"ondertekenaar": next(iter(signers))}).content.decode()

    assert "Wie is de ouder of voogd?" in page
    assert "Vul eerst bij de kandidaat in wie de ouder of voogd is." in posted
    with pytest.raises(RefusedError, match="ouder of voogd"):
        actions.send(versie, signer=next(iter(signers.values())), by=BY)


def test_the_parent_gets_a_mail_without_anybody_elses_name_and_signs_behind_a_code(minor):
    verzoek = parents_request(minor)
    told = Bericht.objects.get(sjabloon="verklaringen/invitation", aan=PARENT)
    client = open_link(documenten.DOEL, verzoek.pk)
    documenten.record_opening(verzoek, by=BY)

    page = client.get(reverse("documenten:sign", args=[verzoek.pk])).content.decode()
    data = {"naam": "Ria Ouder", "akkoord": "on", "inhoud_sha256": verzoek.document.inhoud_sha256}
    client.post(reverse("documenten:confirm", args=[verzoek.pk]), {**data, "functie": "burgemeester"})

    verzoek.refresh_from_db()
    assert (told.naam, told.context["rol"], told.context["als"]) == ("Ria Ouder", "vertegenwoordiger", "ouder of voogd")
    assert minor.achternaam not in str(told.context)
    assert "Iemand anders ondertekent" not in page
    assert (verzoek.status, verzoek.handtekening.functie) == ("ondertekend", "ouder of voogd")
    assert verzoek.handtekening.zin.startswith(f"Ik ben vertegenwoordiger van {minor.volledige_naam}.")


def test_document_and_evidence_name_the_parent_as_such(minor):
    versie = made.sent(made.ready(minor))
    for verzoek in requests_of(versie):
        put(verzoek)

    versie = made.again(versie)
    html, proof = document_html(versie.document), Evidence(versie.document).as_json()
    assert versie.is_signed
    assert "Ria" in html
    assert "ouder of voogd" in html
    assert "vertegenwoordiger" not in html
    assert [row["rol"] for row in proof["ondertekenaars"]] == ["praktijkopleider", "kandidaat", "vertegenwoordiger"]
    assert proof["ondertekenaars"][2]["handtekening"]["email"] == PARENT


def test_a_parent_cannot_name_a_colleague_and_may_say_why_not(minor):
    verzoek = parents_request(minor)
    client = open_link(documenten.DOEL, verzoek.pk)

    away = client.get(reverse("documenten:name_colleague", args=[verzoek.pk]))
    reasons = client.get(reverse("documenten:send_back", args=[verzoek.pk])).context["form"].fields["reden"].choices

    verzoek.refresh_from_db()
    assert away.status_code == 302
    assert [value for value, _ in reasons] == [WeigerReden.INHOUD, WeigerReden.NIET_DE_JUISTE, WeigerReden.ANDERS]
    with pytest.raises(handing_over.SignerRefusedError, match="vertegenwoordiger zelf"):
        handing_over.name_colleague(verzoek, naam="x", functie="y", email="x@y.example", by=BY)


def test_without_email_a_parent_signs_from_the_screen_or_on_paper(mbo, minor):
    minor.vertegenwoordigers.update(email="")
    verzoek = parents_request(minor)
    versie = made.Verklaringversie.objects.get(document=verzoek.document_id)

    page = mbo.get(at("detail", versie.verklaring)).content.decode()
    shown = mbo.post(at("sign_on_screen", verzoek)).context["shown"]

    assert reverse("verklaringen:paper", args=[verzoek.pk]) in page
    assert Client().get(shown.url.partition("8000")[2]).status_code == 200
    assert not Bericht.objects.filter(naam="Ria Ouder").exists()


def test_of_two_parents_whoever_sends_it_says_who_signs(mbo, minor):
    VertegenwoordigerFactory(kandidaat=minor, soort="ouder", naam="Bob Ouder", email="bob@thuis.example")
    versie = made.concept(made.ready(minor))
    data = {"ondertekenaar": next(iter(signers_of(versie)))}
    page = mbo.get(at("send", versie)).content.decode()

    nobody = mbo.post(at("send", versie), data).content.decode()
    mbo.post(at("send", versie), {**data, "vertegenwoordigers": ["Bob Ouder, ouder of voogd, bob@thuis.example"]})

    assert "Wie van de vertegenwoordigers ondertekent?" in page
    assert page.count("checked") == 3
    assert "Kies wie er ondertekent." in nobody
    signers = requests_of(made.again(versie)).filter(rol="vertegenwoordiger")
    assert [verzoek.naam for verzoek in signers] == ["Bob Ouder"]


def test_of_each_kind_at_least_one_signs(mbo, minor):
    VertegenwoordigerFactory(kandidaat=minor, soort="curator", naam="Cor Curator")
    versie = made.concept(made.ready(minor))
    data = {
        "ondertekenaar": next(iter(signers_of(versie))),
        "vertegenwoordigers": [f"Ria Ouder, ouder of voogd, {PARENT}"],
    }

    assert "Kies ook een curator." in mbo.post(at("send", versie), data).content.decode()


def test_the_kandidaat_is_told_what_is_true_of_who_signs(minor):
    own, parents = (
        requests_of(made.sent(made.ready(minor))).get(rol=rol) for rol in ("kandidaat", "vertegenwoordiger")
    )
    documenten.expire(own, by=BY)
    documenten.expire(parents, by=BY)

    rows = Bericht.objects.filter(aan=minor.email, sjabloon__in=["verklaringen/sent", "verklaringen/expired"])
    told = [render(row, {}).tekst for row in rows.order_by("created_at", "pk")]

    assert "Jij tekent zelf ook." in told[0]
    assert sum("Je hebt je praktijkverklaring nog niet getekend." in text for text in told) == 1
    assert sum("Dat komt niet door jou." in text for text in told) == 1


def test_who_takes_the_phone_is_told_whom_to_call(minor):
    verzoek = parents_request(minor)

    taken.ask_to_call(made.Verklaringversie.objects.get(document=verzoek.document_id), verzoek, by=BY)

    assert Taak.objects.get().titel.startswith("Bel de vertegenwoordiger")
