"""What the page shows of a question: rows or groups, and how its columns are chosen by links alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse

from praktijkleren.ui.charts import amount, percent
from praktijkleren.ui.dates import datum
from praktijkleren.ui.sheets import Cell
from rapportages.weergaven.delen import Groep, groups
from rapportages.weergaven.kolommen import Kolom
from rapportages.weergaven.vraag import DEEL, KOLOM, PER, Vraag

MOST_GROUPS = 200
"""On the page; a file has all of them."""


@dataclass(frozen=True)
class Cel:
    label: str
    tekst: str


@dataclass(frozen=True)
class Rij:
    url: str
    cellen: list[Cel]


@dataclass(frozen=True)
class Gekozen:
    """A chosen column, and the address with it elsewhere; empty where it cannot go."""

    label: str
    eerder: str
    later: str
    weg: str


@dataclass(frozen=True)
class Groepsregel:
    label: str
    aantal: int
    personen: int
    deel: str
    """Share in words, with what it is a share of."""
    url: str


def rows_of(vraag: Vraag, found: list[dict[str, Any]]) -> list[Rij]:
    base = reverse("trajecten:list")
    return [
        Rij(
            f"{base}{row['pk']}/",
            [Cel(kolom.label, text_of(cell)) for kolom, cell in zip(vraag.kolommen, cells(vraag, row), strict=True)],
        )
        for row in found
    ]


def cells(vraag: Vraag, row: dict[str, Any]) -> tuple[Cell, ...]:
    return tuple(kolom.toon(row[kolom.alias]) for kolom in vraag.kolommen)


def text_of(cell: Cell) -> str:
    """On a page; empty is shown as nothing."""
    match cell:
        case None:
            return ""
        case date():
            return datum(cell)
        case _:
            return str(cell)


class Groepen:
    """The trajecten of a question, counted per group."""

    def __init__(self, vraag: Vraag, per: Kolom) -> None:
        self.vraag, self.per = vraag, per

    @cached_property
    def alle(self) -> list[Groep]:
        return groups(self.vraag.found, self.per, self.vraag.gebruiker)

    @property
    def titel(self) -> str:
        number = sum(groep.aantal or 0 for groep in self.alle)
        many = "1 traject" if number == 1 else f"{amount(number)} trajecten"
        return f"{many}, per {self.per.label.lower()}"

    @property
    def niet_getoond(self) -> int:
        return max(0, len(self.alle) - MOST_GROUPS)

    @property
    def regels(self) -> Iterator[Groepsregel]:
        for groep in self.alle[:MOST_GROUPS]:
            deel = (
                f"{percent(groep.aantal, groep.noemer)} ({amount(groep.aantal or 0)} van {amount(groep.noemer or 0)})"
            )
            parts = [str(other) for other in self.vraag.delen] + [str(groep.deel)]
            url = self.vraag.query(**{PER: None, DEEL: parts})
            yield Groepsregel(groep.deel.label, groep.aantal or 0, groep.personen or 0, deel, url)


def chosen(vraag: Vraag) -> list[Gekozen]:
    names = [kolom.naam for kolom in vraag.kolommen]
    last = len(names) - 1
    return [
        Gekozen(
            kolom.label,
            _ordered(vraag, _swapped(names, place, place - 1)) if place else "",
            _ordered(vraag, _swapped(names, place, place + 1)) if place < last else "",
            _ordered(vraag, names[:place] + names[place + 1 :]) if last else "",
        )
        for place, kolom in enumerate(vraag.kolommen)
    ]


def to_choose(vraag: Vraag) -> list[tuple[str, str]]:
    """Columns that are not there yet: (label, address with it as the last)."""
    names = [kolom.naam for kolom in vraag.kolommen]
    others = [kolom for naam, kolom in vraag.mogelijk.items() if naam not in names]
    return [(kolom.label, _ordered(vraag, [*names, kolom.naam])) for kolom in others]


def _ordered(vraag: Vraag, names: list[str]) -> str:
    return vraag.query(**{KOLOM: names}) + "#kolommen"


def _swapped(names: list[str], one: int, other: int) -> list[str]:
    changed = names.copy()
    changed[one], changed[other] = changed[other], changed[one]
    return changed
