from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent, Stap
from praktijkleren.audit.steps import TransitionError
from praktijkleren.post import actions
from praktijkleren.post.actions import queue
from praktijkleren.post.models import Bericht
from praktijkleren.post.schedule import sweep
from praktijkleren.post.states import NEXT, BerichtStatus
from praktijkleren.werk.models import Taak
from tests.factories.accounts import GebruikerFactory
from tests.factories.post import BerichtFactory

SYSTEM = Actor.systeem("test")


def promise(key="uitnodiging:1", **changes):
    mail = {"sjabloon": "post/proef", "aan": "sem@voorbeeld.example", "naam": "Sem", "context": {"wat": "werk"}}
    return queue(key, by=SYSTEM, **{**mail, **changes})


def events(bericht):
    return list(AuditEvent.objects.filter(dossier=bericht.pk).order_by("volgnummer").values_list("what", flat=True))


def test_a_promise_is_a_row_with_all_that_the_mail_needs(db):
    eigenaar, link = GebruikerFactory(), uuid4()

    bericht = promise(eigenaar=eigenaar, geheim=("link", link), over=("trajecten.traject", "12"))

    bericht.refresh_from_db()
    assert (bericht.status, bericht.aan, bericht.naam) == ("gepland", "sem@voorbeeld.example", "Sem")
    assert (bericht.context, bericht.geheim_soort, bericht.geheim_id) == ({"wat": "werk"}, "link", link)
    assert (bericht.over_soort, bericht.over_id, bericht.eigenaar) == ("trajecten.traject", "12", eigenaar)
    assert bericht.message_id == f"<{bericht.pk}@praktijkleren.example>"
    assert events(bericht) == ["bericht.gepland"]
    assert Stap.objects.get(object_id=bericht.pk).naar == "gepland"


def test_promising_the_same_twice_gives_the_first(db, run_queued, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = promise(), promise(aan="iemand.anders@voorbeeld.example")

    assert (second.pk, second.aan) == (first.pk, "sem@voorbeeld.example")
    assert Bericht.objects.count() == 1
    assert run_queued() == ["praktijkleren.post.tasks.deliver"]


def test_a_mail_is_held_until_it_is_let_go(db, run_queued, django_capture_on_commit_callbacks):
    later = timezone.now() + timedelta(minutes=15)
    with django_capture_on_commit_callbacks(execute=True):
        bericht = promise(niet_voor=later)
        assert actions.hold(bericht, until=later + timedelta(minutes=5))
    sweep()
    assert run_queued() == []
    bericht.refresh_from_db()
    assert (bericht.status, bericht.volgende_poging_op) == ("gepland", later + timedelta(minutes=5))

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.let_go(bericht)

    assert run_queued() == ["praktijkleren.post.tasks.deliver"]
    assert len(mail.outbox) == 1
    assert not actions.hold(bericht, until=later)
    assert not actions.let_go(bericht)


def test_a_mail_that_nobody_lets_go_leaves_when_its_time_has_come(db):
    promise(niet_voor=timezone.now() + timedelta(minutes=15))

    sweep(at=(timezone.now() + timedelta(minutes=16)).isoformat())

    assert len(mail.outbox) == 1


def test_a_promise_is_lost_with_the_fact_that_caused_it(db, run_queued):
    with transaction.atomic():
        promise()
        transaction.set_rollback(True)

    assert not Bericht.objects.exists()
    assert run_queued() == []


def test_a_mail_without_a_template_is_refused_at_once(db):
    with pytest.raises(TemplateDoesNotExist):
        promise(sjabloon="post/bestaat_niet")


def test_a_context_that_is_no_json_is_refused_at_once(db):
    with pytest.raises(TypeError):
        promise(context={"wanneer": timezone.now()})


def test_only_one_of_two_workers_gets_the_lease(db):
    bericht = BerichtFactory()
    same = Bericht.objects.get(pk=bericht.pk)

    actions.claim(bericht, by=SYSTEM)

    with pytest.raises(TransitionError):
        actions.claim(same, by=SYSTEM)
    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen) == ("bezig", 1)
    assert bericht.bezig_tot > timezone.now()


