"""The minimum conditions of a bpv (domain.md 2.1), and what must be in order before it starts (architecture.md 3)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from kwalificaties.models import Werkproces
from leerbedrijven.erkenning import Oordeel
from leerbedrijven.erkenning import check as check_erkenning
from praktijkleren.accounts.roles import Permission
from praktijkleren.ui.dates import datum
from trajecten.beoordelingen import to_judge
from trajecten.facts import day, with_facts
from trajecten.models import Plaatsing
from trajecten.refused import ErkenningEndsError, RefusedError
from trajecten.states import PokStatus, TrajectStatus

LAST = date.max.isoformat()


@dataclass(frozen=True)
class Condition:
    """One line of the checklist: what is asked, whether it is so, and where one makes it so."""

    key: str
    label: str
    done: bool
    detail: str
    view: str = ""
    arg: Any = None
    knop: str = ""
    permission: Permission = Permission.TRAJECT_PLAN
    blocks: bool = True
    """Whether the bpv may not start without it."""

    @property
    def url(self) -> str:
        return reverse(self.view, args=[self.arg]) if self.view else ""


@dataclass(frozen=True)
class StartCheck:
    blocking: tuple[str, ...] = ()
    warning: str = ""
    """To be confirmed: the erkenning holds on the first day and ends before the last."""
    erkenning_ends: date | None = None


def conditions(plaatsing: Plaatsing, oordeel: Oordeel, on: date) -> list[Condition]:
    """The five conditions as they are on a day, for a plaatsing that went through with_facts()."""
    return [
        _inschrijving(plaatsing, on),
        _erkenning(plaatsing, oordeel),
        _pok(plaatsing, on),
        _kwaliteit(plaatsing),
        _verklaring(plaatsing),
    ]


def first_day(plaatsing: Plaatsing) -> date:
    """The day for which a planned bpv is looked at: its first day, or today when that has passed."""
    return max(plaatsing.van, timezone.localdate())


def as_seen(plaatsing: Plaatsing, werkprocessen: list[tuple[Werkproces, bool]], on: date) -> Oordeel:
    """The same from what the page has at hand already: each werkproces with whether it can be learned there."""
    naam, missing = plaatsing.leerbedrijf.naam, [row.naam for row, here in werkprocessen if not here]
    if not werkprocessen:
        return Oordeel(refused=["Er zijn nog geen werkprocessen gekozen."])
    if plaatsing.erkenning is None:
        return Oordeel(refused=[f"{naam} is op {datum(on)} niet erkend voor deze kwalificatie."])
    refused = [f"{naam} kan dit niet aanbieden: {werkproces}." for werkproces in missing]
    ends = day(plaatsing.erkenning["tot"]) if plaatsing.erkenning["tot"] and not plaatsing.erkend_tot_eind else None
    warning = f"De erkenning van {naam} eindigt op {datum(ends)}, voor het einde van de bpv." if ends else ""
    return Oordeel(refused, warning, eindigt_op=ends)


def erkend(plaatsing: Plaatsing, werkprocessen: list[Werkproces], on: date) -> Oordeel:
    """Whether the leerbedrijf may teach these werkprocessen from this day up to the end of the plaatsing."""
    kwalificatie = plaatsing.traject.kwalificatie
    if kwalificatie is None or not werkprocessen:
        return Oordeel(refused=["Er zijn nog geen werkprocessen gekozen."])
    return check_erkenning(plaatsing.leerbedrijf, kwalificatie, werkprocessen, on, plaatsing.tot)


def check_start(plaatsing: Plaatsing, on: date) -> StartCheck:
    """What stands in the way of starting on this day, in sentences."""
    rows = Plaatsing.objects.filter(pk=plaatsing.pk).select_related("traject__kwalificatie", "leerbedrijf")
    found = with_facts(rows, on).get()
    oordeel = erkend(found, [leerdoel.werkproces for leerdoel in to_judge(found)], on)
    blocking = [row.detail for row in conditions(found, oordeel, on) if row.blocks and not row.done]
    if found.traject.status == TrajectStatus.ONDERBROKEN:
        blocking.append("Het traject is onderbroken. Hervat het eerst.")
    elif not found.traject.is_open:
        blocking.append("Het traject is gesloten. Heropen het eerst.")
    return StartCheck(tuple(blocking), oordeel.warning, oordeel.eindigt_op)


def refuse_or_warn(check: StartCheck, *, confirmed: bool) -> None:
    if check.blocking:
        raise RefusedError(*check.blocking)
    if check.warning and not confirmed:
        raise ErkenningEndsError(f"{check.warning} Bevestig dat je dit weet; de coördinator krijgt dan een taak.")


def _inschrijving(plaatsing: Plaatsing, on: date) -> Condition:
    found = plaatsing.inschrijving
    holds = found is not None and day(found["van"]) <= on <= day(found["tot"] or LAST)
    detail = "Er is nog geen inschrijving bij een mbo-instelling."
    if found:
        detail = f"De inschrijving bij {found['instelling']} geldt niet op {datum(on)}."
    if found and holds:
        detail = f"Bij {found['instelling']}, vanaf {datum(day(found['van']))}."
    return Condition(
        "inschrijving",
        "Inschrijving op een crebo",
        holds,
        detail,
        "trajecten:enrol",
        plaatsing.traject_id,
        "Schrijf in",
        Permission.INSCHRIJVING_EDIT,
    )


def _erkenning(plaatsing: Plaatsing, oordeel: Oordeel) -> Condition:
    known = plaatsing.erkenning is not None
    naam = plaatsing.leerbedrijf.naam
    detail = " ".join(oordeel.refused) or oordeel.warning or f"{naam} is erkend voor wat er gekozen is."
    to_plan = known or plaatsing.traject.kwalificatie_id is None
    return Condition(
        "erkenning",
        "Erkend leerbedrijf",
        oordeel.ok,
        detail,
        "trajecten:plan" if to_plan else "leerbedrijven:detail",
        plaatsing.traject_id if to_plan else plaatsing.leerbedrijf_id,
        "Kies werkprocessen" if to_plan else "Bekijk het leerbedrijf",
        Permission.TRAJECT_PLAN if to_plan else Permission.LEERBEDRIJF_VIEW,
    )


def _pok(plaatsing: Plaatsing, on: date) -> Condition:
    found = plaatsing.pok or {}
    signed = found.get("status") == PokStatus.GETEKEND
    view, arg, knop = "trajecten:pok", UUID(found["id"]) if found else None, "Bekijk de overeenkomst"
    if not found:
        detail = "Er is nog geen praktijkovereenkomst."
        view, arg, knop = "trajecten:pok_draft", plaatsing.pk, "Leg de overeenkomst vast"
    elif not signed:
        detail = "De praktijkovereenkomst is nog niet door alle drie de partijen getekend."
        knop = "Maak de overeenkomst af"
    else:
        last = max(day(found[party]) for party in ("instelling", "leerbedrijf", "kandidaat"))
        covers = day(found["begindatum"]) <= on <= day(found["einddatum"])
        signed = last <= on and covers
        detail = f"Getekend op {datum(last)}."
        if last > on:
            detail = f"De laatste handtekening is van {datum(last)}, na {datum(on)}."
        elif not covers:
            detail = f"De periode in de praktijkovereenkomst past niet bij {datum(on)}."
    return Condition("pok", "Praktijkovereenkomst", signed, detail, view, arg, knop, Permission.POK_VIEW)


def _kwaliteit(plaatsing: Plaatsing) -> Condition:
    op = plaatsing.kwaliteit_geborgd_op
    return Condition(
        "kwaliteit",
        "Kwaliteit van de bpv geborgd",
        bool(op),
        f"Besproken op {datum(op)}." if op else "Nog niet vastgelegd hoe de school de kwaliteit bewaakt.",
        "trajecten:quality",
        plaatsing.pk,
        "Leg vast",
        Permission.POK_EDIT,
        blocks=False,
    )


def _verklaring(plaatsing: Plaatsing) -> Condition:
    """The school makes the praktijkverklaring and the praktijkopleider signs it: both must be known."""
    opleider, found = plaatsing.opleider, plaatsing.inschrijving
    if opleider and found:
        detail = f"{found['instelling']} maakt de verklaring, {opleider['naam']} ondertekent."
    else:
        detail = f"Nog niet bekend wie de verklaring {'ondertekent' if found else 'maakt'}."
    return Condition(
        "verklaring",
        "Praktijkverklaring, ondertekend door de praktijkopleider",
        bool(opleider and found),
        detail,
        "trajecten:begeleiding",
        plaatsing.pk,
        "Kies de praktijkopleider",
        blocks=False,
    )
