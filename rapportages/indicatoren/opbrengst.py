"""I5 to I10: the praktijkverklaringen, whose they are, what stands on them and where they were earned."""

from rapportages.indicatoren.begrip import Indicator, Meet, in_period, until
from rapportages.models import Feit

GIVEN = "De dag waarop de praktijkverklaring is uitgereikt."
OF_GIVEN = "Uitgereikte praktijkverklaringen, ook die uit een ander systeem komen. Wat is ingetrokken, telt niet mee."
VERKLARINGEN = "Praktijkverklaringen"

I5 = Indicator(
    code="I5",
    naam="Uitgereikte praktijkverklaringen",
    definitie="Het aantal praktijkverklaringen dat is uitgereikt: in de periode, en in totaal tot en met de peildatum.",
    populatie=OF_GIVEN,
    datumregel=GIVEN,
    bron=VERKLARINGEN,
    lijnen=(
        in_period("uitgereikt in de periode", Feit.VERKLARING),
        until("uitgereikt in totaal", Feit.VERKLARING, naast=0),
    ),
    uitsplitsingen=("klantgroep", "sector", "kwalificatie", "gemeente", "leerbedrijf", "instelling"),
)
I6 = Indicator(
    code="I6",
    naam="Personen met een praktijkverklaring",
    definitie="Het aantal personen dat een praktijkverklaring kreeg. Iemand met drie verklaringen telt één keer.",
    populatie=OF_GIVEN,
    datumregel=GIVEN,
    bron=VERKLARINGEN,
    lijnen=(
        in_period("personen in de periode", Feit.VERKLARING, Meet.PERSONEN),
        until("personen in totaal", Feit.VERKLARING, Meet.PERSONEN, naast=0),
    ),
    uitsplitsingen=("klantgroep", "sector", "gemeente", "instelling"),
)
I7 = Indicator(
    code="I7",
    naam="Werkprocessen per praktijkverklaring",
    definitie="Hoeveel werkprocessen er op een praktijkverklaring staan: gemiddeld, het minst en het meest.",
    populatie=f"{OF_GIVEN} Een verklaring waarvan de werkprocessen niet bekend zijn, telt hier niet mee.",
    datumregel=GIVEN,
    bron=f"{VERKLARINGEN}: de laatste ondertekende versie",
    lijnen=(
        in_period("werkprocessen per verklaring, gemiddeld", Feit.VERKLARING, Meet.SPREIDING),
        in_period("verschillende werkprocessen, per persoon één keer", Feit.WERKPROCES, Meet.WERKPROCESSEN),
    ),
    uitsplitsingen=("sector", "instelling", "leerbedrijf"),
)
I8 = Indicator(
    code="I8",
    naam="Praktijkverklaringen per sector",
    definitie="Het deel van de uitgereikte praktijkverklaringen per sector, kwalificatie (crebo) en niveau.",
    populatie=OF_GIVEN,
    datumregel=GIVEN,
    bron=f"{VERKLARINGEN} en de kwalificatiestructuur",
    lijnen=(
        in_period("uitgereikt, per sector", Feit.VERKLARING, delen="sector"),
        in_period("uitgereikt, per niveau", Feit.VERKLARING, delen="niveau"),
    ),
    uitsplitsingen=("sector", "kwalificatie", "niveau"),
)
I9 = Indicator(
    code="I9",
    naam="Per klantgroep",
    definitie="De gestarte trajecten en de uitgereikte praktijkverklaringen per klantgroep.",
    populatie="Gestarte trajecten (I3) en uitgereikte praktijkverklaringen (I5). Iemand telt bij één klantgroep.",
    datumregel="De eerste dag van het traject; de dag van uitreiken.",
    bron="Trajecten, praktijkverklaringen, klantgroep",
    lijnen=(
        in_period("gestarte trajecten, per klantgroep", Feit.START, delen="klantgroep"),
        in_period("uitgereikte praktijkverklaringen, per klantgroep", Feit.VERKLARING, delen="klantgroep"),
    ),
    uitsplitsingen=("klantgroep",),
)
I10 = Indicator(
    code="I10",
    naam="Per leerbedrijf en per mbo-instelling",
    definitie="De gestarte trajecten en de uitgereikte praktijkverklaringen per leerbedrijf en per mbo-instelling.",
    populatie="Gestarte trajecten (I3) en uitgereikte praktijkverklaringen (I5).",
    datumregel="De eerste dag van het traject; de dag van uitreiken.",
    bron="Trajecten, inschrijvingen, praktijkverklaringen",
    lijnen=(
        in_period("gestarte trajecten, per mbo-instelling", Feit.START, delen="instelling"),
        in_period("gestarte trajecten, per leerbedrijf", Feit.START, delen="leerbedrijf"),
        in_period("uitgereikt, per mbo-instelling", Feit.VERKLARING, delen="instelling"),
        in_period("uitgereikt, per leerbedrijf", Feit.VERKLARING, delen="leerbedrijf"),
    ),
    uitsplitsingen=("leerbedrijf", "instelling"),
)
