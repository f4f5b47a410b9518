"""Trajecten in groups by one column, and the rows of one such group."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from praktijkleren.accounts.models import Gebruiker
from rapportages.bescherming import hidden
from rapportages.indicatoren.begrip import share
from rapportages.indicatoren.velden import ONBEKEND
from rapportages.weergaven.kolommen import Kolom
from trajecten.models import TrajectQuerySet

LARGEST = 2**63


@dataclass(frozen=True)
class Deel:
    """All trajecten with one value of a column. As text: how it stands in the address."""

    kolom: Kolom
    waarde: str
    label: str

    def __str__(self) -> str:
        return f"{self.kolom.naam}:{self.waarde}"


@dataclass(frozen=True)
class Groep:
    """`aantal` and `personen` are None where they are not told."""

    deel: Deel
    aantal: int | None
    personen: int | None
    noemer: int | None

    @property
    def procent(self) -> Decimal | None:
        if not self.noemer or self.aantal is None:
            return None
        return share(self.aantal, self.noemer)


def part_of(
    trajecten: TrajectQuerySet, kolom: Kolom, waarde: str, gebruiker: Gebruiker
) -> tuple[Deel, TrajectQuerySet]:
    """One group and its rows. ValueError or ValidationError: nothing can have this value."""
    if not kolom.groepeert or "\0" in waarde:
        raise ValueError(waarde)
    alias = f"deel_{kolom.naam}"
    keyed = trajecten.alias(**{alias: kolom.key(gebruiker)})
    if not waarde:
        return Deel(kolom, "", _label(kolom, None)), keyed.filter(**{f"{alias}__isnull": True})
    value = keyed.query.annotations[alias].output_field.to_python(waarde)
    if isinstance(value, int) and abs(value) >= LARGEST:
        raise ValueError(waarde)
    found = keyed.filter(**{alias: value})
    if kolom.sleutel is None:
        return Deel(kolom, waarde, _label(kolom, value)), found
    shown = found.order_by("pk").values_list(kolom.value(gebruiker), flat=True).first()
    return Deel(kolom, waarde, _label(kolom, shown)), found


def groups(trajecten: TrajectQuerySet, kolom: Kolom, gebruiker: Gebruiker) -> list[Groep]:
    """The largest first, unknown last. Every traject is in exactly one."""
    counted: QuerySet[Any, Any] = trajecten.values(sleutel=kolom.key(gebruiker), getoond=kolom.value(gebruiker))
    rows = counted.annotate(aantal=Count("pk"), personen=Count("kandidaat", distinct=True))
    found = list(rows.order_by("-aantal", "getoond", "sleutel"))
    whole = sum(row["aantal"] for row in found)
    made = [Groep(_deel(kolom, row), row["aantal"], row["personen"], whole) for row in found]
    return sorted(made, key=lambda groep: groep.deel.waarde == "")


def safe(found: list[Groep]) -> list[Groep]:
    """What may be in a file: no number about fewer than five people, nor what it could be computed from."""
    places = hidden([groep.personen or 0 for groep in found])
    whole = None if places and len(places) == len(found) else sum(groep.aantal or 0 for groep in found)
    return [
        replace(groep, aantal=None, personen=None, noemer=whole) if place in places else replace(groep, noemer=whole)
        for place, groep in enumerate(found)
    ]


def _deel(kolom: Kolom, row: dict[str, Any]) -> Deel:
    key = row["sleutel"]
    return Deel(kolom, "" if key is None else str(key), _label(kolom, row["getoond"]))


def _label(kolom: Kolom, value: Any) -> str:
    shown = kolom.toon(value)
    return ONBEKEND.capitalize() if shown in {None, ""} else str(shown)
