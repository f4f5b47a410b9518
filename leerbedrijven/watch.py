"""Erkenningen that end: which of them matter to a regio, because it knows the leerbedrijf or people learn there."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from leerbedrijven.models import Erkenning, Relatie
from praktijkleren.accounts.periode import holds_on
from praktijkleren.ui.dates import datum

AHEAD = timedelta(days=90)
"""A new erkenning may take weeks (domain.md 2.3)."""
LOOK_BACK = timedelta(days=365)
ENDED, SOON, AT_FIRST = 0, 30, 90
"""Moments at which is asked: three months and one month before the last day, and once it is over."""


@dataclass(frozen=True)
class Ending:
    """One erkenning that ends, as far as one regio is concerned."""

    erkenning: Erkenning
    regio_id: int
    moment: int

    @property
    def key(self) -> str:
        """Another last day is another end: it is asked for anew."""
        return f"leerbedrijven.erkenning:{self.erkenning.pk}:{self.erkenning.tot}:{self.moment}:{self.regio_id}"

    @property
    def titel(self) -> str:
        erkenning = self.erkenning
        verb = "eindigde" if self.moment == ENDED else "eindigt"
        when = datum(erkenning.tot) if erkenning.tot else ""
        return f"Erkenning van {erkenning.leerbedrijf.naam} voor {erkenning.kwalificatie.titel} {verb} op {when}"[:200]


def ending_in_regios(regio_ids: set[int], on: date) -> QuerySet[Erkenning]:
    """Ending within three months and not renewed, of leerbedrijven that these regio's know; the first to end first."""
    known = Relatie.objects.filter(regio__in=regio_ids).values("leerbedrijf")
    rows: QuerySet[Erkenning] = Erkenning.objects.ends_between(on, on + AHEAD).filter(leerbedrijf__in=known)
    return rows.order_by("tot", "pk")


def endings_in_use(on: date) -> list[Ending]:
    """Ended or ending, not renewed, while in a regio people learn on it or a leerplaats is offered with it."""
    rows = Erkenning.objects.ends_between(on - LOOK_BACK, on + AHEAD)
    found = {row.pk: row for row in rows.select_related("leerbedrijf", "kwalificatie").order_by("pk")}
    pairs = {*_learned_on(found, on), *_offered_with(found, on)}
    return [Ending(found[pk], regio, _moment(found[pk], on)) for pk, regio in sorted(pairs)]


def _learned_on(found: dict[int, Erkenning], on: date) -> QuerySet[Erkenning, tuple[int, int]]:
    """Plaatsingen live in a room above: asked for through the reverse relation."""
    running = Q(leerbedrijf__plaatsingen__tot__isnull=True) | Q(leerbedrijf__plaatsingen__tot__gte=on)
    rows = Erkenning.objects.filter(
        running,
        pk__in=list(found),
        leerbedrijf__plaatsingen__soort="bpv",
        leerbedrijf__plaatsingen__status__in=["gepland", "lopend"],
        leerbedrijf__plaatsingen__traject__kwalificatie=F("kwalificatie"),
    )
    return rows.order_by().values_list("pk", "leerbedrijf__plaatsingen__traject__regio").distinct()


def _offered_with(found: dict[int, Erkenning], on: date) -> QuerySet[Erkenning, tuple[int, int]]:
    rows = Erkenning.objects.filter(
        holds_on(on, "leerbedrijf__relaties__leerplaatsen__"),
        pk__in=list(found),
        leerbedrijf__relaties__leerplaatsen__kwalificatie=F("kwalificatie"),
    )
    return rows.order_by().values_list("pk", "leerbedrijf__relaties__regio").distinct()


def _moment(erkenning: Erkenning, on: date) -> int:
    days = (erkenning.tot - on).days if erkenning.tot else AT_FIRST
    return ENDED if days < 0 else SOON if days <= SOON else AT_FIRST
