"""Opening a traject, its steps, and going on in another one."""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from kandidaten.models import Advies, Kandidaat
from kandidaten.states import Route
from kwalificaties.models import Kwalificatie
from praktijkleren.accounts.models import Samenwerkingsverband
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import first_step, move
from trajecten.actions.activiteit import touch
from trajecten.actions.beoordeling import withdraw_verzoek
from trajecten.actions.plaatsing import end_plaatsing
from trajecten.actions.verklaring import follow_verklaring
from trajecten.models import Beoordelingsverzoek, Groep, Leerdoel, Resultaat, ResultaatSoort, Stand, Traject
from trajecten.refused import RefusedError
from trajecten.states import TRAJECT_NEXT, PlaatsingSoort, PlaatsingStatus, TrajectStatus

RESULT_OF_ROUTE = {
    Route.DIPLOMA: ResultaatSoort.DIPLOMA,
    Route.CERTIFICAAT: ResultaatSoort.CERTIFICAAT,
    Route.PRAKTIJKVERKLARING: ResultaatSoort.PRAKTIJKVERKLARING,
}


class Belongs(TypedDict, total=False):
    """With whom someone goes."""

    samenwerkingsverband: Samenwerkingsverband | None
    groep: Groep | None


@transaction.atomic
def open_traject(
    kandidaat: Kandidaat,
    *,
    by: Actor,
    route: str,
    kwalificatie: Kwalificatie | None = None,
    advies: Advies | None = None,
    op: date | None = None,
    **belongs: Unpack[Belongs],
) -> Traject:
    """Begin, after an advies or straight away for a werkende whom the employer puts forward.

    `op` is the day on which it was opened, by default today.
    """
    Kandidaat.objects.select_for_update().get(pk=kandidaat.pk)
    if kandidaat.trajecten.filter(route=route, status=TrajectStatus.VOORBEREIDING).exists():
        raise RefusedError("Er is voor deze route al een traject in voorbereiding. Ga daarmee verder.")
    traject = Traject.objects.create(
        kandidaat=kandidaat,
        regio_id=kandidaat.regio_id,
        route=route,
        kwalificatie=kwalificatie,
        advies=advies,
        laatste_activiteit=timezone.now(),
        **belongs,
    )
    return _born(traject, by=by, on=op)


def start_traject(traject: Traject, *, by: Actor, startdatum: date) -> Traject:
    """The first day of the opleiding. On the route praktijkverklaring the start of the bpv does this."""
    if traject.status != TrajectStatus.VOORBEREIDING:
        raise RefusedError("Dit traject is al begonnen.")
    return _move(traject, TrajectStatus.LOPEND, by=by, on=startdatum, startdatum=startdatum)


def interrupt_traject(traject: Traject, *, by: Actor, on: date, reason: str) -> Traject:
    return _move(traject, TrajectStatus.ONDERBROKEN, by=by, on=on, reason=reason)


def resume_traject(traject: Traject, *, by: Actor, on: date) -> Traject:
    if traject.status != TrajectStatus.ONDERBROKEN:
        raise RefusedError("Dit traject is niet onderbroken.")
    return _move(traject, TrajectStatus.LOPEND, by=by, on=on)


@transaction.atomic
def complete_traject(
    traject: Traject, *, by: Actor, einddatum: date, resultaat: str = "", code: str = "", nazorg: bool = False
) -> Traject:
    """Close with what it yielded. Plaatsingen end with it, but for nazorg that goes on."""
    if resultaat:
        record_resultaat(traject, by=by, soort=resultaat, datum=einddatum, code=code)
    traject = _move(traject, TrajectStatus.AFGEROND, by=by, on=einddatum, einddatum=einddatum)
    _wind_up(traject, by=by, on=einddatum, reason="Het traject is afgerond.", keep_nazorg=nazorg)
    return traject


@transaction.atomic
def stop_traject(traject: Traject, *, by: Actor, einddatum: date, reason: str) -> Traject:
    traject = _move(
        traject, TrajectStatus.GESTOPT, by=by, on=einddatum, reason=reason, einddatum=einddatum, stopreden=reason
    )
    _wind_up(traject, by=by, on=einddatum, reason=reason)
    return traject


def reopen_traject(traject: Traject, *, by: Actor, reason: str) -> Traject:
    """Take back that it ended; plaatsingen that ended with it stay ended."""
    if traject.is_open:
        raise RefusedError("Dit traject is niet gesloten.")
    to = TrajectStatus.LOPEND if traject.startdatum else TrajectStatus.VOORBEREIDING
    if traject.status == TrajectStatus.AFGEROND:
        to = TrajectStatus.LOPEND
    return _move(traject, to, by=by, reason=reason, einddatum=None, stopreden="")


