from datetime import timedelta

import pytest
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent, Stap
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten import actions as documenten
from praktijkleren.documenten.fonts import MissingGlyphError
from praktijkleren.documenten.models import Document
from praktijkleren.documenten.states import WeigerReden
from praktijkleren.post.models import Bericht
from praktijkleren.werk.models import Taak
from tests.factories import verklaringen as made
from tests.factories.accounts import GebruikerFactory
from tests.factories.documenten import signature
from tests.factories.kandidaten import BetrokkenheidFactory, KandidaatFactory
from tests.factories.trajecten import BeoordelingFactory
from trajecten.beoordelingen import mastered
from trajecten.models import Resultaat
from trajecten.refused import RefusedError
from verklaringen import actions
from verklaringen.actions.concept import place_in_dossier
from verklaringen.models import Praktijkverklaring, Verklaringversie
from verklaringen.states import NEXT, VersieStatus

BY = Actor.systeem("test")
SIGNER = documenten.Signer(naam="Petra Opleider", email="petra@bedrijf.example", functie="chef")


@pytest.fixture
def maker(db):
    """The mbo-contact who makes it."""
    return GebruikerFactory(rol="mbo_contact")


def mails():
    return sorted((bericht.sjabloon, bericht.aan) for bericht in Bericht.objects.all())


def test_a_concept_takes_what_was_mastered_in_the_order_of_the_dossier(db):
    plaatsing = made.ready(werkprocessen=3)
    able = sorted(mastered(plaatsing), key=place_in_dossier)

    versie = actions.make_concept(plaatsing, [actions.Keuze(row) for row in reversed(able)], by=BY)

    rows = versie.werkprocessen.order_by("volgorde")
    assert [row.beoordeling for row in rows] == able
    assert (versie.status, versie.verklaring.verstrekker.naam) == ("concept", "ROC Voorbeeld")
    assert versie.verklaring.dossier == plaatsing.traject.kandidaat.pseudoniem


def test_a_second_concept_is_the_first_one_changed(db):
    plaatsing = made.ready()
    first = made.concept(plaatsing)
    one = mastered(plaatsing)[0]

    second = actions.make_concept(plaatsing, [actions.Keuze(one, "in het magazijn")], by=BY)

    assert second == first
    assert [row.toelichting for row in second.werkprocessen.order_by("volgorde")] == ["in het magazijn"]
    assert Praktijkverklaring.objects.count() == 1


def test_what_was_judged_otherwise_later_is_refused(db):
    plaatsing = made.ready(werkprocessen=1)
    keuze = actions.Keuze(mastered(plaatsing)[0])
    BeoordelingFactory(plaatsing=plaatsing, leerdoel=keuze.beoordeling.leerdoel, kan_het=False)

    with pytest.raises(RefusedError, match="niet meer"):
        actions.make_concept(plaatsing, [keuze], by=BY)


def test_it_is_refused_at_sending_too(db):
    plaatsing = made.ready(werkprocessen=1)
    versie = made.concept(plaatsing)
    BeoordelingFactory(plaatsing=plaatsing, leerdoel=mastered(plaatsing)[0].leerdoel, kan_het=False)

    with pytest.raises(RefusedError, match="niet meer"):
        actions.send(versie, signer=SIGNER, by=BY)


def test_without_inschrijving_there_is_no_verstrekker(db):
    plaatsing = made.ready()
    plaatsing.traject.inschrijvingen.all().delete()

    with pytest.raises(RefusedError, match="inschrijving"):
        made.concept(plaatsing)


def test_sending_freezes_and_invites_without_names_in_the_mail(db):
    versie = made.sent()

    document, verzoek = versie.document, versie.document.verzoeken.get()
    invitation = Bericht.objects.get(aan=verzoek.email)
    kandidaat = versie.verklaring.kandidaat
    assert versie.status == VersieStatus.TER_ONDERTEKENING
    assert document.snapshot["naam"] == kandidaat.volledige_naam
    assert (invitation.sjabloon, invitation.aan) == ("verklaringen/invitation", verzoek.email)
    assert kandidaat.achternaam not in str(invitation.context)
    assert timezone.localdate(verzoek.verloopt_op) == timezone.localdate() + timedelta(days=30)


