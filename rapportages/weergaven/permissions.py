"""Who may ask, and who may change what is kept."""

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission
from rapportages.models import Weergave


def may_search(gebruiker: Gebruiker) -> bool:
    """Who sees people in full; who knows names only has the list of trajecten."""
    return gebruiker.has(Permission.TRAJECT_VIEW) and gebruiker.has(Permission.KANDIDAAT_VIEW)


def may_change(gebruiker: Gebruiker, weergave: Weergave) -> bool:
    return weergave.eigenaar_id == gebruiker.pk


def may_delete(gebruiker: Gebruiker, weergave: Weergave) -> bool:
    """One's own; and who runs the regio cleans up what is shared there, also of someone who left."""
    return may_change(gebruiker, weergave) or any(
        scope.grants(Permission.REGIO_EDIT)
        and scope.grants(Permission.KANDIDAAT_VIEW)
        and weergave.gedeeld_met_id in scope.regio_ids
        for scope in gebruiker.scopes
    )
