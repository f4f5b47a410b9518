"""Rooms above hear of an event inside the transaction that wrote it."""

import pytest
from django.db import transaction

from praktijkleren.audit import listeners
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from tests.factories.accounts import RegioFactory

BY = Actor.systeem("test")


@pytest.fixture
def heard(monkeypatch):
    """What a listener was told, which is registered twice."""
    told = []

    def listener(event):
        told.append((event.what, transaction.get_connection().in_atomic_block))

    monkeypatch.setattr(listeners, "_listeners", {})
    listeners.listen(listener)
    listeners.listen(listener)
    return told


def test_it_hears_of_each_event_once(db, heard):
    record("regio.gewijzigd", RegioFactory(), by=BY)

    assert heard == [("regio.gewijzigd", True)]


def test_an_event_that_a_listener_refuses_is_not_written(db, monkeypatch):
    monkeypatch.setattr(listeners, "_listeners", {"x": lambda event: 1 / 0})

    with pytest.raises(ZeroDivisionError):
        record("regio.gewijzigd", RegioFactory(), by=BY)

    assert not AuditEvent.objects.exists()
