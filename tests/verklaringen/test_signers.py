"""Whom a regio asks to sign besides the praktijkopleider, and what happens when one of them does not."""

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten import actions as documenten
from praktijkleren.documenten import handing_over
from praktijkleren.documenten.models import Scan
from praktijkleren.documenten.pdf import document_html
from praktijkleren.documenten.states import WeigerReden
from praktijkleren.post.actions import mark_undeliverable
from praktijkleren.post.models import Bericht
from praktijkleren.werk.models import Taak
from tests.factories import verklaringen as made
from tests.factories.documenten import signature
from tests.factories.kandidaten import BetrokkenheidFactory
from trajecten.refused import RefusedError
from verklaringen import actions
from verklaringen.actions.verzoek import requests_of
from verklaringen.signers import signers_of

BY = Actor.systeem("test")
LEO = {
    "leidinggevende_naam": "Leo Baas",
    "leidinggevende_functie": "directeur",
    "leidinggevende_email": "leo@bedrijf.example",
}


@pytest.fixture
def mbo(world, sign_in):
    return sign_in(world.gebruiker(Rol.MBO_CONTACT))


@pytest.fixture
def all_sign(world):
    """This regio asks everyone, one after the other, and takes paper."""
    regio = world.regio
    regio.ondertekenaars, regio.ondertekenvolgorde, regio.op_papier = (
        ["leidinggevende", "mbo_contact", "kandidaat"],
        "na_elkaar",
        True,
    )
    regio.save()
    return regio


def at(name, obj):
    return reverse(f"verklaringen:{name}", args=[obj.pk])


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def send(mbo, world, **changes):
    """Through the page; answers the version and what the page said."""
    versie = made.concept(made.ready(world.kandidaat))
    maaike = world.gebruiker(Rol.MBO_CONTACT)
    data = {
        "ondertekenaar": next(iter(signers_of(versie))),
        **LEO,
        "mbo_contact_naam": maaike.naam,
        "mbo_contact_functie": "docent",
        "mbo_contact_email": maaike.email,
        **changes,
    }
    response = mbo.post(at("send", versie), data)
    return made.again(versie), response


def put(verzoek):
    verzoek.refresh_from_db()
    documenten.record_opening(verzoek, by=BY)
    documenten.sign(verzoek, by=BY, **signature(verzoek))


def test_the_page_asks_who_signs_as_well(mbo, world, all_sign):
    versie = made.concept(made.ready(world.kandidaat))

    content = mbo.get(at("send", versie)).content.decode()

    for part in ("Naam van de leidinggevende", "Naam van het mbo-contact", "na elkaar", "Ondertekent ook"):
        assert part in content


def test_four_sign_in_turn_and_the_document_names_each_with_function(mbo, world, all_sign):
    versie, _ = send(mbo, world)
    verzoeken = list(requests_of(versie))
    assert [verzoek.rol for verzoek in verzoeken] == ["praktijkopleider", "leidinggevende", "mbo_contact", "kandidaat"]

    for verzoek in verzoeken:
        put(verzoek)

    versie = made.again(versie)
    html = document_html(versie.document)
    assert versie.is_signed
    for part in ("chef magazijn, praktijkopleider bij", "directeur, leidinggevende bij", "docent, mbo-contact bij"):
        assert part in html
    asked = Bericht.objects.filter(sjabloon="verklaringen/invitation").values_list("aan", flat=True)
    assert set(asked) == {verzoek.email for verzoek in verzoeken}


def test_each_declares_what_is_theirs_to_declare(mbo, world, all_sign):
    opleider, baas, docent, kandidaat = requests_of(send(mbo, world)[0])

    assert len(opleider.items) == len(baas.items) == 2
    assert not docent.items
    assert not kandidaat.items
    assert baas.zin.startswith("Ik ben leidinggevende bij")
    assert "gaat over mij" in kandidaat.zin


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"leidinggevende_naam": ""}, "Vul dit in: de leidinggevende ondertekent ook."),
        ({"leidinggevende_email": "geen adres"}, "Vul een heel e-mailadres in"),
        ({"mbo_contact_email": "leo@bedrijf.example"}, "Dit adres staat er al."),
    ],
)
def test_what_is_missing_is_said_beside_the_field(mbo, world, all_sign, changes, message):
    versie, response = send(mbo, world, **changes)

    assert message in response.content.decode()
    assert versie.status == "concept"


def test_whoever_guides_cannot_sign_for_the_company(mbo, world, all_sign):
    coach = BetrokkenheidFactory(kandidaat=world.kandidaat).gebruiker

    versie, response = send(mbo, world, leidinggevende_email=coach.email)

    assert "De leidinggevende moet zelf ondertekenen." in response.content.decode()
    assert versie.status == "concept"