@transaction.atomic
def switch_traject(
    traject: Traject, *, by: Actor, on: date, reason: str, route: str, kwalificatie: Kwalificatie | None
) -> Traject:
    """Overstap: close this one and go on in the next. What someone has mastered comes along."""
    if route == traject.route and kwalificatie == traject.kwalificatie:
        raise RefusedError("Kies een andere route of een andere kwalificatie: dit is hetzelfde traject.")
    ending = f"Overstap: {reason}"[:300]
    if traject.status == TrajectStatus.LOPEND and traject.resultaten.current().exists():
        complete_traject(traject, by=by, einddatum=on)
    else:
        stop_traject(traject, by=by, einddatum=on, reason=ending)
    following = Traject.objects.create(
        kandidaat=traject.kandidaat,
        regio_id=traject.regio_id,
        route=route,
        kwalificatie=kwalificatie,
        samenwerkingsverband=traject.samenwerkingsverband,
        groep=traject.groep,
        vervolg_op=traject,
        laatste_activiteit=timezone.now(),
        laatste_contact=traject.laatste_contact,
    )
    _born(following, by=by, on=on)
    _bring_along(traject, following)
    return following


def _bring_along(old: Traject, new: Traject) -> None:
    """Mastered: the last word of a praktijkopleider was that someone can do it, here or in a traject before."""
    from trajecten.beoordelingen import mastered_leerdoelen

    for leerdoel in mastered_leerdoelen(old):
        Leerdoel.objects.create(
            traject=new, werkproces_id=leerdoel.werkproces_id, stand=Stand.ZELFSTANDIG, meegenomen_van=leerdoel
        )


def record_resultaat(traject: Traject, *, by: Actor, soort: str, datum: date, code: str = "") -> Resultaat:
    """Write down what the traject yielded; the same paper is written down once."""
    with transaction.atomic():
        resultaat, created = Resultaat.objects.get_or_create(traject=traject, soort=soort, code=code, datum=datum)
        if created:
            record("resultaat.behaald", resultaat, by=by, changes={"soort": soort, "datum": datum})
            touch(traject)
    return resultaat


@transaction.atomic
def end_resultaat(traject: Traject, *, by: Actor, soort: str, code: str, on: date) -> bool:
    """It counts no more from this day. The row stays, so that what was counted before can be counted again."""
    ended = traject.resultaten.current().filter(soort=soort, code=code).order_by("pk").first()
    if ended is None or not Resultaat.objects.current().filter(pk=ended.pk).update(vervallen_op=on):
        return False
    record("resultaat.vervallen", ended, by=by, changes={"soort": soort, "vervallen_op": on})
    touch(traject)
    return True


@transaction.atomic
def add_to_groep(trajecten: list[Traject], *, by: Actor, groep: Groep) -> int:
    """Only trajecten of the regio of the groep; answers how many really changed."""
    changed = 0
    for traject in trajecten:
        if Traject.objects.filter(pk=traject.pk, regio=groep.regio_id).exclude(groep=groep).update(groep=groep):
            record("traject.groep", traject, by=by, changes={"groep": groep.pk})
            changed += 1
    return changed


def _born(traject: Traject, *, by: Actor, on: date | None) -> Traject:
    first_step(traject, TrajectStatus.VOORBEREIDING, by=by, on=on)
    record(
        "traject.geopend",
        traject,
        by=by,
        changes={"route": traject.route, "advies": traject.advies_id, "vervolg_op": traject.vervolg_op_id},
    )
    return traject


def _wind_up(traject: Traject, *, by: Actor, on: date, reason: str, keep_nazorg: bool = False) -> None:
    """What still runs or waits ends with the traject."""
    open_plaatsingen = traject.plaatsingen.exclude(status=PlaatsingStatus.BEEINDIGD).order_by("van", "pk")
    if keep_nazorg:
        open_plaatsingen = open_plaatsingen.exclude(soort=PlaatsingSoort.NAZORG)
    for plaatsing in open_plaatsingen:
        end_plaatsing(plaatsing, by=by, einddatum=on, eindreden=reason)
    for verzoek in Beoordelingsverzoek.objects.waiting().filter(plaatsing__traject=traject).order_by("gevraagd_op"):
        withdraw_verzoek(verzoek, by=by)
    follow_verklaring(traject, by=by)


def _move(traject: Traject, to: str, *, by: Actor, on: date | None = None, reason: str = "", **fields: Any) -> Traject:
    return move(traject, to, TRAJECT_NEXT, by=by, on=on, reason=reason, laatste_activiteit=timezone.now(), **fields)
