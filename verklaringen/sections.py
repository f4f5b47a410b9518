"""What the pages of a person and of a traject show of verklaringen, and what a traject waits for."""

from typing import TYPE_CHECKING, Any

from kandidaten.models import Kandidaat
from praktijkleren.accounts.roles import Permission
from praktijkleren.ui.parts import Section
from trajecten.beoordelingen import mastered
from trajecten.models import Traject
from trajecten.next_step import MBO, NextStep
from verklaringen.models import Praktijkverklaring, Verklaringversie
from verklaringen.states import VALID, VersieStatus

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker

TEMPLATE = "verklaringen/_section.html"
ISSUE, HAND_OVER = Permission.VERKLARING_ISSUE, Permission.VERKLARING_HAND_OVER


def of_kandidaat(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> Section | None:
    rows = _rows(_visible(gebruiker).filter(kandidaat=kandidaat))
    return Section(TEMPLATE, {"rows": rows}) if rows else None


def of_traject(gebruiker: "Gebruiker", traject: Traject) -> Section | None:
    rows = _rows(_visible(gebruiker).filter(traject=traject))
    return Section(TEMPLATE, {"rows": rows}) if rows else None


def _visible(gebruiker: "Gebruiker") -> Any:
    found = Praktijkverklaring.objects.visible_to(gebruiker).with_current()
    return found.select_related("verstrekker").order_by("-created_at", "-pk")


def _rows(verklaringen: Any) -> list[tuple[Any, VersieStatus | None]]:
    return [(row, VersieStatus(row.status) if row.status else None) for row in verklaringen]


def next_step(_gebruiker: "Gebruiker | None", traject: Traject) -> NextStep | None:
    """From the last verklaring of the traject; without one, from the plaatsing where something was mastered.

    Not where it yielded something already (see with_progress), such as a diploma.
    """
    versies = Verklaringversie.objects.filter(verklaring__traject=traject).select_related("verklaring")
    last = versies.order_by("-created_at", "-versie").first()
    if last is None or last.status == VersieStatus.INGETROKKEN:
        return _first(traject) if last or not getattr(traject, "yielded", False) else None
    detail = "verklaringen:detail"
    match last.status:
        case VersieStatus.CONCEPT:
            return NextStep("Stuur de praktijkverklaring", "verklaringen:send", last.pk, ISSUE, MBO)
        case VersieStatus.TER_ONDERTEKENING:
            label = "Wacht op de handtekening van de praktijkopleider"
            return NextStep(label, detail, last.verklaring_id, Permission.VERKLARING_VIEW, "de praktijkopleider")
        case VersieStatus.VERLOPEN:
            return NextStep("Stuur de praktijkverklaring opnieuw", detail, last.verklaring_id, ISSUE, MBO)
        case status if status in VALID:
            return _after_signing(last)
        case _:
            return NextStep("Maak een nieuwe versie van de verklaring", detail, last.verklaring_id, ISSUE, MBO)


def _after_signing(versie: Verklaringversie) -> NextStep | None:
    """None once it was handed over: then the traject may be completed."""
    if versie.status != VersieStatus.VERZEGELD:
        view, detail = Permission.VERKLARING_VIEW, "verklaringen:detail"
        return NextStep("Wacht op het zegel", detail, versie.verklaring_id, view, "het systeem")
    if versie.verklaring.uitgereikt_op:
        return None
    by = "de jobcoach of het mbo-contact"
    return NextStep("Reik de praktijkverklaring uit", "verklaringen:hand_over", versie.verklaring_id, HAND_OVER, by)


def _first(traject: Traject) -> NextStep | None:
    for plaatsing in traject.plaatsingen.bpv().order_by("-van", "pk"):
        if mastered(plaatsing):
            return NextStep("Maak de praktijkverklaring", "verklaringen:draft", plaatsing.pk, ISSUE, MBO)
    return None
