from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from praktijkleren.accounts.models import Regio
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from rapportages.models import Deling, Inwonertal

NIET, NETWERK, OPEN = "niet", "netwerk", "open"
"""How far a figure goes: nowhere, to who sees figures in another regio, or to anyone."""


@transaction.atomic
def share(regio: Regio, keuzes: Mapping[str, str], *, by: Actor) -> None:
    """By name of the figure how far it goes. A figure that is not named stays as it is."""
    Regio.objects.select_for_update().get(pk=regio.pk)
    before = choices_of(regio)
    changes = {naam: [before.get(naam, NIET), keuze] for naam, keuze in keuzes.items()}
    changes = {naam: change for naam, change in changes.items() if change[0] != change[1]}
    if not changes:
        return
    Deling.objects.filter(regio=regio, cijfer__in=changes).delete()
    Deling.objects.bulk_create(
        Deling(regio=regio, cijfer=naam, openbaar=after == OPEN, sinds=timezone.now(), door_id=by.gebruiker_id)
        for naam, (_, after) in changes.items()
        if after != NIET
    )
    record("regio.deelt", regio, by=by, changes=changes)


def choices_of(regio: Regio) -> dict[str, str]:
    rows = Deling.objects.filter(regio=regio).order_by("pk")
    return {row.cijfer: OPEN if row.openbaar else NETWERK for row in rows}


@transaction.atomic
def set_inwonertal(regio: Regio, *, jaar: int, aantal: int, bron: str, by: Actor) -> Inwonertal:
    """Of one year; a second time replaces it."""
    Regio.objects.select_for_update().get(pk=regio.pk)
    before = Inwonertal.objects.filter(regio=regio, jaar=jaar).first()
    row, _ = Inwonertal.objects.update_or_create(regio=regio, jaar=jaar, defaults={"aantal": aantal, "bron": bron})
    if before is None or (before.aantal, before.bron) != (aantal, bron):
        changes = {"jaar": jaar, "aantal": [before.aantal if before else None, aantal], "bron": bron}
        record("regio.inwonertal", regio, by=by, changes=changes)
    return row
