"""Any order of events: nothing lost, nothing twice but by a broken connection, nothing silent."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import time_machine
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.check import check
from praktijkleren.audit.steps import TransitionError
from praktijkleren.post import actions, delivery
from praktijkleren.post.models import Bericht
from praktijkleren.post.states import BerichtStatus
from praktijkleren.post.tasks import deliver
from praktijkleren.werk.models import Taak

SYSTEM = Actor.systeem("test")
ENDED = {BerichtStatus.VERZONDEN, BerichtStatus.MISLUKT, BerichtStatus.ONBESTELBAAR, BerichtStatus.ONZEKER}


class Server:
    """What the mail server does next, and what it took."""

    mood = "goed"
    taken: Counter = Counter()
    broken: Counter = Counter()


class Backend(BaseEmailBackend):
    def open(self):
        if Server.mood == "weg":
            raise ConnectionRefusedError

    def send_messages(self, messages):
        for message in messages:
            getattr(self, Server.mood)(message, message.extra_headers["Message-ID"])
        return len(messages)

    def goed(self, message, message_id):
        Server.taken[message_id] += 1

    def valt_weg(self, message, message_id):
        Server.taken[message_id] += 1
        Server.broken[message_id] += 1
        raise SMTPServerDisconnected

    def bezet(self, message, message_id):
        raise SMTPRecipientsRefused({message.to[0]: (450, b"later")})

    def onbekend(self, message, message_id):
        raise SMTPRecipientsRefused({message.to[0]: (550, b"no such user")})

    def weigert(self, message, message_id):
        raise SMTPDataError(554, b"no")


def queue(number):
    secret = {"sjabloon": "post/link", "geheim": ("code", None)} if number == 0 else {"sjabloon": "post/proef"}
    actions.queue(f"mail:{number}", aan=f"m{number}@voorbeeld.example", context={"wat": "x"}, by=SYSTEM, **secret)


def wake(number):
    if bericht := Bericht.objects.filter(key=f"mail:{number}").first():
        deliver(str(bericht.pk))


def kill(number):
    """A worker takes the lease and dies, before or after the mail left."""
    if bericht := Bericht.objects.filter(key=f"mail:{number}", status=BerichtStatus.GEPLAND).first():
        actions.claim(bericht, by=SYSTEM)
        Server.taken[bericht.message_id] += (number + 1) % 2
        Server.broken[bericht.message_id] += 1


def retry(number):
    if bericht := Bericht.objects.filter(key=f"mail:{number}").first():
        with suppress(TransitionError):
            actions.retry(bericht, by=SYSTEM)


numbers = st.integers(0, 3)
events = st.one_of(
    st.tuples(st.sampled_from([queue, wake, kill, retry]), numbers),
    st.tuples(st.just("mood"), st.sampled_from(["goed", "weg", "valt_weg", "bezet", "onbekend", "weigert"])),
    st.tuples(st.just("later"), st.sampled_from([1, 11, 70, 1500])),
    st.tuples(st.just("sweep"), st.none()),
)


def happen(clock, kind, value):
    match kind:
        case "mood":
            Server.mood = value
        case "later":
            clock.shift(timedelta(minutes=value))
        case "sweep":
            delivery.sweep(timezone.now())
        case _:
            kind(value)


def let_it_settle(clock):
    Server.mood = "goed"
    for _ in range(3):
        clock.shift(timedelta(days=2))
        delivery.sweep(timezone.now())


@given(st.lists(events, max_size=25))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_every_mail_ends_somewhere(db, settings, history):
    settings.EMAIL_BACKEND = "tests.post.test_random.Backend"
    Server.mood, Server.taken, Server.broken = "goed", Counter(), Counter()
    with transaction.atomic(), time_machine.travel(timezone.now(), tick=False) as clock:
        for event in history:
            happen(clock, *event)
        let_it_settle(clock)

        for bericht in Bericht.objects.order_by("key"):
            copies, broken = Server.taken[bericht.message_id], Server.broken[bericht.message_id]
            assert bericht.status in ENDED
            assert copies <= 1 + broken
            assert copies or bericht.status != BerichtStatus.VERZONDEN
            assert copies <= 1 or bericht.geheim_soort != "code"
            asked = Taak.objects.filter(over_id=str(bericht.pk)).open().exists()
            assert asked == (bericht.status in {BerichtStatus.MISLUKT, BerichtStatus.ONBESTELBAAR})
        assert check(timezone.now()).broken is None
        transaction.set_rollback(True)
