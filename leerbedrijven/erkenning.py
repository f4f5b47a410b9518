"""May this leerbedrijf teach these werkprocessen in this period? (architecture.md 3, domain.md 2.3)

A werkproces is compared by its code within the kwalificatie, so that another wording in the kwalificatiestructuur does
not end what SBB recognised.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from kwalificaties.choices import open_werkprocessen
from kwalificaties.models import Kwalificatie, Werkproces
from leerbedrijven.models import ErkendWerkproces, Erkenning, Leerbedrijf
from praktijkleren.ui.dates import datum

NO_ERKENNING = "Dit leerbedrijf is niet erkend voor deze kwalificatie."
NOT_FEASIBLE = "Dit kan niet bij dit leerbedrijf: SBB heeft dit werkproces hier niet als uitvoerbaar erkend."


@dataclass(frozen=True)
class Oordeel:
    """`refused` says why a bpv may not start; `warning` what one must confirm first. Both empty: in order."""

    refused: list[str] = field(default_factory=list)
    warning: str = ""
    niet_uitvoerbaar: frozenset[int] = frozenset()
    """Ids of the werkprocessen that the company cannot offer."""
    erkenning: Erkenning | None = None
    """The one that holds on the first day."""
    eindigt_op: date | None = None
    """The last day on which it is recognised, where that falls within the period."""

    @property
    def ok(self) -> bool:
        return not self.refused


@dataclass(frozen=True)
class Keuze:
    """A werkproces as it is offered to choose from: what cannot be learned here is grey, with the reason."""

    werkproces: Werkproces
    kan: bool
    reden: str = ""


def check(
    leerbedrijf: Leerbedrijf,
    kwalificatie: Kwalificatie,
    werkprocessen: Iterable[Werkproces],
    van: date,
    tot: date | None,
) -> Oordeel:
    """Valid on the first day, for the kwalificatie and for each chosen werkproces; warn when it ends within the period.

    An erkenning that was renewed in time (the next one starts before this one ends) does not warn.
    """
    rows = _erkenningen(leerbedrijf, kwalificatie)
    erkenning = holding(rows, van)
    if erkenning is None:
        return Oordeel(refused=[_why_not(leerbedrijf, kwalificatie, rows, van)])
    offered = _offered(erkenning)
    missing = [werkproces for werkproces in werkprocessen if werkproces.pk not in offered]
    refused = [f"{leerbedrijf.naam} kan dit niet aanbieden: {werkproces.naam}." for werkproces in missing]
    end, warning = last_day(erkenning, rows), ""
    if end and tot and end >= tot:
        end = None
    if end:
        warning = f"De erkenning van {leerbedrijf.naam} eindigt op {datum(end)}, voor het einde van de bpv."
    return Oordeel(refused, warning, frozenset(werkproces.pk for werkproces in missing), erkenning, end)


def offered_by(leerbedrijf: Leerbedrijf, kwalificatie: Kwalificatie, on: date) -> set[int]:
    """Ids of the werkprocessen that the company can offer on a day, in every versie that the kwalificatie had."""
    erkenning = holding(_erkenningen(leerbedrijf, kwalificatie), on)
    return _offered(erkenning) if erkenning else set()


def choices_for(leerbedrijf: Leerbedrijf, kwalificatie: Kwalificatie, on: date) -> list[Keuze]:
    """Every open werkproces of the kwalificatie: what can be learned here first, the rest with the reason."""
    erkenning = holding(_erkenningen(leerbedrijf, kwalificatie), on)
    offered = _offered(erkenning) if erkenning else set()
    reden = NOT_FEASIBLE if erkenning else NO_ERKENNING
    rows = open_werkprocessen(kwalificatie)
    here = [Keuze(row, kan=True) for row in rows if row.pk in offered]
    return here + [Keuze(row, kan=False, reden=reden) for row in rows if row.pk not in offered]


def holding(rows: Iterable[Erkenning], on: date) -> Erkenning | None:
    """Of several that hold, the one that was decided last (domain.md 2.3: renewed early)."""
    return max((row for row in rows if row.holds(on)), key=lambda row: row.van, default=None)


def last_day(erkenning: Erkenning, rows: Iterable[Erkenning]) -> date | None:
    """The last day of this erkenning and of those that follow it without a gap; None is without an end."""
    end = erkenning.tot
    for row in sorted(rows, key=lambda row: row.van):
        if end is None:
            return None
        if row.van <= end + timedelta(days=1) and (row.tot is None or row.tot > end):
            end = row.tot
    return end


def recognised_kwalificaties(leerbedrijf: Leerbedrijf, on: date) -> list[Kwalificatie]:
    current = Erkenning.objects.current(on).filter(leerbedrijf=leerbedrijf)
    return list(Kwalificatie.objects.filter(pk__in=current.values("kwalificatie")).order_by("zoektitel", "crebo"))


def _erkenningen(leerbedrijf: Leerbedrijf, kwalificatie: Kwalificatie) -> list[Erkenning]:
    return list(Erkenning.objects.filter(leerbedrijf=leerbedrijf, kwalificatie=kwalificatie).order_by("van", "pk"))


def _offered(erkenning: Erkenning) -> set[int]:
    """What is not listed as uitvoerbaar is not known to be, so it does not count."""
    listed = ErkendWerkproces.objects.filter(erkenning=erkenning, uitvoerbaar=True).values("werkproces__code")
    every_versie = Werkproces.objects.filter(kerntaak__kwalificatie=erkenning.kwalificatie_id, code__in=listed)
    return set(every_versie.values_list("pk", flat=True))


def _why_not(leerbedrijf: Leerbedrijf, kwalificatie: Kwalificatie, rows: list[Erkenning], van: date) -> str:
    what = f"De erkenning van {leerbedrijf.naam} voor {kwalificatie.titel}"
    if past := [row.tot for row in rows if row.tot and row.tot < van]:
        return f"{what} is geëindigd op {datum(max(past))}."
    if rows:
        return f"{what} begint pas op {datum(min(row.van for row in rows))}."
    return f"{leerbedrijf.naam} is niet erkend voor {kwalificatie.titel}."
