"""Trajecten and what hangs on them. States are traits: `TrajectFactory(lopend=True)`, `PlaatsingFactory(bpv=True)`."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from kwalificaties.models import Werkproces
from leerbedrijven.models import Praktijkopleider, Relatie
from tests.factories.accounts import GebruikerFactory, OrganisatieFactory
from trajecten.models import (
    Aanwezigheid,
    Begeleiding,
    Beoordeling,
    Beoordelingsverzoek,
    Groep,
    Inschrijving,
    Leerdoel,
    Logregel,
    Plaatsing,
    Praktijkovereenkomst,
    Resultaat,
    Traject,
)
from trajecten.models.traject import ResultaatSoort
from trajecten.states import PlaatsingSoort, PlaatsingStatus, PokStatus, TrajectStatus


def days(number: int) -> Any:
    """A day that far from today: negative lies in the past."""
    return factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=number))


class GroepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Groep

    regio = factory.SubFactory("tests.factories.accounts.RegioFactory")
    naam = factory.Sequence(lambda n: f"Groep {n}")


class TrajectFactory(factory.django.DjangoModelFactory):
    """In the regio of its kandidaat, with a kwalificatie but without leerdoelen."""

    class Meta:
        model = Traject

    class Params:
        voorbereiding = factory.Trait(status=TrajectStatus.VOORBEREIDING)
        lopend = factory.Trait(status=TrajectStatus.LOPEND, startdatum=days(-60))
        onderbroken = factory.Trait(status=TrajectStatus.ONDERBROKEN, startdatum=days(-60))
        afgerond = factory.Trait(status=TrajectStatus.AFGEROND, startdatum=days(-200), einddatum=days(-10))
        gestopt = factory.Trait(
            status=TrajectStatus.GESTOPT, startdatum=days(-200), einddatum=days(-10), stopreden="verhuisd"
        )
        silent = factory.Trait(
            status=TrajectStatus.LOPEND,
            startdatum=days(-200),
            laatste_activiteit=factory.LazyFunction(lambda: timezone.now() - timedelta(days=60)),
        )

    kandidaat = factory.SubFactory("tests.factories.kandidaten.KandidaatFactory")
    regio = factory.SelfAttribute("kandidaat.regio")
    kwalificatie = factory.SubFactory("tests.factories.kwalificaties.KwalificatieFactory")
    laatste_activiteit = factory.LazyFunction(timezone.now)


class InschrijvingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inschrijving

    traject = factory.SubFactory(TrajectFactory)
    instelling = factory.SubFactory(OrganisatieFactory, mbo=True)
    kwalificatie = factory.SelfAttribute("traject.kwalificatie")
    van = days(-90)


class PlaatsingFactory(factory.django.DjangoModelFactory):
    """A planned voortraject that begins today, unless a trait says otherwise."""

    class Meta:
        model = Plaatsing

    class Params:
        proef = factory.Trait(soort=PlaatsingSoort.PROEFPLAATSING, tot=days(30))
        bpv = factory.Trait(
            soort=PlaatsingSoort.BPV, van=days(-60), tot=days(120), einde_gepland=days(120), uren_per_week=Decimal(24)
        )
        lopend = factory.Trait(status=PlaatsingStatus.LOPEND)
        beeindigd = factory.Trait(status=PlaatsingStatus.BEEINDIGD, van=days(-100), tot=days(-5))

    traject = factory.SubFactory(TrajectFactory)
    soort = PlaatsingSoort.VOORTRAJECT
    leerbedrijf = factory.SubFactory("tests.factories.leerbedrijven.LeerbedrijfFactory")
    van = days(0)


def opleider_of(plaatsing: Plaatsing) -> Praktijkopleider:
    """The first praktijkopleider whom the regio knows at this leerbedrijf, else a new one."""
    from tests.factories.leerbedrijven import PraktijkopleiderFactory, RelatieFactory

    place = {"regio": plaatsing.traject.regio, "leerbedrijf": plaatsing.leerbedrijf}
    relatie = Relatie.objects.filter(**place).first() or RelatieFactory(**place)
    return relatie.praktijkopleiders.order_by("pk").first() or PraktijkopleiderFactory(relatie=relatie)


class BegeleidingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Begeleiding

    plaatsing = factory.SubFactory(PlaatsingFactory, bpv=True, lopend=True)
    praktijkopleider = factory.LazyAttribute(lambda row: opleider_of(row.plaatsing))
    van = factory.SelfAttribute("plaatsing.van")


class PraktijkovereenkomstFactory(factory.django.DjangoModelFactory):
    """A concept with its mandatory contents; `werkprocessen=[…]` are linked after the row is made."""

    class Meta:
        model = Praktijkovereenkomst
        skip_postgeneration_save = True

    class Params:
        wachtend = factory.Trait(status=PokStatus.TER_ONDERTEKENING)
        getekend = factory.Trait(
            status=PokStatus.GETEKEND,
            getekend_instelling_op=factory.SelfAttribute("begindatum"),
            getekend_instelling_door="Dora Docent",
            getekend_leerbedrijf_op=factory.SelfAttribute("begindatum"),
            getekend_leerbedrijf_door="Baas Bakker",
            getekend_kandidaat_op=factory.SelfAttribute("begindatum"),
            getekend_kandidaat_door="Kandidaat Zelf",
        )

    plaatsing = factory.SubFactory(PlaatsingFactory, bpv=True)
    inschrijving = factory.SubFactory(InschrijvingFactory, traject=factory.SelfAttribute("..plaatsing.traject"))
    begindatum = factory.SelfAttribute("plaatsing.van")
    einddatum = factory.LazyAttribute(lambda pok: pok.plaatsing.tot or pok.begindatum + timedelta(days=120))
    uren_totaal = 480
    uren_verdeling = "480 uur in het eerste studiejaar"
    begeleiding = "Elke week een gesprek met de praktijkopleider."
    beoordelingswijze = "De praktijkopleider kijkt mee en beoordeelt per werkproces."
    ontbinding = "Als een van de drie partijen de afspraken niet nakomt."

    @factory.post_generation
    def werkprocessen(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            self.werkprocessen.set(extracted)


def werkproces_of(traject: Traject) -> Werkproces:
    """A werkproces of the kwalificatie of the traject."""
    from tests.factories.kwalificaties import WerkprocesFactory

    extra = {"kerntaak__kwalificatie": traject.kwalificatie} if traject.kwalificatie else {}
    werkproces: Werkproces = WerkprocesFactory(**extra)
    return werkproces


class LeerdoelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Leerdoel

    traject = factory.SubFactory(TrajectFactory)
    werkproces = factory.LazyAttribute(lambda leerdoel: werkproces_of(leerdoel.traject))


class LogregelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Logregel

    traject = factory.SubFactory(TrajectFactory, lopend=True)
    datum = days(0)
    tekst = "Het gaat goed."
    door = factory.SubFactory(GebruikerFactory)


def monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


class AanwezigheidFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Aanwezigheid

    plaatsing = factory.SubFactory(PlaatsingFactory, bpv=True, lopend=True)
    week = factory.LazyFunction(lambda: monday(timezone.localdate()))
    uren = Decimal(24)
    door = factory.SubFactory(GebruikerFactory)


class BeoordelingsverzoekFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Beoordelingsverzoek

    class Params:
        beantwoord = factory.Trait(beantwoord_op=factory.LazyFunction(timezone.now))

    plaatsing = factory.SubFactory(PlaatsingFactory, bpv=True, lopend=True)
    praktijkopleider = factory.LazyAttribute(lambda row: opleider_of(row.plaatsing))
    gevraagd_door = factory.SubFactory(GebruikerFactory)
    gevraagd_op = factory.LazyFunction(timezone.now)


class BeoordelingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Beoordeling

    plaatsing = factory.SubFactory(PlaatsingFactory, bpv=True, lopend=True)
    leerdoel = factory.SubFactory(LeerdoelFactory, traject=factory.SelfAttribute("..plaatsing.traject"))
    praktijkopleider = factory.LazyAttribute(lambda row: opleider_of(row.plaatsing))
    kan_het = True
    datum = days(0)
    vastgelegd_door = "systeem:test"


class ResultaatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Resultaat

    traject = factory.SubFactory(TrajectFactory, afgerond=True)
    soort = ResultaatSoort.PRAKTIJKVERKLARING
    datum = days(-10)


def bpv_in_order(*, kandidaat: Any = None, on: date | None = None, **kwargs: Any) -> Plaatsing:
    """A planned bpv that may start on a day (today): leerdoelen, erkenning, inschrijving, POK, praktijkopleider."""
    from tests.factories.kwalificaties import KwalificatieFactory
    from tests.factories.leerbedrijven import ErkenningFactory

    on = on or timezone.localdate()
    kwalificatie = KwalificatieFactory(with_werkprocessen=3)
    werkprocessen = list(Werkproces.objects.open().filter(kerntaak__kwalificatie=kwalificatie).order_by("code"))
    traject = TrajectFactory(**({"kandidaat": kandidaat} if kandidaat else {}), kwalificatie=kwalificatie)
    for werkproces in werkprocessen:
        LeerdoelFactory(traject=traject, werkproces=werkproces)
    InschrijvingFactory(traject=traject, van=on - timedelta(days=30))
    erkenning = ErkenningFactory(kwalificatie=kwalificatie, **kwargs)
    plaatsing: Plaatsing = PlaatsingFactory(
        traject=traject,
        soort=PlaatsingSoort.BPV,
        leerbedrijf=erkenning.leerbedrijf,
        van=on,
        tot=on + timedelta(days=120),
    )
    PraktijkovereenkomstFactory(
        plaatsing=plaatsing,
        inschrijving=traject.inschrijvingen.get(),
        getekend=True,
        getekend_kandidaat_op=on - timedelta(days=3),
        werkprocessen=werkprocessen,
    )
    BegeleidingFactory(plaatsing=plaatsing)
    return plaatsing


def running_bpv(**kwargs: Any) -> Plaatsing:
    """The same, started sixty days ago."""
    from praktijkleren.audit.actor import Actor
    from trajecten.actions import start_plaatsing

    on = timezone.localdate() - timedelta(days=60)
    return start_plaatsing(bpv_in_order(on=on, **kwargs), by=Actor.systeem("test"), on=on)
