"""The praktijkovereenkomst: written down, signed by three parties on a day, and replaced by a new version."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from kwalificaties.models import Werkproces
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError, first_step, move
from praktijkleren.ui.conflict import claim
from praktijkleren.werk.actions import finish_taak
from trajecten.actions.activiteit import touch
from trajecten.keys import pok_key
from trajecten.models import Inschrijving, Plaatsing, Praktijkovereenkomst
from trajecten.refused import RefusedError
from trajecten.states import POK_NEXT, PlaatsingStatus, PokStatus

PARTIES = ("instelling", "leerbedrijf", "kandidaat")


class PokContents(TypedDict):
    """What WEB 7.2.8 lid 2 a to d asks for."""

    begindatum: date
    einddatum: date
    uren_totaal: int
    uren_verdeling: str
    begeleiding: str
    beoordelingswijze: str
    ontbinding: str


class Signatures(TypedDict, total=False):
    getekend_instelling_op: date | None
    getekend_instelling_door: str
    getekend_leerbedrijf_op: date | None
    getekend_leerbedrijf_door: str
    getekend_kandidaat_op: date | None
    getekend_kandidaat_door: str


@transaction.atomic
def draft_pok(
    plaatsing: Plaatsing,
    *,
    by: Actor,
    inschrijving: Inschrijving,
    werkprocessen: Iterable[Werkproces],
    op: date | None = None,
    **contents: Unpack[PokContents],
) -> Praktijkovereenkomst:
    """The next version for this plaatsing. One that is signed stays in force until the new one is signed as well.

    `op` is the day on which it was drawn up, by default today.
    """
    Plaatsing.objects.select_for_update().get(pk=plaatsing.pk)
    if not plaatsing.is_bpv or plaatsing.status == PlaatsingStatus.BEEINDIGD:
        raise RefusedError("Een praktijkovereenkomst hoort bij een bpv die nog niet is beëindigd.")
    versions = plaatsing.praktijkovereenkomsten
    if versions.filter(status=PokStatus.CONCEPT).exists():
        raise RefusedError("Er is al een concept. Werk dat bij.")
    versie = (versions.aggregate(Max("versie"))["versie__max"] or 0) + 1
    pok = Praktijkovereenkomst.objects.create(plaatsing=plaatsing, inschrijving=inschrijving, versie=versie, **contents)
    pok.werkprocessen.set(werkprocessen)
    first_step(pok, PokStatus.CONCEPT, by=by, on=op)
    record("praktijkovereenkomst.concept", pok, by=by, changes={"versie": versie})
    for waiting in versions.filter(status=PokStatus.TER_ONDERTEKENING).order_by("versie"):
        _replace(waiting, by=by, on=op)
    touch(plaatsing.traject)
    return pok


@transaction.atomic
def revise_pok(
    pok: Praktijkovereenkomst,
    *,
    by: Actor,
    versie: int,
    werkprocessen: Iterable[Werkproces],
    **contents: Unpack[PokContents],
) -> Praktijkovereenkomst:
    """A concept may still change; from the moment it is signed a change is a new version.

    `versie` is the bewerking that the form showed: StaleError when someone else saved in between.
    """
    claim(pok, versie, field="bewerking")
    if not Praktijkovereenkomst.objects.filter(pk=pok.pk, status=PokStatus.CONCEPT).update(**contents):
        raise TransitionError("praktijkovereenkomst is geen concept meer")
    pok.refresh_from_db()
    pok.werkprocessen.set(werkprocessen)
    record("praktijkovereenkomst.gewijzigd", pok, by=by, changes={"velden": sorted(contents)})
    touch(pok.plaatsing.traject)
    return pok


def offer_pok(pok: Praktijkovereenkomst, *, by: Actor, op: date | None = None) -> Praktijkovereenkomst:
    """The text is final: the school sends it round to be signed."""
    if not pok.werkprocessen.exists():
        raise RefusedError("Kies eerst de werkprocessen die in de praktijkovereenkomst staan.")
    return _move(pok, PokStatus.TER_ONDERTEKENING, by=by, on=op)


@transaction.atomic
def sign_pok(
    pok: Praktijkovereenkomst, *, by: Actor, versie: int | None = None, **signatures: Unpack[Signatures]
) -> Praktijkovereenkomst:
    """Write down who signed and when. The third signature makes it valid and replaces the version before it.

    `versie` is the bewerking that the form showed: StaleError when someone else saved in between.
    """
    if versie is not None:
        claim(pok, versie, field="bewerking")
    waiting = Praktijkovereenkomst.objects.filter(pk=pok.pk, status=PokStatus.TER_ONDERTEKENING)
    if not waiting.update(**signatures):
        raise TransitionError("praktijkovereenkomst wacht niet op handtekeningen")
    pok.refresh_from_db()
    signed = {party: getattr(pok, f"getekend_{party}_op") for party in PARTIES}
    record("praktijkovereenkomst.handtekening", pok, by=by, changes=signed)
    if pok.getekend_op:
        older = pok.plaatsing.praktijkovereenkomsten.filter(status=PokStatus.GETEKEND, versie__lt=pok.versie)
        for version in older.order_by("versie"):
            _replace(version, by=by, on=pok.getekend_op)
        pok = _move(pok, PokStatus.GETEKEND, by=by, on=pok.getekend_op)
        _follow_period(pok)
        finish_taak(pok_key(pok), by=by)
    touch(pok.plaatsing.traject)
    return pok


def end_pok(pok: Praktijkovereenkomst, *, by: Actor, on: date) -> Praktijkovereenkomst:
    """Ends with its plaatsing."""
    return _move(pok, PokStatus.BEEINDIGD, by=by, on=on)


def _follow_period(pok: Praktijkovereenkomst) -> None:
    """The POK says until when: the planned last day of its plaatsing follows."""
    going_on = Plaatsing.objects.filter(pk=pok.plaatsing_id).exclude(status=PlaatsingStatus.BEEINDIGD)
    going_on.filter(van__lte=pok.einddatum).update(tot=pok.einddatum)


def _replace(pok: Praktijkovereenkomst, *, by: Actor, on: date | None = None) -> None:
    _move(pok, PokStatus.VERVANGEN, by=by, on=on, reason="vervangen door een nieuwe versie")
    finish_taak(pok_key(pok), by=by)


def _move(
    pok: Praktijkovereenkomst, to: str, *, by: Actor, on: date | None = None, reason: str = "", **fields: Any
) -> Praktijkovereenkomst:
    return move(pok, to, POK_NEXT, by=by, on=on, reason=reason, **fields)
