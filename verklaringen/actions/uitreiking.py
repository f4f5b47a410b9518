"""Handing over: a dated fact, not a state. A slip of the pen can be undone."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from verklaringen import mail, taken
from verklaringen.models import Praktijkverklaring
from verklaringen.states import VALID


@transaction.atomic
def record_uitreiking(
    verklaring: Praktijkverklaring, *, op: date, door: str, by: Actor, mail_kandidaat: bool = False
) -> Praktijkverklaring:
    """Write down when and by whom it was handed over; the kandidaat may get the PDF by mail at the same time."""
    versie = verklaring.versies.filter(status__in=VALID).order_by("-versie").first()
    waiting = Praktijkverklaring.objects.filter(pk=verklaring.pk, uitgereikt_op__isnull=True)
    if versie is None or not waiting.update(uitgereikt_op=op, uitgereikt_door=door, laatste_activiteit=timezone.now()):
        raise TransitionError(f"{verklaring.pk} is niet ondertekend of al uitgereikt")
    verklaring.refresh_from_db()
    record("praktijkverklaring.uitgereikt", verklaring, by=by, changes={"op": op})
    taken.finish_hand_over(verklaring, by=by)
    if mail_kandidaat:
        mail.copy_for_kandidaat(versie, by=by)
    return verklaring


@transaction.atomic
def undo_uitreiking(verklaring: Praktijkverklaring, *, by: Actor) -> Praktijkverklaring:
    done = Praktijkverklaring.objects.filter(pk=verklaring.pk, uitgereikt_op__isnull=False)
    if not done.update(uitgereikt_op=None, uitgereikt_door="", laatste_activiteit=timezone.now()):
        raise TransitionError(f"{verklaring.pk} is niet uitgereikt")
    verklaring.refresh_from_db()
    record("praktijkverklaring.uitreiking_ongedaan", verklaring, by=by)
    return verklaring
