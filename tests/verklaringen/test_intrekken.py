"""Correcting and taking back what was sealed."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent, Stap
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten import actions as documenten
from praktijkleren.documenten.models import Zegelstuk
from praktijkleren.post.models import Bericht
from praktijkleren.werk.models import Taak
from tests.factories import verklaringen as made
from tests.factories.documenten import signature
from tests.factories.trajecten import ResultaatFactory
from trajecten.models import Resultaat, Traject
from trajecten.progress import with_progress
from trajecten.refused import RefusedError
from verklaringen import actions
from verklaringen.actions.versie import replace_older
from verklaringen.models import Intrekking, Praktijkverklaring, Verklaringversie
from verklaringen.sections import next_step
from verklaringen.signers import signers_of
from verklaringen.states import NEXT, VersieStatus

BY = Actor.systeem("test")
WHY = {"reden": "onjuist", "toelichting": "De werkprocessen horen bij een ander."}


@pytest.fixture
def sealed(world):
    """Version 1, sealed and handed over, of a person whom colleagues of the regio know."""
    versie = made.sealed(made.ready(world.kandidaat))
    Verklaringversie.objects.filter(pk=versie.pk).update(gemaakt_door=world.gebruiker(Rol.MBO_CONTACT))
    return made.again(versie)


@pytest.fixture
def school(world):
    return Actor.gebruiker(world.gebruiker(Rol.MBO_CONTACT))


@pytest.fixture
def regio(world):
    return Actor.gebruiker(world.gebruiker(Rol.COORDINATOR))


def mailed():
    return sorted(Bericht.objects.filter(sjabloon__contains="revoked").values_list("sjabloon", flat=True))


def corrected(versie, *, by=BY):
    """Version 2 on its way: made, sent and signed."""
    second = actions.new_version(versie, reason="verkeerd werkproces", by=by)
    actions.send(second, signer=next(iter(signers_of(second).values())), by=by)
    second.refresh_from_db()
    verzoek = second.document.verzoeken.get()
    documenten.record_opening(verzoek, by=BY)
    documenten.sign(verzoek, by=BY, **signature(verzoek))
    return made.again(second)


def test_a_proposal_alone_changes_nothing(sealed, school, client):
    actions.propose_revoke(sealed, **WHY, by=school)

    assert made.again(sealed).status == VersieStatus.VERZEGELD
    assert "Ingetrokken" not in client.get(at(sealed)).content.decode()
    assert mailed() == []


def at(versie):
    return reverse("verklaringen:check", args=[versie.verklaring.code])


def test_a_second_colleague_makes_it_so_at_once(sealed, school, regio, client):
    intrekking = actions.propose_revoke(sealed, **WHY, by=school)

    actions.confirm_revoke(intrekking, by=regio)

    assert made.again(sealed).status == VersieStatus.INGETROKKEN
    assert "ingetrokken praktijkverklaring" in client.get(at(sealed)).content.decode()
    assert Zegelstuk.objects.filter(document=sealed.document_id).exists()
    said = AuditEvent.objects.filter(dossier=sealed.audit_dossier, what__startswith="intrekking")
    assert list(said.order_by("volgnummer").values_list("what", "actor")) == [
        ("intrekking.voorgesteld", school.key),
        ("intrekking.bevestigd", regio.key),
    ]


def test_all_parties_are_told_without_names_of_others(sealed, school, regio):
    actions.confirm_revoke(actions.propose_revoke(sealed, **WHY, by=school), by=regio)

    naam = sealed.verklaring.kandidaat.achternaam
    assert mailed() == [f"verklaringen/revoked{suffix}" for suffix in ("", "_colleague", "_signer")]
    assert not any(naam in str(row.context) for row in Bericht.objects.filter(sjabloon__contains="revoked"))
    assert Taak.objects.filter(key=f"verklaringen.ingetrokken:{sealed.pk}", klaar_op__isnull=True).exists()


def test_nobody_confirms_an_own_proposal(sealed, school):
    intrekking = actions.propose_revoke(sealed, **WHY, by=school)

    for actor in (school, BY):
        with pytest.raises(RefusedError, match="andere collega"):
            actions.confirm_revoke(intrekking, by=actor)
    assert made.again(sealed).status == VersieStatus.VERZEGELD


def test_the_database_holds_on_to_four_eyes_as_well(sealed, world):
    row = made.IntrekkingFactory(versie=sealed, voorgesteld_door=world.gebruiker(Rol.MBO_CONTACT))

    with pytest.raises(IntegrityError), transaction.atomic():
        Intrekking.objects.filter(pk=row.pk).update(akkoord=True, besloten_door=row.voorgesteld_door_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.IntrekkingFactory(versie=sealed)


def test_proposing_twice_is_one_proposal(sealed, school, regio):
    first, second = (actions.propose_revoke(sealed, **WHY, by=by) for by in (school, regio))

    assert first == second
    assert second.voorgesteld_door_id == school.gebruiker_id


def test_a_decision_is_taken_once(sealed, school, regio):
    intrekking = actions.propose_revoke(sealed, **WHY, by=school)
    actions.drop_revoke(intrekking, by=regio)

    with pytest.raises(TransitionError):
        actions.confirm_revoke(intrekking, by=regio)
    assert made.again(sealed).status == VersieStatus.VERZEGELD
    again = actions.propose_revoke(sealed, **WHY, by=regio)
    assert again.pk != intrekking.pk


@pytest.mark.parametrize("make", [made.concept, made.sent, made.declined, made.expired, made.signed])
def test_only_what_is_sealed_can_be_taken_back(db, make, world):
    versie = make(made.ready(world.kandidaat))

    with pytest.raises(TransitionError):
        actions.propose_revoke(versie, **WHY, by=Actor.gebruiker(world.gebruiker(Rol.MBO_CONTACT)))


def test_only_from_sealed_does_a_step_lead_there():
    for status in (VersieStatus.INGETROKKEN, VersieStatus.VERVANGEN):
        assert [van for van, following in NEXT.items() if status in following] == [VersieStatus.VERZEGELD]
        assert NEXT[status] == frozenset()


def test_the_other_side_is_asked(sealed, school, regio, world):
    by_school = actions.propose_revoke(sealed, **WHY, by=school)
    asked = Taak.objects.get(key=f"verklaringen.intrekken:{by_school.pk}")
    assert (asked.wie, asked.rol, asked.regio) == (None, Rol.COORDINATOR, sealed.verklaring.regio)
    actions.drop_revoke(by_school, by=school)
    asked.refresh_from_db()
    assert not asked.is_open

    by_regio = actions.propose_revoke(sealed, **WHY, by=regio)

    asked = Taak.objects.get(key=f"verklaringen.intrekken:{by_regio.pk}")
    assert asked.wie == world.gebruiker(Rol.MBO_CONTACT)


def test_shared_links_stop(sealed, school, regio):
    deellink = actions.share(sealed.verklaring, by=BY)

    actions.confirm_revoke(actions.propose_revoke(sealed, **WHY, by=school), by=regio)

    deellink.link.refresh_from_db()
    assert not deellink.link.is_open


def test_the_pages_lead_two_people_through_it(sealed, world, sign_in):
    mbo, coordinator = sign_in(world.gebruiker(Rol.MBO_CONTACT)), sign_in(world.gebruiker(Rol.COORDINATOR))

    mbo.post(reverse("verklaringen:propose_revoke", args=[sealed.pk]), WHY)
    decide = reverse("verklaringen:decide_revoke", args=[Intrekking.objects.get().pk])

    assert "Een collega beslist" in mbo.get(decide).content.decode()
    assert mbo.post(decide, {"besluit": "akkoord", "zeker": "ja"}).status_code == 403
    assert "vinkje" in coordinator.post(decide, {"besluit": "akkoord"}, follow=True).content.decode()
    assert made.again(sealed).status == VersieStatus.VERZEGELD
    coordinator.post(decide, {"besluit": "akkoord", "zeker": "ja"})
    assert made.again(sealed).status == VersieStatus.INGETROKKEN
    assert "al beslist" in coordinator.get(decide).content.decode()
    assert "intussen veranderd" in coordinator.post(decide, {"besluit": "afwijzen"}, follow=True).content.decode()


def test_the_form_asks_why(sealed, world, sign_in):
    page = sign_in(world.gebruiker(Rol.MBO_CONTACT)).post(reverse("verklaringen:propose_revoke", args=[sealed.pk]), {})

    assert "Kies waarom" in page.content.decode()
    assert "Leg kort uit" in page.content.decode()


def test_a_correction_is_the_next_version_and_names_the_old(sealed, school):
    second = actions.new_version(sealed, reason="verkeerd werkproces", by=school)

    assert (second.versie, second.vervangt, second.status) == (2, sealed, VersieStatus.CONCEPT)
    assert made.again(sealed).status == VersieStatus.VERZEGELD
    assert Stap.objects.filter(object_id=str(second.pk), naar="concept").count() == 1
    with pytest.raises(TransitionError):
        actions.new_version(made.sealed(), by=school)  # a sealed version asks for a reason


def test_the_old_one_counts_until_the_new_one_is_sealed(sealed, client):
    second = corrected(sealed)
    before = client.get(at(sealed)).content.decode()

    made.seal(second)
    after = client.get(at(sealed)).content.decode()

    assert "vervangen" not in before
    assert "Versie 1 is vervangen door versie 2." in after
    assert (made.again(sealed).status, made.again(second).status) == (VersieStatus.VERVANGEN, VersieStatus.VERZEGELD)


def test_the_document_names_the_version_that_it_replaces(sealed):
    second = corrected(sealed)

    assert second.document.snapshot["vervangt"] == 1
    assert sealed.document.snapshot["vervangt"] == 0


def test_a_correction_after_one_that_was_sent_back_replaces_the_sealed_one(sealed):
    second = actions.new_version(sealed, reason="fout", by=BY)
    actions.send(second, signer=next(iter(signers_of(second).values())), by=BY)
    actions.withdraw_versie(made.again(second), reason="toch niet", by=BY)
    third = actions.new_version(made.again(second), by=BY)
    Verklaringversie.objects.filter(pk=third.pk).update(status=VersieStatus.VERZEGELD)

    replace_older(made.again(third), by=BY)

    assert made.again(sealed).status == VersieStatus.VERVANGEN
    assert made.again(second).status == VersieStatus.TERUGGETROKKEN


def test_a_correction_is_no_second_result(sealed):
    corrected(sealed)

    assert Resultaat.objects.filter(traject=sealed.verklaring.traject).count() == 1


def test_what_was_revoked_counts_until_that_day_and_not_after(sealed, school, regio):
    resultaat = Resultaat.objects.get(traject=sealed.verklaring.traject)
    revoked_on = resultaat.datum + timedelta(days=40)

    with time_machine.travel(datetime.combine(revoked_on, time(12)), tick=False):
        actions.confirm_revoke(actions.propose_revoke(sealed, **WHY, by=school), by=regio)

    resultaat.refresh_from_db()
    counted = [
        day
        for day in (-1, 0, 39, 40, 400)
        if Resultaat.objects.on(resultaat.datum + timedelta(days=day)).filter(pk=resultaat.pk).exists()
    ]
    assert (resultaat.vervallen_op, counted) == (revoked_on, [0, 39])
    assert not with_progress(Traject.objects.filter(pk=resultaat.traject_id)).get().yielded
    assert AuditEvent.objects.filter(what="resultaat.vervallen", object_id=str(resultaat.pk)).count() == 1


def test_another_result_of_the_traject_still_counts(sealed, school, regio):
    other = ResultaatFactory(traject=sealed.verklaring.traject, code="0123456789ABCDEF")

    actions.confirm_revoke(actions.propose_revoke(sealed, **WHY, by=school), by=regio)

    assert list(Resultaat.objects.filter(traject=other.traject).current()) == [other]


def test_a_proposal_that_is_turned_down_or_a_correction_leaves_the_result(sealed, school, regio):
    actions.drop_revoke(actions.propose_revoke(sealed, **WHY, by=school), by=regio)
    made.seal(corrected(made.again(sealed)))

    assert Resultaat.objects.current().filter(traject=sealed.verklaring.traject).count() == 1


def test_without_a_traject_it_is_revoked_as_well(sealed, school, regio):
    Praktijkverklaring.objects.filter(pk=sealed.verklaring_id).update(traject=None)

    actions.confirm_revoke(actions.propose_revoke(made.again(sealed), **WHY, by=school), by=regio)

    assert made.again(sealed).status == VersieStatus.INGETROKKEN


def test_whoever_has_the_old_one_gets_the_new_one(sealed, world):
    actions.record_uitreiking(sealed.verklaring, op=sealed.verklaring.ondertekend_op, door="ROC", by=BY)

    made.seal(corrected(sealed))

    assert Bericht.objects.filter(sjabloon="verklaringen/replaced", aan=world.kandidaat.email).count() == 1
    assert not Taak.objects.filter(key__startswith="verklaringen.nieuw:").exists()


def test_without_email_the_jobcoach_gives_it(sealed, world):
    world.kandidaat.email = ""
    world.kandidaat.save()
    actions.record_uitreiking(sealed.verklaring, op=sealed.verklaring.ondertekend_op, door="ROC", by=BY)

    made.seal(second := corrected(made.again(sealed)))

    assert Taak.objects.filter(key=f"verklaringen.nieuw:{second.pk}").exists()


def test_the_page_of_a_correction_says_what_happens(sealed, world, sign_in):
    mbo, url = sign_in(world.gebruiker(Rol.MBO_CONTACT)), reverse("verklaringen:correct", args=[sealed.pk])

    assert "blijft geldig tot" in mbo.get(url).content.decode()
    assert "Schrijf kort op" in mbo.post(url, {}).content.decode()
    mbo.post(url, {"reason": "Er ontbreekt een werkproces"})

    assert sealed.verklaring.versies.count() == 2
    detail = mbo.get(reverse("verklaringen:detail", args=[sealed.verklaring_id])).content.decode()
    assert "De vorige versie is nog geldig" in detail
    assert "Open de PDF van versie 1" in detail
    again = mbo.post(reverse("verklaringen:correct", args=[Verklaringversie.objects.get(versie=2).pk]), {}, follow=True)
    assert "geen nieuwe versie" in again.content.decode()


def test_what_was_taken_back_leads_to_a_new_verklaring_with_a_code_of_its_own(sealed, school, regio, world):
    actions.confirm_revoke(actions.propose_revoke(sealed, **WHY, by=school), by=regio)
    plaatsing = sealed.verklaring.plaatsing

    step = next_step(world.gebruiker(Rol.MBO_CONTACT), sealed.verklaring.traject)
    again = made.concept(plaatsing)

    assert (step.label, step.view) == ("Maak de praktijkverklaring", "verklaringen:draft")
    assert again.verklaring.code != sealed.verklaring.code
