"""Which numbers of a regio may be shown: none about fewer than five persons, and none that would give one away.

Decided over everything that can be shared, whatever of it is shared, so that sharing more later gives nothing away. And
year after year, each with what came before it only, so that the file of last year gives nothing away beside this one.
Here zero is hidden as well: who knows that no one came can sometimes tell how many came the year before.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from rapportages.bescherming import KLEIN
from rapportages.vergelijking.afspraken import GEHEEL
from rapportages.vergelijking.tellen import Aantal, Duur, Jaar

Waarde = int | Decimal | None
"""None: not shown."""
Waarden = dict[tuple[str, str], Waarde]
"""By name of the figure and of its part."""
DELEN = ("werk", "opleiding", "anders", "onbekend")


def protect_years(jaren: Sequence[Jaar]) -> dict[int, Waarden]:
    """`jaren` are all years of a regio, from the first in which something was counted."""
    verklaringen, uitkomsten = Verklaringen(), Uitkomsten()
    return {
        jaar.jaar: {
            ("aanmeldingen", GEHEEL): unless_small(jaar.aanmeldingen),
            ("gestarte_trajecten", GEHEEL): unless_small(jaar.starts),
            ("weken_tot_start", GEHEEL): weeks_of(jaar.tot_start) if unless_small(jaar.starts) else None,
            **verklaringen.add(jaar),
            **uitkomsten.add(jaar),
        }
        for jaar in jaren
    }


def unless_small(aantal: Aantal) -> int | None:
    return aantal.aantal if aantal.personen >= KLEIN else None


def weeks_of(duur: Duur) -> Decimal | None:
    return duur.weken if duur.records >= KLEIN else None


class Verklaringen:
    """Numbers of a year beside totals: the difference of two totals is the number of the years between them.

    After a year that is hidden the next one is hidden too, until together they are enough; then the totals are shown
    again. Persons and verklaringen go together, for there are never more persons than verklaringen.
    """

    def __init__(self) -> None:
        self.total = self.persons = 0
        self.hidden: list[int] = []
        """Persons of each year that is hidden, since totals were last shown."""
        self.hidden_new = 0
        """New persons in those years."""
        self.persons_shown = 0

    def add(self, jaar: Jaar) -> Waarden:
        given, persons = jaar.verklaringen
        self.total += given
        self.persons += jaar.nieuw
        hides = persons < KLEIN or any(self.hidden)
        if hides:
            self.hidden.append(persons)
            self.hidden_new += jaar.nieuw
        totals = self._may_show_totals()
        step = self.persons - self.persons_shown
        shows_persons = totals and (step == 0 or step >= KLEIN)
        if totals:
            self.hidden, self.hidden_new = [], 0
        if shows_persons:
            self.persons_shown = self.persons
        return {
            ("verklaringen", GEHEEL): None if hides else given,
            ("personen", GEHEEL): None if hides else persons,
            ("weken_tot_verklaring", GEHEEL): None if hides else weeks_of(jaar.tot_verklaring),
            ("verklaringen_totaal", GEHEEL): self.total if totals else None,
            ("personen_totaal", GEHEEL): self.persons if shows_persons else None,
        }

    def _may_show_totals(self) -> bool:
        if self.persons < KLEIN:
            return False
        return not any(self.hidden) or (len(self.hidden) > 1 and self.hidden_new >= KLEIN)


class Uitkomsten:
    """Who has an outcome once started, so that the one says something of the other.

    A year is shown only where each number that is hidden, of outcomes and of starts, can still be anything from none
    to five.
    """

    def __init__(self) -> None:
        self.started = self.ended = 0
        """What was shown up to now."""

    def add(self, jaar: Jaar) -> Waarden:
        self.started += unless_small(jaar.starts) or 0
        whole = unless_small(jaar.uitkomst)
        if whole is None or self.ended + whole + KLEIN > self.started:
            return {("uitkomst_6_maanden", deel): None for deel in (GEHEEL, *DELEN)}
        self.ended += whole
        parts = protect_parts({deel: jaar.uitkomsten.get(deel, Aantal()) for deel in DELEN})
        return {
            ("uitkomst_6_maanden", GEHEEL): whole,
            **{("uitkomst_6_maanden", deel): aantal for deel, aantal in parts.items()},
        }


def protect_parts(parts: Mapping[str, Aantal]) -> dict[str, int | None]:
    """The whole is known: hide also the smallest others, until each hidden part could be five or more."""
    hidden = [deel for deel, aantal in parts.items() if aantal.personen < KLEIN]
    others = sorted((deel for deel in parts if deel not in hidden), key=lambda deel: parts[deel].aantal)
    while hidden and others and (len(hidden) < 2 or sum(parts[deel].aantal for deel in hidden) < KLEIN):
        hidden.append(others.pop(0))
    return {deel: None if deel in hidden else aantal.aantal for deel, aantal in parts.items()}
