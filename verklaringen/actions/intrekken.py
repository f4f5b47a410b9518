"""Taking a sealed verklaring back for good. Two people do it together: one proposes, another confirms."""

from django.db import transaction
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from trajecten.actions import end_resultaat
from trajecten.models import ResultaatSoort
from trajecten.refused import RefusedError
from verklaringen import mail, taken
from verklaringen.actions.delen import open_deellinks, stop_sharing
from verklaringen.actions.versie import revoked
from verklaringen.models import Intrekking, Verklaringversie
from verklaringen.states import VersieStatus


@transaction.atomic
def propose_revoke(versie: Verklaringversie, *, reden: str, toelichting: str, by: Actor) -> Intrekking:
    """Ask a second colleague. Nothing changes yet; while one proposal waits there is no other."""
    if versie.status != VersieStatus.VERZEGELD or by.gebruiker_id is None:
        raise TransitionError(f"{versie.pk} is {versie.status}")
    intrekking, made = Intrekking.objects.select_related("versie__verklaring", "voorgesteld_door").get_or_create(
        versie=versie,
        besloten_op__isnull=True,
        defaults={
            "reden": reden,
            "toelichting": toelichting,
            "voorgesteld_door_id": by.gebruiker_id,
            "voorgesteld_op": timezone.now(),
        },
    )
    if made:
        record("intrekking.voorgesteld", intrekking, by=by, changes={"reden": reden})
        taken.ask_to_confirm(intrekking, by=by)
    return intrekking


@transaction.atomic
def confirm_revoke(intrekking: Intrekking, *, by: Actor) -> Intrekking:
    """From this moment it no longer counts: on the public page, in the status list and behind every link."""
    if by.gebruiker_id is None or by.gebruiker_id == intrekking.voorgesteld_door_id:
        raise RefusedError("Een andere collega moet dit bevestigen.")
    _decide(intrekking, akkoord=True, by=by)
    versie = revoked(intrekking.versie, reden=intrekking.reden, by=by)
    if traject := versie.verklaring.traject:
        soort, code = ResultaatSoort.PRAKTIJKVERKLARING, versie.verklaring.code
        end_resultaat(traject, by=by, soort=soort, code=code, on=timezone.localdate())
    for deellink in open_deellinks(versie.verklaring):
        stop_sharing(deellink, by=by)
    mail.revoked(versie, by=by)
    taken.tell_of_revoking(versie, by=by)
    taken.finish_hand_over(versie.verklaring, by=by)
    return intrekking


@transaction.atomic
def drop_revoke(intrekking: Intrekking, *, by: Actor) -> Intrekking:
    """Turned down by a colleague, or taken back by who proposed it; the verklaring stays as it was."""
    _decide(intrekking, akkoord=False, by=by)
    return intrekking


def _decide(intrekking: Intrekking, *, akkoord: bool, by: Actor) -> None:
    waiting = Intrekking.objects.filter(pk=intrekking.pk, besloten_op__isnull=True)
    if not waiting.update(besloten_op=timezone.now(), besloten_door_id=by.gebruiker_id, akkoord=akkoord):
        raise TransitionError(f"over {intrekking.pk} is al beslist")
    intrekking.refresh_from_db()
    record("intrekking.bevestigd" if akkoord else "intrekking.afgewezen", intrekking, by=by)
    taken.finish_confirming(intrekking, by=by)
