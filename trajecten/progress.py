"""How far a traject is, in one row: the same facts drive the steps on its page, the list and Vandaag."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import JSONField
from django.db.models.functions import JSONObject
from django.utils import timezone

from kandidaten.states import Route
from praktijkleren.accounts.roles import Rol
from trajecten.facts import day, first_of, nested, one, pok_that_counts
from trajecten.models import (
    Beoordeling,
    Beoordelingsverzoek,
    Inschrijving,
    Leerdoel,
    Plaatsing,
    Resultaat,
    Stand,
    Traject,
    TrajectQuerySet,
)
from trajecten.states import PlaatsingSoort, PlaatsingStatus, PokStatus, TrajectStatus

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker

ENDS_SOON = timedelta(days=30)
"""From here on a beoordeling is what one works towards."""

STEPS = (
    ("advies", "Advies"),
    ("werkprocessen", "Werkprocessen"),
    ("leerplaats", "Leerplaats"),
    ("inschrijving", "Inschrijving"),
    ("pok", "Praktijkovereenkomst"),
    ("bpv", "Bpv"),
    ("voortgang", "Voortgang"),
    ("beoordeling", "Beoordeling"),
    ("verklaring", "Praktijkverklaring"),
)
OTHER_STEPS = (
    ("advies", "Advies"),
    ("inschrijving", "Inschrijving"),
    ("opleiding", "Opleiding"),
    ("resultaat", "Resultaat"),
)


@dataclass(frozen=True)
class Progress:
    status: str
    route: str
    leerdoelen: int = 0
    independent: int = 0
    inschrijving: bool = False
    bpv: str = ""
    bpv_id: UUID | None = None
    bpv_ends: date | None = None
    proef: str = ""
    """How it stands with the proefplaatsing or voortraject, as long as there is no bpv."""
    proef_id: UUID | None = None
    proef_soort: str = ""
    proef_at: str = ""
    """Where to plan the bpv that follows on it, as the page for placing reads it."""
    leerbedrijf: str = ""
    pok: str = ""
    pok_id: UUID | None = None
    agreed: int = 0
    """How many werkprocessen the POK names."""
    asked: bool = False
    judged: int = 0
    mastered: bool = False
    resultaat: bool = False

    @classmethod
    def of(cls, row: Any) -> "Progress":
        """From a Traject, or a dict of values(), that went through with_progress()."""
        get: Callable[[str], Any] = row.__getitem__ if isinstance(row, Mapping) else partial(getattr, row)
        placed, counts = get("placed") or {}, get("plan") or {}
        bpv, proef = (placed, {}) if placed.get("soort") == PlaatsingSoort.BPV else ({}, placed)
        pok = nested(bpv.get("pok"))
        return cls(
            status=get("status"),
            route=get("route"),
            leerdoelen=counts.get("chosen", 0),
            independent=counts.get("independent", 0),
            inschrijving=get("enrolled"),
            bpv=bpv.get("status", ""),
            bpv_id=_uuid(bpv.get("id")),
            bpv_ends=day(bpv["tot"]) if bpv.get("tot") else None,
            proef=proef.get("status", ""),
            proef_id=_uuid(proef.get("id")),
            proef_soort=proef.get("soort", ""),
            proef_at=_place_of(proef),
            leerbedrijf=placed.get("leerbedrijf", ""),
            pok=pok.get("status", ""),
            pok_id=_uuid(pok.get("id")),
            agreed=pok.get("n", 0),
            asked=get("asked"),
            judged=get("judged") or 0,
            mastered=get("mastered"),
            resultaat=get("yielded"),
        )

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        return STEPS if self.route == Route.PRAKTIJKVERKLARING else OTHER_STEPS

    @property
    def number(self) -> int:
        return [key for key, _ in self.steps].index(self.step) + 1

    @property
    def step(self) -> str:
        """The first step that is not done yet."""
        return self._step() if self.route == Route.PRAKTIJKVERKLARING else self._other_step()

    def _step(self) -> str:
        begun = self.bpv in {PlaatsingStatus.LOPEND, PlaatsingStatus.BEEINDIGD}
        if not begun:
            return self._step_before_bpv()
        if self.bpv == PlaatsingStatus.LOPEND and not self.ready_to_judge:
            return "voortgang"
        if self.judged < max(self.agreed or self.leerdoelen, 1) and not (
            self.mastered and self.bpv == PlaatsingStatus.BEEINDIGD
        ):
            return "beoordeling"
        return "verklaring"

    def _step_before_bpv(self) -> str:
        if not self.leerdoelen:
            return "werkprocessen"
        if not self.bpv:
            return "leerplaats"
        if not self.inschrijving:
            return "inschrijving"
        return "bpv" if self.pok == PokStatus.GETEKEND else "pok"

    def _other_step(self) -> str:
        if not self.inschrijving:
            return "inschrijving"
        return "opleiding" if self.status == TrajectStatus.VOORBEREIDING else "resultaat"

    @property
    def ready_to_judge(self) -> bool:
        ends_soon = self.bpv_ends is not None and self.bpv_ends - ENDS_SOON <= timezone.localdate()
        return ends_soon or self.asked or bool(self.judged) or (0 < self.leerdoelen <= self.independent)


def with_progress(trajecten: QuerySet[Traject], gebruiker: "Gebruiker | None" = None) -> QuerySet[Traject]:
    """Adds what Progress.of reads: one subquery per fact, so that fifty rows are still one query.

    A bedrijfscontact (`gebruiker`) learns of the own company's plaatsing only.
    """
    here = OuterRef("pk")
    fresh = Leerdoel.objects.filter(traject=here, vervallen_op__isnull=True, meegenomen_van__isnull=True)
    chosen = fresh.order_by().values("traject")
    counts = chosen.annotate(n=Count("*"), able=Count("pk", filter=Q(stand=Stand.ZELFSTANDIG)))
    enrolled = Inschrijving.objects.filter(traject=here, kwalificatie=OuterRef("kwalificatie"))
    judgements = Beoordeling.objects.filter(leerdoel__traject=here)
    judged = judgements.order_by().values("leerdoel__traject").annotate(n=Count("leerdoel", distinct=True))
    return trajecten.annotate(
        placed=_newest_place(here, plaatsingen_for(gebruiker)),
        plan=Subquery(counts.values(json=JSONObject(chosen="n", independent="able")), output_field=JSONField()),
        enrolled=Exists(enrolled.filter(Q(tot__isnull=True) | Q(tot__gte=timezone.localdate()))),
        asked=Exists(Beoordelingsverzoek.objects.waiting().filter(plaatsing__traject=here)),
        judged=Subquery(judged.values("n")),
        mastered=Exists(judgements.filter(kan_het=True)),
        yielded=Exists(Resultaat.objects.current().filter(traject=here)),
    )


def trajecten_with_progress(gebruiker: "Gebruiker") -> TrajectQuerySet:
    """Where a page starts. Resolving these subqueries takes longer than running them, so it is done once a day."""
    if gebruiker.has_role(Rol.BEDRIJFSCONTACT):
        return cast("TrajectQuerySet", with_progress(Traject.objects.all(), gebruiker))
    return _of_today(timezone.localdate()).all()


@lru_cache(maxsize=2)
def _of_today(_today: date) -> TrajectQuerySet:
    return cast("TrajectQuerySet", with_progress(Traject.objects.all()))


def plaatsingen_for(gebruiker: "Gebruiker | None") -> QuerySet[Plaatsing]:
    """All of them where the traject itself is the door; narrowed only for who sees less than all of a traject."""
    if gebruiker is None or not gebruiker.has_role(Rol.BEDRIJFSCONTACT):
        return Plaatsing.objects.all()
    return Plaatsing.objects.visible_to(gebruiker)


def _newest_place(traject: OuterRef, plaatsingen: QuerySet[Plaatsing]) -> Subquery:
    """The bpv that runs, else one that is planned, else the last that ended; with the POK that counts.

    Without any bpv the proefplaatsing or voortraject that comes before it and has not ended.
    """
    order = [PlaatsingStatus.LOPEND, PlaatsingStatus.GEPLAND]
    before = Q(soort__in=[PlaatsingSoort.PROEFPLAATSING, PlaatsingSoort.VOORTRAJECT], status__in=order)
    rows = plaatsingen.filter(Q(soort=PlaatsingSoort.BPV) | before, traject=traject)
    pok = pok_that_counts().filter(plaatsing=OuterRef("pk")).annotate(n=Count("werkprocessen"))
    rows = rows.order_by(first_of("soort", [PlaatsingSoort.BPV]), first_of("status", [*order]), "-van", "pk").annotate(
        pok_json=one(pok, id="id", status="status", n="n")
    )
    return one(
        rows,
        id="id",
        soort="soort",
        status="status",
        tot="tot",
        leerbedrijf="leerbedrijf__naam",
        leerbedrijf_id="leerbedrijf_id",
        leerplaats_id="leerplaats_id",
        pok="pok_json",
    )


def _place_of(placed: Mapping[str, Any]) -> str:
    """At the same leerplaats, or when it had none at the same leerbedrijf."""
    for kind in ("leerplaats", "leerbedrijf"):
        if found := _uuid(placed.get(f"{kind}_id")):
            return f"{kind}={found}"
    return ""


def _uuid(value: str | None) -> UUID | None:
    return UUID(value) if value else None
