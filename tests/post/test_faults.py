"""A worker that is killed, a broker that is away: nothing lost, nothing twice, nothing silent."""

import logging
import os
import signal
import subprocess
import sys
from datetime import timedelta
from time import monotonic

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.celery import app
from praktijkleren.post import delivery
from praktijkleren.post.actions import queue
from praktijkleren.post.models import Bericht
from praktijkleren.werk import wake
from tests.factories.post import BerichtFactory
from tests.post.conftest import TEMPLATES

WORKER = """
import sys
import django
from django.conf import settings

settings.TEMPLATES[0]["DIRS"].append(sys.argv[1])
django.setup()

from praktijkleren.post import secrets
from praktijkleren.post.tasks import deliver

secrets.register("code", lambda bericht: {"link_url": "https://praktijkleren.example/l/1/"}, once=True)
deliver(sys.argv[2])
"""


def database_url():
    options = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{options['NAME']}"
    return f"postgres://{options['USER']}:{options['PASSWORD']}@{options['HOST']}:{options['PORT']}/{options['NAME']}"


def kill_while_sending(bericht, mail_server):
    """Start a real worker process and end it with -9 while the mail server has not answered yet."""
    mail_server.at_data[bericht.aan] = "hang"
    env = os.environ | {
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}",
        "SITE_URL": "https://praktijkleren.example",
    }
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, TEMPLATES, str(bericht.pk)], env=env, cwd=django_settings.BASE_DIR
    )
    try:
        assert mail_server.hanging.wait(timeout=30)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        mail_server.released.set()
    mail_server.at_data.clear()


@pytest.mark.django_db(transaction=True)
def test_a_mail_whose_worker_was_killed_goes_out_with_the_same_message_id(mail_server):
    bericht = BerichtFactory()
    kill_while_sending(bericht, mail_server)
    bericht.refresh_from_db()
    assert bericht.status == "bezig"

    delivery.sweep(timezone.now())
    assert mail_server.mails == []
    Bericht.objects.update(bezig_tot=timezone.now() - timedelta(seconds=1))
    delivery.sweep(timezone.now())

    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen) == ("verzonden", 2)
    assert [mail["Message-ID"] for mail in mail_server.mails] == [bericht.message_id]


@pytest.mark.django_db(transaction=True)
def test_a_code_whose_worker_was_killed_is_unsure_and_stays_so(mail_server):
    bericht = BerichtFactory(sjabloon="post/link", geheim_soort="code")
    kill_while_sending(bericht, mail_server)

    Bericht.objects.update(bezig_tot=timezone.now() - timedelta(seconds=1))
    delivery.sweep(timezone.now())
    delivery.sweep(timezone.now())

    bericht.refresh_from_db()
    assert (bericht.status, mail_server.mails) == ("onzeker", [])


@pytest.fixture
def broker_away(monkeypatch, caplog):
    """Nobody listens where the broker should be."""
    caplog.set_level(logging.CRITICAL, logger="praktijkleren.werk.wake")
    monkeypatch.setattr(wake._Broker, "silent_until", 0.0)
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    before = {name: app.conf[name] for name in ("broker_url", "broker_transport_options")}
    app.conf.update(broker_url="redis://127.0.0.1:1/0", broker_transport_options={"max_retries": 0})
    yield
    app.conf.update(**before)


def promise_many():
    for number in range(20):
        queue(
            f"test:{number}",
            sjabloon="post/proef",
            aan="sem@voorbeeld.example",
            context={"wat": "werk"},
            by=Actor.systeem("test"),
        )


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_promises_are_kept_and_nobody_waits(broker_away, mail_server):
    started = monotonic()

    promise_many()

    assert monotonic() - started < 3
    assert set(Bericht.objects.order_by("pk").values_list("status", flat=True)) == {"gepland"}


@pytest.mark.django_db(transaction=True)
def test_what_nobody_could_be_woken_for_goes_out_once(broker_away, mail_server):
    promise_many()

    delivery.sweep(timezone.now())
    delivery.sweep(timezone.now())

    assert len(mail_server.mails) == 20
    assert len({mail["Message-ID"] for mail in mail_server.mails}) == 20


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_back_is_used_again(broker_away, monkeypatch, run_queued, mail_server):
    promise_many()
    monkeypatch.setattr(wake._Broker, "silent_until", 0.0)
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    app.conf.update(broker_url="memory://", broker_transport_options={})

    queue(
        "test:terug",
        sjabloon="post/proef",
        aan="sem@voorbeeld.example",
        context={"wat": "werk"},
        by=Actor.systeem("test"),
    )

    assert run_queued() == ["praktijkleren.post.tasks.deliver"]
