"""Which leerplaatsen of the regio fit what someone wants to learn."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from kandidaten.models import Advies, Intake
from leerbedrijven.models import ErkendWerkproces, Erkenning, Leerbedrijf, Leerplaats
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.periode import holds_on
from praktijkleren.ui.text import normalise
from trajecten.models import Leerdoel, Plaatsing, Traject

SHOWN = 20


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


@dataclass(frozen=True)
class Found:
    rows: list[Match]
    more: bool
    """Whether there are more than were asked for."""


def matches(
    gebruiker: Gebruiker, traject: Traject, *, text: str = "", only_fitting: bool = False, many: int = SHOWN
) -> Found:
    """What fits first, then recognised and free places, those that offer most of what was chosen before others.

    One query, and one for what was chosen.
    """
    today = timezone.localdate()
    chosen = _codes(traject)
    found: Any = Leerplaats.objects.visible_to(gebruiker).filter(relatie__regio=traject.regio_id).current(today)
    for word in normalise(text).split():
        company = Q(relatie__leerbedrijf__zoeknaam__contains=word) | Q(relatie__leerbedrijf__plaats__icontains=word)
        found = found.filter(company | Q(titel__icontains=word))
    recognised = _recognised(traject, today)
    own = _held(today).filter(leerplaats=OuterRef("pk"), traject=traject).order_by().values("leerplaats")
    rows = (
        found.with_taken(today)
        .select_related("relatie__leerbedrijf", "kwalificatie", "praktijkopleider")
        .annotate(
            biedt=_offered(traject, chosen, today),
            erkend=Exists(recognised),
            erkend_tot=Subquery(recognised.order_by("-van", "pk").values("tot")[:1]),
            eigen=Coalesce(Subquery(own.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), Value(0)),
        )
        .annotate(vrij=Greatest(F("aantal") - F("bezet") + F("eigen"), 0))
        .annotate(past=Case(When(erkend=True, vrij__gt=0, biedt=len(chosen), then=1), default=0))
        .annotate(bezet_nu=Case(When(vrij__gt=0, then=0), default=1))
        .order_by("-past", "-erkend", "bezet_nu", "-biedt", "titel", "pk")
    )
    page = list((rows.filter(past=1) if only_fitting else rows)[: many + 1])
    made = [Match(row, row.biedt, len(chosen), row.vrij, row.erkend_tot, row.erkend) for row in page[:many]]
    return Found(made, len(page) > many)


@dataclass(frozen=True)
class Taken:
    """A leerplaats of which every place is held by someone else."""

    aantal: int
    vrij_na: date | None
    """The last day of the first of them to leave, as far as that is known."""


def taken_by_others(leerplaats: Leerplaats, traject: Traject, on: date) -> Taken | None:
    """Held on this day or later by other people; one's own proefplaatsing takes no place from the bpv after it."""
    rows = _held(on).filter(leerplaats=leerplaats)
    held = list(rows.exclude(traject=traject).order_by("tot", "pk").values_list("tot", flat=True))
    if len(held) < leerplaats.aantal:
        return None
    return Taken(leerplaats.aantal, min((tot for tot in held if tot), default=None))


def _held(on: date) -> QuerySet[Plaatsing]:
    """What takes a place on this day or later, as Leerplaats.with_taken() counts it."""
    return Plaatsing.objects.open().filter(Q(tot__isnull=True) | Q(tot__gte=on))


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
