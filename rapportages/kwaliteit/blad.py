"""What the page about the quality of the data shows: each check with its number, and what each colleague can mend."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.ui.charts import amount
from rapportages.bescherming import KLEIN
from rapportages.kwaliteit.begrip import Aard, Controle
from rapportages.kwaliteit.eigenaar import COLLEGA, names_of
from rapportages.kwaliteit.forms import KwaliteitFilter, regio_in
from rapportages.kwaliteit.tellen import MINDER, Telling, checks_for, count
from rapportages.pagina import query


@dataclass(frozen=True)
class Gevonden:
    """One check with what it found."""

    controle: Controle
    aantal: int
    url: str
    """Of the list; empty for who may know how many and not of whom."""

    @property
    def getoond(self) -> str:
        small = not self.url and 0 < self.aantal < KLEIN
        return MINDER if small else amount(self.aantal)


@dataclass(frozen=True)
class Eigenaar:
    naam: str
    url: str
    aantallen: tuple[int, ...]
    """Of each Aard."""
    ben_ik: bool

    @property
    def per_aard(self) -> list[tuple[int, str]]:
        return list(zip(self.aantallen, Aard.labels, strict=True))

    @property
    def totaal(self) -> int:
        return sum(self.aantallen)


class Blad:
    def __init__(self, gebruiker: Gebruiker, params: QueryDict, on: date) -> None:
        self.gebruiker, self.params = gebruiker, params
        self.controles = checks_for(gebruiker)
        self.tellingen = count(gebruiker, on, regio_in(params, gebruiker), self.controles)
        self.namen = names_of({row.eigenaar for row in self._listed(self.tellingen)})
        self.filter = KwaliteitFilter(params, gebruiker=gebruiker, eigenaren=self.namen, controles=self.controles)
        self.wie = self.filter.chosen("wie")

    @cached_property
    def gekozen(self) -> list[Controle]:
        """Those that the filters leave."""
        aard, code = self.filter.chosen("aard"), self.filter.chosen("controle")
        found = [row for row in self.controles if aard in {"", row.aard} and code in {"", row.code}]
        return [row for row in found if not self.wie or row.may_list(self.gebruiker)]

    @cached_property
    def gevonden(self) -> list[tuple[str, list[Gevonden]]]:
        """Per Aard what was found, most first."""
        found: dict[str, list[Gevonden]] = defaultdict(list)
        for row in self._regels:
            if row.aantal:
                found[row.controle.aard].append(row)
        return [(aard.label, sorted(found[aard], key=lambda row: -row.aantal)) for aard in Aard if found[aard]]

    @property
    def in_orde(self) -> list[str]:
        """What was looked for and not found."""
        return [row.controle.naam for row in self._regels if not row.aantal]

    @cached_property
    def eigenaren(self) -> list[Eigenaar]:
        """Who has most to mend stands first."""
        numbers: dict[str, Counter[str]] = defaultdict(Counter)
        for row in self._listed(self._filtered):
            numbers[row.eigenaar][row.controle.aard] += row.aantal
        found = [
            Eigenaar(
                self.namen.get(key, key),
                reverse("rapportages:quality") + query(self.params, wie=key),
                tuple(per_aard[aard] for aard in Aard),
                key == f"{COLLEGA}{self.gebruiker.pk}",
            )
            for key, per_aard in numbers.items()
        ]
        return sorted(found, key=lambda row: (-row.totaal, row.naam))

    @property
    def aarden(self) -> list[str]:
        return list(Aard.labels)

    @cached_property
    def _filtered(self) -> list[Telling]:
        return [row for row in self.tellingen if row.controle in self.gekozen and self.wie in {"", row.eigenaar}]

    @cached_property
    def _regels(self) -> list[Gevonden]:
        numbers: Counter[str] = Counter()
        for row in self._filtered:
            numbers[row.controle.code] += row.aantal
        return [Gevonden(row, numbers[row.code], self._url(row)) for row in self.gekozen]

    def _listed(self, tellingen: list[Telling]) -> list[Telling]:
        """Without those of which this person knows only how many: not for whom either."""
        return [row for row in tellingen if row.controle.may_list(self.gebruiker)]

    def _url(self, controle: Controle) -> str:
        if not controle.may_list(self.gebruiker):
            return ""
        return reverse("rapportages:quality_list", args=[controle.code]) + query(self.params, aard="", controle="")


@dataclass(frozen=True)
class Regel:
    """One record of a list."""

    naam: str
    eigenaar: str
    url: str
    knop: str


def lines(gebruiker: Gebruiker, controle: Controle, rows: list[Any], names: dict[str, str]) -> list[Regel]:
    herstel, may_mend = controle.herstel, any(gebruiker.has(one) for one in controle.herstel.permissions)
    made = []
    for row in rows:
        mend = herstel.pagina(row) if may_mend else ""
        url, knop = (mend, herstel.knop) if mend else (controle.over.pagina(row), "Bekijk")
        made.append(Regel(controle.over.naam(row), names.get(row.eigenaar, ""), url, knop))
    return made
