"""Asking the school for the praktijkverklaring. Who makes it is a room above, which says so by calling this again."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from kandidaten.models import Betrokkenheid
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.werk.actions import finish_taak, make_taak
from praktijkleren.werk.models import Taak
from trajecten.keys import JUDGED, VERKLARING
from trajecten.models import Plaatsing, Traject
from trajecten.next_step import NextStep, next_step
from trajecten.progress import Progress, with_progress
from trajecten.responsible import address_of


@transaction.atomic
def follow_verklaring(traject: Traject, *, by: Actor) -> None:
    """A Taak for each mbo-contact who is betrokken, for as long as a first praktijkverklaring is to be made.

    That is when the steps on the page of the traject say so; called after whatever may change them.
    """
    found = with_progress(Traject.objects.filter(pk=traject.pk)).select_related("kandidaat").get()
    step = _to_make(found)
    if step is None:
        _finish(VERKLARING, [str(traject.pk)], by=by)
        return
    for who, address in _schools(found).items():
        make_taak(
            f"{VERKLARING}:{traject.pk}:{who}",
            by=by,
            titel=f"Maak de praktijkverklaring voor {found.kandidaat.lijstnaam}"[:200],
            url=step.url,
            knop=step.label,
            over=(VERKLARING, str(traject.pk)),
            **address,
        )


def finish_judged(plaatsing: Plaatsing, *, by: Actor) -> None:
    """What was judged here has been read: it stands on a verklaring."""
    asked = plaatsing.beoordelingsverzoeken.order_by("pk").values_list("pk", flat=True)
    _finish(JUDGED, [str(pk) for pk in asked], by=by)


def _to_make(traject: Traject) -> NextStep | None:
    """The step that makes a first one is about a bpv; what comes after it is about a verklaring."""
    step = next_step(None, traject, Progress.of(traject))
    if step is None or step.permission != Permission.VERKLARING_ISSUE:
        return None
    return step if step.arg in set(traject.plaatsingen.bpv().values_list("pk", flat=True)) else None


def _schools(traject: Traject) -> dict[str, dict[str, Any]]:
    """Whoever is betrokken for the school, colleagues or teams; nobody: the coördinator."""
    rows = Betrokkenheid.objects.current(timezone.localdate()).filter(
        kandidaat=traject.kandidaat_id, rol=Rol.MBO_CONTACT
    )
    found = [address_of(row) for row in rows.select_related("gebruiker").order_by("van", "pk")]
    keys = {(f"g{row['wie'].pk}" if "wie" in row else f"o{row['organisatie_id']}"): row for row in found}
    return keys or {"regio": {"regio_id": traject.regio_id, "rol": Rol.COORDINATOR}}


def _finish(reason: str, about: list[str], *, by: Actor) -> None:
    waiting = Taak.objects.filter(over_soort=reason, over_id__in=about, klaar_op__isnull=True)
    for key in waiting.order_by("key").values_list("key", flat=True):
        finish_taak(key, by=by)
