"""The national register, and what one regio knows of it. An Erkenning covers every open werkproces unless said."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from kwalificaties.models import Werkproces
from leerbedrijven.csv_plan import make_plan
from leerbedrijven.models import (
    Contactmoment,
    ErkendWerkproces,
    Erkenning,
    Inlezing,
    Leerbedrijf,
    Leerplaats,
    Praktijkopleider,
    Relatie,
)
from tests.factories.accounts import RegioFactory
from tests.factories.kwalificaties import KwalificatieFactory, WerkprocesFactory


def days_from_now(days: int) -> factory.LazyFunction:
    return factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=days))


class LeerbedrijfFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Leerbedrijf

    leerbedrijf_id = factory.Sequence(lambda n: str(100000000 + n))
    naam = factory.Sequence(lambda n: f"Bedrijf {n}")
    plaats = "Groningen"


class ErkenningFactory(factory.django.DjangoModelFactory):
    """Valid now for every open werkproces of its kwalificatie.

    `uitvoerbaar=[…]` narrows that and lists the rest as not; `uitvoerbaar=False` lists nothing.
    """

    class Meta:
        model = Erkenning
        skip_postgeneration_save = True

    class Params:
        ending = factory.Trait(tot=days_from_now(30))
        ended = factory.Trait(van=days_from_now(-1400), tot=days_from_now(-1))

    leerbedrijf = factory.SubFactory(LeerbedrijfFactory)
    kwalificatie = factory.SubFactory(KwalificatieFactory, with_werkprocessen=3)
    van = days_from_now(-365)
    tot = days_from_now(3 * 365)

    @factory.post_generation
    def uitvoerbaar(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if not create or extracted is False:
            return
        everything = Werkproces.objects.open().filter(kerntaak__kwalificatie=self.kwalificatie)
        chosen = everything if extracted is None else extracted
        keys = {werkproces.pk for werkproces in chosen}
        for werkproces in everything:
            ErkendWerkprocesFactory(erkenning=self, werkproces=werkproces, uitvoerbaar=werkproces.pk in keys)


class ErkendWerkprocesFactory(factory.django.DjangoModelFactory):
    """On its own it makes an erkenning of the kwalificatie that the werkproces belongs to."""

    class Meta:
        model = ErkendWerkproces

    werkproces = factory.SubFactory(WerkprocesFactory)
    erkenning = factory.SubFactory(
        ErkenningFactory, kwalificatie=factory.SelfAttribute("..werkproces.kerntaak.kwalificatie"), uitvoerbaar=False
    )
    uitvoerbaar = True


class RelatieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Relatie

    regio = factory.SubFactory(RegioFactory)
    leerbedrijf = factory.SubFactory(LeerbedrijfFactory)


class PraktijkopleiderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Praktijkopleider

    class Params:
        ended = factory.Trait(tot=days_from_now(-1))

    relatie = factory.SubFactory(RelatieFactory)
    naam = factory.Sequence(lambda n: f"Praktijkopleider {n}")
    functie = "leermeester"
    email = factory.Sequence(lambda n: f"opleider{n}@bedrijf.example")
    van = days_from_now(-365)


class LeerplaatsFactory(factory.django.DjangoModelFactory):
    """`werkprocessen=[…]` are linked after the row is made."""

    class Meta:
        model = Leerplaats
        skip_postgeneration_save = True

    class Params:
        ended = factory.Trait(tot=days_from_now(-1))

    relatie = factory.SubFactory(RelatieFactory)
    titel = factory.Sequence(lambda n: f"Leerplaats {n}")
    van = days_from_now(-30)

    @factory.post_generation
    def werkprocessen(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            self.werkprocessen.set(extracted)


class ContactmomentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contactmoment

    relatie = factory.SubFactory(RelatieFactory)
    datum = days_from_now(-1)
    verslag = "Gesproken over een nieuwe leerplaats."


class InlezingFactory(factory.django.DjangoModelFactory):
    """A file that waits to be confirmed: one new leerbedrijf, unless `inhoud` says otherwise."""

    class Meta:
        model = Inlezing

    class Params:
        done = factory.Trait(ingelezen_op=factory.LazyFunction(timezone.now), inhoud="")

    bestandsnaam = "leerbedrijven.csv"
    inhoud = "leerbedrijf_id;naam;plaats\n555666777;Bakkerij De Korst;Assen\n"
    telling = factory.LazyAttribute(lambda inlezing: make_plan(inlezing.inhoud).summary() if inlezing.inhoud else {})
