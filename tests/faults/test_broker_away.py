"""The broker is away during a walk: every page works, and every mail arrives once after it is back."""

import time
from collections import Counter

from praktijkleren.post.models import Bericht
from tests.faults.conftest import wait_until
from tests.flows import steps
from tests.flows.story import Story


class Patience:
    """The clock of the wall: a story that waits only waits as long as the form for robots asks."""

    def shift(self, _time):
        time.sleep(3.1)


def statuses():
    return Counter(Bericht.objects.order_by("pk").values_list("status", flat=True))


def test_a_walk_without_broker_loses_no_mail_and_sends_none_twice(workshop, mail_server):
    story = Story(Patience())
    workshop.close_broker()

    steps.refer(story)
    steps.take_up_and_accept(story, "Voorbeeld, Samira", begeleider="Karin Klantmanager")
    waiting = statuses()
    workshop.open_broker()
    workshop.start_worker()
    wait_until(lambda: statuses()["verzonden"] == waiting["gepland"], what="mails")
    time.sleep(2.5)

    assert waiting == {"gepland": 3}
    received = [mail["Message-ID"] for mail in mail_server.mails]
    assert sorted(received) == sorted(Bericht.objects.values_list("message_id", flat=True))


def test_what_was_queued_while_no_worker_ran_is_done_when_one_starts(workshop, mail_server):
    story = Story(Patience())
    workshop.open_broker()

    steps.refer(story)
    messages = list((workshop.folder / "queue").iterdir())
    workshop.start_worker()
    wait_until(lambda: statuses() == {"verzonden": 1}, what="the mail")

    assert len(messages) == 1
    assert [mail["To"] for mail in mail_server.mails] == ["vera@sociaal.example"]
