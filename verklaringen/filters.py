from typing import Any

import django_filters

from praktijkleren.ui.widgets import PlainSelect
from verklaringen.models import PraktijkverklaringQuerySet
from verklaringen.states import VersieStatus

USED = (
    VersieStatus.CONCEPT,
    VersieStatus.TER_ONDERTEKENING,
    VersieStatus.ONDERTEKEND,
    VersieStatus.GEWEIGERD,
    VersieStatus.VERLOPEN,
    VersieStatus.TERUGGETROKKEN,
)
UITREIKING = [("nee", "Nog niet uitgereikt"), ("ja", "Uitgereikt")]


class VerklaringFilter(django_filters.FilterSet):
    naam = django_filters.CharFilter(label="Naam", method="by_name")
    status = django_filters.ChoiceFilter(
        widget=PlainSelect,
        label="Status",
        choices=[(status.value, status.label) for status in USED],
        method="by_status",
        empty_label="Alle",
    )
    uitreiking = django_filters.ChoiceFilter(
        widget=PlainSelect, label="Uitreiking", choices=UITREIKING, method="by_uitreiking", empty_label="Alle"
    )

    def by_name(self, queryset: PraktijkverklaringQuerySet, _name: str, value: str) -> Any:
        return queryset.search(value)

    def by_status(self, queryset: PraktijkverklaringQuerySet, _name: str, value: str) -> Any:
        return queryset.in_status(value)

    def by_uitreiking(self, queryset: PraktijkverklaringQuerySet, _name: str, value: str) -> Any:
        """Not handed over says something only of what was signed."""
        return queryset.signed().filter(uitgereikt_op__isnull=value == "nee")
