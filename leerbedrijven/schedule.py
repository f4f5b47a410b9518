"""What the clock starts."""

from celery import shared_task
from django.utils import timezone

from leerbedrijven.watch import Ending, endings_in_use
from praktijkleren.accounts.models import Lidmaatschap
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.clock import moment
from praktijkleren.werk.actions import finish_taak, make_taak
from praktijkleren.werk.models import Taak

BY = Actor.systeem("leerbedrijven.watch_erkenningen")
OVER = "erkenning"


@shared_task
def watch_erkenningen(at: str | None = None) -> None:
    """Ask for a renewal three months and one month ahead, and when it is over; take back what is no longer so."""
    endings = endings_in_use(timezone.localdate(moment(at)))
    asked = Taak.objects.open().filter(over_soort=OVER, key__startswith="leerbedrijven.erkenning:")
    for key in sorted(set(asked.values_list("key", flat=True)) - {ending.key for ending in endings}):
        finish_taak(key, by=BY)
    rollen: dict[int, str] = {}
    for ending in endings:
        if ending.regio_id not in rollen:
            rollen[ending.regio_id] = _who_asks(ending.regio_id)
        _ask(ending, rollen[ending.regio_id])


def _ask(ending: Ending, rol: str) -> None:
    make_taak(
        ending.key,
        titel=ending.titel,
        url=ending.erkenning.leerbedrijf.get_absolute_url(),
        knop="Bekijk het leerbedrijf",
        regio_id=ending.regio_id,
        rol=rol,
        voor=ending.erkenning.tot,
        over=(OVER, str(ending.erkenning.pk)),
        by=BY,
    )


def _who_asks(regio_id: int) -> str:
    """The advisers of employers, or the coördinator where a regio has none."""
    advisers = Lidmaatschap.objects.current().filter(rol=Rol.ADVISEUR_WERKGEVERS).in_regios({regio_id})
    return Rol.ADVISEUR_WERKGEVERS if advisers.exists() else Rol.COORDINATOR
