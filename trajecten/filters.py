"""Filters of the list, kept in the address. All choices together are one query."""

from itertools import groupby
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from kandidaten.models import Betrokkenheid
from kandidaten.states import Route
from kwalificaties.models import Sector
from praktijkleren.accounts.models import Gebruiker, Gemeente, Organisatie, OrganisatieSoort
from praktijkleren.accounts.roles import Permission
from praktijkleren.ui.keyset import SORT_KEY
from praktijkleren.ui.text import normalise
from praktijkleren.ui.widgets import PlainSelect
from trajecten.models import Groep, Inschrijving, Plaatsing, TrajectQuerySet
from trajecten.states import TrajectStatus

OPEN = "open"
STATUSES = [(OPEN, "Nog niet gesloten"), *((value, label.capitalize()) for value, label in TrajectStatus.choices)]
ROUTES = [(value, label.capitalize()) for value, label in Route.choices]
CHOICES = ("gemeente", "sector", "instelling", "collega", "groep")
FIRST = ("status", "collega", "gemeente", "stil")
NAME_ONLY = frozenset({"naam", "status", "beroep", "leerbedrijf"})
"""What one may filter on who sees no more than names: the other filters would tell the rest."""
IN_FULL = Q(in_full=True)


def choice(label: str, method: str, empty: str = "Alle", choices: Any = ()) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, method=method, empty_label=empty, widget=PlainSelect, choices=choices
    )


def day(label: str, expr: str) -> django_filters.DateFilter:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return django_filters.DateFilter(label=label, field_name="startdatum", lookup_expr=expr, widget=widget)


class TrajectFilter(django_filters.FilterSet):
    naam = django_filters.CharFilter(label="Naam", method="by_name")
    status = choice("Status", "by_status", choices=STATUSES)
    collega = choice("Betrokken", "by_collega", "Iedereen")
    stil = django_filters.BooleanFilter(
        label="Alleen stil", method="by_stil", widget=forms.CheckboxInput(attrs={"value": "true"})
    )
    route = choice("Route", "by_route", choices=ROUTES)
    gemeente = choice("Gemeente", "by_gemeente")
    beroep = django_filters.CharFilter(label="Beroep of crebo", method="by_beroep")
    sector = choice("Sector", "by_sector")
    leerbedrijf = django_filters.CharFilter(label="Leerbedrijf", method="by_leerbedrijf")
    instelling = choice("Mbo-instelling", "by_instelling")
    groep = choice("Groep", "by_groep")
    start_na = day("Start vanaf", "gte")
    start_voor = day("Start tot en met", "lte")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_full = self.request.user.has(Permission.KANDIDAAT_VIEW)
        found = options_for(self.request.user) if in_full else {}
        for name in set(self.filters) - NAME_ONLY if not in_full else set(CHOICES) - set(found):
            del self.filters[name]
        for name, options in found.items():
            self.filters[name].extra["choices"] = options

    @property
    def first(self) -> list[Any]:
        """What is asked for most stands in one line; the rest folds. The name has its own box."""
        return [self.form[name] for name in self.form.fields if name in FIRST]

    @property
    def more(self) -> list[Any]:
        return [self.form[name] for name in self.form.fields if name not in {*FIRST, "naam"}]

    @property
    def on(self) -> int:
        return self._on(set(self.form.fields) - {"naam"})

    @property
    def more_on(self) -> int:
        return self._on(set(self.form.fields) - {*FIRST, "naam"})

    @property
    def any_on(self) -> bool:
        return bool(self._on(set(self.form.fields)))

    @property
    def sort(self) -> str:
        return str(self.request.GET.get(SORT_KEY, ""))

    def _on(self, names: set[str]) -> int:
        return sum(bool(self.request.GET.get(name, "").strip()) for name in names)

    def by_name(self, queryset: TrajectQuerySet, name: str, value: str) -> TrajectQuerySet:
        return queryset.search(value)

    def by_status(self, queryset: TrajectQuerySet, name: str, value: str) -> TrajectQuerySet:
        return queryset.open() if value == OPEN else queryset.filter(status=value)

    def by_route(self, queryset: TrajectQuerySet, name: str, value: str) -> TrajectQuerySet:
        return queryset.filter(IN_FULL, route=value)

    def by_stil(self, queryset: TrajectQuerySet, name: str, value: bool) -> TrajectQuerySet:
        return queryset.silent().filter(IN_FULL) if value else queryset

    def by_gemeente(self, queryset: TrajectQuerySet, name: str, value: Any) -> TrajectQuerySet:
        return queryset.filter(IN_FULL, kandidaat__gemeente=value)

    def by_sector(self, queryset: TrajectQuerySet, name: str, value: Any) -> TrajectQuerySet:
        return queryset.filter(IN_FULL, kwalificatie__sector=value)

    def by_beroep(self, queryset: TrajectQuerySet, name: str, value: str) -> TrajectQuerySet:
        for word in normalise(value).split():
            queryset = queryset.filter(kwalificatie__zoektekst__contains=word)
        return queryset

    def by_leerbedrijf(self, queryset: TrajectQuerySet, name: str, value: str) -> TrajectQuerySet:
        rows = Plaatsing.objects.visible_to(self.request.user).filter(traject=OuterRef("pk"))
        for word in normalise(value).split():
            rows = rows.filter(leerbedrijf__zoeknaam__contains=word)
        return queryset.filter(Exists(rows))

    def by_instelling(self, queryset: TrajectQuerySet, name: str, value: Any) -> TrajectQuerySet:
        return queryset.filter(IN_FULL, Exists(Inschrijving.objects.filter(traject=OuterRef("pk"), instelling=value)))

    def by_groep(self, queryset: TrajectQuerySet, name: str, value: Any) -> TrajectQuerySet:
        return queryset.filter(IN_FULL, groep=value)

    def by_collega(self, queryset: TrajectQuerySet, name: str, value: Any) -> TrajectQuerySet:
        rows = Betrokkenheid.objects.visible_to(self.request.user).current().filter(gebruiker=value)
        return queryset.filter(IN_FULL, kandidaat__in=rows.values("kandidaat"))


