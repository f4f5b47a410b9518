"""What the minute brings: what was missed, what failed before, what a worker left behind."""

from datetime import timedelta

import pytest
from django.utils import timezone

from praktijkleren.post import actions, delivery
from praktijkleren.post.models import Bericht
from praktijkleren.post.schedule import purge, sweep
from praktijkleren.werk.models import Taak
from tests.factories.post import BerichtFactory


def statuses():
    return list(Bericht.objects.order_by("key").values_list("status", flat=True))


def test_what_nobody_was_woken_for_is_sent_over_one_connection(db, mail_server):
    BerichtFactory.create_batch(5)

    sweep()

    assert statuses() == ["verzonden"] * 5
    assert (len(mail_server.mails), mail_server.connections) == (5, 1)


def test_the_oldest_goes_first(db, mail_server):
    young = BerichtFactory()
    old = BerichtFactory(volgende_poging_op=timezone.now() - timedelta(hours=1))

    sweep()

    assert [mail["To"] for mail in mail_server.mails] == [old.aan, young.aan]


def test_what_is_due_later_waits(db, mail_server):
    bericht = BerichtFactory(volgende_poging_op=timezone.now() + timedelta(minutes=15))

    sweep()
    assert mail_server.mails == []

    sweep(at=(timezone.now() + timedelta(minutes=20)).isoformat())
    assert [mail["Message-ID"] for mail in mail_server.mails] == [bericht.message_id]


def test_what_a_worker_left_behind_is_sent_with_the_same_message_id(db, mail_server):
    bericht = BerichtFactory(abandoned=True)

    sweep()

    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen) == ("verzonden", 2)
    assert [mail["Message-ID"] for mail in mail_server.mails] == [bericht.message_id]


def test_what_a_worker_still_has_is_left_alone_whatever_the_clock_is_told(db, mail_server):
    BerichtFactory(abandoned=True, bezig_tot=timezone.now() + timedelta(minutes=9))

    sweep(at=(timezone.now() + timedelta(days=3)).isoformat())

    assert mail_server.mails == []


def test_a_code_that_a_worker_left_behind_is_unsure(db, mail_server):
    bericht = BerichtFactory(abandoned=True, sjabloon="post/link", geheim_soort="code")

    sweep()

    bericht.refresh_from_db()
    assert (bericht.status, mail_server.mails) == ("onzeker", [])


def test_a_mail_that_ends_every_worker_is_given_up(db, mail_server):
    BerichtFactory(abandoned=True, pogingen=actions.MAX_TRIES)

    sweep()

    assert (statuses(), mail_server.mails) == (["mislukt"], [])
    assert Taak.objects.count() == 1


def test_one_bad_address_does_not_hold_up_the_others(db, mail_server):
    bad = BerichtFactory(volgende_poging_op=timezone.now() - timedelta(hours=1))
    mail_server.at_rcpt[bad.aan] = "550 unknown"
    broken = BerichtFactory(volgende_poging_op=timezone.now() - timedelta(minutes=30))
    mail_server.at_data[broken.aan] = "before"
    BerichtFactory(sjabloon="post/kapot", volgende_poging_op=timezone.now() - timedelta(minutes=20))
    BerichtFactory.create_batch(3)

    sweep()

    assert statuses() == ["onbestelbaar", "gepland", "gepland", "verzonden", "verzonden", "verzonden"]


def test_a_server_that_is_away_costs_one_mail_a_try(db, mail_server):
    BerichtFactory.create_batch(4)
    mail_server.stop()

    sweep()

    assert sorted(Bericht.objects.order_by("key").values_list("pogingen", flat=True)) == [0, 0, 0, 1]
    assert statuses() == ["gepland"] * 4


def test_a_sweep_leaves_the_rest_when_its_time_is_up(db, mail_server, monkeypatch):
    monkeypatch.setattr(delivery, "BUDGET", -1.0)
    BerichtFactory.create_batch(3)

    assert delivery.sweep(timezone.now()) == 0


def test_a_batch_is_followed_by_the_next(db, mail_server, monkeypatch):
    monkeypatch.setattr(delivery, "BATCH", 2)
    BerichtFactory.create_batch(5)

    assert delivery.sweep(timezone.now()) == 5


@pytest.mark.parametrize("days", [89, 91])
def test_old_contents_are_erased_at_night(days, db):
    bericht = BerichtFactory(sent=True)
    Bericht.objects.update(created_at=timezone.now() - timedelta(days=days))

    purge()

    bericht.refresh_from_db()
    assert bericht.is_purged is (days > 90)
