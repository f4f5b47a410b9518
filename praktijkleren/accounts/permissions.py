"""Who may do what with colleagues and with a regio."""

from praktijkleren.accounts.models import Gebruiker, Lidmaatschap, Organisatie, Regio, Uitnodiging
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.accounts.visibility import Scope


def may_invite(gebruiker: Gebruiker) -> bool:
    return gebruiker.has(Permission.COLLEGA_INVITE)


def roles_to_give(gebruiker: Gebruiker) -> list[Rol]:
    """Only a beheerder makes a beheerder."""
    return [rol for rol in Rol if rol != Rol.BEHEERDER or gebruiker.has_role(Rol.BEHEERDER)]


def may_give(gebruiker: Gebruiker, *, rol: str, organisatie: Organisatie, regio: Regio | None) -> bool:
    """Whether one membership of this person may hand out a membership like this."""
    reach = Lidmaatschap(organisatie=organisatie, regio=regio).regio_ids
    return any(_hands_out(scope, rol, reach) for scope in gebruiker.scopes)


def may_manage_invitation(gebruiker: Gebruiker, uitnodiging: Uitnodiging) -> bool:
    """Send again or withdraw: whoever might have sent it."""
    return may_give(gebruiker, rol=uitnodiging.rol, organisatie=uitnodiging.organisatie, regio=uitnodiging.regio)


def may_end(gebruiker: Gebruiker, lidmaatschap: Lidmaatschap) -> bool:
    """Only within what one might hand out oneself; what also reaches another regio is for a beheerder."""
    reach = lidmaatschap.regio_ids
    return any(_hands_out(scope, lidmaatschap.rol, reach) for scope in gebruiker.scopes_for(lidmaatschap))


def may_reset_second_factor(gebruiker: Gebruiker, collega: Gebruiker) -> bool:
    """For who lost a phone. It opens everything that the colleague may do, so one must be over all of it."""
    memberships = collega.lidmaatschappen.current().select_related("organisatie").with_regios().order_by("pk")
    return collega.pk != gebruiker.pk and bool(memberships) and all(may_end(gebruiker, lid) for lid in memberships)


def may_close_account(gebruiker: Gebruiker, collega: Gebruiker) -> bool:
    return collega.pk != gebruiker.pk and gebruiker.can(Permission.BEHEER, for_=collega)


def may_edit_regio(gebruiker: Gebruiker, regio: Regio) -> bool:
    return gebruiker.can(Permission.REGIO_EDIT, for_=regio)


def _hands_out(scope: Scope, rol: str, reach: frozenset[int]) -> bool:
    if not scope.grants(Permission.COLLEGA_INVITE):
        return False
    return scope.rol == Rol.BEHEERDER or (rol != Rol.BEHEERDER and bool(reach) and reach <= scope.regio_ids)
