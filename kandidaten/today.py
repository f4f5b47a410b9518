"""What asks for someone on Vandaag. What has a Taak of its own is not said twice."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from kandidaten.models import Advies, Betrokkenheid, Kandidaat, KandidaatQuerySet
from kandidaten.models.betrokkenheid import betrokken_kandidaten
from kandidaten.states import AdviesStatus
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.accounts.visibility import NOTHING
from praktijkleren.werk.today import Panel, Regel, first_few

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


def mbo_panel(gebruiker: "Gebruiker") -> Panel | None:
    """Adviezen of one's team that wait for an answer; who was asked in person has a Taak."""
    if not gebruiker.has(Permission.ADVIES_AGREE):
        return None
    waiting = Advies.objects.allowed_to(gebruiker, Permission.ADVIES_AGREE).filter(status=AdviesStatus.VOORGELEGD)
    return _panel("Adviezen die op het mbo wachten", waiting.exclude(mbo_gebruiker=gebruiker.pk), "Geef antwoord")


def answered_panel(gebruiker: "Gebruiker") -> Panel | None:
    """Back with the writer: another proposal first, then what may be discussed with the person."""
    if not gebruiker.has(Permission.ADVIES_WRITE):
        return None
    answered = Advies.objects.allowed_to(gebruiker, Permission.ADVIES_WRITE).filter(
        Q(geschreven_door=gebruiker.pk) | Q(geschreven_door__is_active=False),
        status__in=[AdviesStatus.ANDER_VOORSTEL, AdviesStatus.AKKOORD_MBO],
    )
    return _panel("Adviezen met een antwoord van het mbo", answered.order_by("-status", "mbo_datum", "pk"), "Ga verder")


def unguided_panel(gebruiker: "Gebruiker") -> Panel | None:
    """For whoever oversees the regio: people whom nobody guides, also because a colleague left."""
    if not gebruiker.has_role(Rol.COORDINATOR):
        return None
    found = Kandidaat.objects.allowed_to(gebruiker, Permission.KANDIDAAT_TRANSFER).unguided()
    return _people(
        "Kandidaten zonder begeleider", found, "Kies wie begeleidt", "kandidaten:involve", stand="zonder_begeleider"
    )


def without_advies_panel(gebruiker: "Gebruiker") -> Panel | None:
    if not gebruiker.has(Permission.ADVIES_WRITE):
        return None
    found = Kandidaat.objects.allowed_to(gebruiker, Permission.ADVIES_WRITE).without_advies()
    return _people("Kandidaten zonder advies", found, "Ga verder", "kandidaten:detail", stand="zonder_advies")


def without_traject_panel(gebruiker: "Gebruiker") -> Panel | None:
    """For the jobcoach who begins the traject, or the klantmanager where nobody coaches yet."""
    if not gebruiker.has_role(Rol.JOBCOACH, Rol.KLANTMANAGER):
        return None
    coached = Betrokkenheid.objects.current().filter(kandidaat=OuterRef("pk"), rol=Rol.JOBCOACH)
    own = NOTHING
    for scope in gebruiker.scopes:
        if scope.rol in {Rol.JOBCOACH, Rol.KLANTMANAGER}:
            mine = Q(pk__in=betrokken_kandidaten(scope))
            own |= mine if scope.rol == Rol.JOBCOACH else mine & Q(~Exists(coached))
    found = Kandidaat.objects.visible_to(gebruiker).filter(own).without_traject()
    return _people("Route gekozen, nog geen traject", found, "Ga verder", "kandidaten:detail", stand="zonder_traject")


def _people(titel: str, found: KandidaatQuerySet, knop: str, url_name: str, *, stand: str) -> Panel:
    """Who waits longest stands first."""
    rows, totaal = first_few(found.order_by("created_at", "pk"))
    return Panel(
        titel,
        [Regel(row.lijstnaam, reverse(url_name, args=[row.pk]), knop) for row in rows],
        totaal=totaal,
        alles_url=f"{reverse('kandidaten:list')}?stand={stand}",
        personen=[row.pseudoniem for row in rows],
    )


def _panel(titel: str, adviezen: QuerySet[Advies], knop: str) -> Panel:
    ordered = adviezen if adviezen.query.order_by else adviezen.order_by("updated_at", "pk")
    rows, totaal = first_few(ordered.select_related("kandidaat"))
    return Panel(
        titel,
        [
            Regel(
                row.kandidaat.lijstnaam,
                row.get_absolute_url(),
                knop,
                detail=row.get_status_display(),
                urgent=row.status == AdviesStatus.ANDER_VOORSTEL,
            )
            for row in rows
        ],
        totaal=totaal,
        personen=[row.kandidaat.pseudoniem for row in rows],
    )
