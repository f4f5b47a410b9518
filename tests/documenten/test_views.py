import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import Inzage
from praktijkleren.documenten import actions, holders, sealing
from praktijkleren.documenten.models import Document, Handtekening, Ondertekenverzoek, Zegelstuk
from praktijkleren.documenten.states import WeigerReden
from praktijkleren.links.models import Code, Toegangslink, Token
from praktijkleren.post.models import Bericht
from tests.factories.documenten import HEARD, DocumentFactory, OndertekenverzoekFactory, signature
from tests.factories.links import token_of
from tests.harness.links import open_link

BY = Actor.systeem("test")
RIGHT = {"B1-K1-W1-klopt": "ja", "B1-K1-W2-klopt": "ja"}
PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
WRONG = {**RIGHT, "B1-K1-W2-klopt": "nee", "B1-K1-W2-opmerking": "Dat deed hij niet."}


@pytest.fixture
def verzoek(db):
    return OndertekenverzoekFactory(opened=True)


@pytest.fixture
def signer(verzoek):
    return open_link(actions.DOEL, verzoek.pk)


def at(name, verzoek):
    return reverse(f"documenten:{name}", args=[verzoek.pk])


def form(verzoek, **changes):
    return {"naam": "Petra Opleider", "functie": "chef", "akkoord": "on", **hidden(verzoek), **changes}


def hidden(verzoek):
    return {"inhoud_sha256": verzoek.document.inhoud_sha256}


def test_the_page_shows_the_document_and_each_item(signer, verzoek):
    content = signer.get(at("sign", verzoek)).content.decode()

    assert "Proef van Łukasz van der Çelik-Ñandú" in content
    assert content.count("Doet proef") == 2
    assert "checked" not in content


def test_looking_changes_nothing(signer, verzoek):
    before = list(Ondertekenverzoek.objects.values())

    for name in ("sign", "confirm", "send_back", "done", "preview"):
        signer.get(at(name, verzoek))
        signer.head(at(name, verzoek))

    assert list(Ondertekenverzoek.objects.values()) == before
    assert not HEARD


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_hundred_looks_leave_no_trace_but_who_looked(signer, verzoek, method):
    models = (Document, Ondertekenverzoek, Handtekening, Bericht, Code, Token, Toegangslink)

    def rows():
        return [list(model.objects.order_by("pk").values()) for model in models]

    before = rows()
    for _ in range(25):
        for name in ("sign", "send_back", "name_colleague", "done"):
            getattr(signer, method)(at(name, verzoek))

    assert rows() == before


def test_each_end_has_its_own_page_behind_the_old_link(verzoek, client):
    pages = set()
    for status in ("ondertekend", "geweigerd", "overgedragen", "teruggetrokken", "verlopen"):
        Toegangslink.objects.update(ended_at=timezone.now(), end_reason=status)
        content = client.get(reverse("links:open", args=[f"{token_of(verzoek.link)}/"])).content.decode()
        assert verzoek.naam not in content
        pages.add(re.sub(r"nonce-\w+|csrf\S+|value=\S+", "", content))

    assert len(pages) == 5


def test_all_right_leads_to_signing(signer, verzoek):
    assert signer.post(at("sign", verzoek), RIGHT).url == at("confirm", verzoek)


def test_anything_wrong_leads_to_sending_back(signer, verzoek):
    assert signer.post(at("sign", verzoek), WRONG).url == at("send_back", verzoek)
    assert "Dat deed hij niet." in signer.get(at("send_back", verzoek)).content.decode()
    assert signer.get(at("confirm", verzoek)).url == at("sign", verzoek)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Kies: klopt of klopt niet."),
        ({"B1-K1-W1-klopt": "ja"}, "Kies: klopt of klopt niet."),
        ({**RIGHT, "B1-K1-W1-klopt": "nee"}, "Schrijf kort op wat er niet klopt."),
    ],
)
def test_a_gap_is_named_and_what_was_typed_stays(signer, verzoek, data, message):
    content = signer.post(at("sign", verzoek), {**data, "B1-K1-W2-opmerking": "al getypt"}).content.decode()

    assert message in content
    assert "al getypt" in content


def test_half_filled_in_can_be_kept_for_later(signer, verzoek):
    signer.post(at("sign", verzoek), {"B1-K1-W1-klopt": "ja", "bewaar": "ja"})

    verzoek.refresh_from_db()
    assert verzoek.opmerkingen["B1-K1-W1"] == {"klopt": True, "opmerking": ""}
    assert "checked" in open_link(actions.DOEL, verzoek.pk).get(at("sign", verzoek)).content.decode()


