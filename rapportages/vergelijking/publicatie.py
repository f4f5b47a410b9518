"""What regio's share, ready to be shown. The only way to numbers of another regio: `Vraag.facts` gives none of those.

It depends on what is shared and on nothing else, so that everyone sees the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from praktijkleren.accounts.models import Regio
from rapportages.indicatoren.begrip import share
from rapportages.models import DelingQuerySet, Inwonertal
from rapportages.vergelijking.afspraken import AFSPRAKEN, GEHEEL, Afspraak
from rapportages.vergelijking.bescherming import Waarde, protect_years
from rapportages.vergelijking.tellen import count_years


@dataclass(frozen=True)
class Gegeven:
    """One number of one regio and one closed year."""

    regio: Regio
    jaar: int
    afspraak: Afspraak
    onderdeel: str
    waarde: Waarde
    """None: not shown."""
    geheel: Waarde
    """Of a part: the whole to which it belongs."""
    inwonertal: Inwonertal | None

    @property
    def procent(self) -> Decimal | None:
        if self.onderdeel == GEHEEL or self.waarde is None or not self.geheel:
            return None
        return share(self.waarde, self.geheel)

    @property
    def per_100000(self) -> Decimal | None:
        if not self.afspraak.per_inwoners or self.waarde is None or self.inwonertal is None:
            return None
        return share(self.waarde, self.inwonertal.aantal, 100_000)


def published(delingen: DelingQuerySet, *, today: date) -> list[Gegeven]:
    """Of what is shared all closed years: by name of the regio, then year by year, in the order of the afspraken."""
    shared: dict[Regio, set[str]] = defaultdict(set)
    for deling in delingen.select_related("regio").order_by("pk"):
        shared[deling.regio].add(deling.cijfer)
    years = count_years([regio.pk for regio in shared], before=today.year)
    inwonertallen = _inwonertallen(shared)
    found = []
    for regio in sorted(shared, key=lambda regio: str(regio).casefold()):
        for jaar, waarden in protect_years(years.get(regio.pk, [])).items():
            inwonertal = _nearest(inwonertallen[regio.pk], jaar)
            found += [
                Gegeven(regio, jaar, afspraak, deel, waarden[naam, deel], waarden[naam, GEHEEL], inwonertal)
                for naam, afspraak in AFSPRAKEN.items()
                if naam in shared[regio]
                for deel in afspraak.onderdelen
            ]
    return found


def _inwonertallen(regios: Iterable[Regio]) -> dict[int, list[Inwonertal]]:
    found: dict[int, list[Inwonertal]] = defaultdict(list)
    for row in Inwonertal.objects.filter(regio__in=list(regios)).order_by("-jaar"):
        found[row.regio_id].append(row)
    return found


def _nearest(found: Iterable[Inwonertal], jaar: int) -> Inwonertal | None:
    """Of the year itself, or of the year nearest to it."""
    return min(found, key=lambda row: abs(row.jaar - jaar), default=None)
