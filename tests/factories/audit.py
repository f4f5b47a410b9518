"""Rows of the logs. An AuditEvent is made by the chain itself, so its hash holds."""

from typing import Any
from uuid import UUID, uuid4

import factory
from django.utils import timezone

from praktijkleren.audit.actions import append
from praktijkleren.audit.actor import Actor, ActorSoort
from praktijkleren.audit.models import AuditEvent, Inzage, Stap, StapReden

SYSTEM = Actor.systeem("test")


class AuditEventFactory(factory.django.DjangoModelFactory):
    """The next event of `dossier`, by default of a new one."""

    class Meta:
        model = AuditEvent

    dossier = factory.LazyFunction(uuid4)
    what = "traject.lopend"
    soort = "trajecten.traject"
    object_id = factory.LazyAttribute(lambda event: str(event.dossier))
    changes = factory.Dict({})
    by = SYSTEM

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> AuditEvent:
        return append(**kwargs)


class StapFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Stap

    soort = "trajecten.traject"
    object_id = factory.LazyFunction(uuid4)
    naar = "lopend"
    geldig_op = factory.LazyFunction(timezone.localdate)
    recorded_at = factory.LazyFunction(timezone.now)
    actor_soort = ActorSoort.SYSTEEM
    actor = "systeem:test"


class StapRedenFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StapReden

    stap = factory.SubFactory(StapFactory)
    tekst = "Verhuist naar een andere regio."


class InzageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inzage

    pseudoniem = factory.LazyFunction(uuid4)
    actor_soort = ActorSoort.GEBRUIKER
    actor = "gebruiker:1"
    waar = "trajecten:detail"
    recorded_at = factory.LazyFunction(timezone.now)


def make_chain(length: int = 3) -> UUID:
    """One dossier with so many events."""
    dossier = uuid4()
    for number in range(length):
        AuditEventFactory(dossier=dossier, changes={"nummer": number})
    return dossier
