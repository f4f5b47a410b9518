"""Mailed links. `token_of` gives an address that opens one, as it would stand in a mail."""

from datetime import timedelta

import factory
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.links import actions, codes, purposes
from praktijkleren.links.models import Code, Poging, Toegangslink, Token

SYSTEEM = Actor.systeem("test")
DOEL = "proef"
"""A purpose for tests: asks a code and leads to a page of our own."""

purposes.register(
    purposes.Purpose(
        DOEL,
        title="Er staat een proef klaar",
        url=lambda pk: f"/proef/{pk}/",
        sender=lambda _pk: "Regio Proef",
        ended={"ondertekend": "Dit is al ondertekend."},
    )
)


class ToegangslinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Toegangslink

    class Params:
        expired = factory.Trait(verloopt_op=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1)))
        ended = factory.Trait(ended_at=factory.LazyFunction(timezone.now), end_reason="ondertekend")
        without_email = factory.Trait(email="")

    doel = DOEL
    onderwerp_id = factory.Faker("uuid4", cast_to=None)
    email = factory.Sequence(lambda n: f"opleider{n}@leerbedrijf.example")
    naam = factory.Sequence(lambda n: f"Petra Opleider {n}")
    functie = "chef werkplaats"
    verloopt_op = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


class TokenFactory(factory.django.DjangoModelFactory):
    """A row without a known address; use `token_of` to open something."""

    class Meta:
        model = Token

    link = factory.SubFactory(ToegangslinkFactory)
    hash = factory.Sequence(lambda n: f"{n:064d}")


class CodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Code

    link = factory.SubFactory(ToegangslinkFactory)
    created_at = factory.LazyFunction(timezone.now)
    verloopt_op = factory.LazyFunction(lambda: timezone.now() + codes.VALID_FOR)


class PogingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Poging

    soort = "proef"
    sleutel = factory.Sequence(lambda n: f"{n:064d}")
    created_at = factory.LazyFunction(timezone.now)


def token_of(link: Toegangslink) -> str:
    """A fresh token of this link."""
    return actions.mint(link.pk).rstrip("/").rpartition("/")[2]
