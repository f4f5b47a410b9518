"""Making and sending in one step, for many people one after the other."""

from uuid import UUID

from django.db import transaction

from praktijkleren.audit.actor import Actor
from trajecten.beoordelingen import mastered
from trajecten.models import Plaatsing
from trajecten.refused import RefusedError
from verklaringen.actions.concept import first_choice, make_concept, on_a_verklaring
from verklaringen.actions.versie import send
from verklaringen.models import Verklaringversie
from verklaringen.signers import signers_of
from verklaringen.states import SENT, VersieStatus

LOOK_FIRST = {
    VersieStatus.GEWEIGERD: "De verklaring is teruggestuurd. Kijk eerst wat er anders moet.",
    VersieStatus.VERLOPEN: "De termijn om te ondertekenen is voorbij. Bel, en stuur de verklaring dan opnieuw.",
    VersieStatus.TERUGGETROKKEN: "De verklaring is teruggetrokken. Maak een nieuwe versie.",
    VersieStatus.INGETROKKEN: "De vorige verklaring is ingetrokken. Maak de nieuwe apart.",
    VersieStatus.CONCEPT: "Er is een nieuwe versie begonnen. Kijk die na en verstuur die apart.",
}
"""What one has to see for oneself; a concept where it corrects a version before it."""
NO_LONGER_GUIDES = "Wie je koos, begeleidt deze plaatsing nu niet meer. Kies opnieuw wie ondertekent."


@transaction.atomic
def make_and_send(plaatsing: Plaatsing, *, ondertekenaar: str, zending: UUID, by: Actor) -> Verklaringversie:
    """All that is mastered there, or what was chosen on a concept, to the praktijkopleider with this key.

    Where it was sent before, that version is the answer and nothing happens. May raise MissingGlyphError.
    """
    Plaatsing.objects.select_for_update().get(pk=plaatsing.pk)
    last = last_version(plaatsing)
    if last and last.status in SENT:
        return last
    if reason := in_the_way(last):
        raise RefusedError(reason)
    versie = last or make_concept(plaatsing, first_choice(mastered(plaatsing), on_a_verklaring(plaatsing)), by=by)
    signer = signers_of(versie).get(ondertekenaar)
    if signer is None:
        raise RefusedError(NO_LONGER_GUIDES)
    send(versie, signer=signer, by=by, zending=zending)
    versie.refresh_from_db()
    return versie


def last_version(plaatsing: Plaatsing) -> Verklaringversie | None:
    found = Verklaringversie.objects.filter(verklaring__plaatsing=plaatsing).select_related("verklaring__regio")
    return found.order_by("-created_at", "-versie").first()


def in_the_way(last: Verklaringversie | None) -> str:
    """Why the next version is not made or sent without anybody looking at it."""
    if last is None or (last.status == VersieStatus.CONCEPT and last.vervangt_id is None):
        return ""
    return LOOK_FIRST.get(VersieStatus(last.status), "")
