import logging

import pytest
from django.db import transaction

from praktijkleren.werk import wake


class Task:
    """Stands for a Celery task: the broker behind it answers or does not."""

    name = "proef"

    def __init__(self, *, broken=False):
        self.broken, self.calls = broken, []

    def delay(self, *args):
        self.calls.append(args)
        if self.broken:
            raise ConnectionRefusedError


@pytest.fixture(autouse=True)
def _fresh(monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL, logger="praktijkleren.werk.wake")
    monkeypatch.setattr(wake._Broker, "silent_until", 0.0)


def test_a_worker_is_woken_after_the_commit(transactional_db):
    task = Task()

    with transaction.atomic():
        wake.wake_after_commit(task, "12")
        assert task.calls == []

    assert task.calls == [("12",)]


def test_nobody_is_woken_for_what_was_rolled_back(transactional_db):
    task = Task()

    with transaction.atomic():
        wake.wake_after_commit(task, "12")
        transaction.set_rollback(True)

    assert task.calls == []


def test_a_broker_that_is_away_is_tried_once_and_then_left_alone():
    broken, other = Task(broken=True), Task()

    assert [wake.wake(broken), wake.wake(other), wake.wake(broken)] == [False, False, False]

    assert (len(broken.calls), len(other.calls)) == (1, 0)


def test_after_a_while_the_broker_is_tried_again(monkeypatch):
    wake.wake(Task(broken=True))
    monkeypatch.setattr(wake, "monotonic", lambda: wake._Broker.silent_until + 1)
    task = Task()

    assert wake.wake(task) is True

    assert task.calls == [()]