def test_only_one_of_two_workers_takes_over_an_expired_lease(db):
    bericht = BerichtFactory(abandoned=True)
    same = Bericht.objects.get(pk=bericht.pk)

    actions.claim(bericht, by=SYSTEM)

    with pytest.raises(TransitionError):
        actions.claim(same, by=SYSTEM)
    bericht.refresh_from_db()
    assert bericht.pogingen == 2


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 240)])
def test_each_next_try_waits_longer(tries, minutes, db):
    bericht = BerichtFactory(abandoned=True, pogingen=tries)

    actions.postpone(bericht, fout="Even niet.", by=SYSTEM)

    bericht.refresh_from_db()
    wait = bericht.volgende_poging_op - timezone.now()
    assert (bericht.status, bericht.bezig_tot) == ("gepland", None)
    assert timedelta(minutes=minutes, seconds=-10) < wait <= timedelta(minutes=minutes)


def test_after_the_last_try_the_owner_is_asked_to_look(db):
    eigenaar = GebruikerFactory()
    bericht = BerichtFactory(abandoned=True, pogingen=actions.MAX_TRIES, eigenaar=eigenaar)

    actions.postpone(bericht, fout="Even niet.", by=SYSTEM)

    bericht.refresh_from_db()
    taak = Taak.objects.get()
    assert (bericht.status, bericht.fout) == ("mislukt", "Even niet.")
    assert (taak.wie, taak.titel) == (eigenaar, "Mail aan Sem de Vries kwam niet aan")
    assert taak.url == reverse("post:detail", args=[bericht.pk])


@pytest.mark.parametrize("has_left", [True, False])
def test_without_an_owner_the_beheerders_are_asked(has_left, db):
    eigenaar = GebruikerFactory(is_active=False) if has_left else None
    beheerder, coordinator = GebruikerFactory(rol=Rol.BEHEERDER), GebruikerFactory(rol=Rol.COORDINATOR)
    bericht = BerichtFactory(abandoned=True, eigenaar=eigenaar)

    actions.fail(bericht, fout="Nee.", by=SYSTEM)

    taak = Taak.objects.get()
    assert taak in Taak.objects.visible_to(beheerder)
    assert taak not in Taak.objects.visible_to(coordinator)


def test_a_bounce_after_sending_asks_the_owner(db):
    bericht = BerichtFactory(sent=True, eigenaar=GebruikerFactory())

    actions.mark_undeliverable(bericht, fout="Dit adres bestaat niet (550).", by=SYSTEM)

    bericht.refresh_from_db()
    assert bericht.status == BerichtStatus.ONBESTELBAAR
    assert Taak.objects.filter(wie=bericht.eigenaar).open().count() == 1


def test_a_mail_may_be_known_to_have_arrived(db):
    bericht = actions.mark_delivered(BerichtFactory(sent=True), by=SYSTEM)

    assert bericht.status == BerichtStatus.BEZORGD


def test_trying_again_starts_afresh_with_the_same_message_id(db, run_queued, django_capture_on_commit_callbacks):
    bericht = BerichtFactory(abandoned=True, eigenaar=GebruikerFactory())
    actions.fail(bericht, fout="Nee.", by=SYSTEM)
    before = bericht.message_id

    with django_capture_on_commit_callbacks(execute=True):
        actions.retry(bericht, by=Actor.gebruiker(bericht.eigenaar))
    run_queued()

    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen, bericht.message_id) == ("verzonden", 1, before)
    assert not Taak.objects.all().open().exists()


@pytest.mark.parametrize("state", ["sent", "undeliverable", "abandoned"])
def test_only_what_failed_may_be_tried_again(state, db):
    bericht = BerichtFactory(**{state: True})

    with pytest.raises(TransitionError):
        actions.retry(bericht, by=SYSTEM)


def test_what_old_mails_said_is_erased(db):
    old, fresh = BerichtFactory(sent=True), BerichtFactory(sent=True)
    waiting = BerichtFactory()
    Bericht.objects.exclude(pk=fresh.pk).update(created_at=timezone.now() - timedelta(days=100))

    assert actions.purge_content(before=timezone.now() - timedelta(days=90)) == 1

    for bericht in (old, fresh, waiting):
        bericht.refresh_from_db()
    assert (old.context, old.naam, old.is_purged, bool(old.aan)) == ({}, "", True, True)
    assert (fresh.is_purged, waiting.is_purged) == (False, False)
    assert AuditEvent.objects.get(what="bericht.inhoud_gewist").changes == {"aantal": 1}


def test_what_was_erased_is_not_sent_again(db):
    bericht = BerichtFactory(failed=True, purged_at=timezone.now(), context={})

    with pytest.raises(TransitionError):
        actions.retry(bericht, by=SYSTEM)


def test_every_status_has_its_next_ones():
    assert set(NEXT) == set(BerichtStatus)
