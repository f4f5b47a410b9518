"""Which leerdoelen a bpv is for: one rule for its checklist, its start, the clock and what its POK suggests."""

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from leerbedrijven.models import ErkendWerkproces
from trajecten.models import Beoordeling, Leerdoel, Plaatsing, Praktijkovereenkomst
from trajecten.states import PlaatsingStatus, PokStatus


def with_place(leerdoelen: QuerySet[Leerdoel], plaatsing: Any, erkenning: Any) -> QuerySet[Leerdoel]:
    """Adds `telt`, `in_pok`, `elders` and `here`: how each leerdoel stands towards one bpv.

    The rule (WEB 7.2.8 lid 2 c, 7.2.10; architecture.md 3, Erkenning). The POK names the part of the kwalificatie that
    is learned at this leerbedrijf, and the leerbedrijf must be recognised for it. So every leerdoel on the plan
    counts for this bpv (`telt`), and may be learned here when the signed POK names it (`in_pok`) and the erkenning of
    the first day holds it as uitvoerbaar (`here`). One that was chosen later does not pass by itself: the POK is
    renewed or the leerdoel is taken off the plan. Not for this bpv, unless its POK names it all the same, is what

    - someone masters already: brought along from a traject before, or judged "kan dit" at another plaatsing;
    - will be learned at another leerbedrijf (`elders`): a signed POK of another bpv that has not ended names it.

    `plaatsing` and `erkenning` are ids, or references from two levels deeper.
    """
    named = Praktijkovereenkomst.werkprocessen.through.objects.filter(
        werkproces=OuterRef("werkproces"), praktijkovereenkomst__status=PokStatus.GETEKEND
    )
    other = named.filter(praktijkovereenkomst__plaatsing__traject=OuterRef("traject"))
    other = other.exclude(praktijkovereenkomst__plaatsing__status=PlaatsingStatus.BEEINDIGD)
    mastered = Beoordeling.objects.latest_only().filter(leerdoel=OuterRef("pk"), kan_het=True)
    offered = ErkendWerkproces.objects.filter(
        erkenning=erkenning, werkproces__code=OuterRef("werkproces__code"), uitvoerbaar=True
    )
    not_yet = Q(meegenomen_van__isnull=True) & ~Exists(mastered) & Q(elders=False)
    return leerdoelen.annotate(
        in_pok=Exists(named.filter(praktijkovereenkomst__plaatsing=plaatsing)),
        elders=Exists(other.exclude(praktijkovereenkomst__plaatsing=plaatsing)),
        here=Exists(offered),
    ).annotate(telt=ExpressionWrapper(Q(in_pok=True) | not_yet, output_field=BooleanField()))


def counting(leerdoelen: Any) -> QuerySet[Leerdoel]:
    """Of what went through with_place() what this bpv is for."""
    found: QuerySet[Leerdoel] = leerdoelen.filter(telt=True)
    return found


def seen_from(plaatsing: Plaatsing) -> QuerySet[Leerdoel]:
    """The plan of the traject as with_place() adds to it, for a plaatsing that went through with_facts()."""
    rows = Leerdoel.objects.chosen().filter(traject=plaatsing.traject_id).select_related("werkproces__kerntaak")
    found = with_place(rows, plaatsing.pk, plaatsing.erkenning["id"] if plaatsing.erkenning else None)
    return found.order_by("werkproces__kerntaak__code", "werkproces__code", "pk")
