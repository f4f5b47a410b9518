"""The figures on which regio's agreed. `naam` stands in files and addresses of others and never changes.

Running and ended trajecten (I4, I11) and work after 26 weeks (I13) are not among them: with the started trajecten, and
with the outcome after 6 months, small numbers could be computed from them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rapportages.indicatoren.begrip import Indicator
from rapportages.indicatoren.instroom import I1, I3
from rapportages.indicatoren.inzet import I14
from rapportages.indicatoren.opbrengst import I5, I6
from rapportages.indicatoren.uitkomst import I12

GEHEEL = "totaal"
"""The part of a figure that is all of it."""
UITKOMSTEN: Mapping[str, str] = {
    "werkgever": "werk",
    "ontwikkelbedrijf": "werk",
    "werk": "werk",
    "opleiding": "opleiding",
    "uitkering": "anders",
    "anders": "anders",
    "": "onbekend",
}
"""From the outcome of a Telfeit to the part in which it is compared."""


@dataclass(frozen=True)
class Afspraak:
    naam: str
    titel: str
    indicator: Indicator
    eenheid: str
    delen: Mapping[str, str]
    """Besides the whole: name of a part → how it is called on a page."""
    per_inwoners: bool = True
    """Whether it can be divided by the number of inhabitants."""

    @property
    def onderdelen(self) -> tuple[str, ...]:
        return (GEHEEL, *self.delen)

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.titel}"


def _counted(naam: str, titel: str, indicator: Indicator, eenheid: str) -> Afspraak:
    return Afspraak(naam, titel, indicator, eenheid, {})


def _weeks(naam: str, titel: str) -> Afspraak:
    return Afspraak(naam, titel, I14, "weken", {}, per_inwoners=False)


_ALLE = (
    _counted("aanmeldingen", "Aanmeldingen in het jaar", I1, "aanmeldingen"),
    _counted("gestarte_trajecten", "Gestarte trajecten in het jaar", I3, "trajecten"),
    _counted("verklaringen", "Praktijkverklaringen in het jaar", I5, "praktijkverklaringen"),
    _counted("verklaringen_totaal", "Praktijkverklaringen in totaal", I5, "praktijkverklaringen"),
    _counted("personen", "Personen met een praktijkverklaring, in het jaar", I6, "personen"),
    _counted("personen_totaal", "Personen met een praktijkverklaring, in totaal", I6, "personen"),
    Afspraak(
        "uitkomst_6_maanden",
        "Uitkomst, 6 maanden na het traject",
        I12,
        "trajecten",
        {
            "werk": "werk",
            "opleiding": "vervolgopleiding",
            "anders": "uitkering of iets anders",
            "onbekend": "onbekend",
        },
        per_inwoners=False,
    ),
    _weeks("weken_tot_start", "Weken van aanmelding tot start"),
    _weeks("weken_tot_verklaring", "Weken van start tot praktijkverklaring"),
)
AFSPRAKEN = {afspraak.naam: afspraak for afspraak in _ALLE}
