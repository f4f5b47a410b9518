"""More than one signer: all at once or one after the other."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten import actions
from praktijkleren.documenten.models import Document, Ondertekenverzoek
from praktijkleren.documenten.schedule import sweep
from praktijkleren.documenten.signer import Rol, Signer, capacity
from praktijkleren.documenten.states import WeigerReden
from tests.factories.documenten import HEARD, DocumentFactory, signature

BY = Actor.systeem("test")
PETRA = Signer(naam="Petra", email="petra@bedrijf.example", functie="chef", organisatie="Bedrijf")
LEO = Signer(naam="Leo", email="leo@bedrijf.example", functie="baas", rol=Rol.LEIDINGGEVENDE)
SAM = Signer(naam="Sam", email="sam@persoon.example", functie="kandidaat", rol=Rol.KANDIDAAT)


def ask(*signers, in_turn=False):
    document = DocumentFactory()
    last_day = timezone.now() + timedelta(days=30)
    return actions.request_signatures(document, signers, verloopt_op=last_day, by=BY, in_turn=in_turn)


def put(verzoek):
    verzoek.refresh_from_db()
    actions.record_opening(verzoek, by=BY)
    return actions.sign(verzoek, by=BY, **signature(verzoek))


def test_all_at_once_everyone_is_invited(db):
    verzoeken = ask(PETRA, LEO, SAM)

    assert [("invite", verzoek.pk) for verzoek in verzoeken] == HEARD
    assert all(verzoek.link for verzoek in verzoeken)


def test_one_after_the_other_each_is_invited_when_it_is_their_turn(db):
    first, second, third = ask(PETRA, LEO, SAM, in_turn=True)
    assert [("invite", first.pk)] == HEARD
    assert second.link is None

    put(first)
    put(second)
    assert not Document.objects.get().is_signed
    put(third)

    invited, done = [("invite", each.pk) for each in (first, second, third)], first.document_id
    assert [*invited, ("signed", done), ("seal started", done)] == HEARD


def test_whoever_comes_later_gets_the_full_term(db):
    first, second = ask(PETRA, LEO, in_turn=True)

    with time_machine.travel(timezone.now() + timedelta(days=20)):
        put(first)
        second.refresh_from_db()

        assert (second.verloopt_op - timezone.now()).days == 30
        assert second.link.verloopt_op == second.verloopt_op


def test_before_their_turn_nobody_is_late(db):
    first, second = ask(PETRA, LEO, in_turn=True)

    sweep((timezone.now() + timedelta(days=40)).isoformat())

    assert [Ondertekenverzoek.objects.get(pk=pk).status for pk in (first.pk, second.pk)] == ["verlopen", "open"]


def test_sending_back_ends_what_the_others_were_asked(db):
    first, second, third = ask(PETRA, LEO, SAM)
    put(first)
    actions.record_opening(second, by=BY)

    actions.decline(second, reden=WeigerReden.INHOUD, by=BY)

    for verzoek in (first, third):
        verzoek.refresh_from_db()
    assert (first.status, third.status, third.link.end_reason) == ("ondertekend", "teruggetrokken", "teruggetrokken")
    assert not Document.objects.get().is_signed


def test_another_address_leaves_the_other_signature(db):
    first, second = ask(PETRA, LEO)
    put(first)

    made = actions.replace(second, SAM, verloopt_op=second.verloopt_op, by=BY)
    put(made)

    assert Document.objects.get().is_signed
    assert first.handtekening.hoedanigheid == "chef, praktijkopleider bij Bedrijf"


@pytest.mark.parametrize(
    ("rol", "functie", "organisatie", "expected"),
    [
        (Rol.PRAKTIJKOPLEIDER, "chef", "Bedrijf", "chef, praktijkopleider bij Bedrijf"),
        (Rol.PRAKTIJKOPLEIDER, "Praktijkopleider", "Bedrijf", "Praktijkopleider bij Bedrijf"),
        (Rol.MBO_CONTACT, "docent", "ROC", "docent, mbo-contact bij ROC"),
        (Rol.KANDIDAAT, "kandidaat", "", "kandidaat"),
        (Rol.LEIDINGGEVENDE, "", "Bedrijf", "leidinggevende bij Bedrijf"),
    ],
)
def test_everyone_is_named_with_function(rol, functie, organisatie, expected):
    assert capacity(rol, functie, organisatie) == expected
