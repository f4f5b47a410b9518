from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from kwalificaties.models import Kwalificatie, Sector
from leerbedrijven.models import Erkenning, Leerbedrijf, LeerbedrijfQuerySet, Leerplaats, Relatie
from leerbedrijven.watch import AHEAD
from praktijkleren.ui.text import normalise
from praktijkleren.ui.widgets import PlainSelect


def open_sectoren(request: Any) -> QuerySet[Sector]:
    return Sector.objects.filter(gesloten_op__isnull=True).order_by("naam")


class LeerbedrijfFilter(django_filters.FilterSet):
    plaats = django_filters.CharFilter(method="in_plaats", label="Plaats")
    sector = django_filters.ModelChoiceFilter(
        widget=PlainSelect,
        method="in_sector",
        label="Sector",
        queryset=open_sectoren,
        to_field_name="code",
        empty_label="Elke sector",
    )
    crebo = django_filters.CharFilter(
        method="for_crebo", label="Crebo", widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "5"})
    )
    erkenning = django_filters.ChoiceFilter(
        widget=PlainSelect,
        method="by_erkenning",
        label="Erkenning",
        choices=[("loopt_af", "Eindigt binnen 3 maanden"), ("geldig", "Geldig"), ("geen", "Niet geldig")],
        empty_label="Alles",
    )
    regio = django_filters.ChoiceFilter(
        widget=PlainSelect,
        method="by_regio",
        label="Mijn regio",
        choices=[("vrij", "Met vrije leerplaats"), ("bekend", "Bekend in mijn regio")],
        empty_label="Heel Nederland",
    )

    def in_plaats(self, queryset: LeerbedrijfQuerySet, name: str, plaats: str) -> LeerbedrijfQuerySet:
        return queryset.filter(zoekplaats__startswith=normalise(plaats))

    def in_sector(self, queryset: LeerbedrijfQuerySet, name: str, sector: Sector) -> LeerbedrijfQuerySet:
        return queryset.recognised_for(Kwalificatie.objects.filter(sector=sector))

    def for_crebo(self, queryset: LeerbedrijfQuerySet, name: str, crebo: str) -> LeerbedrijfQuerySet:
        return queryset.recognised_for(Kwalificatie.objects.filter(crebo=crebo.strip()))

    def by_erkenning(self, queryset: LeerbedrijfQuerySet, name: str, wanted: str) -> LeerbedrijfQuerySet:
        today = timezone.localdate()
        if wanted == "loopt_af":
            ending = Erkenning.objects.ends_between(today, today + AHEAD)
            return queryset.filter(pk__in=ending.values("leerbedrijf"))
        valid = Erkenning.objects.current(today).filter(leerbedrijf=OuterRef("pk"))
        return queryset.filter(Exists(valid) if wanted == "geldig" else ~Exists(valid))

    def by_regio(self, queryset: LeerbedrijfQuerySet, name: str, wanted: str) -> LeerbedrijfQuerySet:
        if wanted == "vrij":
            free = Leerplaats.objects.visible_to(self.request.user).free()
            return queryset.filter(pk__in=free.values("relatie__leerbedrijf"))
        return queryset.filter(pk__in=Relatie.objects.visible_to(self.request.user).values("leerbedrijf"))

    class Meta:
        model = Leerbedrijf
        fields: list[str] = []
