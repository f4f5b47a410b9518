from kwalificaties.models import Kerntaak, Werkproces
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission


def may_view(gebruiker: Gebruiker) -> bool:
    return gebruiker.has(Permission.KWALIFICATIE_VIEW)


def may_edit(gebruiker: Gebruiker) -> bool:
    """Type in kerntaken and werkprocessen; the shipped ones nobody edits."""
    return gebruiker.has(Permission.KWALIFICATIE_EDIT)


def may_edit_row(gebruiker: Gebruiker, row: Kerntaak | Werkproces) -> bool:
    return may_edit(gebruiker) and row.is_own and row.gesloten_op is None