def test_signing_needs_name_function_and_the_sentence(signer, verzoek):
    signer.post(at("sign", verzoek), RIGHT)

    content = signer.post(at("confirm", verzoek), hidden(verzoek)).content.decode()

    for message in ("Vul uw naam in.", "Vul uw functie in.", "Zet een vinkje"):
        assert message in content
    assert not Handtekening.objects.exists()


def test_signing_thanks_and_so_does_the_second_click(signer, verzoek):
    signer.post(at("sign", verzoek), RIGHT)

    answers = [signer.post(at("confirm", verzoek), form(verzoek), follow=True) for _ in range(2)]

    made = Handtekening.objects.get()
    assert (made.naam, made.functie, made.code_checked_at is not None) == ("Petra Opleider", "chef", True)
    assert made.zin == "Ik verklaar dat Łukasz van der Çelik-Ñandú dit kan."
    for answer in answers:
        assert "u hebt ondertekend" in answer.content.decode()
        assert made.zin in answer.content.decode()


def test_a_signature_says_whence_but_not_from_which_address(signer, verzoek):
    signer.post(at("sign", verzoek), RIGHT)

    content = signer.get(at("confirm", verzoek)).content.decode()
    signer.post(at("confirm", verzoek), form(verzoek), REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT=PHONE)

    made = Handtekening.objects.get()
    assert "een deel van het IP-adres" in content
    assert (made.netwerk, made.apparaat) == ("192.0.2.0/24", "telefoon, Chrome")


def test_without_the_answers_nobody_can_sign(signer, verzoek):
    assert signer.post(at("confirm", verzoek), form(verzoek)).url == at("sign", verzoek)
    assert not Handtekening.objects.exists()


def test_a_changed_document_is_to_be_read_again(signer, verzoek):
    signer.post(at("sign", verzoek), RIGHT)

    answer = signer.post(at("confirm", verzoek), form(verzoek, inhoud_sha256="0" * 64), follow=True)

    assert "Controleer het opnieuw" in answer.content.decode()
    assert not Handtekening.objects.exists()


def test_an_old_code_is_asked_again_and_what_was_typed_stays(signer, verzoek):
    now = timezone.now()
    with time_machine.travel(now + timedelta(minutes=20)):
        signer.post(at("sign", verzoek), RIGHT)

    with time_machine.travel(now + timedelta(minutes=40)):
        asked = signer.post(at("confirm", verzoek), form(verzoek, functie="meestersmid"))
        content = signer.get(at("confirm", verzoek)).content.decode()

    assert asked.url == reverse("links:code", args=[verzoek.link_id])
    assert "meestersmid" in content
    assert not Handtekening.objects.exists()
    assert Bericht.objects.get().sjabloon == "links/code"


def test_sending_back_tells_what_is_wrong(signer, verzoek):
    signer.post(at("sign", verzoek), WRONG)

    answer = signer.post(at("send_back", verzoek), {"reden": "inhoud"}, follow=True)

    verzoek.refresh_from_db()
    assert verzoek.weigering_reden == WeigerReden.INHOUD
    assert verzoek.opmerkingen["B1-K1-W2"]["opmerking"] == "Dat deed hij niet."
    assert "U hebt het teruggestuurd" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Kies waarom u niet ondertekent."),
        ({"reden": "anders"}, "Schrijf kort op waarom u niet ondertekent."),
        ({"reden": "inhoud"}, "Schrijf kort op wat er niet klopt."),
    ],
)
def test_sending_back_needs_an_explanation(signer, verzoek, data, message):
    content = signer.post(at("send_back", verzoek), data).content.decode()

    assert message in content
    assert not HEARD


def test_after_the_end_every_page_leads_to_what_came_of_it(signer, verzoek):
    actions.withdraw(verzoek, by=BY)

    for name in ("sign", "confirm", "send_back"):
        assert signer.get(at(name, verzoek)).url == at("done", verzoek)
        assert signer.post(at(name, verzoek), RIGHT).url == at("done", verzoek)
    assert "U hoeft niets meer te doen" in signer.get(at("done", verzoek)).content.decode()


