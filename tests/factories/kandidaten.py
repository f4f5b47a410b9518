"""Kandidaten and what is known of them. `KandidaatFactory(betrokken=[gebruiker])` lets those people see the person."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone

from kandidaten.models import (
    Advies,
    Betrokkenheid,
    Intake,
    Kandidaat,
    Klantgroep,
    Ondersteuning,
    Situatie,
    SituatieSoort,
    Sociaal,
    Vertegenwoordiger,
    VertegenwoordigerSoort,
)
from kandidaten.states import AdviesStatus, Route
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import BETROKKEN, Rol
from tests.factories.accounts import GebruikerFactory, RegioFactory

LONG_AGO = date(2020, 1, 1)


def days_ago(days: int) -> factory.LazyFunction:
    return factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=days))


class KandidaatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kandidaat
        skip_postgeneration_save = True

    class Params:
        minderjarig = factory.Trait(
            geboortedatum=days_ago(16 * 365 + 100),
            ouder=factory.RelatedFactory("tests.factories.kandidaten.VertegenwoordigerFactory", "kandidaat"),
        )
        zonder_email = factory.Trait(email="")

    regio = factory.SubFactory(RegioFactory)
    voornamen = factory.Sequence(lambda n: f"Voorbeeld{n}")
    achternaam = factory.Sequence(lambda n: f"Kandidaat{n}")
    geboortedatum = date(1998, 4, 17)
    geboorteplaats = "Nergenshuizen"
    email = factory.Sequence(lambda n: f"kandidaat{n}@persoon.example")
    telefoon = "06 00000000"

    @factory.post_generation
    def betrokken(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Each of these people gets a row per role in which someone can be betrokken, for their own organisatie."""
        for gebruiker in extracted or []:
            involve(self, gebruiker)


def involve(kandidaat: Kandidaat, gebruiker: Gebruiker) -> list[Betrokkenheid]:
    """Let someone be betrokken through every current membership whose role can be."""
    rows = gebruiker.lidmaatschappen.current().filter(rol__in=BETROKKEN).order_by("pk")
    made: list[Betrokkenheid] = [
        BetrokkenheidFactory(kandidaat=kandidaat, gebruiker=gebruiker, organisatie=row.organisatie, rol=row.rol)
        for row in rows
    ]
    gebruiker.forget_scopes()
    return made


class VertegenwoordigerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Vertegenwoordiger

    class Params:
        bewindvoerder = factory.Trait(soort=VertegenwoordigerSoort.BEWINDVOERDER)
        ended = factory.Trait(tot=days_ago(1))

    kandidaat = factory.SubFactory(KandidaatFactory)
    soort = VertegenwoordigerSoort.OUDER
    naam = factory.Sequence(lambda n: f"Ouder{n} Voorbeeld")
    email = factory.Sequence(lambda n: f"ouder{n}@persoon.example")
    van = LONG_AGO


class BetrokkenheidFactory(factory.django.DjangoModelFactory):
    """Without more: a jobcoach of the regio of the kandidaat. `team=True` involves the whole organisatie."""

    class Meta:
        model = Betrokkenheid

    class Params:
        team = factory.Trait(gebruiker=None)
        ended = factory.Trait(tot=days_ago(1))

    kandidaat = factory.SubFactory(KandidaatFactory)
    rol = Rol.JOBCOACH
    organisatie = factory.LazyAttribute(
        lambda row: row.gebruiker.lidmaatschappen.filter(rol=row.rol).order_by("pk").first().organisatie
    )
    gebruiker = factory.LazyAttribute(lambda row: GebruikerFactory(rol=row.rol, regio=row.kandidaat.regio))
    van = LONG_AGO


class KlantgroepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Klantgroep

    code = factory.Sequence(lambda n: f"x{n}")
    naam = factory.Sequence(lambda n: f"Klantgroep {n}")


class SociaalFactory(factory.django.DjangoModelFactory):
    """`klantgroepen=[…]` are the extra ones."""

    class Meta:
        model = Sociaal
        skip_postgeneration_save = True

    kandidaat = factory.SubFactory(KandidaatFactory)
    startkwalificatie = False
    primaire_klantgroep = factory.SubFactory(KlantgroepFactory)

    @factory.post_generation
    def klantgroepen(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            self.klantgroepen.set(extracted)


class OndersteuningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ondersteuning

    kandidaat = factory.SubFactory(KandidaatFactory)
    behoefte = "Leert het beste door het voor te doen."
    samenvatting = "Voordoen werkt het best."
    gedeeld_met_leerbedrijf = "Leg nieuw werk stap voor stap uit."


class SituatieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Situatie

    class Params:
        werk = factory.Trait(soort=SituatieSoort.LOON, uren=24)
        ended = factory.Trait(tot=days_ago(1))

    kandidaat = factory.SubFactory(KandidaatFactory)
    soort = SituatieSoort.PW
    van = LONG_AGO
    recorded_at = factory.LazyFunction(timezone.now)


class IntakeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Intake

    kandidaat = factory.SubFactory(KandidaatFactory)
    datum = days_ago(30)
    leerbaarheid = "Vraagt zelf om nieuwe taken en oefent thuis."
    wensen = "Werken in een keuken."
    gedaan_door = factory.LazyAttribute(lambda row: GebruikerFactory(rol=Rol.KLANTMANAGER, regio=row.kandidaat.regio))


class AdviesFactory(factory.django.DjangoModelFactory):
    """A concept; one trait per further status. The mbo-contact who answers is made unless given."""

    class Meta:
        model = Advies

    class Params:
        with_mbo = factory.Trait(
            mbo_gebruiker=factory.LazyAttribute(
                lambda row: GebruikerFactory(rol=Rol.MBO_CONTACT, regio=row.kandidaat.regio)
            )
        )
        voorgelegd = factory.Trait(with_mbo=True, status=AdviesStatus.VOORGELEGD)
        akkoord_mbo = factory.Trait(
            with_mbo=True,
            status=AdviesStatus.AKKOORD_MBO,
            mbo_route=Route.PRAKTIJKVERKLARING,
            mbo_datum=days_ago(5),
        )
        ander_voorstel = factory.Trait(
            with_mbo=True,
            status=AdviesStatus.ANDER_VOORSTEL,
            mbo_route=Route.CERTIFICAAT,
            mbo_toelichting="Een certificaat ligt binnen bereik.",
            mbo_datum=days_ago(5),
        )
        besproken = factory.Trait(
            akkoord_mbo=True,
            status=AdviesStatus.BESPROKEN,
            keuze_kandidaat=Route.PRAKTIJKVERKLARING,
            besproken_op=days_ago(2),
        )
        vervangen = factory.Trait(status=AdviesStatus.VERVANGEN)

    kandidaat = factory.SubFactory(KandidaatFactory)
    versie = factory.LazyAttribute(lambda row: row.kandidaat.adviezen.count() + 1)
    diploma_afweging = "Nu niet: te veel lesdagen."
    certificaat_afweging = "Misschien later."
    praktijkverklaring_afweging = "Past goed: leert op de werkvloer."
    route = Route.PRAKTIJKVERKLARING
    motivering = "Leert het best door te doen."
    richting = "keuken"
    geschreven_door = factory.LazyAttribute(
        lambda row: GebruikerFactory(rol=Rol.KLANTMANAGER, regio=row.kandidaat.regio)
    )
