"""The kwalificatiestructuur. `KwalificatieFactory(with_werkprocessen=3)` can be chosen; a bare one cannot.

Codes are made in ranges that SBB does not use, so that a test may name a real one.
"""

from datetime import date
from typing import Any

import factory
from django.utils import timezone

from kwalificaties.models import (
    Actueel,
    Dossier,
    EerdereTitel,
    Herkomst,
    Inlezing,
    Kerntaak,
    Kwalificatie,
    Sector,
    Werkproces,
)

LOADED = date(2026, 1, 1)


class SectorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sector

    code = factory.Sequence(lambda n: f"{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}")
    naam = factory.Sequence(lambda n: f"Sector {n}")
    vanaf = LOADED


class DossierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dossier

    crebo = factory.Sequence(lambda n: str(22000 + n % 1000))
    titel = factory.Sequence(lambda n: f"Dossier {n}")
    sector = factory.SubFactory(SectorFactory)
    vanaf = LOADED


class KwalificatieFactory(factory.django.DjangoModelFactory):
    """`with_werkprocessen=3` hangs one kerntaak with so many werkprocessen under it."""

    class Meta:
        model = Kwalificatie
        skip_postgeneration_save = True

    class Params:
        closed = factory.Trait(gesloten_op=factory.LazyFunction(timezone.localdate))

    crebo = factory.Sequence(lambda n: str(26000 + n % 1000))
    titel = factory.Sequence(lambda n: f"Medewerker {n}")
    niveau = 2
    dossier = factory.SubFactory(DossierFactory, sector=factory.SelfAttribute("..sector"))
    sector = factory.SubFactory(SectorFactory)
    actueel = Actueel.JA
    vanaf = LOADED

    @factory.post_generation
    def with_werkprocessen(self, create: bool, extracted: int | None, **kwargs: Any) -> None:
        if create and extracted:
            kerntaak = KerntaakFactory(kwalificatie=self, code="B1-K1")
            for number in range(1, extracted + 1):
                WerkprocesFactory(kerntaak=kerntaak, code=f"B1-K1-W{number}")


class KerntaakFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kerntaak

    class Params:
        closed = factory.Trait(gesloten_op=factory.LazyFunction(timezone.localdate))
        own = factory.Trait(herkomst=Herkomst.ZELF)

    kwalificatie = factory.SubFactory(KwalificatieFactory)
    code = factory.Sequence(lambda n: f"B1-K{n}")
    titel = factory.Sequence(lambda n: f"Kerntaak {n}")
    vanaf = LOADED


class WerkprocesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Werkproces

    class Params:
        closed = factory.Trait(gesloten_op=factory.LazyFunction(timezone.localdate))
        own = factory.Trait(herkomst=Herkomst.ZELF)

    kerntaak = factory.SubFactory(KerntaakFactory)
    code = factory.LazyAttributeSequence(lambda werkproces, n: f"{werkproces.kerntaak.code}-W{n}")
    naam = factory.Sequence(lambda n: f"Werkproces {n}")
    vanaf = LOADED


class EerdereTitelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EerdereTitel

    kwalificatie = factory.SubFactory(KwalificatieFactory)
    titel = factory.Sequence(lambda n: f"Hulpkracht {n}")
    tot = LOADED


class InlezingFactory(factory.django.DjangoModelFactory):
    """A file that waits to be confirmed: one new werkproces for `kwalificatie`, unless `inhoud` says otherwise."""

    class Meta:
        model = Inlezing

    class Params:
        kwalificatie = factory.SubFactory(KwalificatieFactory)
        done = factory.Trait(ingelezen_op=factory.LazyFunction(timezone.now), inhoud="")

    bestandsnaam = "werkprocessen.csv"
    telling = factory.LazyFunction(lambda: {"nieuw": ["Wast ramen"], "gewijzigd": [], "gelijk": 0, "kwalificaties": []})
    inhoud = factory.LazyAttribute(
        lambda inlezing: (
            "crebo;kerntaak_code;kerntaak_titel;werkproces_code;werkproces_naam;bron;datum\n"
            f"{inlezing.kwalificatie.crebo};B1-K1;Maakt schoon;B1-K1-W1;Wast ramen;SBB;01-08-2026\n"
        )
    )