def test_after_the_last_day_the_page_offers_a_new_link(signer, verzoek):
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        Ondertekenverzoek.objects.update(verloopt_op=timezone.now())

        content = signer.get(at("sign", verzoek), follow=True).content.decode()

    assert "De termijn is voorbij" in content
    assert reverse("links:lost") in content


def test_the_preview_is_a_concept(signer, verzoek):
    response = signer.get(at("preview", verzoek))

    assert response["Content-Type"] == "application/pdf"
    assert "(concept)" in unquote(response["Content-Disposition"])
    assert len(response.content) > 5_000


def test_a_colleague_gets_the_stored_bytes_under_a_readable_name(world, sign_in, verzoek):
    actions.sign(verzoek, by=BY, **signature(verzoek))
    sealing.seal_once(str(verzoek.document_id))

    response = sign_in(world.gebruiker(Rol.MBO_CONTACT)).get(reverse("documenten:pdf", args=[verzoek.document_id]))

    assert response.content == bytes(Zegelstuk.objects.get().bestand)
    assert re.search(r"Proef Łukasz.*\.pdf", unquote(response["Content-Disposition"]))


def test_who_may_not_see_it_finds_nothing(world, sign_in, verzoek):
    colleague = sign_in(world.gebruiker(Rol.LEZER))

    assert colleague.get(reverse("documenten:pdf", args=[verzoek.document_id])).status_code == 404


def test_while_it_is_sealed_a_page_says_so(world, sign_in, verzoek):
    actions.sign(verzoek, by=BY, **signature(verzoek))

    response = sign_in(world.gebruiker(Rol.MBO_CONTACT)).get(reverse("documenten:pdf", args=[verzoek.document_id]))

    assert response.status_code == 202
    assert "Het document wordt verzegeld" in response.content.decode()
    assert "minder dan een minuut" in response.content.decode()


def test_a_page_says_so_when_sealing_failed(world, sign_in, verzoek):
    actions.sign(verzoek, by=BY, **signature(verzoek))
    Document.objects.update(zegel_fouten=1)

    response = sign_in(world.gebruiker(Rol.MBO_CONTACT)).get(reverse("documenten:pdf", args=[verzoek.document_id]))

    assert response.status_code == 202
    assert "We proberen het vanzelf opnieuw" in response.content.decode()


@pytest.mark.parametrize("bestand", [b"%PDF something else", b""])
def test_a_file_that_was_tampered_with_is_not_served(tamper, world, sign_in, verzoek, bestand):
    actions.sign(verzoek, by=BY, **signature(verzoek))
    sealing.seal_once(str(verzoek.document_id))
    Zegelstuk.objects.update(bestand=bestand)
    client = sign_in(world.gebruiker(Rol.MBO_CONTACT))
    client.raise_request_exception = False

    assert client.get(reverse("documenten:pdf", args=[verzoek.document_id])).status_code == 500


def test_a_copy_for_someone_without_account(db, verzoek):
    actions.sign(verzoek, by=BY, **signature(verzoek))
    sealing.seal_once(str(verzoek.document_id))
    holders.give_copy(verzoek.document, naam="Łukasz", email="l@post.example", by=BY)
    holder = open_link(holders.DOEL, verzoek.document_id)

    page = holder.get(reverse("documenten:holder", args=[verzoek.document_id]))
    file = holder.get(reverse("documenten:holder_pdf", args=[verzoek.document_id]))

    assert "Open de PDF" in page.content.decode()
    assert file.content == bytes(Zegelstuk.objects.get().bestand)
    assert holder.get(reverse("documenten:holder", args=[DocumentFactory().pk])).status_code == 404


def test_an_expired_request_is_asked_again_by_the_signer(client, db):
    verzoek = OndertekenverzoekFactory(opened=True, overdue=True)
    client.post(reverse("links:renew"), {"token": token_of(verzoek.link)})

    verzoek.refresh_from_db()
    made = verzoek.opvolgers.get()
    assert (verzoek.status, made.status, made.email) == ("verlopen", "open", verzoek.email)
    assert [("expired", verzoek.pk), ("invite", made.pk), ("renewed", made.pk)] == HEARD


def test_reading_is_logged(signer, verzoek):
    signer.get(at("sign", verzoek))

    seen = Inzage.objects.get()
    assert (seen.pseudoniem, seen.actor, seen.waar) == (
        verzoek.document.onderwerp_id,
        f"link:{verzoek.link_id}",
        "documenten:sign",
    )
