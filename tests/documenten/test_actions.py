import hashlib
import unicodedata
from datetime import timedelta

import pytest
import rfc8785
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten import actions
from praktijkleren.documenten.fonts import MissingGlyphError
from praktijkleren.documenten.models import Document, Handtekening
from praktijkleren.documenten.states import ENDED, NEXT, OPEN_STATES, VerzoekStatus, WeigerReden
from tests.factories.documenten import HEARD, SOORT, DocumentFactory, OndertekenverzoekFactory, signature, snapshot

BY = Actor.systeem("test")
SIGNER = actions.Signer(naam="Petra", email="petra@bedrijf.example", functie="chef", organisatie="Bedrijf")


@pytest.fixture
def verzoek(db):
    return OndertekenverzoekFactory(opened=True)


def in_a_month():
    return timezone.now() + timedelta(days=30)


def events(dossier):
    return [event.what for event in AuditEvent.objects.filter(dossier=dossier).order_by("volgnummer")]


def test_freeze_keeps_the_canonical_hash(db):
    document = DocumentFactory()

    expected = hashlib.sha256(rfc8785.dumps(document.snapshot)).hexdigest()
    assert document.inhoud_sha256 == expected
    assert events(document.audit_dossier) == ["document.bevroren"]


def test_the_same_content_in_another_order_is_the_same_hash(db):
    turned = dict(reversed(snapshot().items()))

    assert DocumentFactory(snapshot=turned).inhoud_sha256 == DocumentFactory().inhoud_sha256


def test_accents_are_composed_before_freezing(db):
    decomposed = unicodedata.normalize("NFD", "Łukasz Ñandú")

    assert DocumentFactory(snapshot=snapshot(naam=decomposed)).snapshot["naam"] == "Łukasz Ñandú"


@pytest.mark.parametrize("where", ["naam", "onderdelen"])
def test_a_character_that_cannot_be_printed_is_refused_by_name(db, where):
    value = "王小明" if where == "naam" else [{"code": "B1", "naam": "王"}]

    with pytest.raises(MissingGlyphError, match=r"“王” \(U\+738B\).*Latijnse"):
        actions.freeze(SOORT, DocumentFactory.build().onderwerp_id, snapshot(**{where: value}), by=BY)

    assert not Document.objects.exists()


def test_request_signature_makes_a_link_and_invites(db):
    document = DocumentFactory()

    verzoek = actions.request_signature(document, SIGNER, verloopt_op=in_a_month(), by=BY)

    assert (verzoek.status, verzoek.link.email, verzoek.link.onderwerp_id) == ("open", SIGNER.email, verzoek.pk)
    assert [("invite", verzoek.pk)] == HEARD


def test_a_right_code_opens_a_request_once(db):
    verzoek = OndertekenverzoekFactory()

    actions.record_opening(verzoek, by=BY)
    actions.record_opening(verzoek, by=BY)

    assert verzoek.status == VerzoekStatus.IN_BEHANDELING
    assert events(verzoek.audit_dossier).count("ondertekenverzoek.in_behandeling") == 1


def test_a_second_tab_opens_the_same_request(db):
    verzoek = OndertekenverzoekFactory()
    other_tab = type(verzoek).objects.get(pk=verzoek.pk)
    actions.record_opening(verzoek, by=BY)

    assert actions.record_opening(other_tab, by=BY).status == VerzoekStatus.IN_BEHANDELING


def test_sign_keeps_who_what_and_when(verzoek):
    made = actions.sign(verzoek, by=BY, **signature(verzoek, naam="P. Opleider"))

    verzoek.refresh_from_db()
    document = Document.objects.get()
    assert verzoek.status == VerzoekStatus.ONDERTEKEND
    assert (made.naam, made.inhoud_sha256, made.methode) == ("P. Opleider", document.inhoud_sha256, "link_code")
    assert document.is_signed
    assert verzoek.link.end_reason == "ondertekend"
    assert [("signed", document.pk), ("seal started", document.pk)] == HEARD
    assert events(document.audit_dossier)[-3:] == [
        "ondertekenverzoek.ondertekend",
        "handtekening.gezet",
        "document.ondertekend",
    ]


