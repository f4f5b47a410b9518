"""Making a praktijkverklaring out of what the praktijkopleider judged; until it is sent everything may still change."""

import re
from collections.abc import Container, Iterable, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from praktijkleren.accounts.models import Organisatie
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError, first_step
from trajecten.actions import finish_judged, follow_verklaring
from trajecten.beoordelingen import mastered
from trajecten.models import Beoordeling, Plaatsing
from trajecten.refused import RefusedError
from verklaringen.codes import new_code
from verklaringen.models import Praktijkverklaring, Verklaringversie, VerklaringWerkproces
from verklaringen.states import SENT, VersieStatus

MAY_BE_REPLACED = frozenset({VersieStatus.GEWEIGERD, VersieStatus.TERUGGETROKKEN, VersieStatus.VERLOPEN})


NO_KWALIFICATIE = "Dit traject heeft nog geen kwalificatie. Kies die eerst."
NO_INSCHRIJVING = "Er is geen inschrijving bij een mbo-instelling voor deze periode. Schrijf eerst in."


class Keuze(NamedTuple):
    """A werkproces for the verklaring: the judgement that says so and, in plain words, where or with what."""

    beoordeling: Beoordeling
    toelichting: str = ""


@transaction.atomic
def make_concept(
    plaatsing: Plaatsing, keuzes: Sequence[Keuze], *, by: Actor, toelichting: str = ""
) -> Verklaringversie:
    """Put mastered werkprocessen of one plaatsing on a concept; the one that is being worked on, or a new one."""
    Plaatsing.objects.select_for_update().get(pk=plaatsing.pk)
    check_mastered(plaatsing, [keuze.beoordeling for keuze in keuzes])
    versie = concept_of(plaatsing)
    if versie is None:
        versie = _first_version(plaatsing, by=by)
    versie.toelichting = toelichting
    versie.save(update_fields=["toelichting"])
    versie.werkprocessen.all().delete()
    VerklaringWerkproces.objects.bulk_create(
        _row(versie, volgorde, keuze) for volgorde, keuze in enumerate(_in_order(keuzes), start=1)
    )
    record("verklaringversie.gekozen", versie, by=by, changes={"werkprocessen": len(keuzes)})
    finish_judged(plaatsing, by=by)
    follow_verklaring(plaatsing.traject, by=by)
    _touch(versie)
    return versie


def check_mastered(plaatsing: Plaatsing, beoordelingen: Sequence[Beoordeling | None]) -> None:
    """Only what counts as "kan dit" now: a later "nog niet" takes it away."""
    if not beoordelingen:
        raise RefusedError("Kies ten minste één werkproces.")
    able = {beoordeling.pk for beoordeling in mastered(plaatsing)}
    if not all(beoordeling and beoordeling.pk in able for beoordeling in beoordelingen):
        raise RefusedError("Van een werkproces zegt de praktijkopleider nu niet meer dat het lukt. Kies opnieuw.")


def first_choice(able: Iterable[Beoordeling], elsewhere: Container[object]) -> list[Keuze]:
    """What a first concept begins with: all that is not on another verklaring already."""
    return [Keuze(row, row.toelichting[:120]) for row in able if row.leerdoel.werkproces_id not in elsewhere]


def on_a_verklaring(plaatsing: Plaatsing) -> set[Any]:
    """The werkprocessen that were sent or signed."""
    rows = VerklaringWerkproces.objects.filter(versie__verklaring__plaatsing=plaatsing, versie__status__in=SENT)
    return set(rows.values_list("werkproces", flat=True))


def concept_of(plaatsing: Plaatsing) -> Verklaringversie | None:
    found = Verklaringversie.objects.filter(verklaring__plaatsing=plaatsing, status=VersieStatus.CONCEPT)
    return found.select_related("verklaring").order_by("created_at").first()


