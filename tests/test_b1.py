"""Every page and mail to a praktijkopleider, another signer or a kandidaat is plain Dutch, with real data in it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten import actions as documenten
from praktijkleren.documenten import handing_over
from praktijkleren.documenten.states import WeigerReden
from praktijkleren.post.mail import render
from praktijkleren.post.models import Bericht
from tests import b1
from tests.factories import verklaringen as made
from tests.factories.documenten import signature
from tests.factories.links import token_of
from tests.harness.links import open_link
from verklaringen.holders import give_to_kandidaat

BY = Actor.systeem("test")
ROOMS = ("links", "documenten", "verklaringen")
FOR_COLLEAGUES = {"verklaringen/declined", "verklaringen/handed_over", "verklaringen/revoked_colleague"}
SECRETS = {
    "link_url": "https://praktijkleren.example/l/abc/",
    "code": "123456",
    "links": [
        {"titel": "Er staat een praktijkverklaring klaar", "afzender": "ROC Voorbeeld", "url": "https://x.example"}
    ]
    * 2,
}
CONTEXT = {
    "afzender": "ROC Voorbeeld",
    "regio": "Groenland",
    "voor": "24 november 2026",
    "titel": "Er staat een praktijkverklaring klaar om te ondertekenen",
    "aantal": 2,
    "als": "",
    "controle_url": "https://praktijkleren.example/v/ABCDEFGHJKMNPQRS/",
    "pagina_url": "https://praktijkleren.example/verklaringen/",
}
VARIANTS = [
    {"rol": "praktijkopleider", "hoeveelste": 1, "laatste": False},
    {"rol": "leidinggevende", "hoeveelste": 3, "laatste": False},
    {"rol": "mbo_contact", "hoeveelste": 4, "laatste": True},
    {"rol": "kandidaat", "hoeveelste": 3, "laatste": False},
    {"rol": "vertegenwoordiger", "als": "ouder of voogd", "hoeveelste": 3, "laatste": False},
]


def mails():
    found = (path for room in ROOMS for path in (settings.BASE_DIR / "templates" / room / "mail").glob("*.txt"))
    names = sorted(f"{path.parent.parent.name}/{path.stem}" for path in map(Path, found))
    return [name for name in names if name not in FOR_COLLEAGUES]


@pytest.mark.parametrize("sjabloon", mails())
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant["rol"])
def test_a_mail_is_plain(sjabloon, variant):
    bericht = Bericht(sjabloon=sjabloon, aan="petra@bedrijf.example", naam="Petra Bakker", context=CONTEXT | variant)

    rendered = render(bericht, SECRETS)

    report = b1.of_mail(f"{rendered.onderwerp}.\n{rendered.tekst}", without=("ROC Voorbeeld", "Groenland"))
    assert not list(report.problems())


def test_the_page_of_a_parent_is_plain_and_about_the_kandidaat(world):
    versie = made.sealed(made.ready(world.kandidaat))
    link = give_to_kandidaat(versie.verklaring, naam="Ria Ouder", email="ria@thuis.example", als="ouder", by=BY)
    parent = open_link("praktijkverklaring", link.onderwerp_id)

    plain(parent.get(reverse("verklaringen:own", args=[versie.verklaring_id])), versie)
    plain(parent.post(reverse("verklaringen:share", args=[versie.verklaring_id]), {"voor": "de bakker"}), versie)


@pytest.fixture
def verzoek(world):
    return made.opened(made.ready(world.kandidaat)).document.verzoeken.get()


def data_of(verzoek):
    """What stands in the document is not ours to make plain."""
    snapshot = verzoek.document.snapshot
    names = [snapshot["naam"], snapshot["leerbedrijf"]["naam"], snapshot["verstrekker"]["naam"], str(snapshot["regio"])]
    return (*names, *(part for item in verzoek.items for part in (item.titel, item.groep)))


def at(name, verzoek):
    return reverse(f"documenten:{name}", args=[verzoek.pk])


def read(client, url, verzoek, data=None):
    """What is too hard on this page. It was read at all: there is more than a heading."""
    response = client.get(url, follow=True) if data is None else client.post(url, data, follow=True)
    report = b1.of_page(response.content.decode(), without=data_of(verzoek))
    assert len(report.sentences) > 2, url
    return list(report.problems())


@pytest.mark.parametrize("rol", ["praktijkopleider", "leidinggevende", "mbo_contact", "kandidaat", "vertegenwoordiger"])
@pytest.mark.parametrize("name", ["sign", "confirm", "send_back", "name_colleague", "away"])
def test_a_page_to_sign_is_plain_as_it_opens_and_with_errors(verzoek, name, rol):
    verzoek.rol = rol
    verzoek.opmerkingen = {item.key: {"klopt": True, "opmerking": ""} for item in verzoek.items}
    verzoek.save()
    signer = open_link(documenten.DOEL, verzoek.pk)

    assert not read(signer, at(name, verzoek), verzoek)
    assert not read(signer, at(name, verzoek), verzoek, {})


def sign(verzoek):
    documenten.sign(verzoek, by=BY, **signature(verzoek))


def decline(verzoek):
    documenten.decline(verzoek, reden=WeigerReden.INHOUD, by=BY)


def expire(verzoek):
    documenten.expire(verzoek, by=BY)


def withdraw(verzoek):
    documenten.withdraw(verzoek, by=BY)


def pass_on(verzoek):
    colleague = {"naam": "Karel", "functie": "chef", "email": f"karel@{verzoek.email.split('@')[1]}"}
    handing_over.name_colleague(verzoek, by=BY, **colleague)


def propose(verzoek):
    handing_over.name_colleague(verzoek, naam="Karel", functie="chef", email="karel@elders.example", by=BY)


@pytest.mark.parametrize("end", [sign, decline, expire, withdraw, pass_on, propose], ids=lambda end: end.__name__)
def test_what_came_of_it_is_plain_inside_and_behind_the_old_link(verzoek, end):
    signer, token = open_link(documenten.DOEL, verzoek.pk), token_of(verzoek.link)
    end(verzoek)

    assert not read(signer, at("done", verzoek), verzoek)
    assert not read(Client(), reverse("links:open", args=[f"{token}/"]), verzoek)


def test_the_pages_between_mail_and_document_are_plain(verzoek):
    client, address = Client(), reverse("links:open", args=[f"{token_of(verzoek.link)}/"])

    assert not read(client, address, verzoek)
    assert not read(client, address, verzoek, {})
    for data in ({}, {"code": "12"}, {"code": "123456"}):
        assert not read(client, reverse("links:code", args=[verzoek.link_id]), verzoek, data)
    for url in ("/l/onbekend/", reverse("links:lost"), reverse("links:sent")):
        assert not read(client, url, verzoek)
    assert not read(client, reverse("links:lost"), verzoek, {"email": "x"})


def test_the_copy_is_plain(world):
    document_id = made.given(world)
    document = made.Verklaringversie.objects.get(document=document_id).document
    holder = open_link("document", document_id)

    response = holder.get(reverse("documenten:holder", args=[document_id]), follow=True)

    assert not list(b1.of_page(response.content.decode(), without=(document.snapshot["naam"],)).problems())


def plain(response, versie):
    """Nothing on this page is too hard, but for what stands on the verklaring itself."""
    data = data_of(versie.document.verzoeken.get())
    report = b1.of_page(response.content.decode(), without=(*data, versie.verklaring.verstrekker.naam))
    assert len(report.sentences) > 2, response.request["PATH_INFO"]
    assert not list(report.problems()), response.request["PATH_INFO"]


def test_the_page_of_the_kandidaat_and_what_is_shared_are_plain(world):
    versie = made.sealed(made.ready(world.kandidaat))
    holder = open_link("praktijkverklaring", versie.verklaring_id)
    plain(holder.get(reverse("verklaringen:own", args=[versie.verklaring_id])), versie)

    plain(holder.post(reverse("verklaringen:share", args=[versie.verklaring_id]), {"voor": "de bakker"}), versie)

    deellink = versie.verklaring.deellinks.get()
    reader = open_link("gedeelde_verklaring", deellink.pk)
    plain(reader.get(reverse("verklaringen:shared", args=[deellink.pk])), versie)
    for status in ("ingetrokken", "vervangen"):
        made.Verklaringversie.objects.filter(pk=versie.pk).update(status=status)
        plain(holder.get(reverse("verklaringen:own", args=[versie.verklaring_id])), versie)
        plain(reader.get(reverse("verklaringen:shared", args=[deellink.pk])), versie)


def test_the_public_check_is_plain_whatever_comes_of_it(world):
    versie, client = made.sealed(made.ready(world.kandidaat)), Client()
    sha256, born = versie.document.zegelstuk.pdf_sha256, {"geboortedatum": world.kandidaat.geboortedatum}
    for status in ("verzegeld", "vervangen", "ingetrokken"):
        made.Verklaringversie.objects.filter(pk=versie.pk).update(status=status)
        for code in (versie.verklaring.code, "0123456789ABCDEF"):
            plain(client.get(reverse("verklaringen:check", args=[code])), versie)
            paper = reverse("verklaringen:check_paper", args=[code])
            plain(client.post(paper, {"achternaam": world.kandidaat.achternaam, **born}), versie)
        for data in ({"sha256": sha256}, {"sha256": "0" * 64}, {"sha256": sha256, "code": "0123456789ABCDEF"}, {}):
            plain(client.post("/v/bestand/", data), versie)
    plain(client.post(paper, {}), versie)
    plain(client.get("/v/"), versie)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dit is kort. Dat ook.", ""),
        ("Middels deze brief hoort u het.", "middels"),
        (
            "Dit is een zin met veel woorden die door blijft gaan en die nooit op wil houden met wat dan ook.",
            "21 woorden",
        ),
        ("Verantwoordelijkheidsaanvaarding noodzaakt tot gegevensverwerkingsovereenkomsten.", "Flesch-Douma"),
    ],
)
def test_the_measure_itself(text, words):
    found = " ".join(b1.of_mail(text).problems())

    assert (words in found) if words else not found
