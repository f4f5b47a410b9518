"""Who can become betrokken: the people and teams that work in the regio in a role that allows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms

from praktijkleren.accounts.models import Gebruiker, Lidmaatschap, Organisatie, Regio
from praktijkleren.accounts.roles import BETROKKEN, Rol


@dataclass(frozen=True)
class Betrokkene:
    """One colleague in one role for one organisatie, or (gebruiker empty) the whole team."""

    organisatie: Organisatie
    rol: str
    gebruiker: Gebruiker | None = None

    @property
    def key(self) -> str:
        return f"{self.organisatie.pk}:{self.rol}:{self.gebruiker.pk if self.gebruiker else ''}"

    def __str__(self) -> str:
        if self.gebruiker is None:
            return f"{self.organisatie}: het hele team"
        return f"{self.gebruiker.naam} ({self.organisatie})"


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


class BetrokkeneField(forms.ChoiceField):
    """A choice of colleagues and teams, grouped by role; its clean value is a Betrokkene."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known: dict[str, Betrokkene] = {}

    def offer(self, betrokkenen: Iterable[Betrokkene]) -> None:
        self.known = {row.key: row for row in betrokkenen}
        groups = groupby(self.known.values(), key=lambda row: row.rol)
        options = [(Rol(rol).label.capitalize(), [(row.key, str(row)) for row in rows]) for rol, rows in groups]
        self.choices = [("", "Maak een keuze" if self.required else "Nog niemand"), *options]

    def clean(self, value: Any) -> Any:
        return self.known.get(super().clean(value))
