from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten import actions, handing_over
from praktijkleren.documenten.models import Document
from praktijkleren.documenten.signer import Rol, Signer
from tests.factories.documenten import HEARD, OndertekenverzoekFactory, signature
from tests.factories.links import token_of
from tests.harness.links import open_link

BY = Actor.systeem("test")
KAREL = {"naam": "Karel de Chef", "functie": "chef", "email": "karel@bedrijf.example"}


@pytest.fixture
def verzoek(db):
    return OndertekenverzoekFactory(opened=True, email="petra@bedrijf.example")


def at(name, verzoek):
    return reverse(f"documenten:{name}", args=[verzoek.pk])


def name(verzoek, **changes):
    return handing_over.name_colleague(verzoek, by=BY, **{**KAREL, **changes})


def test_within_the_company_it_goes_to_the_colleague_at_once(verzoek):
    made = name(verzoek)

    verzoek.refresh_from_db()
    assert (verzoek.status, verzoek.link.end_reason) == ("overgedragen", "overgedragen")
    assert (made.naam, made.functie, made.rol, made.opvolger_van) == ("Karel de Chef", "chef", verzoek.rol, verzoek)
    assert [("invite", made.pk), ("handed_over", made.pk)] == HEARD


def test_the_old_link_says_neutrally_that_someone_else_signs(verzoek):
    url = reverse("links:open", args=[f"{token_of(verzoek.link)}/"])
    name(verzoek)

    page = Client().get(url).content.decode()

    assert "Iemand anders ondertekent dit document" in page
    assert "Karel" not in page


def test_the_document_names_who_really_signed(verzoek):
    made = name(verzoek)
    actions.record_opening(made, by=BY)
    actions.sign(made, by=BY, **signature(made))

    handtekening = made.handtekening
    assert Document.objects.get().is_signed
    assert (handtekening.naam, handtekening.hoedanigheid) == (
        "Karel de Chef",
        "chef, praktijkopleider bij Leerbedrijf Voorbeeld",
    )


@pytest.mark.parametrize("email", ["karel@gmail.com", "karel@elders.example"])
def test_another_domain_or_free_mail_waits_for_approval(verzoek, email):
    waiting = name(verzoek, email=email)
    assert (waiting.pk, waiting.status, waiting.voorgestelde["email"]) == (verzoek.pk, "in_behandeling", email)
    assert not waiting.may_be_answered

    made = handing_over.approve_colleague(waiting, by=BY)

    assert (made.email, made.opvolger_van) == (email, verzoek)
    assert [("colleague_named", verzoek.pk), ("invite", made.pk), ("handed_over", made.pk)] == HEARD


def test_free_mail_is_never_the_same_company(db):
    verzoek = OndertekenverzoekFactory(opened=True, email="petra@gmail.com")

    assert name(verzoek, email="karel@gmail.com").pk == verzoek.pk


def test_after_a_stranger_was_approved_the_company_on_record_still_counts(verzoek):
    stranger = handing_over.approve_colleague(name(verzoek, email="karel@elders.example"), by=BY)

    again = name(stranger, naam="Kim", email="kim@elders.example")

    assert again.voorgestelde["naam"] == "Kim"
    assert name(OndertekenverzoekFactory(email="x@bedrijf.example"), email="y@bedrijf.example").status == "open"


def test_a_corrected_address_is_on_record_too(verzoek):
    signer = Signer(naam="Petra", email="petra@nieuw.example", rol=verzoek.rol)
    corrected = actions.replace(verzoek, signer, verloopt_op=timezone.now() + timedelta(days=9), by=BY)

    assert name(corrected, email="karel@nieuw.example").email == "karel@nieuw.example"


def test_three_times_at_most(verzoek):
    for number in range(handing_over.MAX_HOPS):
        verzoek = name(verzoek, email=f"collega{number}@bedrijf.example")

    assert handing_over.hops(verzoek) == 3
    with pytest.raises(handing_over.SignerRefusedError, match="al drie keer doorgegeven"):
        name(verzoek)


@pytest.mark.parametrize(
    ("rol", "email", "words"),
    [
        (Rol.PRAKTIJKOPLEIDER, "PETRA@bedrijf.example", "uw eigen e-mailadres"),
        (Rol.PRAKTIJKOPLEIDER, "leo@bedrijf.example", "al gevraagd"),
        (Rol.KANDIDAAT, "karel@bedrijf.example", "Alleen de kandidaat zelf"),
    ],
)
def test_not_to_everyone(verzoek, rol, email, words):
    OndertekenverzoekFactory(document=verzoek.document, email="leo@bedrijf.example")
    verzoek.rol = rol
    verzoek.save()

    with pytest.raises(handing_over.SignerRefusedError, match=words):
        name(verzoek, email=email)


def test_whoever_named_someone_may_sign_after_all(verzoek):
    name(verzoek, email="karel@elders.example")
    signer = open_link(actions.DOEL, verzoek.pk)
    done = signer.get(at("sign", verzoek), follow=True).content.decode()

    back = signer.post(at("sign_oneself", verzoek))

    verzoek.refresh_from_db()
    assert "U hebt een collega genoemd" in done
    assert (back.url, verzoek.voorgestelde, verzoek.may_be_answered) == (at("sign", verzoek), {}, True)


def test_what_ended_cannot_be_handed_over_or_approved(verzoek):
    actions.withdraw(verzoek, by=BY)

    with pytest.raises(TransitionError):
        name(verzoek)
    with pytest.raises(TransitionError):
        handing_over.approve_colleague(verzoek, by=BY)
    with pytest.raises(TransitionError):
        handing_over.forget_colleague(verzoek, by=BY)


def test_the_page_hands_over_and_hints_at_a_slip(verzoek):
    signer = open_link(actions.DOEL, verzoek.pk)
    assert "Wie kan wel ondertekenen?" in signer.get(at("name_colleague", verzoek)).content.decode()

    empty = signer.post(at("name_colleague", verzoek)).content.decode()
    own = signer.post(at("name_colleague", verzoek), {**KAREL, "email": verzoek.email}).content.decode()
    named = signer.post(at("name_colleague", verzoek), {**KAREL, "email": "karel@gmial.com"}, follow=True)

    for message in ("Vul de naam", "Vul de functie", "Vul het e-mailadres"):
        assert message in empty
    assert "uw eigen e-mailadres" in own
    assert "karel@gmail.com?" in named.content.decode()
    assert "U hebt een collega genoemd" in named.content.decode()


def test_within_the_company_the_page_says_thanks(verzoek):
    done = open_link(actions.DOEL, verzoek.pk).post(at("name_colleague", verzoek), KAREL, follow=True)

    assert "U hebt het doorgegeven" in done.content.decode()


def test_a_kandidaat_names_nobody(verzoek):
    verzoek.rol = Rol.KANDIDAAT
    verzoek.save()
    signer = open_link(actions.DOEL, verzoek.pk)

    assert signer.get(at("name_colleague", verzoek), follow=True).redirect_chain[-1][0] == at("sign", verzoek)
    assert "Ik ken deze persoon niet" not in signer.get(at("send_back", verzoek)).content.decode()
