"""Two people at the same moment, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep

import pytest
from django.db import close_old_connections, connection, transaction

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.check import check
from praktijkleren.audit.models import AuditEvent, Stap
from praktijkleren.audit.steps import TransitionError, move
from praktijkleren.werk.models import Opdracht, Taak
from praktijkleren.werk.states import NEXT, OpdrachtStatus
from tests.factories.werk import OpdrachtFactory, TaakFactory

WRITERS, EACH = 6, 5


def at_once(work, count):
    """Run it in so many threads that start together; answers what each returned."""
    barrier = Barrier(count)

    def one(number):
        try:
            barrier.wait()
            return work(number)
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


@pytest.mark.django_db(transaction=True)
def test_of_those_who_take_the_same_step_at_once_one_wins():
    pk = OpdrachtFactory().pk
    copies = [Opdracht.objects.get(pk=pk) for _ in range(WRITERS)]

    def take_step(number):
        try:
            move(copies[number], OpdrachtStatus.BEZIG, NEXT, by=Actor.systeem(f"worker{number}"))
        except TransitionError:
            return "te laat"
        return "gelukt"

    outcomes = at_once(take_step, WRITERS)

    assert sorted(outcomes) == ["gelukt"] + ["te laat"] * (WRITERS - 1)
    assert Stap.objects.filter(object_id=pk).count() == 1
    assert AuditEvent.objects.filter(dossier=pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_who_write_in_one_dossier_make_one_chain_without_gaps():
    pk = TaakFactory().pk

    def write(number):
        taak = Taak.objects.get(pk=pk)
        for _ in range(EACH):
            with transaction.atomic():
                record("taak.bekeken", taak, by=Actor.systeem(f"worker{number}"))

    at_once(write, WRITERS)

    numbers = AuditEvent.objects.filter(dossier=pk).order_by("volgnummer").values_list("volgnummer", flat=True)
    assert list(numbers) == list(range(1, WRITERS * EACH + 1))
    assert check(Taak.objects.get(pk=pk).created_at).broken is None


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_a_chain_reads_what_the_other_committed():
    """The lock is held until the commit, so no second number 1 is ever tried and nothing needs a retry."""
    taak = TaakFactory()
    written = Event()

    def slow():
        with transaction.atomic():
            record("taak.gemaakt", taak, by=Actor.systeem("langzaam"))
            written.set()
            sleep(0.3)

    def quick():
        written.wait(timeout=5)
        record("taak.klaar", taak, by=Actor.systeem("snel"))

    at_once(lambda number: (slow, quick)[number](), 2)

    events = AuditEvent.objects.filter(dossier=taak.pk).order_by("volgnummer").values_list("volgnummer", "actor")
    assert list(events) == [(1, "systeem:langzaam"), (2, "systeem:snel")]