def test_the_snapshot_holds_no_key_of_the_dossier(db):
    versie = made.sent()

    text = str(versie.document.snapshot)
    for secret in (versie.verklaring.dossier, versie.verklaring.kandidaat_id, versie.pk, versie.verklaring_id):
        assert str(secret) not in text


def test_what_changes_later_does_not_change_the_document(db):
    versie = made.sent()
    kandidaat = versie.verklaring.kandidaat
    before = kandidaat.volledige_naam

    kandidaat.achternaam = "Getrouwd"
    kandidaat.save()

    assert Document.objects.get().snapshot["naam"] == before


def test_a_name_that_cannot_be_printed_is_refused_before_anything_happens(db):
    versie = made.concept(made.ready(KandidaatFactory(achternaam="王")))

    with pytest.raises(MissingGlyphError, match="王"):
        actions.send(versie, signer=SIGNER, by=BY)

    versie.refresh_from_db()
    assert versie.status == VersieStatus.CONCEPT
    assert not Document.objects.exists()


def test_without_birthplace_it_is_not_complete(db):
    versie = made.concept(made.ready(KandidaatFactory(geboorteplaats="")))

    with pytest.raises(RefusedError, match="geboorteplaats"):
        actions.send(versie, signer=SIGNER, by=BY)


@pytest.mark.parametrize("who", ["kandidaat", "begeleider", "maker"])
def test_whoever_is_involved_cannot_be_the_signer(db, maker, who):
    versie = made.concept(made.ready(KandidaatFactory(email="Kandidaat@persoon.example")))
    begeleider = BetrokkenheidFactory(kandidaat=versie.verklaring.kandidaat).gebruiker
    email = {"kandidaat": "kandidaat@PERSOON.example", "begeleider": begeleider.email, "maker": maker.email}[who]

    with pytest.raises(RefusedError, match="zelf ondertekenen"):
        actions.send(versie, signer=documenten.Signer(naam="x", email=email), by=Actor.gebruiker(maker))


def test_signing_brings_the_result_to_the_traject(db):
    versie = made.signed()

    verklaring = versie.verklaring
    resultaat = Resultaat.objects.get()
    assert (versie.status, verklaring.ondertekend_op) == (VersieStatus.VERZEGELEN, timezone.localdate())
    assert (resultaat.traject, resultaat.soort, resultaat.code) == (
        verklaring.traject,
        "praktijkverklaring",
        verklaring.code,
    )


def test_the_whole_story_is_one_chain(db):
    versie = made.sealed()

    events = AuditEvent.objects.filter(dossier=versie.verklaring.dossier).order_by("volgnummer")
    assert [event.what for event in events if "verklaringversie" in event.what or "document" in event.what] == [
        "verklaringversie.concept",
        "verklaringversie.gekozen",
        "document.bevroren",
        "verklaringversie.ter_ondertekening",
        "document.ondertekend",
        "verklaringversie.ondertekend",
        "verklaringversie.verzegelen",
        "document.verzegeld",
        "verklaringversie.verzegeld",
    ]


def test_once_sealed_the_signer_gets_a_copy_and_someone_is_asked_to_hand_over(db):
    coach = BetrokkenheidFactory()
    versie = made.sealed(made.ready(coach.kandidaat))

    assert ("verklaringen/copy", versie.document.verzoeken.get().email) in mails()
    taak = Taak.objects.get()
    assert (taak.wie, taak.titel) == (
        coach.gebruiker,
        f"Reik de praktijkverklaring van {coach.kandidaat.lijstnaam} uit",
    )


def test_sending_back_asks_whoever_made_it_at_once(db, maker):
    versie = made.opened(by=Actor.gebruiker(maker))

    documenten.decline(versie.document.verzoeken.get(), reden=WeigerReden.INHOUD, toelichting="Nee", by=BY)

    versie.refresh_from_db()
    assert versie.status == VersieStatus.GEWEIGERD
    assert Taak.objects.get().wie == maker
    assert ("verklaringen/declined", maker.email) in mails()


