"""Which people one sees is for visible_to(); this answers what may be done with one of them."""

from typing import TYPE_CHECKING

from kandidaten.models import Advies, Betrokkenheid, Kandidaat
from kandidaten.states import NEXT, AdviesStatus
from praktijkleren.accounts.roles import Permission, Rol

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


def may_list(gebruiker: "Gebruiker") -> bool:
    return gebruiker.has(Permission.KANDIDAAT_VIEW) or gebruiker.has(Permission.KANDIDAAT_NAME_ONLY)


def may_see_in_full(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> bool:
    """More than the name."""
    return gebruiker.can(Permission.KANDIDAAT_VIEW, for_=kandidaat)


def may_edit(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> bool:
    return gebruiker.can(Permission.KANDIDAAT_EDIT, for_=kandidaat)


def may_fill_in_birthplace(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> bool:
    """The mbo needs it for the inschrijving and the praktijkverklaring, and changes nothing else of a person."""
    return may_edit(gebruiker, kandidaat) or gebruiker.can(Permission.KANDIDAAT_BIRTHPLACE, for_=kandidaat)


def may_transfer(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> bool:
    """Choose who is betrokken."""
    return gebruiker.can(Permission.KANDIDAAT_TRANSFER, for_=kandidaat)


def may_move_to_regio(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> bool:
    """Giving a person up to another regio is for who oversees this one."""
    scopes = gebruiker.scopes_for(kandidaat)
    return any(scope.rol == Rol.COORDINATOR and scope.grants(Permission.KANDIDAAT_TRANSFER) for scope in scopes)


def may_edit_sociaal(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> bool:
    """The klantmanager writes. A werkende has none: then whoever is betrokken and may see it writes."""
    if gebruiker.can(Permission.SOCIAAL_EDIT, for_=kandidaat):
        return True
    if not gebruiker.can(Permission.SOCIAAL_VIEW, for_=kandidaat):
        return False
    return Rol.KLANTMANAGER not in {row.rol for row in current_rows(kandidaat)}


def may_edit_ondersteuning(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> bool:
    return gebruiker.can(Permission.ONDERSTEUNING_EDIT, for_=kandidaat)


def may_read_ondersteuning(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> bool:
    """All of it; the mbo-contact reads the summary only."""
    return gebruiker.can(Permission.ONDERSTEUNING_VIEW, for_=kandidaat)


def may_advise(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> bool:
    return gebruiker.can(Permission.ADVIES_WRITE, for_=kandidaat)


def may_agree(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> bool:
    """Speak for the mbo."""
    return gebruiker.can(Permission.ADVIES_AGREE, for_=kandidaat)


def may_edit_advies(gebruiker: "Gebruiker", advies: Advies) -> bool:
    editable = {AdviesStatus.CONCEPT, AdviesStatus.ANDER_VOORSTEL}
    return advies.status in editable and may_advise(gebruiker, advies.kandidaat)


def may_submit_advies(gebruiker: "Gebruiker", advies: Advies) -> bool:
    return _may_write_to(gebruiker, advies, AdviesStatus.VOORGELEGD)


def may_answer_advies(gebruiker: "Gebruiker", advies: Advies) -> bool:
    return AdviesStatus.AKKOORD_MBO in NEXT[advies.status] and may_agree(gebruiker, advies.kandidaat)


def may_discuss_advies(gebruiker: "Gebruiker", advies: Advies) -> bool:
    return _may_write_to(gebruiker, advies, AdviesStatus.BESPROKEN)


def may_correct_choice(gebruiker: "Gebruiker", advies: Advies) -> bool:
    """A colleague recorded a choice while one was typing: then one may save on top of it, seeing both."""
    return advies.status == AdviesStatus.BESPROKEN and may_advise(gebruiker, advies.kandidaat)


def may_renew_advies(gebruiker: "Gebruiker", advies: Advies) -> bool:
    """A concept is simply edited; all that was shown to others stays, and a next version takes its place."""
    editable = {AdviesStatus.CONCEPT, AdviesStatus.ANDER_VOORSTEL}
    return advies.status not in editable and _may_write_to(gebruiker, advies, AdviesStatus.VERVANGEN)


def _may_write_to(gebruiker: "Gebruiker", advies: Advies, to: AdviesStatus) -> bool:
    return to in NEXT[advies.status] and may_advise(gebruiker, advies.kandidaat)


def current_rows(kandidaat: Kandidaat) -> list[Betrokkenheid]:
    """Who is betrokken today; costs no query where the page fetched these rows already."""
    return [row for row in kandidaat.betrokkenheden.all() if row.holds()]
