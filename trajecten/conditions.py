"""The minimum conditions of a bpv (domain.md 2.1), and what must be in order before it starts (architecture.md 3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.roles import Permission
from praktijkleren.ui.dates import datum
from trajecten.facts import day, with_facts
from trajecten.leerdoelen import seen_from
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
    conditions: tuple[Condition, ...]
    blocking: tuple[str, ...]
    """Why the bpv may not start, in sentences; empty when it may."""
    warning: str = ""
    """To be confirmed: the erkenning holds on the first day and ends before the last."""
    erkenning_ends: date | None = None


def judge(plaatsing: Plaatsing, leerdoelen: list[Any], on: date) -> StartCheck:
    """Whether a bpv may start on a day: the one answer, for the checklist on the page and for the start itself.

    The plaatsing went through with_facts(); the leerdoelen are seen_from() it, where the rule for them stands.
    """
    ends = plaatsing.erkenning_eindigt if _holds(plaatsing.erkenning, on) else None
    naam = plaatsing.leerbedrijf.naam
    warning = f"De erkenning van {naam} eindigt op {datum(ends)}, voor het einde van de bpv." if ends else ""
    rows = (
        _inschrijving(plaatsing, on),
        _erkenning(plaatsing, _not_recognised(plaatsing, [row for row in leerdoelen if row.telt], on), warning),
        _pok(plaatsing, leerdoelen, on),
        _kwaliteit(plaatsing),
        _verklaring(plaatsing),
    )
    blocking = [row.detail for row in rows if row.blocks and not row.done]
    if plaatsing.traject.status == TrajectStatus.ONDERBROKEN:
        blocking.append("Het traject is onderbroken. Hervat het eerst.")
    elif not plaatsing.traject.is_open:
        blocking.append("Het traject is gesloten. Heropen het eerst.")
    return StartCheck(rows, tuple(blocking), warning, ends)


def check_start(plaatsing: Plaatsing, on: date) -> StartCheck:
    """The same for the day that someone wants to start on."""
    rows = Plaatsing.objects.filter(pk=plaatsing.pk).select_related("traject__kwalificatie", "leerbedrijf")
    found = with_facts(rows, on).get()
    return judge(found, list(seen_from(found)), on)


def still_open(conditions: Iterable[Condition]) -> list[Condition]:
    """What may be recorded after the start, and has not been (domain.md 2.1 asks for all five)."""
    return [row for row in conditions if not row.blocks and not row.done]


def after_start(plaatsing: Plaatsing) -> list[Condition]:
    """The same for a bpv that runs; it went through with_facts()."""
    return still_open((_kwaliteit(plaatsing), _verklaring(plaatsing)))


def first_day(plaatsing: Plaatsing) -> date:
    """The day for which a planned bpv is looked at: its first day, or today when that has passed."""
    return max(plaatsing.van, timezone.localdate())


def refuse_or_warn(check: StartCheck, *, confirmed: bool) -> None:
    if check.blocking:
        raise RefusedError(*check.blocking)
    if check.warning and not confirmed:
        raise ErkenningEndsError(f"{check.warning} Bevestig dat je dit weet; de coördinator krijgt dan een taak.")


def _inschrijving(plaatsing: Plaatsing, on: date) -> Condition:
    found = plaatsing.inschrijving
    holds = _holds(found, on)
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


def _not_recognised(plaatsing: Plaatsing, leerdoelen: list[Any], on: date) -> list[str]:
    """Why the leerbedrijf may not teach these leerdoelen from this day on, in sentences."""
    found, naam = plaatsing.erkenning, plaatsing.leerbedrijf.naam
    if not leerdoelen:
        return ["Er zijn nog geen werkprocessen gekozen om hier te leren."]
    if found is None:
        return [f"{naam} is niet erkend voor {plaatsing.traject.kwalificatie}."]
    if day(found["van"]) > on:
        return [f"De erkenning van {naam} begint pas op {datum(day(found['van']))}."]
    if not _holds(found, on):
        return [f"De erkenning van {naam} is geëindigd op {datum(day(found['tot']))}."]
    return [f"{naam} kan dit niet aanbieden: {row.werkproces.naam}." for row in leerdoelen if not row.here]


def _holds(found: dict[str, Any] | None, on: date) -> bool:
    return found is not None and day(found["van"]) <= on <= day(found["tot"] or LAST)


def _erkenning(plaatsing: Plaatsing, refused: list[str], warning: str) -> Condition:
    detail = " ".join(refused) or warning or f"{plaatsing.leerbedrijf.naam} is erkend voor wat er gekozen is."
    to_plan = plaatsing.erkenning is not None or plaatsing.traject.kwalificatie_id is None
    return Condition(
        "erkenning",
        "Erkend leerbedrijf",
        not refused,
        detail,
        "trajecten:plan" if to_plan else "leerbedrijven:detail",
        plaatsing.traject_id if to_plan else plaatsing.leerbedrijf_id,
        "Kies werkprocessen" if to_plan else "Bekijk het leerbedrijf",
        Permission.TRAJECT_PLAN if to_plan else Permission.LEERBEDRIJF_VIEW,
    )


def _pok(plaatsing: Plaatsing, leerdoelen: list[Any], on: date) -> Condition:
    found = plaatsing.pok or {}
    signed, may = False, Permission.POK_VIEW
    view, arg, knop = "trajecten:pok", UUID(found["id"]) if found else None, "Bekijk de overeenkomst"
    if not found:
        detail, may = "Er is nog geen praktijkovereenkomst.", Permission.POK_EDIT
        view, arg, knop = "trajecten:pok_draft", plaatsing.pk, "Leg de overeenkomst vast"
    elif found["status"] != PokStatus.GETEKEND:
        detail = "De praktijkovereenkomst is nog niet door alle drie de partijen getekend."
        knop = "Maak de overeenkomst af"
    else:
        signed, detail = _signed(found, leerdoelen, on)
    return Condition("pok", "Praktijkovereenkomst", signed, detail, view, arg, knop, may)


def _signed(found: dict[str, Any], leerdoelen: list[Any], on: date) -> tuple[bool, str]:
    """Whether a signed POK covers this day and every leerdoel that counts here, in one sentence or two."""
    last = max(day(found[party]) for party in ("instelling", "leerbedrijf", "kandidaat"))
    if last > on:
        return False, f"De laatste handtekening is van {datum(last)}, na {datum(on)}."
    if not day(found["begindatum"]) <= on <= day(found["einddatum"]):
        return False, f"De periode in de praktijkovereenkomst past niet bij {datum(on)}."
    if missing := [row.werkproces.naam for row in leerdoelen if row.telt and not row.in_pok]:
        what = f"Dit staat op het plan en niet in de praktijkovereenkomst: {'; '.join(missing)}."
        return False, f"{what} Maak een nieuwe versie, of haal het van het plan."
    elsewhere = [row.werkproces.naam for row in leerdoelen if row.elders and not row.telt]
    also = f" Bij een ander leerbedrijf afgesproken: {'; '.join(elsewhere)}." if elsewhere else ""
    return True, f"Getekend op {datum(last)}.{also}"


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
    view, arg, knop, may = "trajecten:begeleiding", plaatsing.pk, "Kies de praktijkopleider", Permission.TRAJECT_PLAN
    if opleider and found:
        detail = f"{found['instelling']} maakt de verklaring, {opleider['naam']} ondertekent."
    elif opleider:
        detail = f"{opleider['naam']} ondertekent. Nog niet bekend welke school de verklaring maakt."
        view, arg, knop, may = "trajecten:enrol", plaatsing.traject_id, "Schrijf in", Permission.INSCHRIJVING_EDIT
    else:
        detail = f"Nog niet bekend wie de verklaring {'ondertekent' if found else 'maakt en wie ondertekent'}."
    label, done = "Praktijkverklaring, ondertekend door de praktijkopleider", bool(opleider and found)
    return Condition("verklaring", label, done, detail, view, arg, knop, may, blocks=False)
