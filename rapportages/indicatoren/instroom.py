"""I1 to I4: who comes in, what is advised, who starts and who is on the way."""

from django.db.models import F, Q

from rapportages.indicatoren.begrip import Indicator, Lijn, in_period, within
from rapportages.models import Feit, TelfeitQuerySet
from rapportages.tijdvak import Tijdvak


def _people_only(feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> TelfeitQuerySet:
    return within(feiten, tijdvak, Feit.AANMELDING).filter(waarde="persoon")


def _chose_otherwise(feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> TelfeitQuerySet:
    return within(feiten, tijdvak, Feit.ADVIES).exclude(Q(waarde="") | Q(waarde=F("route")))


def _begun(feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> TelfeitQuerySet:
    return feiten.of(Feit.START).filter(datum__lte=tijdvak.tot)


def _ended(feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> TelfeitQuerySet:
    return feiten.of(Feit.EINDE).filter(datum__lte=tijdvak.tot)


def running(feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> TelfeitQuerySet:
    """Started on or before the peildatum, and not ended on or before it."""
    return _begun(feiten, tijdvak).without_end(tijdvak.tot)


def running_line(naam: str, delen: str = "") -> Lijn:
    return Lijn(naam, Feit.START, running, delen=delen, stand=True, erbij=_begun, eraf=_ended)


I1 = Indicator(
    code="I1",
    naam="Aanmeldingen",
    definitie="Het aantal aanmeldingen dat in de periode is binnengekomen.",
    populatie="Alle aanmeldingen: van een persoon, van een leerplaats of van allebei. Ook wat later is afgewezen.",
    datumregel="De dag waarop de aanmelding binnenkwam.",
    bron="Aanmeldingen",
    lijnen=(
        in_period("aanmeldingen", Feit.AANMELDING, delen="bron"),
        Lijn("waarvan van een persoon", Feit.AANMELDING, _people_only, naast=0),
        in_period("aangenomen in de periode", Feit.AANNAME),
    ),
    uitsplitsingen=("bron", "gemeente", "klantgroep", "samenwerkingsverband"),
)
I2 = Indicator(
    code="I2",
    naam="Adviezen",
    definitie="Het aantal adviezen per route, met wat de kandidaat daarna koos.",
    populatie="Adviezen die met de kandidaat zijn besproken. Van elk advies telt alleen de laatste versie.",
    datumregel="De dag waarop het advies met de kandidaat is besproken.",
    bron="Adviezen",
    lijnen=(
        in_period("adviezen, naar geadviseerde route", Feit.ADVIES, delen="route"),
        in_period("adviezen, naar wat de kandidaat koos", Feit.ADVIES, delen="keuze"),
        Lijn("waarvan de kandidaat iets anders koos", Feit.ADVIES, _chose_otherwise, naast=0),
    ),
    uitsplitsingen=("route", "keuze", "gemeente", "klantgroep"),
)
I3 = Indicator(
    code="I3",
    naam="Gestarte trajecten",
    definitie="Het aantal trajecten dat in de periode is begonnen.",
    populatie="Alle trajecten met een eerste dag van de bpv of, op een andere route, van de opleiding.",
    datumregel="De eerste dag van het traject.",
    bron="Trajecten",
    lijnen=(in_period("gestarte trajecten", Feit.START, delen="route"),),
    uitsplitsingen=(
        "route", "klantgroep", "sector", "gemeente", "leerbedrijf", "instelling", "bron", "samenwerkingsverband",
    ),
)  # fmt: skip
I4 = Indicator(
    code="I4",
    naam="Lopende trajecten",
    definitie="Het aantal trajecten dat op de peildatum loopt.",
    populatie="Trajecten die zijn begonnen en niet zijn geëindigd. Een onderbroken traject loopt door.",
    datumregel="Begonnen op of voor de peildatum, en op de peildatum nog niet geëindigd.",
    bron="Trajecten",
    lijnen=(running_line("lopende trajecten", delen="route"),),
    uitsplitsingen=("route", "klantgroep", "sector", "gemeente", "leerbedrijf", "instelling", "samenwerkingsverband"),
)
