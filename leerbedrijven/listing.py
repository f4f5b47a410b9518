"""What the list and the page of a leerbedrijf show, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from leerbedrijven.models import (
    Contactmoment,
    Erkenning,
    Leerbedrijf,
    LeerbedrijfQuerySet,
    Leerplaats,
    Praktijkopleider,
    Relatie,
)
from leerbedrijven.permissions import may_edit_in, own_regios, regio_ids
from leerbedrijven.watch import AHEAD
from praktijkleren.accounts.models import Gebruiker, Regio
from praktijkleren.ui.dates import datum, over

LAST_CONTACTS = 5


@dataclass(frozen=True)
class Stand:
    """How an erkenning, or all of those of a leerbedrijf, stands on a day: tone and words."""

    tone: str
    words: str
    when: str = ""


def stand(tot: date | None, van: date, on: date) -> Stand:
    if van > on:
        return Stand("info", f"begint {over(van, today=on)}", datum(van))
    if tot is None:
        return Stand("success", "erkend")
    if tot < on:
        return Stand("error", "geëindigd", datum(tot))
    if tot <= on + AHEAD:
        return Stand("warning", f"eindigt {over(tot, today=on)}", datum(tot))
    return Stand("success", "erkend", f"tot en met {datum(tot)}")


def for_list(queryset: LeerbedrijfQuerySet, gebruiker: Gebruiker) -> LeerbedrijfQuerySet:
    """Adds what one's own regio knows: `bekend` and `vrij`."""
    known = Relatie.objects.visible_to(gebruiker).filter(leerbedrijf=OuterRef("pk"))
    free = Leerplaats.objects.visible_to(gebruiker).free().filter(relatie__leerbedrijf=OuterRef("pk"))
    return queryset.annotate(bekend=Exists(known), vrij=Exists(free))


@dataclass(frozen=True)
class ListRow:
    leerbedrijf: Leerbedrijf
    erkenningen: list[Erkenning]
    stand: Stand

    @property
    def getoond(self) -> list[Erkenning]:
        return self.erkenningen[:3]

    @property
    def meer(self) -> int:
        return len(self.erkenningen) - len(self.getoond)


def with_erkenningen(rows: Sequence[Leerbedrijf], on: date) -> list[ListRow]:
    """One query. The state of a leerbedrijf is that of its current erkenning that ends first."""
    found: dict[UUID, list[Erkenning]] = defaultdict(list)
    current = Erkenning.objects.current(on).filter(leerbedrijf__in=[row.pk for row in rows])
    for erkenning in current.select_related("kwalificatie").order_by("kwalificatie__zoektitel", "pk"):
        found[erkenning.leerbedrijf_id].append(erkenning)
    return [ListRow(row, found[row.pk], first_to_end(found[row.pk], on)) for row in rows]


def first_to_end(erkenningen: list[Erkenning], on: date) -> Stand:
    current = [erkenning for erkenning in erkenningen if erkenning.holds(on)]
    if not current:
        return Stand("error", "geen geldige erkenning")
    first = min(current, key=lambda erkenning: erkenning.tot or date.max)
    return stand(first.tot, first.van, on)


@dataclass
class ErkenningRow:
    """With its werkprocessen, grouped as the kwalificatie groups them."""

    erkenning: Erkenning
    stand: Stand
    is_over: bool
    werkprocessen: list[dict[str, Any]] = field(default_factory=list)

    @property
    def uitvoerbaar(self) -> list[dict[str, Any]]:
        return [row for row in self.werkprocessen if row["kan"]]

    @property
    def niet_uitvoerbaar(self) -> list[dict[str, Any]]:
        return [row for row in self.werkprocessen if not row["kan"]]