@transaction.atomic
def new_version(versie: Verklaringversie, *, by: Actor, reason: str = "") -> Verklaringversie:
    """After sending back, withdrawing or expiring: the same werkprocessen again, to be changed and sent anew.

    A sealed version is corrected the same way, with a reason; it holds until the new one is sealed.
    """
    if made := versie.vervangen_door.first():
        return made
    if versie.status not in MAY_BE_REPLACED and not (reason and versie.status == VersieStatus.VERZEGELD):
        raise TransitionError(f"{versie.pk} is {versie.status}")
    made = Verklaringversie.objects.create(
        verklaring=versie.verklaring,
        versie=versie.versie + 1,
        vervangt=versie,
        gemaakt_door_id=by.gebruiker_id,
        toelichting=versie.toelichting,
        created_at=timezone.now(),
    )
    _born(made, by=by, reason=reason)
    for row in versie.werkprocessen.order_by("volgorde"):
        row.pk, row.versie = None, made
        row.save(force_insert=True)
    _touch(made)
    return made


@transaction.atomic
def drop_concept(versie: Verklaringversie, *, by: Actor) -> None:
    """Throw away what was never sent; with a first version the verklaring goes as well."""
    if versie.status != VersieStatus.CONCEPT:
        raise TransitionError(f"{versie.pk} is {versie.status}")
    record("verklaringversie.weggegooid", versie, by=by)
    verklaring = versie.verklaring
    versie.delete()
    if not verklaring.versies.exists():
        traject = verklaring.traject
        verklaring.delete()
        if traject:
            follow_verklaring(traject, by=by)


def _first_version(plaatsing: Plaatsing, *, by: Actor) -> Verklaringversie:
    traject, now = plaatsing.traject, timezone.now()
    if not traject.kwalificatie_id:
        raise RefusedError(NO_KWALIFICATIE)
    verklaring = Praktijkverklaring.objects.create(
        code=new_code(),
        regio_id=traject.regio_id,
        kandidaat=traject.kandidaat,
        traject=traject,
        plaatsing=plaatsing,
        verstrekker=verstrekker_of(plaatsing),
        dossier=traject.kandidaat.pseudoniem,
        naam=traject.kandidaat.lijstnaam,
        laatste_activiteit=now,
        created_at=now,
    )
    versie = Verklaringversie.objects.create(
        verklaring=verklaring, gemaakt_door_id=by.gebruiker_id, created_at=now, toelichting=""
    )
    return _born(versie, by=by)


def verstrekker_of(plaatsing: Plaatsing) -> Organisatie:
    """The mbo-instelling where the person was enrolled during the plaatsing (domain.md 2.1, conditions 1 and 5)."""
    traject = plaatsing.traject
    enrolled = traject.inschrijvingen.filter(kwalificatie=traject.kwalificatie_id).overlaps(
        plaatsing.van, plaatsing.tot
    )
    inschrijving = enrolled.select_related("instelling").order_by("-van", "-pk").first()
    if inschrijving is None:
        raise RefusedError(NO_INSCHRIJVING)
    return inschrijving.instelling


def _born(versie: Verklaringversie, *, by: Actor, reason: str = "") -> Verklaringversie:
    first_step(versie, versie.status, by=by, reason=reason)
    record("verklaringversie.concept", versie, by=by, changes={"versie": versie.versie})
    return versie


def _in_order(keuzes: Sequence[Keuze]) -> list[Keuze]:
    return sorted(keuzes, key=lambda keuze: place_in_dossier(keuze.beoordeling))


def place_in_dossier(beoordeling: Beoordeling) -> tuple[list[tuple[str, int]], ...]:
    """As in the kwalificatiedossier, where W10 comes after W2."""
    werkproces = beoordeling.leerdoel.werkproces
    return natural(werkproces.kerntaak.code), natural(werkproces.code)


def natural(code: str) -> list[tuple[str, int]]:
    return [(letters, int(digits or 0)) for letters, digits in re.findall(r"(\D*)(\d*)", code)]


def _row(versie: Verklaringversie, volgorde: int, keuze: Keuze) -> VerklaringWerkproces:
    werkproces = keuze.beoordeling.leerdoel.werkproces
    return VerklaringWerkproces(
        versie=versie,
        volgorde=volgorde,
        werkproces=werkproces,
        beoordeling=keuze.beoordeling,
        kerntaak_code=werkproces.kerntaak.code,
        kerntaak_naam=werkproces.kerntaak.titel,
        code=werkproces.code,
        naam=werkproces.naam,
        toelichting=keuze.toelichting,
    )


def _touch(versie: Verklaringversie) -> None:
    Praktijkverklaring.objects.filter(pk=versie.verklaring_id).update(laatste_activiteit=timezone.now())
