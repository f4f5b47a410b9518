from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from kandidaten.models import Advies, Betrokkenheid, Intake, KandidaatQuerySet
from kandidaten.states import AdviesStatus
from praktijkleren.accounts.models import Gebruiker, Gemeente
from praktijkleren.accounts.roles import Permission
from praktijkleren.ui.widgets import PlainSelect

STANDEN = [
    ("zonder_begeleider", "Nog geen begeleider"),
    ("zonder_intake", "Nog geen intake"),
    ("zonder_advies", "Nog geen advies"),
    *((status.value, f"Advies: {status.label}") for status in AdviesStatus if status != AdviesStatus.VERVANGEN),
    ("zonder_traject", "Route gekozen, nog geen traject"),
    ("in_traject", "Traject loopt"),
    ("geen_traject", "Geen traject dat loopt"),
]

IN_FULL = Q(in_full=True)


class KandidaatFilter(django_filters.FilterSet):
    """Who sees only names filters on names only, or the filters would tell the rest."""

    naam = django_filters.CharFilter(label="Naam", method="by_name")
    gemeente = django_filters.ModelChoiceFilter(
        widget=PlainSelect,
        label="Gemeente",
        queryset=lambda request: gemeenten(request.user),
        method="by_gemeente",
        empty_label="Alle",
    )
    betrokken = django_filters.ModelChoiceFilter(
        widget=PlainSelect,
        label="Betrokken",
        queryset=lambda request: colleagues(request.user),
        method="by_colleague",
        empty_label="Iedereen",
    )
    stand = django_filters.ChoiceFilter(
        widget=PlainSelect, label="Stand", choices=STANDEN, method="by_stand", empty_label="Alle"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.request.user.has(Permission.KANDIDAAT_VIEW):
            for name in set(self.filters) - {"naam"}:
                del self.filters[name]

    def by_name(self, queryset: KandidaatQuerySet, name: str, value: str) -> KandidaatQuerySet:
        return queryset.search(value)

    def by_gemeente(self, queryset: KandidaatQuerySet, name: str, value: Gemeente) -> KandidaatQuerySet:
        return queryset.filter(IN_FULL, gemeente=value)

    def by_colleague(self, queryset: KandidaatQuerySet, name: str, value: Gebruiker) -> KandidaatQuerySet:
        rows = Betrokkenheid.objects.visible_to(self.request.user).current().filter(gebruiker=value)
        return queryset.filter(IN_FULL, pk__in=rows.values("kandidaat"))

    def by_stand(self, queryset: KandidaatQuerySet, name: str, value: str) -> KandidaatQuerySet:
        queryset = queryset.filter(IN_FULL)
        advies = Advies.objects.visible_to(self.request.user).latest_version().filter(kandidaat=OuterRef("pk"))
        intake = Intake.objects.visible_to(self.request.user).filter(kandidaat=OuterRef("pk"))
        found: KandidaatQuerySet
        match value:
            case "zonder_begeleider":
                found = queryset.unguided()
            case "zonder_intake":
                found = queryset.exclude(Exists(intake))
            case "zonder_advies":
                found = queryset.exclude(Exists(advies))
            case "zonder_traject":
                found = queryset.without_traject()
            case "in_traject":
                found = queryset.with_traject().filter(Q(has_traject=True))
            case "geen_traject":
                found = queryset.with_traject().filter(Q(has_traject=False))
            case _:
                found = queryset.filter(Exists(advies.filter(status=value)))
        return found


def gemeenten(gebruiker: Gebruiker) -> QuerySet[Gemeente]:
    regios = gebruiker.regios_with(Permission.KANDIDAAT_VIEW)
    return Gemeente.objects.filter(regio__in=regios).order_by("naam")


def colleagues(gebruiker: Gebruiker) -> QuerySet[Gebruiker]:
    """Whoever is betrokken with someone whom this person sees."""
    rows = Betrokkenheid.objects.visible_to(gebruiker).current().filter(gebruiker__isnull=False)
    found: QuerySet[Gebruiker] = Gebruiker.objects.filter(pk__in=rows.values("gebruiker")).order_by("zoeknaam", "pk")
    return found
