from datetime import timedelta

import factory
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.werk.models import Opdracht, OpdrachtRegel, Taak
from praktijkleren.werk.states import OpdrachtStatus
from tests.factories.accounts import GebruikerFactory


class TaakFactory(factory.django.DjangoModelFactory):
    """For one person; with `wie=None` name a team."""

    class Meta:
        model = Taak

    class Params:
        done = factory.Trait(klaar_op=factory.LazyFunction(timezone.now))
        overdue = factory.Trait(voor=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=2)))

    key = factory.Sequence(lambda n: f"test:{n}")
    titel = factory.Sequence(lambda n: f"Bel het leerbedrijf ({n})")
    url = "/vandaag/"
    wie = factory.SubFactory(GebruikerFactory, rol=Rol.JOBCOACH)


class OpdrachtFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Opdracht

    class Params:
        running = factory.Trait(
            status=OpdrachtStatus.BEZIG,
            pogingen=1,
            bezig_tot=factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=9)),
        )
        abandoned = factory.Trait(
            status=OpdrachtStatus.BEZIG,
            pogingen=1,
            bezig_tot=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=1)),
        )
        done = factory.Trait(status=OpdrachtStatus.KLAAR, klaar_op=factory.LazyFunction(timezone.now))
        failed = factory.Trait(
            status=OpdrachtStatus.MISLUKT, klaar_op=factory.LazyFunction(timezone.now), fout="Rij 2 lukte niet"
        )

    key = factory.Sequence(lambda n: f"test:{n}")
    soort = "test"
    titel = factory.Sequence(lambda n: f"Groep {n} inschrijven")
    eigenaar = factory.SubFactory(GebruikerFactory, rol=Rol.JOBCOACH)


class OpdrachtRegelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OpdrachtRegel

    opdracht = factory.SubFactory(OpdrachtFactory)
    nummer = factory.Sequence(lambda n: n + 1)
    wat = factory.LazyAttribute(lambda regel: f"Rij {regel.nummer}")