def test_without_a_page_the_known_ones_are_asked_and_a_gap_is_refused(world, all_sign):
    versie = made.concept(made.ready(world.kandidaat), by=Actor.gebruiker(world.gebruiker(Rol.MBO_CONTACT)))
    signer = next(iter(signers_of(versie).values()))

    with pytest.raises(RefusedError, match="leidinggevende"):
        actions.send(versie, signer=signer, by=BY)


def test_a_slip_in_an_address_is_hinted_at_and_never_refused(mbo, world, all_sign):
    versie, response = send(mbo, world, leidinggevende_email="leo@gmial.com")

    assert "Misschien is het leo@gmail.com" in said(response)
    assert versie.status == "ter_ondertekening"


def test_when_one_sends_it_back_those_who_signed_hear_it(mbo, world, all_sign):
    first, second, *_ = requests_of(send(mbo, world)[0])
    put(first)
    second.refresh_from_db()
    documenten.record_opening(second, by=BY)

    documenten.decline(second, reden=WeigerReden.INHOUD, toelichting="Nee", by=BY)

    told = Bericht.objects.get(sjabloon="verklaringen/declined_by_other")
    assert told.aan == first.email


def test_of_two_who_were_late_both_are_asked_again(mbo, world):
    world.regio.ondertekenaars = ["leidinggevende"]
    world.regio.save()
    versie, _ = send(mbo, world)
    for verzoek in requests_of(versie):
        documenten.expire(verzoek, by=BY)
    assert "Stuur opnieuw" in mbo.get(at("detail", versie.verklaring)).content.decode()

    mbo.post(at("send_again", versie))

    assert [verzoek.status for verzoek in requests_of(versie)] == ["open", "open"]
    assert made.again(versie).status == "ter_ondertekening"


def test_a_colleague_of_elsewhere_is_approved_on_a_page(mbo, world):
    coach = BetrokkenheidFactory(kandidaat=world.kandidaat, rol=Rol.JOBCOACH).gebruiker
    maker = world.gebruiker(Rol.MBO_CONTACT)
    versie = made.opened(made.ready(world.kandidaat), by=Actor.gebruiker(maker))
    verzoek = versie.document.verzoeken.get()
    karel = {"naam": "Karel de Chef", "functie": "chef", "email": "karel@elders.example"}
    handing_over.name_colleague(verzoek, by=BY, **karel)
    taak = Taak.objects.get(wie=maker)
    assert "Karel de Chef" in mbo.get(taak.url).content.decode()

    approved = mbo.post(taak.url, {"akkoord": "ja"})

    taak.refresh_from_db()
    assert "Karel de Chef krijgt een mail" in said(approved)
    assert taak.klaar_op is not None
    assert requests_of(versie).get().email == "karel@elders.example"
    told = Bericht.objects.filter(sjabloon="verklaringen/handed_over").values_list("aan", flat=True)
    assert set(told) == {maker.email, coach.email}
    assert "al over beslist" in said(mbo.get(taak.url))


def test_the_page_of_the_verklaring_leads_to_the_proposal(mbo, world):
    verzoek = made.proposed(world)
    versie = made.Verklaringversie.objects.get(document=verzoek.document_id)

    content = mbo.get(at("detail", versie.verklaring)).content.decode()

    assert at("colleague", verzoek) in content
    assert "Karel de Chef moet ondertekenen" in content


def test_who_was_handed_over_to_is_named_with_who_did(mbo, world):
    versie = made.opened(made.ready(world.kandidaat))
    verzoek = versie.document.verzoeken.get()
    email = f"karel@{verzoek.email.split('@')[1]}"
    handing_over.name_colleague(verzoek, naam="Karel de Chef", functie="chef", email=email, by=BY)

    content = mbo.get(at("detail", versie.verklaring)).content.decode()

    assert "Doorgegeven door" in content
    assert content.index("Karel de Chef") < content.index(verzoek.naam)


def test_who_is_not_yet_asked_stands_there_as_such(mbo, world, all_sign):
    versie, _ = send(mbo, world)

    content = mbo.get(at("detail", versie.verklaring)).content.decode()

    assert content.count("is nog niet aan de beurt") == 3
    assert "Herinneren kan weer vanaf" in content


def test_a_colleague_who_is_not_approved_leaves_it_to_the_first(mbo, world):
    verzoek = made.proposed(world)

    mbo.post(at("colleague", verzoek), {"zelf": "ja"})

    verzoek.refresh_from_db()
    assert verzoek.may_be_answered
    assert Bericht.objects.get(sjabloon="verklaringen/sign_yourself").aan == verzoek.email


def test_a_begeleider_cannot_be_named_as_colleague(world):
    coach = BetrokkenheidFactory(kandidaat=world.kandidaat).gebruiker
    verzoek = made.opened(made.ready(world.kandidaat)).document.verzoeken.get()

    with pytest.raises(handing_over.SignerRefusedError, match="begeleider"):
        handing_over.name_colleague(verzoek, naam="x", functie="y", email=coach.email, by=BY)


