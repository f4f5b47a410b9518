"""What may be done with a traject. Which trajecten there are is for visible_to(); these ask one scope for both.

Every question about what hangs on a traject is asked of the traject itself, so that a page pays for one query.
"""

from kandidaten.models import Kandidaat
from kandidaten.states import Route
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission, Rol
from trajecten.models import Logregel, Plaatsing, Praktijkovereenkomst, Traject
from trajecten.states import PLAATSING_NEXT, POK_NEXT, TRAJECT_NEXT, PlaatsingStatus, PokStatus, TrajectStatus

P = Permission
STATUS_ONLY = frozenset({Rol.KLANTMANAGER, Rol.ADVISEUR_WERKGEVERS})
"""These know how it stands with a POK and not what is in it (architecture.md 4)."""


def may_open(gebruiker: Gebruiker, kandidaat: Kandidaat) -> bool:
    return gebruiker.can(P.TRAJECT_START, for_=kandidaat)


def may_step(gebruiker: Gebruiker, traject: Traject, to: TrajectStatus) -> bool:
    return gebruiker.can(P.TRAJECT_START, for_=traject) and to in TRAJECT_NEXT[traject.status]


def may_start(gebruiker: Gebruiker, traject: Traject) -> bool:
    """By hand; on the route praktijkverklaring the start of the bpv does it."""
    if traject.route == Route.PRAKTIJKVERKLARING or traject.status != TrajectStatus.VOORBEREIDING:
        return False
    return may_step(gebruiker, traject, TrajectStatus.LOPEND)


def may_resume(gebruiker: Gebruiker, traject: Traject) -> bool:
    return traject.status == TrajectStatus.ONDERBROKEN and may_step(gebruiker, traject, TrajectStatus.LOPEND)


def may_interrupt(gebruiker: Gebruiker, traject: Traject) -> bool:
    return may_step(gebruiker, traject, TrajectStatus.ONDERBROKEN)


def may_complete(gebruiker: Gebruiker, traject: Traject) -> bool:
    return may_step(gebruiker, traject, TrajectStatus.AFGEROND)


def may_stop(gebruiker: Gebruiker, traject: Traject) -> bool:
    return may_step(gebruiker, traject, TrajectStatus.GESTOPT)


def may_reopen(gebruiker: Gebruiker, traject: Traject) -> bool:
    return gebruiker.can(P.TRAJECT_START, for_=traject) and not traject.is_open


def may_switch(gebruiker: Gebruiker, traject: Traject) -> bool:
    return gebruiker.can(P.TRAJECT_START, for_=traject) and traject.is_open


def may_plan(gebruiker: Gebruiker, traject: Traject) -> bool:
    return gebruiker.can(P.TRAJECT_PLAN, for_=traject) and traject.is_open


def may_place(gebruiker: Gebruiker, traject: Traject) -> bool:
    """Also after it was completed: then nazorg begins (domain.md 3.1, step 11)."""
    return gebruiker.can(P.TRAJECT_PLAN, for_=traject) and traject.status != TrajectStatus.GESTOPT


def may_start_plaatsing(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    allowed = gebruiker.can(P.TRAJECT_PLAN, for_=plaatsing.traject)
    return allowed and PlaatsingStatus.LOPEND in PLAATSING_NEXT[plaatsing.status]


def may_end_plaatsing(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    allowed = gebruiker.can(P.TRAJECT_PLAN, for_=plaatsing.traject)
    return allowed and PlaatsingStatus.BEEINDIGD in PLAATSING_NEXT[plaatsing.status]


def may_change_plaatsing(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    """Its period, who guides and the quality, until it has ended. Which of these is for whom, the page asks itself."""
    return plaatsing.status != PlaatsingStatus.BEEINDIGD


def may_enrol(gebruiker: Gebruiker, traject: Traject) -> bool:
    return gebruiker.can(P.INSCHRIJVING_EDIT, for_=traject) and traject.is_open


def may_read_pok(gebruiker: Gebruiker, traject: Traject) -> bool:
    """The contents; that there is one and how it stands is told to more roles."""
    scopes = gebruiker.scopes_for(traject)
    return any(scope.grants(P.POK_VIEW) and scope.rol not in STATUS_ONLY for scope in scopes)


def may_see_pok_status(gebruiker: Gebruiker, traject: Traject) -> bool:
    return gebruiker.can(P.POK_VIEW, for_=traject)


def may_draft_pok(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    allowed = gebruiker.can(P.POK_EDIT, for_=plaatsing.traject)
    return allowed and plaatsing.is_bpv and plaatsing.status != PlaatsingStatus.BEEINDIGD


def may_edit_pok(gebruiker: Gebruiker, pok: Praktijkovereenkomst) -> bool:
    return gebruiker.can(P.POK_EDIT, for_=pok.plaatsing.traject) and pok.status == PokStatus.CONCEPT


def may_sign_pok(gebruiker: Gebruiker, pok: Praktijkovereenkomst) -> bool:
    """Write down who signed on paper, and when."""
    allowed = gebruiker.can(P.POK_EDIT, for_=pok.plaatsing.traject)
    return allowed and PokStatus.GETEKEND in POK_NEXT[pok.status]


def may_replace_pok(gebruiker: Gebruiker, pok: Praktijkovereenkomst) -> bool:
    allowed = gebruiker.can(P.POK_EDIT, for_=pok.plaatsing.traject)
    return allowed and PokStatus.VERVANGEN in POK_NEXT[pok.status]


def may_see_voortgang(gebruiker: Gebruiker, traject: Traject) -> bool:
    return gebruiker.can(P.VOORTGANG_VIEW, for_=traject)


def may_read_log(gebruiker: Gebruiker, traject: Traject) -> bool:
    """What colleagues write to each other; a company sees how far someone is, not these."""
    scopes = gebruiker.scopes_for(traject)
    return any(scope.grants(P.VOORTGANG_VIEW) and scope.rol != Rol.BEDRIJFSCONTACT for scope in scopes)


def may_log(gebruiker: Gebruiker, traject: Traject) -> bool:
    return gebruiker.can(P.VOORTGANG_WRITE, for_=traject)


def may_edit_log(gebruiker: Gebruiker, logregel: Logregel) -> bool:
    """One's own sentences only; a colleague adds a line."""
    return logregel.door_id == gebruiker.pk and may_log(gebruiker, logregel.traject)


def may_see_hours(gebruiker: Gebruiker, traject: Traject) -> bool:
    return may_read_pok(gebruiker, traject)


def may_ask_beoordeling(gebruiker: Gebruiker, plaatsing: Plaatsing) -> bool:
    allowed = gebruiker.can(P.BEOORDELING_ASK, for_=plaatsing.traject)
    return allowed and plaatsing.is_bpv and plaatsing.status != PlaatsingStatus.GEPLAND


def may_group(gebruiker: Gebruiker) -> bool:
    return gebruiker.has(P.TRAJECT_START)
