"""What asks for someone on Vandaag. What has a Taak of its own is not said twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.ui.dates import datum, over
from praktijkleren.werk.models import Taak
from praktijkleren.werk.today import SHOWN, Panel, Regel, first_few
from trajecten import attention, keys
from trajecten.models import Beoordelingsverzoek, Plaatsing, Praktijkovereenkomst, Traject
from trajecten.states import TrajectStatus

OWN = 8


def mine_panel(gebruiker: Gebruiker) -> Panel | None:
    """Of a jobcoach: who was not visited for the longest time stands first, with the button to log a visit."""
    if not gebruiker.has_role(Rol.JOBCOACH, Rol.NAZORGBEGELEIDER):
        return None
    rows = Traject.objects.allowed_to(gebruiker, Permission.VOORTGANG_WRITE).filter(status=TrajectStatus.LOPEND)
    ordered = rows.select_related("kandidaat", "regio").order_by(F("laatste_contact").asc(nulls_first=True), "pk")

    def line(traject: Traject) -> Regel:
        contact = traject.laatste_contact
        detail = f"laatste contact {over(contact, today=timezone.localdate())}" if contact else "nog geen contact"
        url = reverse("trajecten:log", args=[traject.pk])
        quiet = traject.laatste_activiteit < timezone.now() - timedelta(days=traject.regio.stil_na_dagen)
        return Regel(traject.kandidaat.lijstnaam, url, "Leg een bezoek vast", detail, urgent=quiet)

    return _panel("Mijn trajecten", ordered, line, shown=OWN, all_url="?status=lopend")


def blocked_panel(gebruiker: Gebruiker) -> Panel | None:
    if not gebruiker.has(Permission.TRAJECT_PLAN):
        return None
    rows = attention.blocked_starts().allowed_to(gebruiker, Permission.TRAJECT_PLAN)
    ordered = _untold(rows, gebruiker, keys.START).select_related("traject__kandidaat", "leerbedrijf")

    def line(plaatsing: Plaatsing) -> Regel:
        detail = f"{plaatsing.leerbedrijf.naam}, zou beginnen op {datum(plaatsing.van)}"
        late = plaatsing.van <= timezone.localdate()
        return _regel(plaatsing.traject, plaatsing.get_absolute_url(), "Bekijk wat er mist", detail, urgent=late)

    return _panel("Bpv kan nog niet beginnen", ordered.order_by("van", "pk"), line)


def pok_panel(gebruiker: Gebruiker) -> Panel | None:
    if not (gebruiker.has(Permission.POK_EDIT) or gebruiker.has_role(Rol.COORDINATOR)):
        return None
    rows = attention.unsigned_poks().allowed_to(gebruiker, Permission.POK_VIEW)
    ordered = _untold(rows, gebruiker, keys.POK).select_related("plaatsing__traject__kandidaat")
    may_sign = gebruiker.has(Permission.POK_EDIT)

    def line(pok: Praktijkovereenkomst) -> Regel:
        name, knop = ("pok_sign", "Leg handtekeningen vast") if may_sign else ("pok", "Bekijk")
        late = pok.begindatum <= timezone.localdate()
        url = reverse(f"trajecten:{name}", args=[pok.pk])
        return _regel(pok.plaatsing.traject, url, knop, f"geldt vanaf {datum(pok.begindatum)}", urgent=late)

    return _panel("Praktijkovereenkomst nog niet getekend", ordered.order_by("begindatum", "pk"), line)


def ending_panel(gebruiker: Gebruiker) -> Panel | None:
    if not (gebruiker.has(Permission.BEOORDELING_ASK) or gebruiker.has_role(Rol.COORDINATOR)):
        return None
    rows = attention.ending_bpv().allowed_to(gebruiker, Permission.VOORTGANG_VIEW)
    ordered = _untold(rows, gebruiker, keys.ENDING).select_related("traject__kandidaat", "leerbedrijf")
    may_ask = gebruiker.has(Permission.BEOORDELING_ASK)

    def line(plaatsing: Plaatsing) -> Regel:
        ask = reverse("trajecten:ask_beoordeling", args=[plaatsing.pk])
        url, knop = (ask, "Vraag een beoordeling") if may_ask else (plaatsing.get_absolute_url(), "Bekijk")
        ends = plaatsing.tot or timezone.localdate()
        detail = f"{plaatsing.leerbedrijf.naam}, eindigt {over(ends, today=timezone.localdate())}"
        return _regel(plaatsing.traject, url, knop, detail, urgent=ends < timezone.localdate())

    return _panel("Bpv eindigt binnenkort", ordered.order_by("tot", "pk"), line)


def verzoek_panel(gebruiker: Gebruiker) -> Panel | None:
    if not gebruiker.has(Permission.BEOORDELING_ASK):
        return None
    rows = attention.overdue_verzoeken().allowed_to(gebruiker, Permission.BEOORDELING_ASK)
    ordered = _untold(rows, gebruiker, keys.VERZOEK).select_related("plaatsing__traject__kandidaat", "praktijkopleider")

    def line(verzoek: Beoordelingsverzoek) -> Regel:
        url = reverse("trajecten:beoordelingen", args=[verzoek.plaatsing_id])
        asked = over(verzoek.gevraagd_op, today=timezone.localdate())
        detail = f"{asked} gevraagd aan {verzoek.praktijkopleider}"
        return _regel(verzoek.plaatsing.traject, url, "Stuur een herinnering", detail)

    return _panel("Beoordeling nog niet gegeven", ordered.order_by("gevraagd_op", "pk"), line)


def quality_panel(gebruiker: Gebruiker) -> Panel | None:
    """Only for who writes it down; no Taak, for it may wait."""
    if not gebruiker.has(Permission.POK_EDIT):
        return None
    rows = attention.unguarded_bpv().allowed_to(gebruiker, Permission.POK_EDIT)

    def line(plaatsing: Plaatsing) -> Regel:
        url = reverse("trajecten:quality", args=[plaatsing.pk])
        detail = f"{plaatsing.leerbedrijf.naam}, sinds {datum(plaatsing.van)}"
        return _regel(plaatsing.traject, url, "Leg vast", detail)

    ordered = rows.select_related("traject__kandidaat", "leerbedrijf").order_by("van", "pk")
    return _panel("Kwaliteit van de bpv nog niet vastgelegd", ordered, line)


def silent_panel(gebruiker: Gebruiker) -> Panel | None:
    """A jobcoach finds these in "Mijn trajecten", marked."""
    if not gebruiker.has_role(Rol.MBO_CONTACT, Rol.COORDINATOR):
        return None
    rows = attention.silent().allowed_to(gebruiker, Permission.VOORTGANG_VIEW)
    ordered = _untold(rows, gebruiker, keys.SILENT).select_related("kandidaat")
    may_log = gebruiker.has(Permission.VOORTGANG_WRITE)

    def line(traject: Traject) -> Regel:
        log = reverse("trajecten:log", args=[traject.pk])
        url, knop = (log, "Leg een bezoek vast") if may_log else (traject.get_absolute_url(), "Bekijk")
        last = over(traject.laatste_activiteit, today=timezone.localdate())
        return _regel(traject, url, knop, f"laatste activiteit {last}")

    return _panel("Stille trajecten", ordered.order_by("laatste_activiteit", "pk"), line, all_url="?stil=true")


def _untold(rows: "QuerySet[Any]", gebruiker: Gebruiker, reason: str) -> "QuerySet[Any]":
    """Without what this person already has as a Taak, or ticked off as done."""
    told = Taak.objects.visible_to(gebruiker).filter(over_soort=reason)
    ids = told.filter(Q(klaar_op__isnull=True) | Q(met_de_hand=True)).values_list("over_id", flat=True)
    return rows.exclude(pk__in=[*ids.order_by("pk")])


def _regel(traject: Traject, url: str, knop: str, detail: str, *, urgent: bool = False) -> Regel:
    return Regel(traject.kandidaat.lijstnaam, url, knop, detail, urgent)


def _panel(
    titel: str, ordered: "QuerySet[Any]", line: Callable[[Any], Regel], *, shown: int = SHOWN, all_url: str = ""
) -> Panel:
    rows, totaal = first_few(ordered, shown)
    return Panel(
        titel,
        [line(row) for row in rows],
        totaal=totaal,
        alles_url=f"{reverse('trajecten:list')}{all_url}" if all_url else "",
        personen=[_person(row) for row in rows],
    )


def _person(row: Any) -> Any:
    traject = row if isinstance(row, Traject) else getattr(row, "traject", None) or row.plaatsing.traject
    return traject.kandidaat.pseudoniem
