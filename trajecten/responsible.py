"""Who of those betrokken is asked to do something."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from kandidaten.models import Betrokkenheid
from praktijkleren.accounts.roles import Rol


def responsible(kandidaten: list[UUID], rollen: tuple[Rol, ...]) -> dict[UUID, dict[str, Any]]:
    """Per kandidaat a colleague or else a team that is betrokken, in order of role; nobody: the coördinator."""
    rows = Betrokkenheid.objects.current().filter(kandidaat__in=kandidaten, rol__in=rollen)
    found: dict[UUID, list[Betrokkenheid]] = defaultdict(list)
    for row in rows.select_related("gebruiker").order_by("van", "pk"):
        found[row.kandidaat_id].append(row)
    return {pk: address_of(min(people, key=lambda row: rollen.index(Rol(row.rol)))) for pk, people in found.items()}


def address_of(row: Betrokkenheid) -> dict[str, Any]:
    """Someone who can no longer sign in is not told: the team is."""
    if row.gebruiker and row.gebruiker.is_active:
        return {"wie": row.gebruiker}
    return {"organisatie_id": row.organisatie_id, "rol": row.rol}
