"""Where someone learns: placing, starting, ending, and who guides there."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from leerbedrijven.models import Leerbedrijf, Leerplaats, Praktijkopleider
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import first_step, move
from praktijkleren.ui.conflict import StaleError, claim
from praktijkleren.werk.actions import finish_taak, make_taak
from trajecten.actions.activiteit import touch
from trajecten.actions.pok import end_pok
from trajecten.actions.verklaring import follow_verklaring
from trajecten.conditions import check_start, refuse_or_warn
from trajecten.keys import ERKENNING, ending_key, erkenning_key, start_key
from trajecten.models import Begeleiding, Plaatsing, Traject
from trajecten.refused import RefusedError
from trajecten.states import PLAATSING_NEXT, PlaatsingSoort, PlaatsingStatus, PokStatus, TrajectStatus

RENEWAL_LEAD = timedelta(days=60)
"""A new erkenning may take weeks (domain.md 2.3), so one is asked for this long before it ends."""


class PlaatsingFields(TypedDict):
    soort: str
    leerbedrijf: Leerbedrijf
    van: date
    tot: NotRequired[date | None]
    leerplaats: NotRequired[Leerplaats | None]
    praktijkopleider: NotRequired[Praktijkopleider | None]
    werkgever: NotRequired[str]
    uren_per_week: NotRequired[Decimal | None]


@transaction.atomic
def place(traject: Traject, *, by: Actor, op: date | None = None, **fields: Unpack[PlaatsingFields]) -> Plaatsing:
    """Plan a place. A bpv needs more before it may start; a voortraject, proefplaatsing or nazorg does not.

    `op` is the day on which it was planned, by default today.
    """
    opleider = fields.pop("praktijkopleider", None)
    Traject.objects.select_for_update().get(pk=traject.pk)
    _refuse_place(traject, fields)
    plaatsing = Plaatsing.objects.create(traject=traject, einde_gepland=fields.get("tot"), **fields)
    first_step(plaatsing, PlaatsingStatus.GEPLAND, by=by, on=op)
    record("plaatsing.gepland", plaatsing, by=by, changes={"soort": plaatsing.soort, "van": plaatsing.van})
    if opleider:
        assign_praktijkopleider(plaatsing, by=by, praktijkopleider=opleider, van=plaatsing.van)
    touch(traject)
    return plaatsing


def _refuse_place(traject: Traject, fields: PlaatsingFields) -> None:
    leerplaats, leerbedrijf = fields.get("leerplaats"), fields["leerbedrijf"]
    if leerplaats and leerplaats.relatie.leerbedrijf_id != leerbedrijf.pk:
        raise RefusedError("Deze leerplaats hoort bij een ander leerbedrijf.")
    if not traject.is_open and fields["soort"] != PlaatsingSoort.NAZORG:
        raise RefusedError("Dit traject is gesloten. Heropen het eerst, of plan nazorg.")
    same = traject.plaatsingen.filter(soort=fields["soort"], leerbedrijf=leerbedrijf, status=PlaatsingStatus.GEPLAND)
    if same.exists():
        raise RefusedError("Deze plaatsing staat al gepland.")


@transaction.atomic
def start_plaatsing(plaatsing: Plaatsing, *, by: Actor, on: date, erkenning_bevestigd: bool = False) -> Plaatsing:
    """Let it begin on a day. A bpv only when everything is in order on that day (architecture.md 3, Erkenning)."""
    if plaatsing.tot and plaatsing.tot < on:
        raise RefusedError("De geplande laatste dag ligt voor de eerste dag. Pas eerst de plaatsing aan.")
    traject = plaatsing.traject
    extra: dict[str, Any] = {}
    if plaatsing.is_bpv:
        check = check_start(plaatsing, on)
        refuse_or_warn(check, confirmed=erkenning_bevestigd)
        extra["erkenning_bevestigd"] = bool(check.warning)
        if check.erkenning_ends:
            _ask_renewal(plaatsing, by=by, ends=check.erkenning_ends)
    plaatsing = _move(plaatsing, PlaatsingStatus.LOPEND, by=by, on=on, van=on, **extra)
    Begeleiding.objects.filter(plaatsing=plaatsing, van__gt=on).update(van=on)
    for before in ends_with_start(plaatsing):
        _end_before(before, on, by=by)
    finish_taak(start_key(plaatsing), by=by)
    if plaatsing.is_bpv and traject.status == TrajectStatus.VOORBEREIDING:
        from trajecten.actions.traject import start_traject

        plaatsing.traject = start_traject(traject, by=by, startdatum=on)
    touch(traject)
    return plaatsing


def ends_with_start(plaatsing: Plaatsing) -> QuerySet[Plaatsing]:
    """The proefplaatsing or voortraject that still runs when a bpv starts: it was there to lead to this."""
    if not plaatsing.is_bpv:
        return Plaatsing.objects.none()
    before = [PlaatsingSoort.PROEFPLAATSING, PlaatsingSoort.VOORTRAJECT]
    rows = Plaatsing.objects.running().filter(traject=plaatsing.traject_id, soort__in=before)
    return rows.select_related("leerbedrijf", "traject").order_by("van", "pk")


def _end_before(plaatsing: Plaatsing, on: date, *, by: Actor) -> None:
    """On the day before, or on its own last day when that has passed; never before it began."""
    day_before = on - timedelta(days=1)
    last = max(plaatsing.van, min(plaatsing.tot or day_before, day_before))
    end_plaatsing(plaatsing, by=by, einddatum=last, eindreden="De bpv is begonnen.")


def _ask_renewal(plaatsing: Plaatsing, *, by: Actor, ends: date) -> None:
    make_taak(
        erkenning_key(plaatsing),
        by=by,
        titel=f"De erkenning van {plaatsing.leerbedrijf.naam} eindigt tijdens een bpv: vraag verlenging"[:200],
        url=plaatsing.leerbedrijf.get_absolute_url(),
        knop="Bekijk het leerbedrijf",
        regio_id=plaatsing.traject.regio_id,
        rol="coordinator",
        voor=max(timezone.localdate(), ends - RENEWAL_LEAD),
        over=(ERKENNING, str(plaatsing.pk)),
    )


@transaction.atomic
def end_plaatsing(plaatsing: Plaatsing, *, by: Actor, einddatum: date, eindreden: str = "") -> Plaatsing:
    """End it, or cancel what never began. A signed POK ends with it, and so does the begeleiding."""
    last = max(einddatum, plaatsing.van)
    reasons = (start_key(plaatsing), erkenning_key(plaatsing), ending_key(plaatsing))
    plaatsing = _move(
        plaatsing, PlaatsingStatus.BEEINDIGD, by=by, on=einddatum, reason=eindreden, tot=last, eindreden=eindreden
    )
    Begeleiding.objects.filter(plaatsing=plaatsing, van__gt=last).delete()
    Begeleiding.objects.filter(plaatsing=plaatsing, tot__isnull=True).update(tot=last)
    Begeleiding.objects.filter(plaatsing=plaatsing, tot__gt=last).update(tot=last)
    for pok in plaatsing.praktijkovereenkomsten.filter(status=PokStatus.GETEKEND).order_by("versie"):
        end_pok(pok, by=by, on=last)
    for key in reasons:
        finish_taak(key, by=by)
    if plaatsing.is_bpv:
        follow_verklaring(plaatsing.traject, by=by)
    touch(plaatsing.traject)
    return plaatsing


@transaction.atomic
def change_period(
    plaatsing: Plaatsing, *, by: Actor, tot: date | None, uren_per_week: Decimal | None, versie: int | None = None
) -> Plaatsing:
    """Another planned last day or number of hours. What a signed POK says only a new version of it changes.

    StaleError when someone else did so since the form with this `versie` was opened.
    """
    if versie is not None:
        claim(plaatsing, versie)
    if plaatsing.status == PlaatsingStatus.BEEINDIGD:
        raise RefusedError("Deze plaatsing is al beëindigd.")
    if tot and tot < plaatsing.van:
        raise RefusedError("De laatste dag ligt voor de eerste dag.")
    signed = plaatsing.praktijkovereenkomsten.filter(status=PokStatus.GETEKEND)
    if tot != plaatsing.tot and signed.exists():
        raise RefusedError("De periode staat in een getekende praktijkovereenkomst. Maak daarvan een nieuwe versie.")
    changes = {"tot": [plaatsing.tot, tot], "uren_per_week": [plaatsing.uren_per_week, uren_per_week]}
    plaatsing.tot, plaatsing.uren_per_week = tot, uren_per_week
    plaatsing.save(update_fields=["tot", "uren_per_week"])
    record("plaatsing.gewijzigd", plaatsing, by=by, changes=changes)
    touch(plaatsing.traject)
    return plaatsing


@transaction.atomic
def assign_praktijkopleider(
    plaatsing: Plaatsing, *, by: Actor, praktijkopleider: Praktijkopleider, van: date, versie: int | None = None
) -> Begeleiding:
    """From this day this praktijkopleider guides; who did so before stops the day before.

    `versie` is the newest begeleiding that the form knew of, or 0: StaleError when someone else chose since.
    """
    Plaatsing.objects.select_for_update().get(pk=plaatsing.pk)
    if praktijkopleider.relatie.leerbedrijf_id != plaatsing.leerbedrijf_id:
        raise RefusedError("Deze praktijkopleider werkt bij een ander leerbedrijf.")
    current = Begeleiding.objects.filter(plaatsing=plaatsing, praktijkopleider=praktijkopleider).current(van).first()
    if current:
        return current
    if versie not in {None, newest_begeleiding(plaatsing)}:
        raise StaleError(f"begeleiding van {plaatsing.pk}: {versie}")
    Begeleiding.objects.filter(plaatsing=plaatsing, van__gte=van).delete()
    Begeleiding.objects.filter(plaatsing=plaatsing).current(van).update(tot=van - timedelta(days=1))
    begeleiding = Begeleiding.objects.create(plaatsing=plaatsing, praktijkopleider=praktijkopleider, van=van, tot=None)
    record("begeleiding.begonnen", begeleiding, by=by, changes={"praktijkopleider": praktijkopleider.pk, "van": van})
    return begeleiding


def newest_begeleiding(plaatsing: Plaatsing) -> int:
    """Its number, or 0: a choice of who guides always makes a new one."""
    return plaatsing.begeleidingen.aggregate(newest=Max("pk"))["newest"] or 0


@transaction.atomic
def record_quality(plaatsing: Plaatsing, *, by: Actor, op: date) -> Plaatsing:
    """The school discussed how the quality of this bpv is guarded: fourth of the minimum conditions (domain.md 2.1)."""
    plaatsing.kwaliteit_geborgd_op = op
    plaatsing.save(update_fields=["kwaliteit_geborgd_op"])
    record("plaatsing.kwaliteit", plaatsing, by=by, changes={"op": op})
    touch(plaatsing.traject)
    return plaatsing


def _move(
    plaatsing: Plaatsing, to: str, *, by: Actor, on: date | None = None, reason: str = "", **fields: Any
) -> Plaatsing:
    return move(plaatsing, to, PLAATSING_NEXT, by=by, on=on, reason=reason, **fields)
