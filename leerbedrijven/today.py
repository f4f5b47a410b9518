"""What Vandaag shows of this room."""

from django.urls import reverse
from django.utils import timezone

from leerbedrijven.permissions import regio_ids
from leerbedrijven.watch import ending_in_regios
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission
from praktijkleren.ui.dates import datum, over
from praktijkleren.werk.today import Panel, Regel, first_few

URGENT_DAYS = 30


def ending_erkenningen(gebruiker: Gebruiker) -> Panel | None:
    """For who may do something about it."""
    regios = regio_ids(gebruiker, Permission.LEERBEDRIJF_EDIT)
    if not regios:
        return None
    today = timezone.localdate()
    rows, totaal = first_few(ending_in_regios(regios, today).select_related("leerbedrijf", "kwalificatie"))
    regels = [
        Regel(
            titel=row.leerbedrijf.naam,
            url=row.leerbedrijf.get_absolute_url(),
            knop="Bekijk",
            detail=f"{row.kwalificatie.titel}, eindigt op {datum(row.tot)} ({over(row.tot, today=today)})",
            urgent=(row.tot - today).days <= URGENT_DAYS,
        )
        for row in rows
        if row.tot
    ]
    return Panel(
        titel="Erkenningen die aflopen",
        regels=regels,
        totaal=totaal,
        alles_url=f"{reverse('leerbedrijven:list')}?erkenning=loopt_af&regio=bekend",
    )
