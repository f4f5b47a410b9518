"""How many of each check, and for whom: all checks in one query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value

from praktijkleren.accounts.models import Gebruiker, Regio
from rapportages.bescherming import KLEIN
from rapportages.kwaliteit import ALLE
from rapportages.kwaliteit.begrip import Controle
from rapportages.kwaliteit.eigenaar import owner_of

MINDER = f"minder dan {KLEIN}"


@dataclass(frozen=True)
class Telling:
    controle: Controle
    eigenaar: str
    aantal: int


def checks_for(gebruiker: Gebruiker) -> list[Controle]:
    """Of which this person may know of whom, or how many."""
    return [row for row in ALLE if row.may_list(gebruiker) or row.may_only_count(gebruiker)]


def count(gebruiker: Gebruiker, on: date, regio: Regio | None, controles: Iterable[Controle]) -> list[Telling]:
    found = {controle.code: controle for controle in controles}
    parts = [_per_owner(controle, controle.rows(gebruiker, on, regio)) for controle in found.values()]
    return [Telling(found[row["controle"]], row["eigenaar"], row["n"]) for row in _together(parts) if row["n"]]


def owned(controle: Controle, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Adds `eigenaar`."""
    found: QuerySet[Any] = rows.annotate(eigenaar=owner_of(controle.over.naar, controle.rollen))
    return found


def _per_owner(controle: Controle, rows: QuerySet[Any]) -> QuerySet[Any, dict[str, Any]]:
    code = Value(controle.code, output_field=CharField())
    groups = owned(controle, rows).order_by().values("eigenaar", controle=code)
    found: QuerySet[Any, dict[str, Any]] = groups.annotate(n=Count("pk"))
    return found


def _together(parts: Sequence[QuerySet[Any, dict[str, Any]]]) -> Iterable[dict[str, Any]]:
    if not parts:
        return ()
    first, *rest = parts
    return first.union(*rest, all=True).order_by("controle", "eigenaar")
