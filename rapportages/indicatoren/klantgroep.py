"""What a report shows per klantgroep, one column each: who began, what came of it, and what was put in."""

from rapportages.indicatoren.begrip import Lijn, Meet, in_period, within
from rapportages.indicatoren.instroom import running_line
from rapportages.indicatoren.velden import AT_WORK
from rapportages.models import Feit

PER_KLANTGROEP: tuple[Lijn, ...] = (
    in_period("gestart", Feit.START),
    running_line("loopt op de peildatum"),
    in_period("praktijkverklaringen", Feit.VERKLARING),
    in_period("personen met een praktijkverklaring", Feit.VERKLARING, Meet.PERSONEN),
    in_period("geëindigd", Feit.EINDE),
    in_period("6 maanden geleden geëindigd", Feit.UITKOMST_6),
    Lijn(
        "daarvan aan het werk",
        Feit.UITKOMST_6,
        lambda feiten, tijdvak: within(feiten, tijdvak, Feit.UITKOMST_6).filter(waarde__in=AT_WORK),
        naast=5,
    ),
    in_period("voortrajecten en proefplaatsingen", Feit.VOORBEREIDING),
    in_period("weken in de praktijk", Feit.WEEK),
    in_period("bezoeken en gesprekken", Feit.CONTACT),
)
