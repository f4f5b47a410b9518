from django.db.models import QuerySet

from praktijkleren.accounts.models import Gebruiker, Regio
from praktijkleren.accounts.roles import Permission


def may_view(gebruiker: Gebruiker) -> bool:
    return gebruiker.has(Permission.LEERBEDRIJF_VIEW)


def may_edit(gebruiker: Gebruiker) -> bool:
    """The register is national: whoever may write leerbedrijven anywhere keeps it right for all."""
    return gebruiker.has(Permission.LEERBEDRIJF_EDIT)


def may_import(gebruiker: Gebruiker) -> bool:
    return gebruiker.has(Permission.LEERBEDRIJF_IMPORT)


def may_edit_in(gebruiker: Gebruiker, regio_id: int) -> bool:
    """What a regio knows of a leerbedrijf is written by that regio."""
    return regio_id in regio_ids(gebruiker, Permission.LEERBEDRIJF_EDIT)


def regio_ids(gebruiker: Gebruiker, permission: Permission = Permission.LEERBEDRIJF_VIEW) -> set[int]:
    """The regio's that this person reaches through a membership that grants the permission."""
    return {regio for scope in gebruiker.scopes if scope.grants(permission) for regio in scope.regio_ids}


def own_regios(gebruiker: Gebruiker) -> QuerySet[Regio]:
    return Regio.objects.filter(pk__in=regio_ids(gebruiker)).order_by("naam")
