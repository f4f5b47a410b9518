"""Several workers that reach for the same mail at the same moment."""

import pytest
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.post import delivery
from praktijkleren.post.actions import queue
from praktijkleren.post.models import Bericht
from praktijkleren.post.tasks import deliver
from tests.audit.test_concurrency import at_once
from tests.factories.post import BerichtFactory


@pytest.mark.django_db(transaction=True)
def test_many_workers_send_a_mail_once(mail_server):
    bericht = BerichtFactory()

    at_once(lambda _number: deliver(str(bericht.pk)), 4)

    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen, len(mail_server.mails)) == ("verzonden", 1, 1)


@pytest.mark.django_db(transaction=True)
def test_many_sweeps_send_each_mail_once(mail_server):
    BerichtFactory.create_batch(12)

    at_once(lambda _number: delivery.sweep(timezone.now()), 3)

    assert len(mail_server.mails) == len({mail["Message-ID"] for mail in mail_server.mails}) == 12


@pytest.mark.django_db(transaction=True)
def test_many_who_promise_the_same_make_one_promise():
    def promise(_number):
        return queue("test:een", sjabloon="post/proef", aan="sem@voorbeeld.example", by=Actor.systeem("test")).pk

    assert len(set(at_once(promise, 4))) == 1
    assert Bericht.objects.count() == 1
