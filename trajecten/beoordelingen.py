"""What the judgements of praktijkopleiders add up to. The room verklaringen starts from `mastered`."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from trajecten.facts import pok_that_counts
from trajecten.models import Begeleiding, Beoordeling, Leerdoel, Plaatsing, Traject
from trajecten.states import PlaatsingStatus, PokStatus


def mastered(plaatsing: Plaatsing) -> list[Beoordeling]:
    """Per leerdoel the judgement that counts, where it says "kan dit"; in the order of the kwalificatiedossier.

    A later "nog niet" takes an earlier "kan dit" away.
    """
    return list(
        Beoordeling.objects.latest_only()
        .filter(plaatsing=plaatsing, kan_het=True)
        .select_related("leerdoel__werkproces__kerntaak", "praktijkopleider")
        .order_by("leerdoel__werkproces__kerntaak__code", "leerdoel__werkproces__code", "pk")
    )


def mastered_leerdoelen(traject: Traject) -> list[Leerdoel]:
    """What someone has shown to master in this traject at any plaatsing, or brought along from one before."""
    positive = Beoordeling.objects.latest_only().filter(kan_het=True, leerdoel__traject=traject).values("leerdoel")
    found = traject.leerdoelen.filter(pk__in=positive) | traject.leerdoelen.filter(meegenomen_van__isnull=False)
    return list(found.order_by("werkproces__kerntaak__code", "werkproces__code"))


def to_judge(plaatsing: Plaatsing) -> list[Leerdoel]:
    """The leerdoelen of this plaatsing: what its POK names, or else what is on the plan."""
    pok = pok_that_counts().filter(plaatsing=plaatsing).first()
    chosen = Leerdoel.objects.chosen().filter(traject=plaatsing.traject_id)
    if pok and pok.status != PokStatus.CONCEPT:
        chosen = chosen.filter(werkproces__in=pok.werkprocessen.values("pk"))
    else:
        chosen = chosen.filter(meegenomen_van__isnull=True)
    rows = chosen.select_related("werkproces__kerntaak")
    return list(rows.order_by("werkproces__kerntaak__code", "werkproces__code", "pk"))


def guides(plaatsing: Plaatsing, on: date | None = None) -> list[Begeleiding]:
    """Who may judge: those who guide the plaatsing on that day."""
    rows = plaatsing.begeleidingen.current(guided_on(plaatsing, on)).select_related("praktijkopleider__relatie")
    return list(rows.order_by("van", "pk"))


def guided_on(plaatsing: Plaatsing, on: date | None = None) -> date | None:
    """Of one that has ended its last day counts; the judgement often comes at the eindgesprek after it."""
    if plaatsing.status == PlaatsingStatus.BEEINDIGD and plaatsing.tot:
        return min(on or plaatsing.tot, plaatsing.tot)
    return on


def standing(plaatsing: Plaatsing) -> dict[UUID, Beoordeling]:
    """The judgement that counts now, by leerdoel."""
    rows = Beoordeling.objects.latest_only().filter(plaatsing=plaatsing).order_by("pk")
    return {row.leerdoel_id: row for row in rows}


@dataclass(frozen=True)
class Judged:
    """One werkproces and all that was said about it, newest first."""

    leerdoel: Leerdoel
    rows: list[Beoordeling]

    @property
    def counts(self) -> Beoordeling | None:
        return next(iter(self.rows), None)


def judgements_of(plaatsing: Plaatsing) -> list[Judged]:
    """What was judged, and what is still to be judged, in the order of the kwalificatiedossier."""
    said = Beoordeling.objects.filter(plaatsing=plaatsing).select_related(
        "praktijkopleider", "leerdoel__werkproces__kerntaak"
    )
    found: dict[UUID, Judged] = {leerdoel.pk: Judged(leerdoel, []) for leerdoel in to_judge(plaatsing)}
    for row in said.order_by("-recorded_at", "-pk"):
        found.setdefault(row.leerdoel_id, Judged(row.leerdoel, [])).rows.append(row)
    return list(found.values())
