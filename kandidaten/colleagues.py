"""Who can become betrokken: the people and teams that work in the regio in a role that allows it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms

from praktijkleren.accounts.models import Gebruiker, Lidmaatschap, Organisatie, Regio
from praktijkleren.accounts.roles import BETROKKEN, Rol

MANY = 20
"""More options than one reads through."""


@dataclass(frozen=True)
class Betrokkene:
    """One colleague in one role for one organisatie, or (gebruiker empty) the whole team."""

    organisatie: Organisatie
    rol: str
    gebruiker: Gebruiker | None = None

    @property
    def key(self) -> str:
        return key_of(self.organisatie.pk, self.rol, self.gebruiker.pk if self.gebruiker else None)

    @property
    def within(self) -> str:
        """Under the name of the organisatie."""
        return f"{self.gebruiker.naam if self.gebruiker else 'Het hele team'}, {Rol(self.rol).label}"

    def __str__(self) -> str:
        if self.gebruiker is None:
            return f"{self.organisatie}: het hele team"
        return f"{self.gebruiker.naam} ({self.organisatie})"


def key_of(organisatie_id: int, rol: str, gebruiker_id: int | None) -> str:
    return f"{organisatie_id}:{rol}:{gebruiker_id or ''}"


def betrokkenen_of(regio: Regio, rollen: Iterable[str] = BETROKKEN) -> list[Betrokkene]:
    """By role, then organisatie: first the people, then their team. One query."""
    rows = (
        Lidmaatschap.objects.current()
        .in_regios([regio.pk])
        .filter(rol__in=[*rollen], gebruiker__is_active=True)
        .select_related("gebruiker", "organisatie")
        .order_by("rol", "organisatie__naam", "organisatie_id", "gebruiker__zoeknaam", "pk")
    )
    found: list[Betrokkene] = []
    for (rol, _), team in groupby(rows, key=lambda row: (row.rol, row.organisatie_id)):
        people = [Betrokkene(row.organisatie, rol, row.gebruiker) for row in team]
        found += [*dict.fromkeys(people), Betrokkene(people[0].organisatie, rol)]
    return found


def by_rol(rows: list[Betrokkene]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups = groupby(rows, key=lambda row: row.rol)
    return [(Rol(rol).label.capitalize(), [(row.key, str(row)) for row in found]) for rol, found in groups]


def by_organisatie(rows: list[Betrokkene]) -> list[tuple[str, list[tuple[str, str]]]]:
    """In a long list one looks for the organisatie first, and the name need not say it again."""
    ordered = sorted(rows, key=lambda row: (row.organisatie.naam, row.organisatie.pk))
    groups = groupby(ordered, key=lambda row: row.organisatie)
    return [(str(organisatie), [(row.key, row.within) for row in found]) for organisatie, found in groups]


class BetrokkeneField(forms.ChoiceField):
    """A choice of colleagues and teams, grouped by role, and by organisatie where there are many.

    Its clean value is a Betrokkene.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known: dict[str, Betrokkene] = {}

    def offer(self, betrokkenen: Iterable[Betrokkene], *, already: Collection[str] = ()) -> None:
        """Those in `already` are not shown; who chose one a moment before it became so is still understood."""
        self.known = {row.key: row for row in betrokkenen}
        shown = [row for row in self.known.values() if row.key not in already]
        grouped = by_organisatie(shown) if len(shown) > MANY else by_rol(shown)
        self.choices = [("", "Maak een keuze" if self.required else "Nog niemand"), *grouped]

    def valid_value(self, value: Any) -> bool:
        return value in self.known

    def clean(self, value: Any) -> Any:
        return self.known.get(super().clean(value))
