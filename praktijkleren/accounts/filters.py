from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from praktijkleren.accounts.models import Gebruiker, Lidmaatschap
from praktijkleren.accounts.roles import Rol
from praktijkleren.ui.text import normalise


class ColleagueFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(label="Naam, e-mailadres of organisatie", method="filter_zoek")
    rol = django_filters.ChoiceFilter(label="Rol", choices=Rol.choices, method="filter_rol", empty_label="Alle rollen")

    class Meta:
        model = Gebruiker
        fields: list[str] = []

    def filter_zoek(self, queryset: QuerySet[Gebruiker], name: str, value: str) -> QuerySet[Gebruiker]:
        for word in value.split():
            works_at = Lidmaatschap.objects.current().filter(organisatie__naam__icontains=word).values("gebruiker")
            found = Q(email__icontains=word) | Q(pk__in=works_at)
            queryset = queryset.filter(found | Q(zoeknaam__contains=normalise(word)))
        return queryset

    def filter_rol(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.with_role(value)
