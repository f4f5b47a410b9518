"""What in a traject asks for someone: one queryset per reason, for Vandaag and for the clock alike."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from praktijkleren.accounts.periode import holds_on
from trajecten.facts import recognised_on
from trajecten.leerdoelen import counting, with_place
from trajecten.models import (
    Beoordeling,
    Beoordelingsverzoek,
    BeoordelingsverzoekQuerySet,
    Inschrijving,
    Leerdoel,
    Plaatsing,
    PlaatsingQuerySet,
    Praktijkovereenkomst,
    PraktijkovereenkomstQuerySet,
    Traject,
    TrajectQuerySet,
)
from trajecten.states import PlaatsingSoort, PlaatsingStatus, PokStatus

SIGN_LEAD = timedelta(days=14)
"""A POK is signed before the start (domain.md 2.2), so it asks for attention this long before."""
START_LEAD = timedelta(days=14)
END_LEAD = timedelta(days=30)
THAT_DAY: Any = OuterRef("dag")


def unsigned_poks(on: date | None = None) -> PraktijkovereenkomstQuerySet:
    """Wait for signatures, and the bpv begins soon or has begun; not of a plaatsing that ended."""
    border = (on or timezone.localdate()) + SIGN_LEAD
    rows = Praktijkovereenkomst.objects.filter(status=PokStatus.TER_ONDERTEKENING, begindatum__lte=border)
    return rows.exclude(plaatsing__status=PlaatsingStatus.BEEINDIGD)


def ending_bpv(on: date | None = None) -> PlaatsingQuerySet:
    """Running, ends within thirty days or should have, and nobody judged yet or was asked to."""
    border = (on or timezone.localdate()) + END_LEAD
    judged = Beoordeling.objects.filter(plaatsing=OuterRef("pk"))
    asked = Beoordelingsverzoek.objects.waiting().filter(plaatsing=OuterRef("pk"))
    return Plaatsing.objects.bpv().running().filter(~Exists(judged), ~Exists(asked), tot__lte=border)


def blocked_starts(on: date | None = None) -> PlaatsingQuerySet:
    """Bpv's that begin soon, or should have begun, and as it stands may not (trajecten.conditions says why)."""
    on = on or timezone.localdate()
    rows = Plaatsing.objects.planned().filter(soort=PlaatsingSoort.BPV, van__lte=on + START_LEAD)
    day = Greatest("van", Value(on, output_field=DateField()))
    rows = rows.annotate(dag=day).annotate(erkenning_dan=Subquery(recognised_on(THAT_DAY).values("pk")[:1]))
    missing = (
        Q(erkenning_dan=None) | ~Exists(_leerdoelen()) | Exists(_leerdoelen().filter(Q(in_pok=False) | Q(here=False)))
    )
    return rows.filter(~Exists(_enrolled()) | ~Exists(_signed()) | missing)


def _enrolled() -> QuerySet[Inschrijving]:
    return Inschrijving.objects.filter(
        holds_on(THAT_DAY), traject=OuterRef("traject"), kwalificatie=OuterRef("traject__kwalificatie")
    )


def _signed() -> QuerySet[Praktijkovereenkomst]:
    return Praktijkovereenkomst.objects.filter(
        plaatsing=OuterRef("pk"),
        status=PokStatus.GETEKEND,
        getekend_instelling_op__lte=OuterRef("dag"),
        getekend_leerbedrijf_op__lte=OuterRef("dag"),
        getekend_kandidaat_op__lte=OuterRef("dag"),
        begindatum__lte=OuterRef("dag"),
        einddatum__gte=OuterRef("dag"),
    )


def _leerdoelen() -> QuerySet[Leerdoel]:
    """What counts for the bpv, by the rule of trajecten.leerdoelen."""
    rows = Leerdoel.objects.chosen().filter(traject=OuterRef("traject"))
    return counting(with_place(rows, OuterRef(OuterRef("pk")), OuterRef(OuterRef("erkenning_dan"))))


def unguarded_bpv() -> PlaatsingQuerySet:
    """Running, and nobody wrote down how the school guards its quality: it does not block the start."""
    return Plaatsing.objects.bpv().running().filter(kwaliteit_geborgd_op=None)


def silent(on: date | None = None) -> TrajectQuerySet:
    return Traject.objects.silent(on)


def overdue_verzoeken(at: datetime | None = None) -> BeoordelingsverzoekQuerySet:
    return Beoordelingsverzoek.objects.overdue(at)