def options_for(gebruiker: Gebruiker) -> dict[str, list[tuple[str, str]]]:
    """Per filter what there is to choose for this person, in one query. A filter without choices is left out."""
    regios = gebruiker.regios_with(Permission.KANDIDAAT_VIEW)
    rows = Betrokkenheid.objects.visible_to(gebruiker).current().filter(gebruiker__isnull=False)
    schools = Organisatie.objects.visible_to(gebruiker).filter(soort=OrganisatieSoort.MBO)
    union = _named("sector", Sector.objects.filter(gesloten_op__isnull=True), "naam").union(
        _named("gemeente", Gemeente.objects.filter(regio__in=regios), "naam"),
        _named("instelling", schools, "naam"),
        _named("collega", Gebruiker.objects.filter(pk__in=rows.values("gebruiker")), "naam"),
        _named("groep", Groep.objects.visible_to(gebruiker), "naam"),
        all=True,
    )
    found = sorted(union.order_by("welk"), key=lambda row: (row["welk"], normalise(row["label"])))
    groups = groupby(found, key=lambda row: row["welk"])
    return {welk: [(_key(row["sleutel"]), row["label"]) for row in rows] for welk, rows in groups}


def _key(text: str) -> str:
    """SQLite keeps a UUID without its dashes."""
    return str(UUID(text)) if len(text) == 32 else text


def _named(welk: str, rows: QuerySet[Any], label: str) -> QuerySet[Any, dict[str, Any]]:
    named: QuerySet[Any, dict[str, Any]] = rows.order_by().values(
        welk=Value(welk, output_field=CharField()),
        sleutel=Cast("pk", CharField()),
        label=Cast(label, CharField()),
    )
    return named
