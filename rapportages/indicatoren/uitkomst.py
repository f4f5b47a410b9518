"""I11 to I13: how trajecten end, and what became of people."""

from rapportages.indicatoren.begrip import Indicator, in_period
from rapportages.models import Feit

BY = ("route", "klantgroep", "sector", "gemeente", "leerbedrijf", "instelling", "met_verklaring")

I11 = Indicator(
    code="I11",
    naam="Geëindigde trajecten",
    definitie="Het aantal trajecten dat is geëindigd: met of zonder praktijkverklaring, afgerond of gestopt.",
    populatie="Trajecten die waren begonnen.",
    datumregel="De laatste dag van het traject.",
    bron="Trajecten, praktijkverklaringen",
    lijnen=(
        in_period("geëindigd, met of zonder praktijkverklaring", Feit.EINDE, delen="met_verklaring"),
        in_period("geëindigd, afgerond of gestopt", Feit.EINDE, delen="afloop"),
    ),
    uitsplitsingen=BY,
)
I12 = Indicator(
    code="I12",
    naam="Uitkomst",
    definitie="Wat mensen doen aan het einde van hun traject, en 6 en 12 maanden daarna.",
    populatie="Trajecten die zijn geëindigd. Weet niemand wat iemand op die dag deed? Dan is de uitkomst onbekend.",
    datumregel="De laatste dag van het traject; de dag 6 of 12 maanden later.",
    bron="Situatie van de kandidaat op die dag. Werk gaat voor opleiding, en opleiding voor een uitkering.",
    lijnen=(
        in_period("uitkomst bij het einde", Feit.UITKOMST_EINDE, delen="uitkomst"),
        in_period("uitkomst na 6 maanden", Feit.UITKOMST_6, delen="uitkomst"),
        in_period("uitkomst na 12 maanden", Feit.UITKOMST_12, delen="uitkomst"),
    ),
    uitsplitsingen=BY,
)
I13 = Indicator(
    code="I13",
    naam="Duurzaam werk",
    definitie="Het deel van de mensen met werk aan het einde van hun traject dat 26 weken later nog werk heeft.",
    populatie="Trajecten die zijn geëindigd terwijl iemand werk had.",
    datumregel="De dag 26 weken na de laatste dag van het traject.",
    bron="Situatie van de kandidaat op die dag",
    lijnen=(in_period("werk na 26 weken", Feit.DUURZAAM, delen="ja_nee"),),
    uitsplitsingen=BY,
)
