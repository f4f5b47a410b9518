"""The records behind a number, for who may see them. Nobody sees through a figure what they may not see on its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db.models import Model, QuerySet

from aanmeldingen.models import Aanmelding
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission
from praktijkleren.accounts.visibility import VisibleQuerySet
from rapportages.cijfers import Vraag, equals
from rapportages.indicatoren.begrip import Lijn
from rapportages.indicatoren.velden import VELDEN
from rapportages.models import Feit, TelfeitQuerySet
from trajecten.models import Traject
from verklaringen.models import Praktijkverklaring


@dataclass(frozen=True)
class Soort:
    """What stands behind a kind of fact."""

    model: type[Model]
    permission: Permission
    order: tuple[str, ...]
    related: tuple[str, ...]
    naam: Callable[[Any], str]
    persoon: Callable[[Any], UUID | None]


AANMELDING = Soort(
    Aanmelding,
    Permission.AANMELDING_VIEW,
    ("zoeknaam", "pk"),
    ("kandidaat",),
    lambda row: row.wie,
    lambda row: row.persoon_pseudoniem,
)
TRAJECT = Soort(
    Traject,
    Permission.TRAJECT_VIEW,
    ("kandidaat__zoeknaam", "pk"),
    ("kandidaat",),
    lambda row: row.kandidaat.lijstnaam,
    lambda row: row.kandidaat.pseudoniem,
)
VERKLARING = Soort(
    Praktijkverklaring,
    Permission.VERKLARING_VIEW,
    ("zoeknaam", "pk"),
    (),
    lambda row: row.naam,
    lambda row: row.dossier,
)
BEHIND = {
    Feit.AANMELDING: AANMELDING,
    Feit.AANNAME: AANMELDING,
    Feit.START: TRAJECT,
    Feit.EINDE: TRAJECT,
    Feit.UITKOMST_EINDE: TRAJECT,
    Feit.UITKOMST_6: TRAJECT,
    Feit.UITKOMST_12: TRAJECT,
    Feit.VERKLARING: VERKLARING,
    Feit.WERKPROCES: VERKLARING,
}
"""No list of who had work (duurzaam) or came to work (weken): not everyone who sees the traject may know that.

An advies and an erkenning have none either: the first is read on the page of the person, the second in the register.
"""


@dataclass(frozen=True)
class Regel:
    naam: str
    url: str
    datum: date | None


def may_list(gebruiker: Gebruiker, lijn: Lijn) -> bool:
    soort = BEHIND.get(Feit(lijn.feit))
    return soort is not None and gebruiker.has(soort.permission)


def facts_behind(gebruiker: Gebruiker, vraag: Vraag, lijn: Lijn, deel: tuple[str, Any] | None) -> TelfeitQuerySet:
    """`deel`: a veld and a value of it. PermissionError: of this veld one may know how many, never who."""
    found = lijn.kies(vraag.facts(gebruiker), vraag.tijdvak)
    if deel is None:
        return found
    veld = VELDEN[deel[0]]
    if veld.gevoelig:
        raise PermissionError(veld.naam)
    return found.filter(**equals(veld, deel[1]))


def objects_behind(gebruiker: Gebruiker, soort: Soort, facts: TelfeitQuerySet) -> QuerySet[Any]:
    rows = cast("VisibleQuerySet[Any]", soort.model._default_manager.all())
    keys = facts.filter(onderwerp__isnull=False).values("onderwerp")
    return rows.visible_to(gebruiker).filter(pk__in=keys).select_related(*soort.related)


def rows_of(soort: Soort, found: list[Any], facts: TelfeitQuerySet) -> list[Regel]:
    """With the first day on which each was counted."""
    about = facts.filter(onderwerp__in=[row.pk for row in found]).order_by("-datum", "pk")
    days = dict(about.values_list("onderwerp", "datum"))
    return [Regel(soort.naam(row), row.get_absolute_url(), days.get(row.pk)) for row in found]


def persons_of(soort: Soort, found: list[Any]) -> list[UUID]:
    return [persoon for persoon in map(soort.persoon, found) if persoon]
