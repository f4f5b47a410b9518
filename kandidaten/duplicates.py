"""Whether a person may already be known in the regio. We only propose; who is the same is for people to say."""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q

from kandidaten.models import Kandidaat, KandidaatQuerySet
from praktijkleren.ui.text import normalise

SIMILAR = 0.8
NEAR_DAYS = 31
MAX_SHOWN = 5


@dataclass(frozen=True)
class Who:
    voornamen: str
    tussenvoegsel: str
    achternaam: str
    geboortedatum: date | None

    @classmethod
    def of(cls, obj: Any, prefix: str = "") -> "Who":
        """From a Kandidaat, or from any row that spells these fields with a prefix."""
        return cls(*(getattr(obj, f"{prefix}{name}") for name in cls.__dataclass_fields__))

    @property
    def surname(self) -> str:
        return normalise(f"{self.tussenvoegsel} {self.achternaam}")

    @property
    def first_names(self) -> str:
        return normalise(self.voornamen)


@dataclass(frozen=True)
class Match:
    kandidaat: Kandidaat
    exact: bool
    waarom: str


def possible_duplicates(who: Who, among: KandidaatQuerySet, *, exclude: Any = None) -> list[Match]:
    """Exact matches first, then near ones. `among` is one regio, as far as one may see it. One query."""
    if who.geboortedatum is None:
        return []
    surname = normalise(who.achternaam)
    candidates = among.filter(Q(geboortedatum=who.geboortedatum) | Q(zoeknaam__startswith=f"{surname} "))
    rows = candidates.exclude(pk=exclude).order_by("zoeknaam", "pk")[:200]
    found = [match for row in rows if (match := compare(who, row))]
    return sorted(found, key=lambda match: not match.exact)[:MAX_SHOWN]


def compare(who: Who, kandidaat: Kandidaat) -> Match | None:
    other = Who.of(kandidaat)
    same_name = (who.surname, who.first_names) == (other.surname, other.first_names)
    if who.geboortedatum == other.geboortedatum:
        if same_name:
            return Match(kandidaat, exact=True, waarom="zelfde naam en geboortedatum")
        if similar(who, other):
            return Match(kandidaat, exact=False, waarom="zelfde geboortedatum, naam lijkt erop")
        return None
    if same_name and near(who.geboortedatum, other.geboortedatum):
        return Match(kandidaat, exact=False, waarom="zelfde naam, geboortedatum lijkt erop")
    return None


def similar(who: Who, other: Who) -> bool:
    """Born on the same day: a like surname, the same first name (after a marriage), or the same initials."""
    if SequenceMatcher(None, who.surname, other.surname).ratio() >= SIMILAR:
        return True
    mine, theirs = who.first_names.split()[:1], other.first_names.split()[:1]
    return bool(mine) and (mine == theirs or initials(who) == initials(other))


def initials(who: Who) -> tuple[str, str]:
    return who.first_names[:1], normalise(who.achternaam)[:1]


def near(one: date | None, other: date | None) -> bool:
    """Within a month, with day and month exchanged, or with one of day, month and year typed wrong."""
    if one is None or other is None:
        return False
    if abs((one - other).days) <= NEAR_DAYS or (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return True
    return [one.day == other.day, one.month == other.month, one.year == other.year].count(True) == 2
