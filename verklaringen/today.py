"""What waits, on Vandaag. What has a Taak of its own is not said twice."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Permission
from praktijkleren.ui.dates import datum, over
from praktijkleren.werk.today import Panel, Regel, first_few
from verklaringen.models import Praktijkverklaring, Verklaringversie
from verklaringen.states import VersieStatus

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


def unsigned_panel(gebruiker: "Gebruiker") -> Panel | None:
    """Sent and not signed yet, the oldest first: one may call the company before it expires."""
    if not gebruiker.has(Permission.VERKLARING_VIEW):
        return None
    visible = Praktijkverklaring.objects.visible_to(gebruiker)
    waiting = Verklaringversie.objects.filter(status=VersieStatus.TER_ONDERTEKENING, verklaring__in=visible)
    rows, totaal = first_few(waiting.select_related("verklaring").order_by("verstuurd_op", "pk"))
    return Panel(
        "Praktijkverklaringen die op ondertekening wachten",
        [_sent(row) for row in rows],
        totaal=totaal,
        alles_url=f"{reverse('verklaringen:list')}?status={VersieStatus.TER_ONDERTEKENING}",
        personen=[row.verklaring.dossier for row in rows],
    )


def concept_panel(gebruiker: "Gebruiker") -> Panel | None:
    """Begun and never sent."""
    if not gebruiker.has(Permission.VERKLARING_ISSUE):
        return None
    mine = Praktijkverklaring.objects.allowed_to(gebruiker, Permission.VERKLARING_ISSUE)
    begun = Verklaringversie.objects.filter(status=VersieStatus.CONCEPT, verklaring__in=mine)
    rows, totaal = first_few(begun.select_related("verklaring").order_by("created_at", "pk"))
    return Panel(
        "Praktijkverklaringen die nog niet zijn verstuurd",
        [
            Regel(
                row.verklaring.naam,
                reverse("verklaringen:send", args=[row.pk]),
                "Verstuur",
                detail=f"concept van {datum(row.created_at)}",
            )
            for row in rows
        ],
        totaal=totaal,
        alles_url=f"{reverse('verklaringen:list')}?status={VersieStatus.CONCEPT}",
        personen=[row.verklaring.dossier for row in rows],
    )


def _sent(versie: Verklaringversie) -> Regel:
    sent = versie.verstuurd_op
    days = (timezone.now() - sent).days if sent else 0
    detail = f"verstuurd {over(sent, today=timezone.localdate())}" if sent else ""
    url = versie.verklaring.get_absolute_url()
    return Regel(versie.verklaring.naam, url, "Bekijk", detail=detail, urgent=days >= 12)
