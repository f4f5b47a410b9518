"""Handing over: a dated fact, not a state. A slip of the pen can be undone."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from verklaringen import mail, taken
from verklaringen.models import Praktijkverklaring
from verklaringen.states import VALID, VersieStatus


@transaction.atomic
def record_uitreiking(
    verklaring: Praktijkverklaring,
    *,
    op: date,
    door: str,
    by: Actor,
    plaats: str = "",
    mail_kandidaat: bool = False,
    uitreiking: UUID | None = None,
) -> Praktijkverklaring:
    """Write down when, where and by whom it was handed over; the kandidaat may get the PDF by mail at the same time."""
    versie = verklaring.versies.filter(status=VersieStatus.VERZEGELD).order_by("-versie").first()
    waiting = Praktijkverklaring.objects.filter(pk=verklaring.pk, uitgereikt_op__isnull=True)
    facts = {"uitgereikt_op": op, "uitgereikt_door": door, "uitgereikt_plaats": plaats, "uitreiking": uitreiking}
    if versie is None or not waiting.update(**facts, laatste_activiteit=timezone.now()):
        raise TransitionError(f"{verklaring.pk} is niet verzegeld of al uitgereikt")
    verklaring.refresh_from_db()
    record("praktijkverklaring.uitgereikt", verklaring, by=by, changes={"op": op})
    taken.finish_hand_over(verklaring, by=by)
    if mail_kandidaat:
        mail.copy_for_kandidaat(versie, by=by)
    return verklaring


@transaction.atomic
def undo_uitreiking(verklaring: Praktijkverklaring, *, by: Actor) -> Praktijkverklaring:
    done = Praktijkverklaring.objects.filter(pk=verklaring.pk, uitgereikt_op__isnull=False)
    facts = {"uitgereikt_op": None, "uitgereikt_door": "", "uitgereikt_plaats": "", "uitreiking": None}
    if not done.update(**facts, laatste_activiteit=timezone.now()):
        raise TransitionError(f"{verklaring.pk} is niet uitgereikt")
    verklaring.refresh_from_db()
    record("praktijkverklaring.uitreiking_ongedaan", verklaring, by=by)
    if versie := verklaring.versies.filter(status__in=VALID).order_by("-versie").first():
        taken.ask_to_hand_over(versie, by=by)
    return verklaring


@transaction.atomic
def record_uitreikingen(
    verklaringen: Iterable[Praktijkverklaring], *, op: date, door: str, plaats: str, by: Actor, mail_kandidaat: bool
) -> UUID:
    """All who got theirs on one occasion, or nobody: of one that a colleague handed over just now it says so."""
    uitreiking = uuid4()
    for verklaring in verklaringen:
        record_uitreiking(
            verklaring, op=op, door=door, plaats=plaats, by=by, mail_kandidaat=mail_kandidaat, uitreiking=uitreiking
        )
    return uitreiking


@transaction.atomic
def undo_uitreikingen(verklaringen: Iterable[Praktijkverklaring], *, by: Actor) -> int:
    return len([undo_uitreiking(verklaring, by=by) for verklaring in verklaringen])
