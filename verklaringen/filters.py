from typing import Any

import django_filters

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.ui.widgets import PlainSelect
from trajecten.models import Groep, TrajectQuerySet
from verklaringen.models import PraktijkverklaringQuerySet
from verklaringen.ready import to_make
from verklaringen.states import VersieStatus

USED = (
    VersieStatus.CONCEPT,
    VersieStatus.TER_ONDERTEKENING,
    VersieStatus.ONDERTEKEND,
    VersieStatus.VERZEGELEN,
    VersieStatus.VERZEGELD,
    VersieStatus.INGETROKKEN,
    VersieStatus.GEWEIGERD,
    VersieStatus.VERLOPEN,
    VersieStatus.TERUGGETROKKEN,
)
UITREIKING = [("nee", "Nog niet uitgereikt"), ("ja", "Uitgereikt")]


class ToHandOverFilter(django_filters.FilterSet):
    naam = django_filters.CharFilter(label="Naam", method="by_name")
    groep = django_filters.ChoiceFilter(
        widget=PlainSelect, label="Groep", field_name="traject__groep", empty_label="Alle"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["groep"].extra["choices"] = groepen(self.request.user)

    def by_name(self, queryset: PraktijkverklaringQuerySet, _name: str, value: str) -> Any:
        return queryset.search(value)


class ToMakeFilter(django_filters.FilterSet):
    """Of a groep everybody; else those for whom there is something to make."""

    naam = django_filters.CharFilter(label="Naam", method="by_name")
    groep = django_filters.ChoiceFilter(
        widget=PlainSelect, label="Groep", field_name="groep", empty_label="Iedereen met iets om te maken"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["groep"].extra["choices"] = groepen(self.request.user)

    def filter_queryset(self, queryset: TrajectQuerySet) -> Any:
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("groep") else to_make(found)

    def by_name(self, queryset: TrajectQuerySet, _name: str, value: str) -> Any:
        return queryset.search(value)


def groepen(gebruiker: Gebruiker) -> list[tuple[str, str]]:
    found = Groep.objects.visible_to(gebruiker).order_by("naam", "pk")
    return [(str(pk), naam) for pk, naam in found.values_list("pk", "naam")]


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
