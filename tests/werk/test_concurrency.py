"""Several workers on one job, several checks that ask for the same."""

import pytest

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.werk.actions import make_taak
from praktijkleren.werk.models import Taak
from praktijkleren.werk.opdrachten import Uitkomst, register_job
from praktijkleren.werk.tasks import run
from tests.audit.test_concurrency import at_once
from tests.factories.accounts import GebruikerFactory, RegioFactory
from tests.factories.werk import OpdrachtFactory


@pytest.mark.django_db(transaction=True)
def test_many_workers_do_each_row_once():
    def rows(opdracht):
        for number in range(opdracht.gedaan, 5):
            RegioFactory(naam=f"rij {number}")
            yield Uitkomst(f"rij {number}")

    register_job("rijen", rows)
    opdracht = OpdrachtFactory(soort="rijen")

    at_once(lambda _number: run(str(opdracht.pk)), 4)

    opdracht.refresh_from_db()
    assert (opdracht.status, opdracht.gedaan, opdracht.regels.count()) == ("klaar", 5, 5)


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_the_same_make_one_taak():
    wie = GebruikerFactory()

    def ask(_number):
        return make_taak("test:een", titel="Bel", url="/", wie=wie, by=Actor.systeem("test")).pk

    assert len(set(at_once(ask, 4))) == 1
    assert Taak.objects.count() == 1
    assert AuditEvent.objects.filter(what="taak.gemaakt").count() == 1
