"""Which aanmeldingen one sees is for visible_to(); this answers what may be done with one of them."""

from typing import TYPE_CHECKING

from aanmeldingen.models import Aanmelding
from aanmeldingen.states import NEXT, AanmeldingStatus
from praktijkleren.accounts.roles import Permission

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


def may_list(gebruiker: "Gebruiker") -> bool:
    return gebruiker.has(Permission.AANMELDING_VIEW)


def may_take_up(gebruiker: "Gebruiker", aanmelding: Aanmelding) -> bool:
    return AanmeldingStatus.IN_BEHANDELING in NEXT[aanmelding.status] and may_handle(gebruiker, aanmelding)


def may_take_over(gebruiker: "Gebruiker", aanmelding: Aanmelding) -> bool:
    """Go on with what a colleague took up."""
    of_another = aanmelding.behandeld_door_id != gebruiker.pk
    return of_another and aanmelding.status == AanmeldingStatus.IN_BEHANDELING and may_handle(gebruiker, aanmelding)


def may_decide(gebruiker: "Gebruiker", aanmelding: Aanmelding) -> bool:
    """Accept, refuse, refer or withdraw."""
    return AanmeldingStatus.GEACCEPTEERD in NEXT[aanmelding.status] and may_handle(gebruiker, aanmelding)


def may_place(gebruiker: "Gebruiker", aanmelding: Aanmelding) -> bool:
    """Accepted while the company was no leerbedrijf yet: the leerplaats is still to be made."""
    accepted = aanmelding.status == AanmeldingStatus.GEACCEPTEERD and aanmelding.met_plaats
    return accepted and aanmelding.leerplaats_id is None and may_handle(gebruiker, aanmelding)


def may_handle(gebruiker: "Gebruiker", aanmelding: Aanmelding) -> bool:
    return gebruiker.can(Permission.AANMELDING_HANDLE, for_=aanmelding)
