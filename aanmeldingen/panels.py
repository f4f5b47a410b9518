from typing import TYPE_CHECKING

from django.urls import reverse

from aanmeldingen.models import Aanmelding
from aanmeldingen.states import AanmeldingStatus
from praktijkleren.accounts.roles import Permission
from praktijkleren.ui.dates import datum
from praktijkleren.werk.today import Panel, Regel, first_few

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


def new_aanmeldingen(gebruiker: "Gebruiker") -> Panel | None:
    """New ones, oldest first: they have waited longest."""
    if not gebruiker.has(Permission.AANMELDING_HANDLE):
        return None
    waiting = Aanmelding.objects.visible_to(gebruiker).filter(status=AanmeldingStatus.NIEUW)
    shown, totaal = first_few(waiting.order_by("ontvangen_op", "pk"))
    return Panel(
        "Nieuwe aanmeldingen",
        [Regel(row.wie, row.get_absolute_url(), "Bekijk", f"ontvangen {datum(row.ontvangen_op)}") for row in shown],
        totaal=totaal,
        alles_url=reverse("aanmeldingen:list"),
        personen=[row.pk for row in shown if row.met_persoon],
    )