def test_mail_that_does_not_arrive_asks_for_the_right_address(mbo, world):
    maker = world.gebruiker(Rol.MBO_CONTACT)
    versie = made.sent(made.ready(world.kandidaat), by=Actor.gebruiker(maker))
    verzoek = versie.document.verzoeken.get()
    bericht = Bericht.objects.get(sjabloon="verklaringen/invitation")
    Bericht.objects.filter(pk=bericht.pk).update(status="verzonden")
    bericht.refresh_from_db()

    mark_undeliverable(bericht, fout="Dit adres bestaat niet.", by=BY)

    taak = Taak.objects.get()
    page = mbo.get(at("detail", versie.verklaring)).content.decode()
    assert (taak.wie, taak.knop, taak.url) == (maker, "Verbeter het e-mailadres", at("correct_address", verzoek))
    assert "Mail naar dit adres komt niet aan" in page
    assert "Verbeter eerst" in said(mbo.post(at("remind", verzoek)))
    mbo.post(taak.url, {"email": "goed@bedrijf.example"})
    taak.refresh_from_db()
    assert taak.klaar_op is not None
    assert requests_of(versie).get().link.onbestelbaar_op is None


def test_on_paper_from_print_to_scan(mbo, world, all_sign):
    versie, _ = send(mbo, world)
    verzoek = requests_of(versie).first()
    print_ = mbo.get(at("paper_pdf", verzoek))
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.7 scan")
    data = {"naam": "Petra", "functie": "chef", "op": timezone.localdate(), "scan": scan, "gezien": "on"}

    done = mbo.post(at("paper", verzoek), data)

    page = mbo.get(at("detail", versie.verklaring)).content.decode()
    assert print_.content.startswith(b"%PDF")
    assert "vastgelegd" in said(done)
    assert Scan.objects.get().geupload_door == world.gebruiker(Rol.MBO_CONTACT)
    assert "Open de scan" in page
    assert "Op papier ondertekend op" in document_html(versie.document)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"scan": SimpleUploadedFile("foto.heic", b"ftypheic")}, "Dit is geen PDF, JPG of PNG."),
        ({"scan": ""}, "Kies de scan van het ondertekende papier."),
        ({"op": "2001-01-01"}, "tot en met vandaag"),
        ({"op": "2999-01-01"}, "tot en met vandaag"),
        ({"gezien": ""}, "Kijk of op de scan"),
    ],
)
def test_what_is_wrong_with_the_paper_is_said_beside_the_field(mbo, world, all_sign, changes, message):
    verzoek = requests_of(send(mbo, world)[0]).first()
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.7 scan")
    data = {"naam": "Petra", "functie": "chef", "op": timezone.localdate(), "scan": scan, "gezien": "on", **changes}

    assert message in mbo.post(at("paper", verzoek), data).content.decode()
    assert not Scan.objects.exists()


def test_where_the_regio_takes_no_paper_there_is_no_such_page(mbo, world):
    verzoek = requests_of(made.sent(made.ready(world.kandidaat))).first()

    assert mbo.get(at("paper", verzoek)).status_code == mbo.get(at("paper_pdf", verzoek)).status_code == 403


def test_a_kandidaat_without_email_signs_from_the_screen(mbo, world, client):
    world.kandidaat.email = ""
    world.kandidaat.save()
    world.regio.ondertekenaars = ["kandidaat"]
    world.regio.save()
    versie, _ = send(mbo, world)
    verzoek = requests_of(versie).get(rol="kandidaat")
    assert "Laat ondertekenen op je scherm" in mbo.get(at("detail", versie.verklaring)).content.decode()

    shown = mbo.post(at("sign_on_screen", verzoek)).context["shown"]
    asked = client.post(shown.url.removeprefix(settings.SITE_URL))
    inside = client.post(asked.url, {"code": shown.code})
    client.post(inside.url, {})
    data = {"naam": verzoek.naam, "akkoord": "on", "inhoud_sha256": verzoek.document.inhoud_sha256}
    client.post(reverse("documenten:confirm", args=[verzoek.pk]), data)

    verzoek.refresh_from_db()
    assert (verzoek.status, verzoek.handtekening.methode, verzoek.handtekening.functie) == (
        "ondertekend",
        "scherm_code",
        "kandidaat",
    )


def test_the_kandidaat_is_told_what_happens(world):
    versie = made.sent(made.ready(world.kandidaat))

    documenten.expire(versie.document.verzoeken.get(), by=BY)

    told = Bericht.objects.filter(aan=world.kandidaat.email).order_by("created_at").values_list("sjabloon", flat=True)
    assert list(told) == ["verklaringen/sent", "verklaringen/expired"]
