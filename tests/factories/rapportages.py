"""Counted facts. Most tests let the application make them; these are for what only needs a number."""

import uuid
from datetime import date

import factory
from django.utils import timezone

from rapportages.models import (
    Deling,
    Feit,
    Hertelling,
    Inwonertal,
    Rapport,
    Rapportbestand,
    Rapportplan,
    Som,
    Somstand,
    Tekstblok,
    Telfeit,
    Telsleutel,
    Weergave,
)
from tests.factories.accounts import GebruikerFactory, RegioFactory


class TelfeitFactory(factory.django.DjangoModelFactory):
    """A traject that started, of a person of its own."""

    class Meta:
        model = Telfeit

    regio = factory.SubFactory(RegioFactory)
    soort = Feit.START
    persoon = factory.LazyFunction(uuid.uuid4)
    sleutel = factory.Sequence(lambda n: f"start:{n}")
    onderwerp = factory.LazyFunction(uuid.uuid4)
    datum = date(2025, 3, 1)
    recorded_at = factory.LazyFunction(timezone.now)


class TelsleutelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Telsleutel

    dossier = factory.LazyFunction(uuid.uuid4)


class HertellingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Hertelling

    dossier = factory.LazyFunction(uuid.uuid4)
    recorded_at = factory.LazyFunction(timezone.now)


class SomstandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Somstand

    regio = factory.SubFactory(RegioFactory)


class SomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Som

    regio = factory.SubFactory(RegioFactory)
    tot = date(2025, 12, 31)
    sleutel = factory.Sequence(lambda n: f"{n:064d}")
    uitkomst = factory.LazyFunction(list)


class WeergaveFactory(factory.django.DjangoModelFactory):
    """For oneself; `gedeeld_met=regio` lets colleagues use it."""

    class Meta:
        model = Weergave

    eigenaar = factory.SubFactory(GebruikerFactory)
    naam = factory.Sequence(lambda n: f"Weergave {n}")
    vraag = "status=lopend"


class RapportFactory(factory.django.DjangoModelFactory):
    """Asked for, of the third quarter; a test that wants it whole lets it be made."""

    class Meta:
        model = Rapport

    regio = factory.SubFactory(RegioFactory)
    soort = "kwartaal"
    van = date(2026, 7, 1)
    tot = date(2026, 9, 30)
    gevraagd_door = factory.SubFactory(GebruikerFactory, rol="coordinator", regio=factory.SelfAttribute("..regio"))


class RapportbestandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Rapportbestand

    rapport = factory.SubFactory(RapportFactory)
    soort = "csv"
    inhoud = b"code"
    sha256 = "0" * 64


class RapportplanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Rapportplan

    regio = factory.SubFactory(RegioFactory)
    soort = "kwartaal"
    vanaf = date(2026, 1, 1)
    gemaakt_door = factory.SubFactory(GebruikerFactory, rol="coordinator", regio=factory.SelfAttribute("..regio"))


class TekstblokFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tekstblok

    regio = factory.SubFactory(RegioFactory)
    kop = "Waarom wij dit doen"
    tekst = "Iedereen verdient een vak."


class DelingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Deling

    regio = factory.SubFactory(RegioFactory)
    cijfer = "gestarte_trajecten"
    sinds = factory.LazyFunction(timezone.now)


class InwonertalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inwonertal

    regio = factory.SubFactory(RegioFactory)
    jaar = 2025
    aantal = 200_000
    bron = "CBS StatLine"
