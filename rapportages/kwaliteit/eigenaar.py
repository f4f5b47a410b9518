"""Who mends it: the same person or team that a Taak would go to (trajecten.responsible), for many rows in one query."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Case, CharField, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.text import capfirst

from kandidaten.models import Betrokkenheid
from kandidaten.models.betrokkenheid import team_of
from praktijkleren.accounts.models import Gebruiker, Organisatie
from praktijkleren.accounts.roles import Rol
from trajecten.facts import first_of

NIEMAND = "geen"
"""Nobody is betrokken in any of the roles: then it is up to the coördinator."""
COLLEGA, TEAM = "g", "o"


def owner_of(kandidaat: str, rollen: Sequence[Rol]) -> Any:
    """The key of the owner; `kandidaat` is the way to the person, empty where the row is one."""
    if not rollen:
        return Value(NIEMAND)
    rows = Betrokkenheid.objects.current().filter(kandidaat=OuterRef(kandidaat or "pk"), rol__in=rollen)
    colleague = Concat(Value(COLLEGA), Cast("gebruiker", CharField()))
    team = Concat(Value(TEAM), Cast("organisatie", CharField()))
    key = Case(When(gebruiker__is_active=True, then=colleague), default=team, output_field=CharField())
    first = rows.order_by(first_of("rol", [*rollen]), "van", "pk").values(key=key)[:1]
    return Coalesce(Subquery(first), Value(NIEMAND))


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """In two queries, however many."""
    wanted = list(keys)
    people = Gebruiker.objects.filter(pk__in=_of(COLLEGA, wanted)).order_by("pk")
    teams = Organisatie.objects.filter(pk__in=_of(TEAM, wanted)).order_by("pk")
    nobody = {NIEMAND: "Regiocoördinator"} if NIEMAND in wanted else {}
    return {
        **nobody,
        **{f"{COLLEGA}{row.pk}": row.naam for row in people},
        **{f"{TEAM}{row.pk}": capfirst(team_of(row.naam)) for row in teams},
    }


def _of(kind: str, keys: list[str]) -> list[str]:
    return [key[1:] for key in keys if key[:1] == kind and key[1:].isdecimal()]
