"""Which leerplaatsen of the regio fit what someone wants to learn."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from kandidaten.models import Advies, Intake
from leerbedrijven.models import ErkendWerkproces, Erkenning, Leerbedrijf, Leerplaats
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.periode import holds_on
from praktijkleren.ui.text import normalise
from trajecten.models import Leerdoel, Traject

SHOWN = 30


@dataclass(frozen=True)
class Match:
    leerplaats: Leerplaats
    biedt: int
    """How many of the chosen werkprocessen can be learned there."""
    van: int
    vrij: int
    erkend_tot: date | None
    erkend: bool

    @property
    def fits(self) -> bool:
        return self.erkend and self.vrij > 0 and self.biedt == self.van


def matches(gebruiker: Gebruiker, traject: Traject, *, text: str = "") -> list[Match]:
    """Free places first, then those that offer most of what was chosen. One query, and one for what was chosen."""
    today = timezone.localdate()
    chosen = _codes(traject)
    found: Any = Leerplaats.objects.visible_to(gebruiker).filter(relatie__regio=traject.regio_id).current(today)
    for word in normalise(text).split():
        found = found.filter(Q(relatie__leerbedrijf__zoeknaam__contains=word) | Q(titel__icontains=word))
    recognised = _recognised(traject, today)
    rows = (
        found.with_taken(today)
        .select_related("relatie__leerbedrijf", "kwalificatie", "praktijkopleider")
        .annotate(
            biedt=_offered(traject, chosen, today),
            erkend=Exists(recognised),
            erkend_tot=Subquery(recognised.order_by("-van", "pk").values("tot")[:1]),
        )
        .order_by("-erkend", "-biedt", "titel", "pk")
    )
    made = [
        Match(row, row.biedt, len(chosen), max(row.aantal - row.bezet, 0), row.erkend_tot, row.erkend)
        for row in rows[:SHOWN]
    ]
    return sorted(made, key=lambda match: (not match.erkend, match.vrij == 0, -match.biedt))


@dataclass(frozen=True)
class Wishes:
    """What the person wants, in the words of the advies and of the intake."""

    richting: str = ""
    wensen: str = ""


def wishes_of(gebruiker: Gebruiker, traject: Traject) -> Wishes:
    """As far as this person may read advies and intake."""
    adviezen = Advies.objects.visible_to(gebruiker).filter(kandidaat=traject.kandidaat_id).exclude(richting="")
    intakes = Intake.objects.visible_to(gebruiker).filter(kandidaat=traject.kandidaat_id).exclude(wensen="")
    return Wishes(
        adviezen.order_by("-versie").values_list("richting", flat=True).first() or "",
        intakes.order_by("-datum", "-created_at").values_list("wensen", flat=True).first() or "",
    )


def other_companies(traject: Traject, text: str) -> QuerySet[Leerbedrijf]:
    """The register, for a company that offers no leerplaats yet: those recognised for the kwalificatie first."""
    found: Any = Leerbedrijf.objects.search(text)
    rows: QuerySet[Leerbedrijf] = found.annotate(
        erkend=Exists(_recognised(traject, timezone.localdate(), "pk"))
    ).order_by("-erkend", "zoeknaam", "pk")[:20]
    return rows


def _codes(traject: Traject) -> Collection[str]:
    """A werkproces is compared by its code, as leerbedrijven.erkenning does."""
    return set(Leerdoel.objects.chosen().filter(traject=traject).values_list("werkproces__code", flat=True))


def _recognised(traject: Traject, on: date, leerbedrijf: str = "relatie__leerbedrijf") -> QuerySet[Erkenning]:
    rows = Erkenning.objects.current(on).filter(leerbedrijf=OuterRef(leerbedrijf))
    return rows.filter(kwalificatie=traject.kwalificatie_id) if traject.kwalificatie_id else rows


def _offered(traject: Traject, codes: Collection[str], on: date) -> Coalesce:
    """Recognised as uitvoerbaar; and if the place itself names what one learns there, named as well."""
    named = Leerplaats.werkprocessen.through.objects.filter(leerplaats=OuterRef(OuterRef("pk")))
    able = ErkendWerkproces.objects.filter(
        Exists(named.filter(werkproces__code=OuterRef("werkproces__code"))) | ~Exists(named),
        holds_on(on, "erkenning__"),
        erkenning__leerbedrijf=OuterRef("relatie__leerbedrijf"),
        erkenning__kwalificatie=traject.kwalificatie_id,
        werkproces__code__in=codes,
        uitvoerbaar=True,
    )
    count = able.order_by().values("erkenning__leerbedrijf").annotate(n=Count("werkproces__code", distinct=True))
    return Coalesce(Subquery(count.values("n"), output_field=IntegerField()), Value(0))