def test_the_second_click_gets_the_first_signature(verzoek):
    first = actions.sign(verzoek, by=BY, **signature(verzoek))

    second = actions.sign(verzoek, by=BY, **signature(verzoek, naam="Iemand anders"))

    assert second == first
    assert [("signed", verzoek.document_id), ("seal started", verzoek.document_id)] == HEARD


def test_what_one_did_not_see_is_not_signed(verzoek):
    with pytest.raises(actions.ChangedError):
        actions.sign(verzoek, by=BY, **signature(verzoek, inhoud_sha256="0" * 64))

    assert not Handtekening.objects.exists()


def test_after_the_last_day_nothing_is_signed(db):
    verzoek = OndertekenverzoekFactory(opened=True, overdue=True)

    with pytest.raises(actions.ExpiredError):
        actions.sign(verzoek, by=BY, **signature(verzoek))

    assert not Handtekening.objects.exists()


def test_unopened_nothing_is_signed(db):
    verzoek = OndertekenverzoekFactory()

    with pytest.raises(TransitionError):
        actions.sign(verzoek, by=BY, **signature(verzoek))


def test_a_document_is_signed_when_everyone_has(verzoek):
    other = OndertekenverzoekFactory(document=verzoek.document, opened=True, volgorde=2)

    actions.sign(verzoek, by=BY, **signature(verzoek))
    assert not HEARD
    actions.sign(other, by=BY, **signature(other))

    assert [("signed", verzoek.document_id), ("seal started", verzoek.document_id)] == HEARD


def test_who_was_withdrawn_is_not_waited_for(verzoek):
    other = OndertekenverzoekFactory(document=verzoek.document)
    actions.sign(verzoek, by=BY, **signature(verzoek))

    actions.replace(other, SIGNER, verloopt_op=in_a_month(), by=BY)
    successor = other.opvolgers.get()
    actions.record_opening(successor, by=BY)
    actions.sign(successor, by=BY, **signature(successor))

    assert [("invite", successor.pk), ("signed", verzoek.document_id)] == HEARD[:2]


def test_declining_keeps_the_reason_and_ends_the_link(verzoek):
    actions.decline(verzoek, reden=WeigerReden.NIET_DE_JUISTE, toelichting="Vraag Karel", by=BY)

    assert (verzoek.status, verzoek.weigering_reden) == ("geweigerd", "niet_de_juiste")
    assert verzoek.link.end_reason == "geweigerd"
    assert [("declined", verzoek.pk)] == HEARD


def test_after_signing_nobody_can_decline(verzoek):
    actions.sign(verzoek, by=BY, **signature(verzoek))

    with pytest.raises(TransitionError):
        actions.decline(verzoek, reden=WeigerReden.ANDERS, toelichting="toch niet", by=BY)

    assert not verzoek.weigering_toelichting


def test_another_address_makes_a_new_request_for_the_same_document(verzoek):
    made = actions.replace(verzoek, SIGNER, verloopt_op=in_a_month(), by=BY)

    assert (verzoek.status, verzoek.link.end_reason) == ("teruggetrokken", "teruggetrokken")
    assert (made.document_id, made.email, made.opvolger_van) == (verzoek.document_id, SIGNER.email, verzoek)


def test_what_was_declined_is_not_asked_again_for_the_same_document(verzoek):
    actions.decline(verzoek, reden=WeigerReden.ONBEKEND, by=BY)

    with pytest.raises(TransitionError):
        actions.replace(verzoek, SIGNER, verloopt_op=in_a_month(), by=BY)


def test_remarks_stay_with_an_open_request_only(verzoek):
    actions.keep_remarks(verzoek, {"B1": {"klopt": False, "opmerking": "nee"}})
    actions.decline(verzoek, reden=WeigerReden.INHOUD, by=BY)
    actions.keep_remarks(verzoek, {})

    assert verzoek.opmerkingen == {"B1": {"klopt": False, "opmerking": "nee"}}


def test_every_status_has_its_next():
    assert set(NEXT) == set(VerzoekStatus) == OPEN_STATES | ENDED
    assert all(not NEXT[status] for status in ENDED)
