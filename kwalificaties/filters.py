from typing import Any

import django_filters
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from kwalificaties.models import KwalificatieQuerySet, Sector, Werkproces
from praktijkleren.ui.widgets import PlainSelect

NIVEAUS = [(1, "1 (entree)"), (2, "2"), (3, "3"), (4, "4")]


def open_sectoren(request: Any) -> QuerySet[Sector]:
    return Sector.objects.filter(gesloten_op__isnull=True).order_by("naam")


class KwalificatieFilter(django_filters.FilterSet):
    niveau = django_filters.ChoiceFilter(widget=PlainSelect, label="Niveau", choices=NIVEAUS, empty_label="Elk niveau")
    sector = django_filters.ModelChoiceFilter(
        widget=PlainSelect, label="Sector", queryset=open_sectoren, to_field_name="code", empty_label="Elke sector"
    )
    met = django_filters.ChoiceFilter(
        widget=PlainSelect,
        method="with_werkprocessen",
        label="Te kiezen",
        choices=[("ja", "Met werkprocessen")],
        empty_label="Alles",
    )

    def with_werkprocessen(self, queryset: KwalificatieQuerySet, name: str, wanted: str) -> KwalificatieQuerySet:
        return queryset.choosable()


def search(queryset: KwalificatieQuerySet, words: list[str]) -> KwalificatieQuerySet:
    """Adds `rang`: what is called so comes first, then what has such a werkproces, then what is in such a sector."""
    titled, within = Q(), Werkproces.objects.open().filter(kerntaak__kwalificatie=OuterRef("pk"))
    for word in words:
        titled &= Q(zoektitel__contains=word)
        within = within.filter(zoektekst__contains=word)
    rang = Case(When(titled, Value(0)), When(Exists(within), Value(1)), default=Value(2))
    return queryset.search_werkprocessen(" ".join(words)).annotate(rang=rang)
