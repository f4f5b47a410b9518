"""I14 to I18: how long it takes, the weeks that count for subsidie, costs, who newly takes part, what is put in."""

from rapportages.indicatoren.begrip import Indicator, Meet, in_period
from rapportages.models import Feit

I14 = Indicator(
    code="I14",
    naam="Doorlooptijd",
    definitie="Hoeveel weken het duurt van aanmelding tot start, en van start tot praktijkverklaring. De mediaan: "
    "de helft ging sneller, de helft langzamer.",
    populatie="Eerste trajecten met een aanmelding ervoor; de eerste praktijkverklaring van elk traject.",
    datumregel="De eerste dag van het traject; de dag van uitreiken.",
    bron="Aanmeldingen, trajecten, praktijkverklaringen",
    lijnen=(
        in_period("weken van aanmelding tot start", Feit.START, Meet.WEKEN),
        in_period("weken van start tot praktijkverklaring", Feit.VERKLARING, Meet.WEKEN),
    ),
    uitsplitsingen=("route", "klantgroep", "sector", "gemeente", "instelling"),
)
I15 = Indicator(
    code="I15",
    naam="Subsidieerbare weken",
    definitie="Het aantal weken waarin iemand in de praktijk werkte.",
    populatie="Weken met gewerkte uren tijdens de bpv; per praktijkplaats tellen de eerste 40 weken.",
    datumregel="De maandag van de week.",
    bron="Aanwezigheid",
    lijnen=(in_period("weken", Feit.WEEK), in_period("personen", Feit.WEEK, Meet.PERSONEN)),
    uitsplitsingen=("leerbedrijf", "instelling", "sector"),
)
I16 = Indicator(
    code="I16",
    naam="Kosten per financieringsbron",
    definitie="De som van de bedragen per financieringsbron.",
    populatie="Bedragen die bij een traject zijn vastgelegd.",
    datumregel="De dag waarop het bedrag geldt.",
    bron="Financiering",
    lijnen=(),
    ontbreekt="Bedragen worden in dit systeem nog niet vastgelegd. Daarom staat hier geen cijfer.",
)
I17 = Indicator(
    code="I17",
    naam="Nieuwe erkenningen",
    definitie="Het aantal leerbedrijven dat in de periode voor het eerst is erkend.",
    populatie="Leerbedrijven die de regio kent. Een verlenging is geen nieuwe erkenning.",
    datumregel="De eerste dag van de eerste erkenning.",
    bron="Register van leerbedrijven",
    lijnen=(in_period("nieuwe erkenningen", Feit.ERKENNING, delen="sector"),),
    uitsplitsingen=("sector", "kwalificatie"),
)
I18 = Indicator(
    code="I18",
    naam="Inzet",
    definitie="Wat er is ingezet: voortrajecten en proefplaatsingen, weken in de praktijk, bezoeken en gesprekken.",
    populatie="Wat bij een traject is vastgelegd, ook als het daarna niet begon. Bezoeken en gesprekken uit de "
    "voortgang tellen mee, notities niet.",
    datumregel="De eerste dag van voortraject of proefplaatsing; de maandag van de week; de dag van het contact.",
    bron="Plaatsingen, aanwezigheid en voortgang",
    lijnen=(
        in_period("voortrajecten en proefplaatsingen, per klantgroep", Feit.VOORBEREIDING, delen="klantgroep"),
        in_period("weken in de praktijk, per klantgroep", Feit.WEEK, delen="klantgroep"),
        in_period("bezoeken en gesprekken, per klantgroep", Feit.CONTACT, delen="klantgroep"),
        in_period("personen die een bezoek of gesprek kregen", Feit.CONTACT, Meet.PERSONEN),
    ),
    uitsplitsingen=("klantgroep", "gemeente", "route", "sector", "instelling"),
)