def erkenningen_of(leerbedrijf: Leerbedrijf, on: date) -> list[ErkenningRow]:
    """By kwalificatie, the newest first, in one query: every erkenning comes once per werkproces."""
    joined: Any = leerbedrijf.erkenningen.select_related("kwalificatie").annotate(
        kan=F("werkprocessen__uitvoerbaar"),
        naam=F("werkprocessen__werkproces__naam"),
        code=F("werkprocessen__werkproces__code"),
        kerntaak=F("werkprocessen__werkproces__kerntaak__code"),
    )
    rows: dict[int, ErkenningRow] = {}
    for line in joined.order_by("kwalificatie__zoektitel", "-van", "pk", "kerntaak", "code"):
        over = line.tot is not None and line.tot < on
        row = rows.setdefault(line.pk, ErkenningRow(line, stand(line.tot, line.van, on), is_over=over))
        if line.code:
            row.werkprocessen.append({"kan": line.kan, "naam": line.naam, "code": line.code})
    return list(rows.values())


@dataclass
class RegioKennis:
    """What one regio knows of the leerbedrijf."""

    regio: Regio
    relatie: Relatie | None
    may_edit: bool
    opleiders: list[Praktijkopleider] = field(default_factory=list)
    leerplaatsen: list[Leerplaats] = field(default_factory=list)
    contacten: list[Contactmoment] = field(default_factory=list)

    @property
    def titel(self) -> str:
        return f"Wat {self.regio} weet"

    @property
    def laatste_contact(self) -> date | None:
        return self.relatie.laatste_contact if self.relatie else None


def kennis_of(leerbedrijf: Leerbedrijf, gebruiker: Gebruiker, on: date) -> list[RegioKennis]:
    """Per regio of this person; five queries at most, however many there are."""
    relaties = Relatie.objects.visible_to(gebruiker).filter(leerbedrijf=leerbedrijf).select_related("regio")
    found = [RegioKennis(row.regio, row, may_edit_in(gebruiker, row.regio_id)) for row in relaties]
    if elsewhere := regio_ids(gebruiker) - {row.regio.pk for row in found}:
        unknown = own_regios(gebruiker).filter(pk__in=elsewhere)
        found += [RegioKennis(regio, None, may_edit_in(gebruiker, regio.pk)) for regio in unknown]
    found.sort(key=lambda row: row.regio.naam)
    by_relatie = {kennis.relatie.pk: kennis for kennis in found if kennis.relatie}
    opleiders = Praktijkopleider.objects.filter(relatie__in=by_relatie).order_by("naam", "pk")
    for opleider in opleiders.filter(Q(tot__isnull=True) | Q(tot__gte=on)):
        by_relatie[opleider.relatie_id].opleiders.append(opleider)
    leerplaatsen = Leerplaats.objects.filter(relatie__in=by_relatie).with_taken(on)
    still = leerplaatsen.filter(Q(tot__isnull=True) | Q(tot__gte=on))
    for leerplaats in still.select_related("kwalificatie", "praktijkopleider").order_by("titel", "pk"):
        by_relatie[leerplaats.relatie_id].leerplaatsen.append(leerplaats)
    contacten = Contactmoment.objects.filter(relatie__in=by_relatie).select_related("gebruiker")
    for contact in contacten.order_by("-datum", "-pk")[:50]:
        if len(shown := by_relatie[contact.relatie_id].contacten) < LAST_CONTACTS:
            shown.append(contact)
    return found


@dataclass(frozen=True)
class Step:
    label: str
    url: str
    icon: str = "plus"


def next_step(leerbedrijf: Leerbedrijf, erkenningen: list[ErkenningRow], kennis: list[RegioKennis]) -> Step:
    """What this page asks for first: without the one, the next has no use."""
    here = next((regio for regio in kennis if regio.may_edit), None)
    if here is None or all(row.is_over for row in erkenningen):
        return Step("Leg erkenning vast", reverse("leerbedrijven:erkenning_choose", args=[leerbedrijf.pk]))
    args = [leerbedrijf.pk, here.regio.code]
    if not here.opleiders:
        return Step("Voeg praktijkopleider toe", reverse("leerbedrijven:praktijkopleider_add", args=args))
    if not here.leerplaatsen:
        return Step("Voeg leerplaats toe", reverse("leerbedrijven:leerplaats_add", args=args))
    return Step("Leg contact vast", reverse("leerbedrijven:contact_add", args=args), icon="phone")
