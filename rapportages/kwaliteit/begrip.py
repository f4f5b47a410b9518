"""What a check on the data is: what it looks for, who may know of it, who mends it and where."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, cast
from uuid import UUID

from django.db.models import Model, QuerySet, TextChoices
from django.urls import reverse

from kandidaten.models import Kandidaat
from praktijkleren.accounts.models import Gebruiker, Regio
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.accounts.visibility import Scope, VisibleQuerySet
from rapportages.models import Telfeit
from trajecten.models import Beoordelingsverzoek, Plaatsing, Praktijkovereenkomst, Traject
from verklaringen.models import Praktijkverklaring

ZIET_GEEN_UREN = frozenset({Rol.KLANTMANAGER})
"""Sees how a traject goes and not the hours (trajecten.models.AanwezigheidQuerySet)."""


class Aard(TextChoices):
    ONTBREEKT = "ontbreekt", "Ontbreekt"
    TEGENSTRIJDIG = "tegenstrijdig", "Klopt niet"
    STIL = "stil", "Ligt stil"


@dataclass(frozen=True)
class Over:
    """About what kind of record a check is, and how one comes from there to the person."""

    model: type[Model]
    naar: str
    """The way to the kandidaat; empty when it is one."""
    regio: str
    naam: Callable[[Any], str]
    persoon: Callable[[Any], UUID]
    pagina: Callable[[Any], str]

    @property
    def order(self) -> tuple[str, ...]:
        own = "zoeknaam" if self.model in {Kandidaat, Praktijkverklaring} else f"{self.naar}__zoeknaam"
        return (own, "pk")

    @property
    def related(self) -> tuple[str, ...]:
        """What the name of the person takes."""
        return (self.naar,) if self.naar else ()


@dataclass(frozen=True)
class Herstel:
    """Where it is mended, for who has one of the permissions; another only looks at the record."""

    knop: str
    pagina: Callable[[Any], str]
    """Empty where this record cannot be mended there, such as a traject that has ended."""
    permissions: tuple[Permission, ...]


@dataclass(frozen=True)
class Controle:
    code: str
    """As it stands in the address."""
    aard: Aard
    naam: str
    wat: str
    """What is wrong, in a sentence."""
    waarom: str
    """Which figure it spoils."""
    indicatoren: tuple[str, ...]
    over: Over
    kies: Callable[[Any, date], QuerySet[Any]]
    """Of the records that someone may see, those where it is so on a day. Never by a join that multiplies rows."""
    permission: Permission
    """Who may know of whom it is so, besides seeing the person in full."""
    rollen: tuple[Rol, ...]
    """Whoever is betrokken in the first of these roles mends it; nobody: the coördinator."""
    herstel: Herstel
    behalve: frozenset[Rol] = frozenset()
    """Roles that have the permission and do not see this field."""
    gevoelig: bool = False
    """Who oversees the regio and may not know of whom, may know how many."""

    def seen_by(self, scope: Scope) -> bool:
        needed = (Permission.KANDIDAAT_VIEW, self.permission)
        return scope.rol not in self.behalve and all(map(scope.grants, needed))

    def may_list(self, gebruiker: Gebruiker) -> bool:
        return any(map(self.seen_by, gebruiker.scopes))

    def may_only_count(self, gebruiker: Gebruiker) -> bool:
        return self.gevoelig and not self.may_list(gebruiker) and any(map(_oversees, gebruiker.scopes))

    def rows(self, gebruiker: Gebruiker, on: date, regio: Regio | None = None) -> QuerySet[Any]:
        """Of whom this person may know it, or may know how many."""
        may = self.seen_by if self.may_list(gebruiker) else _oversees if self.gevoelig else _nobody
        manager = cast("VisibleQuerySet[Any]", self.over.model._default_manager.all())
        visible = manager.seen_through(filter(may, gebruiker.scopes))
        return self.kies(visible.filter(**{self.over.regio: regio}) if regio else visible, on)


def _oversees(scope: Scope) -> bool:
    return scope.rol == Rol.COORDINATOR


def _nobody(_scope: Scope) -> bool:
    return False


def counted(feit: str, on: date, **fields: Any) -> QuerySet[Any]:
    """The records behind facts as they are counted now: the same rule as that of the figure which they spoil."""
    facts = Telfeit.objects.known().of(feit).filter(datum__lte=on, onderwerp__isnull=False, **fields)
    return facts.values("onderwerp")


def page(url_name: str, key: str = "pk", *, only: Callable[[Any], bool] | None = None) -> Callable[[Any], str]:
    """The address of a page about a record; empty where `only` says that it has none."""
    get = attrgetter(key)
    return lambda row: reverse(url_name, args=[get(row)]) if only is None or only(row) else ""


def _over(model: type[Model], naar: str, regio: str, pagina: Callable[[Any], str]) -> Over:
    way = attrgetter(naar.replace("__", "."))
    return Over(model, naar, regio, lambda row: way(row).lijstnaam, lambda row: way(row).pseudoniem, pagina)


KANDIDAAT = Over(
    Kandidaat, "", "regio", attrgetter("lijstnaam"), attrgetter("pseudoniem"), lambda row: row.get_absolute_url()
)
TRAJECT = _over(Traject, "kandidaat", "regio", page("trajecten:detail"))
PLAATSING = _over(Plaatsing, "traject__kandidaat", "traject__regio", page("trajecten:detail", "traject_id"))
POK = _over(
    Praktijkovereenkomst,
    "plaatsing__traject__kandidaat",
    "plaatsing__traject__regio",
    page("trajecten:detail", "plaatsing.traject_id"),
)
VERZOEK = _over(
    Beoordelingsverzoek,
    "plaatsing__traject__kandidaat",
    "plaatsing__traject__regio",
    page("trajecten:detail", "plaatsing.traject_id"),
)
VERKLARING = Over(
    Praktijkverklaring, "kandidaat", "regio", attrgetter("naam"), attrgetter("dossier"), page("verklaringen:detail")
)
