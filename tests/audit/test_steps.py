from datetime import date

import pytest

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent, Stap
from praktijkleren.audit.steps import TransitionError, first_step, move
from praktijkleren.werk.models import Opdracht
from praktijkleren.werk.states import NEXT, OpdrachtStatus
from tests.factories.werk import OpdrachtFactory

SYSTEM = Actor.systeem("test")


def test_a_step_changes_the_status_and_leaves_a_stap_and_an_event(db):
    opdracht = OpdrachtFactory()

    moved = move(opdracht, OpdrachtStatus.BEZIG, NEXT, by=SYSTEM, on=date(2026, 6, 30), reason="begonnen", pogingen=1)

    stap = Stap.objects.get(object_id=opdracht.pk)
    event = AuditEvent.objects.get(dossier=opdracht.pk)
    assert (moved.status, moved.pogingen) == ("bezig", 1)
    assert (stap.soort, stap.van, stap.naar, stap.geldig_op) == ("werk.opdracht", "wacht", "bezig", date(2026, 6, 30))
    assert (stap.actor, stap.reden.tekst) == ("systeem:test", "begonnen")
    assert (event.what, event.changes) == ("opdracht.bezig", {"van": "wacht", "naar": "bezig", "reden": True})


def test_a_step_that_the_table_does_not_allow_changes_nothing(db):
    opdracht = OpdrachtFactory()

    with pytest.raises(TransitionError):
        move(opdracht, OpdrachtStatus.KLAAR, NEXT, by=SYSTEM)

    opdracht.refresh_from_db()
    assert opdracht.status == OpdrachtStatus.WACHT
    assert not Stap.objects.exists()
    assert not AuditEvent.objects.exists()


def test_who_read_the_object_before_someone_else_moved_it_is_refused(db):
    opdracht = OpdrachtFactory()
    old = Opdracht.objects.get(pk=opdracht.pk)
    move(opdracht, OpdrachtStatus.BEZIG, NEXT, by=SYSTEM)

    with pytest.raises(TransitionError):
        move(old, OpdrachtStatus.BEZIG, NEXT, by=SYSTEM)

    assert Stap.objects.count() == 1


def test_the_status_with_which_something_is_born_is_a_stap_without_a_before(db):
    opdracht = OpdrachtFactory()

    stap = first_step(opdracht, opdracht.status, by=SYSTEM)

    assert (stap.van, stap.naar, stap.object_id) == ("", "wacht", opdracht.pk)
