"""Choosing the werkprocessen that someone is going to learn."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from kwalificaties.models import Kwalificatie, Werkproces
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import claim
from trajecten.actions.activiteit import touch
from trajecten.models import Leerdoel, Stand, Traject
from trajecten.refused import RefusedError


@transaction.atomic
def plan_traject(
    traject: Traject,
    *,
    by: Actor,
    kwalificatie: Kwalificatie,
    werkprocessen: Iterable[Werkproces],
    versie: int | None = None,
) -> Traject:
    """Set the kwalificatie and the leerdoelen. What is taken off the plan stays known as far as it was learned.

    StaleError when someone else planned since the form with this `versie` was opened.
    """
    chosen = {werkproces.pk: werkproces for werkproces in werkprocessen}
    locked = Traject.objects.select_for_update().get(pk=traject.pk)
    claim(traject, locked.plan_versie if versie is None else versie, field="plan_versie")
    _refuse_plan(traject, kwalificatie, chosen.values())
    if traject.kwalificatie_id != kwalificatie.pk:
        traject.kwalificatie = kwalificatie
        traject.save(update_fields=["kwalificatie"])
    known = {leerdoel.werkproces_id: leerdoel for leerdoel in traject.leerdoelen.order_by("created_at")}
    for pk, leerdoel in known.items():
        if pk not in chosen:
            _drop(leerdoel)
        elif leerdoel.vervallen_op:
            leerdoel.vervallen_op = None
            leerdoel.save(update_fields=["vervallen_op"])
    Leerdoel.objects.bulk_create(
        Leerdoel(traject=traject, werkproces=werkproces) for pk, werkproces in chosen.items() if pk not in known
    )
    record("traject.gepland", traject, by=by, changes={"kwalificatie": kwalificatie.crebo, "werkprocessen": [*chosen]})
    touch(traject)
    return traject


def _refuse_plan(traject: Traject, kwalificatie: Kwalificatie, chosen: Iterable[Werkproces]) -> None:
    if not traject.is_open:
        raise RefusedError("Dit traject is gesloten.")
    if any(werkproces.kerntaak.kwalificatie_id != kwalificatie.pk for werkproces in chosen):
        raise RefusedError("Kies werkprocessen van één kwalificatie.")
    other = traject.kwalificatie_id not in {None, kwalificatie.pk}
    if other and traject.inschrijvingen.exists():
        raise RefusedError("Er is al een inschrijving op een andere kwalificatie. Kies dan voor een overstap.")


def _drop(leerdoel: Leerdoel) -> None:
    """Never begun: gone. Otherwise it stays with the day on which it was taken off the plan."""
    begun = leerdoel.stand != Stand.NOG_NIET or leerdoel.beoordelingen.exists()
    if not begun:
        leerdoel.delete()
    elif not leerdoel.vervallen_op:
        leerdoel.vervallen_op = timezone.localdate()
        leerdoel.save(update_fields=["vervallen_op"])
