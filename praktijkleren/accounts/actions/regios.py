from typing import NotRequired, TypedDict, Unpack

from django.db import transaction

from praktijkleren.accounts.models import Regio
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor


class RegioFields(TypedDict):
    weergavenaam: NotRequired[str]
    kleur: NotRequired[str]
    contact_email: NotRequired[str]
    neemt_aanmeldingen_aan: NotRequired[bool]
    stil_na_dagen: NotRequired[int]
    ondertekentermijn_dagen: NotRequired[int]
    herinner_na_dagen: NotRequired[list[int]]
    bel_na_dagen: NotRequired[int]
    escaleer_na_dagen: NotRequired[int]
    ondertekenaars: NotRequired[list[str]]
    ondertekenvolgorde: NotRequired[str]
    op_papier: NotRequired[bool]


@transaction.atomic
def edit_regio(regio: Regio, *, by: Actor, **fields: Unpack[RegioFields]) -> Regio:
    """What a region decides for itself. Other fields belong to the list of arbeidsmarktregio's."""
    before = Regio.objects.select_for_update().get(pk=regio.pk)
    changes = {name: [getattr(before, name), value] for name, value in fields.items() if getattr(before, name) != value}
    if changes:
        Regio.objects.filter(pk=regio.pk).update(**{name: after for name, (_, after) in changes.items()})
        record("regio.gewijzigd", regio, by=by, changes=changes)
    regio.refresh_from_db()
    return regio
