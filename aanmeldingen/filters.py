from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.db.models import QuerySet

from aanmeldingen.models import Aanmelding, AanmeldingQuerySet, Ingang
from aanmeldingen.states import AanmeldingStatus
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.ui.widgets import PlainSelect

if TYPE_CHECKING:
    from praktijkleren.accounts.http import Request

WACHTEND = "wachtend"


def handlers(request: "Request") -> "QuerySet[Gebruiker]":
    """Whoever took up one that this person sees."""
    taken = Aanmelding.objects.visible_to(request.user).filter(behandeld_door__isnull=False)
    found: QuerySet[Gebruiker] = Gebruiker.objects.filter(pk__in=taken.values("behandeld_door"))
    return found.order_by("zoeknaam", "pk")


class AanmeldingFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(
        label="Zoek op naam, bedrijf of nummer", method="by_text", widget=forms.TextInput(attrs={"type": "search"})
    )
    status = django_filters.ChoiceFilter(
        widget=PlainSelect,
        label="Status",
        method="by_status",
        choices=[(WACHTEND, "nog te doen"), *AanmeldingStatus.choices],
        empty_label="alles",
    )
    ingang = django_filters.ChoiceFilter(
        widget=PlainSelect,
        label="Wie meldde aan",
        choices=Ingang.choices,
        empty_label="iedereen",
    )

    behandelt = django_filters.ModelChoiceFilter(
        widget=PlainSelect, label="Behandelt", field_name="behandeld_door", queryset=handlers, empty_label="iedereen"
    )

    class Meta:
        model = Aanmelding
        fields = ("zoek", "status", "ingang", "behandelt")

    def by_text(self, queryset: AanmeldingQuerySet, name: str, value: str) -> AanmeldingQuerySet:
        return queryset.search(value)

    def by_status(self, queryset: AanmeldingQuerySet, name: str, value: str) -> Any:
        return queryset.waiting() if value == WACHTEND else queryset.filter(status=value)
