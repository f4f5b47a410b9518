"""Aanmeldingen: one per entrance, in every status."""

import uuid
from datetime import date, timedelta

import factory
from django.utils import timezone

from aanmeldingen.models import Aanmelding, Ingang, VerwijzerSoort
from aanmeldingen.states import AanmeldingStatus
from tests.factories.accounts import RegioFactory


class AanmeldingFactory(factory.django.DjangoModelFactory):
    """By a verwijzer, new. Traits `kandidaat_zelf`, `werkgever` (a place), `werknemer` (a person by an employer)."""

    class Meta:
        model = Aanmelding

    class Params:
        kandidaat_zelf = factory.Trait(
            ingang=Ingang.KANDIDAAT,
            aanmelder_naam=factory.LazyAttribute(lambda row: f"{row.persoon_voornamen} {row.persoon_achternaam}"),
            aanmelder_organisatie="",
            verwijzer_soort="",
        )
        werkgever = factory.Trait(
            ingang=Ingang.WERKGEVER,
            verwijzer_soort="",
            aanmelder_organisatie=factory.SelfAttribute("bedrijf_naam"),
            met_persoon=False,
            persoon_voornamen="",
            persoon_achternaam="",
            persoon_geboortedatum=None,
            met_plaats=True,
            bedrijf_naam=factory.Sequence(lambda n: f"Bedrijf {n}"),
            bedrijf_plaats="Nergenshuizen",
            plaats_omschrijving="Groente snijden en de keuken schoonmaken.",
            plaats_aantal=1,
        )
        werknemer = factory.Trait(
            ingang=Ingang.WERKGEVER,
            verwijzer_soort="",
            aanmelder_organisatie=factory.SelfAttribute("bedrijf_naam"),
            persoon_is_werknemer=True,
            bedrijf_naam=factory.Sequence(lambda n: f"Bedrijf {n}"),
            bedrijf_plaats="Nergenshuizen",
        )
        met_leerplaats = factory.Trait(
            met_plaats=True,
            bedrijf_naam=factory.Sequence(lambda n: f"Bedrijf {n}"),
            bedrijf_plaats="Nergenshuizen",
            plaats_omschrijving="Groente snijden en de keuken schoonmaken.",
            plaats_aantal=1,
        )
        minderjarig = factory.Trait(
            persoon_geboortedatum=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=16 * 365 + 100)),
            vertegenwoordiger_naam="Ouder Voorbeeld",
            vertegenwoordiger_email="ouder@persoon.example",
        )
        in_behandeling = factory.Trait(status=AanmeldingStatus.IN_BEHANDELING)
        ended = factory.Trait(afgerond_op=factory.LazyFunction(timezone.now))
        geaccepteerd = factory.Trait(ended=True, status=AanmeldingStatus.GEACCEPTEERD)
        afgewezen = factory.Trait(
            ended=True, status=AanmeldingStatus.AFGEWEZEN, besluit_reden="Er is nu geen plek in deze regio."
        )
        doorverwezen = factory.Trait(
            ended=True,
            status=AanmeldingStatus.DOORVERWEZEN,
            besluit_reden="Woont in een andere regio.",
            doorverwezen_naar="Werkcentrum Overzee",
        )
        ingetrokken = factory.Trait(
            ended=True, status=AanmeldingStatus.INGETROKKEN, besluit_reden="Heeft zelf werk gevonden."
        )

    regio = factory.SubFactory(RegioFactory, open=True)
    ingang = Ingang.VERWIJZER
    ontvangen_op = factory.LazyFunction(timezone.now)
    formulier_id = factory.LazyFunction(uuid.uuid4)
    aanmelder_naam = factory.Sequence(lambda n: f"Verwijzer {n}")
    aanmelder_email = factory.Sequence(lambda n: f"verwijzer{n}@organisatie.example")
    aanmelder_organisatie = "Sociale dienst Voorbeeld"
    verwijzer_soort = VerwijzerSoort.GEMEENTE
    persoon_voornamen = factory.Sequence(lambda n: f"Voorbeeld{n}")
    persoon_achternaam = factory.Sequence(lambda n: f"Aanmelding{n}")
    persoon_geboortedatum = date(1999, 3, 4)
    persoon_weet_ervan = True
