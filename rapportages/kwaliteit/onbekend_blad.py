"""What the page about what is unknown shows: each division with its last full quarter, and the trend of one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import dropwhile

from django.http import QueryDict

from praktijkleren.ui.charts import Chart, Point, Series, amount, line
from rapportages.kwaliteit.onbekend import Kwartaal, Verdeling, unknown
from rapportages.models import TelfeitQuerySet
from rapportages.pagina import query

LAATSTE, JAAR_EERDER = -2, -6
"""The last quarter that is over, and the same one a year before."""


@dataclass(frozen=True)
class Regel:
    verdeling: Verdeling
    kwartalen: list[Kwartaal]
    url: str

    @property
    def nu(self) -> Kwartaal:
        return self.kwartalen[LAATSTE]

    @property
    def toen(self) -> Kwartaal:
        return self.kwartalen[JAAR_EERDER]

    @property
    def is_known(self) -> bool:
        return all(row.onbekend == 0 for row in self.kwartalen)

    @property
    def is_counted(self) -> bool:
        return any(row.van != 0 for row in self.kwartalen)

    @property
    def zwaarte(self) -> Decimal:
        """What is hidden is small, and stands behind what is shown."""
        return self.nu.procent if self.nu.procent is not None else Decimal(0)

    @property
    def aandeel(self) -> str:
        return _share(self.nu)

    @property
    def eerder(self) -> str:
        return _share(self.toen)

    @property
    def zin(self) -> str:
        what = f"{self.verdeling.naam}, {self.verdeling.veld.titel.lower()} onbekend"
        if self.nu.procent is None:
            return f"{what}: {self.nu.tekst} in {self.nu.label}"
        before = f", een jaar eerder {self.eerder}" if self.toen.procent is not None else ""
        return f"{what}: {self.aandeel} in {self.nu.label}{before}"

    @property
    def chart(self) -> Chart:
        """From the first quarter in which there was something to know."""
        shown = dropwhile(lambda row: row.van == 0, self.kwartalen)
        points = [Point(row.label, row.procent, note=row.tekst) for row in shown]
        return line([Series("", points)], unit="%", what="Kwartaal", much="Onbekend")


class OnbekendBlad:
    def __init__(self, feiten: TelfeitQuerySet, params: QueryDict, on: date) -> None:
        self.asked = params.get("lijn", "")
        found = unknown(feiten, on)
        self.alle = [Regel(row, quarters, query(params, lijn=row.code)) for row, quarters in found.items()]

    @cached_property
    def regels(self) -> list[Regel]:
        """Where most is unknown stands first."""
        rows = [row for row in self.alle if row.is_counted and not row.is_known]
        return sorted(rows, key=lambda row: (-row.zwaarte, row.verdeling.naam, row.verdeling.veld.titel))

    @property
    def bekend(self) -> list[Regel]:
        return [row for row in self.alle if row.is_counted and row.is_known]

    @cached_property
    def gekozen(self) -> Regel | None:
        """The one that was asked for, else the first."""
        asked = (row for row in self.alle if row.is_counted and row.verdeling.code == self.asked)
        return next(iter([*asked, *self.regels]), None)

    @property
    def kwartaal(self) -> str:
        return self.alle[0].nu.label

    @property
    def jaar_eerder(self) -> str:
        return self.alle[0].toen.label


def _share(kwartaal: Kwartaal) -> str:
    return "–" if kwartaal.procent is None else amount(kwartaal.procent, "%")
