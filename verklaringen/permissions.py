"""What may be done with a verklaring. Which verklaringen there are is for visible_to()."""

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission
from praktijkleren.documenten.states import VerzoekStatus
from trajecten.models import Plaatsing
from verklaringen.actions.concept import MAY_BE_REPLACED
from verklaringen.actions.verzoek import requests_of
from verklaringen.models import Intrekking, Praktijkverklaring, Verklaringversie
from verklaringen.states import VersieStatus

P = Permission


def may_draft(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    return gebruiker.can(P.VERKLARING_ISSUE, for_=plaatsing.traject) and plaatsing.is_bpv


def may_issue(gebruiker: Gebruiker, verklaring: Praktijkverklaring) -> bool:
    return gebruiker.can(P.VERKLARING_ISSUE, for_=verklaring) and not verklaring.elders


def may_send(gebruiker: Gebruiker, versie: Verklaringversie) -> bool:
    return versie.status == VersieStatus.CONCEPT and may_issue(gebruiker, versie.verklaring)


def may_chase(gebruiker: Gebruiker, versie: Verklaringversie) -> bool:
    """Remind, correct the address, take back."""
    return versie.status == VersieStatus.TER_ONDERTEKENING and may_issue(gebruiker, versie.verklaring)


def may_pause(gebruiker: Gebruiker, versie: Verklaringversie) -> bool:
    """Write down until when a signer is away: also who hears it on the phone, and did not make the verklaring."""
    waits = versie.status == VersieStatus.TER_ONDERTEKENING and not versie.verklaring.elders
    return waits and gebruiker.can(P.VERKLARING_PAUSE, for_=versie.verklaring)


def may_send_again(gebruiker: Gebruiker, versie: Verklaringversie) -> bool:
    """Also when one of several signers was too late."""
    waits = {VersieStatus.VERLOPEN, VersieStatus.TER_ONDERTEKENING}
    return versie.status in waits and may_issue(gebruiker, versie.verklaring) and someone_was_late(versie)


def someone_was_late(versie: Verklaringversie) -> bool:
    return requests_of(versie).filter(status=VerzoekStatus.VERLOPEN).exists()


def may_make_new_version(gebruiker: Gebruiker, versie: Verklaringversie) -> bool:
    allowed = versie.status in MAY_BE_REPLACED and versie.verklaring.plaatsing_id is not None
    return allowed and may_issue(gebruiker, versie.verklaring)


def may_correct(gebruiker: Gebruiker, versie: Verklaringversie) -> bool:
    """A sealed version never changes: a correction is the next one."""
    allowed = versie.status == VersieStatus.VERZEGELD and versie.verklaring.plaatsing_id is not None
    return allowed and may_issue(gebruiker, versie.verklaring)


def may_revoke(gebruiker: Gebruiker, versie: Verklaringversie) -> bool:
    """Propose it, or decide on what a colleague proposed."""
    allowed = versie.status == VersieStatus.VERZEGELD and not versie.verklaring.elders
    return allowed and gebruiker.can(P.VERKLARING_REVOKE, for_=versie.verklaring)


def may_confirm(gebruiker: Gebruiker, intrekking: Intrekking) -> bool:
    """Four eyes: never who proposed it."""
    other = intrekking.voorgesteld_door_id != gebruiker.pk
    return other and intrekking.is_open and may_revoke(gebruiker, intrekking.versie)


def may_hand_over(gebruiker: Gebruiker, verklaring: Praktijkverklaring) -> bool:
    """Only what has its seal: until then there is no file to give."""
    if verklaring.ondertekend_op is None or not gebruiker.can(P.VERKLARING_HAND_OVER, for_=verklaring):
        return False
    return verklaring.versies.filter(status=VersieStatus.VERZEGELD).exists()


def may_share_for(gebruiker: Gebruiker, verklaring: Praktijkverklaring) -> bool:
    """On a colleague's screen, for whom has no e-mail; everyone else shares from the own page."""
    has_email = bool(verklaring.kandidaat and verklaring.kandidaat.email)
    return not has_email and may_hand_over(gebruiker, verklaring)
