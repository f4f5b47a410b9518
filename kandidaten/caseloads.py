"""What can be handed over: all that one colleague does in one role, for one organisatie, in one regio."""

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse

from kandidaten.models import Betrokkenheid, BetrokkenheidQuerySet, Kandidaat
from praktijkleren.accounts.leaving import InHand
from praktijkleren.accounts.roles import Permission, Rol

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


@dataclass(frozen=True)
class Caseload:
    key: str
    label: str
    aantal: int


def transferable(gebruiker: "Gebruiker") -> BetrokkenheidQuerySet:
    """One's own rows, and for a coördinator those of everyone in the regio."""
    overseen = [
        pk
        for scope in gebruiker.scopes
        if scope.rol == Rol.COORDINATOR and scope.grants(Permission.KANDIDAAT_TRANSFER)
        for pk in scope.regio_ids
    ]
    allowed = Kandidaat.objects.allowed_to(gebruiker, Permission.KANDIDAAT_TRANSFER)
    return (
        Betrokkenheid.objects.visible_to(gebruiker)
        .current()
        .filter(gebruiker__isnull=False, kandidaat__in=allowed.values("pk"))
        .filter(Q(gebruiker=gebruiker.pk) | Q(kandidaat__regio__in=overseen))
        .select_related("kandidaat__regio", "gebruiker", "organisatie")
        .order_by("gebruiker__zoeknaam", "gebruiker_id", "organisatie_id", "rol", "kandidaat__regio_id", "pk")
    )


def key_of(row: Betrokkenheid) -> str:
    return f"{row.kandidaat.regio_id}:{row.organisatie_id}:{row.rol}:{row.gebruiker_id}"


def caseloads_of(gebruiker: "Gebruiker") -> list[Caseload]:
    found = []
    for key, group in groupby(transferable(gebruiker), key=key_of):
        rows = list(group)
        first = rows[0]
        label = f"{first.wie}, {first.get_rol_display()} bij {first.organisatie}"
        found.append(Caseload(key, label, len(rows)))
    return found


def caseload_in_hand(gebruiker: "Gebruiker") -> InHand | None:
    """What a colleague who leaves must hand over first."""
    rows = Betrokkenheid.objects.current().filter(gebruiker=gebruiker.pk)
    aantal = rows.aggregate(aantal=Count("kandidaat", distinct=True))["aantal"]
    titel = "1 kandidaat" if aantal == 1 else f"{aantal} kandidaten"
    return InHand(titel, reverse("kandidaten:hand_over")) if aantal else None


def rows_of(gebruiker: "Gebruiker", key: str) -> BetrokkenheidQuerySet:
    """The rows of one caseload, by name of the person; none when the key is not one that was offered."""
    try:
        regio, organisatie, rol, who = key.split(":")
        found = transferable(gebruiker).filter(
            kandidaat__regio=int(regio), organisatie=int(organisatie), rol=rol, gebruiker=int(who)
        )
    except ValueError:
        return Betrokkenheid.objects.none()
    return found.order_by("kandidaat__zoeknaam", "pk")
