from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone

from praktijkleren.post.models import Bericht
from praktijkleren.post.states import BerichtStatus


class BerichtFactory(factory.django.DjangoModelFactory):
    """A mail that waits for its first try. Its template exists only in tests: tests/post/templates."""

    class Meta:
        model = Bericht

    class Params:
        abandoned = factory.Trait(
            status=BerichtStatus.BEZIG,
            pogingen=1,
            bezig_tot=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=1)),
        )
        sent = factory.Trait(
            status=BerichtStatus.VERZONDEN, pogingen=1, verzonden_op=factory.LazyFunction(timezone.now)
        )
        failed = factory.Trait(status=BerichtStatus.MISLUKT, pogingen=8, fout="De mailserver is niet te bereiken.")
        undeliverable = factory.Trait(status=BerichtStatus.ONBESTELBAAR, fout="Dit adres bestaat niet (550 5.1.1).")

    id = factory.LazyFunction(uuid4)
    key = factory.Sequence(lambda n: f"test:{n}")
    sjabloon = "post/proef"
    aan = factory.Sequence(lambda n: f"ontvanger{n}@voorbeeld.example")
    naam = "Sem de Vries"
    context = factory.Dict({"wat": "een afspraak"})
    message_id = factory.LazyAttribute(lambda bericht: f"<{bericht.id}@praktijkleren.example>")
    volgende_poging_op = factory.LazyFunction(timezone.now)