def test_after_sending_back_comes_a_new_version_with_the_same_werkprocessen(db):
    old = made.declined()

    new, twice = actions.new_version(old, by=BY), actions.new_version(old, by=BY)

    assert new == twice
    assert (new.versie, new.vervangt, new.status) == (2, old, VersieStatus.CONCEPT)
    assert [row.naam for row in new.werkprocessen.order_by("volgorde")] == [
        row.naam for row in old.werkprocessen.order_by("volgorde")
    ]


def test_only_what_ended_unsigned_gets_a_new_version(db):
    with pytest.raises(TransitionError):
        actions.new_version(made.signed(), by=BY)


def test_expiry_asks_to_send_again_and_sending_again_answers(db, maker):
    versie = made.sent(by=Actor.gebruiker(maker))
    documenten.expire(versie.document.verzoeken.get(), by=BY)
    versie.refresh_from_db()
    assert (versie.status, Taak.objects.get().wie) == (VersieStatus.VERLOPEN, maker)

    [verzoek] = actions.send_again(versie, by=Actor.gebruiker(maker))

    versie.refresh_from_db()
    assert (versie.status, verzoek.is_signable, verzoek.document) == ("ter_ondertekening", True, versie.document)
    assert Taak.objects.get().klaar_op is not None


def test_the_right_address_gets_the_same_document(db):
    versie = made.sent()

    verzoek = actions.correct_address(versie.document.verzoeken.get(), email="juist@bedrijf.example", by=BY)
    documenten.record_opening(verzoek, by=BY)
    documenten.sign(verzoek, by=BY, **signature(verzoek))

    versie.refresh_from_db()
    assert (verzoek.email, verzoek.document_id) == ("juist@bedrijf.example", versie.document_id)
    assert versie.status == VersieStatus.VERZEGELEN


def test_taking_back_ends_the_request(db):
    versie = made.sent()

    actions.withdraw_versie(versie, reason="Verkeerde persoon", by=BY)

    verzoek = versie.document.verzoeken.get()
    assert (versie.status, verzoek.status, verzoek.link.end_reason) == (
        "teruggetrokken",
        "teruggetrokken",
        "teruggetrokken",
    )
    assert Stap.objects.filter(object_id=versie.pk, reden__tekst="Verkeerde persoon").exists()


def test_a_concept_can_be_thrown_away_and_nothing_else(db):
    versie = made.concept()

    actions.drop_concept(versie, by=BY)

    assert not Praktijkverklaring.objects.exists()
    with pytest.raises(TransitionError):
        actions.drop_concept(made.sent(), by=BY)


def test_a_dropped_second_version_leaves_the_first(db):
    old = made.declined()

    actions.drop_concept(actions.new_version(old, by=BY), by=BY)

    assert list(Verklaringversie.objects.all()) == [old]


def test_uitreiking_is_a_dated_fact_that_can_be_undone(db):
    verklaring = made.sealed().verklaring

    actions.record_uitreiking(verklaring, op=timezone.localdate(), door="De wethouder", mail_kandidaat=True, by=BY)
    assert (verklaring.uitgereikt_op, verklaring.uitgereikt_door) == (timezone.localdate(), "De wethouder")
    assert ("verklaringen/given", verklaring.kandidaat.email) in mails()
    assert Taak.objects.get().klaar_op is not None
    actions.undo_uitreiking(verklaring, by=BY)

    assert verklaring.uitgereikt_op is None


@pytest.mark.parametrize("state", ["sent", "handed_over"])
def test_handing_over_happens_once_and_after_signing(db, state):
    verklaring = getattr(made, state)().verklaring

    with pytest.raises(TransitionError):
        actions.record_uitreiking(verklaring, op=timezone.localdate(), door="x", by=BY)


def test_a_parent_of_a_minor_gets_the_pdf_as_well(db):
    kandidaat = KandidaatFactory(minderjarig=True)
    verklaring = made.sealed(made.ready(kandidaat)).verklaring

    actions.record_uitreiking(verklaring, op=timezone.localdate(), door="x", mail_kandidaat=True, by=BY)

    parent = kandidaat.vertegenwoordigers.get()
    assert {aan for sjabloon, aan in mails() if sjabloon == "verklaringen/given"} == {kandidaat.email, parent.email}


def test_every_status_has_its_next():
    assert set(NEXT) == set(VersieStatus)
