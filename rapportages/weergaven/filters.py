"""The filters of the list of trajecten with more of them, as far as this person may know what they ask."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst

from kandidaten.models import Klantgroep, Situatie, SituatieSoort, Sociaal
from rapportages.feiten.bron import handed_over
from rapportages.weergaven.kolommen import OF_FILTER, columns_for, duration
from trajecten.filters import TrajectFilter, choice
from trajecten.models import TrajectQuerySet
from trajecten.states import TrajectStatus

FIRST = ("status", "route", "gemeente", "collega", "start_na", "start_voor")
MET, ZONDER = "met", "zonder"
MOST_WEEKS = 520


def day(label: str, method: str) -> django_filters.DateFilter:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return django_filters.DateFilter(label=label, method=method, widget=widget)


class WeeksFilter(django_filters.NumberFilter):
    field_class = forms.IntegerField


class WeergaveFilter(TrajectFilter):
    """Without the name of a person: a question is kept, mailed and shared."""

    eind_na = day("Einde vanaf", "by_eind_na")
    eind_voor = day("Einde tot en met", "by_eind_voor")
    loopt_op = day("Loopt op", "by_loopt_op")
    langer_dan = WeeksFilter(
        label="Duurt langer dan (weken)", method="by_langer_dan", min_value=1, max_value=MOST_WEEKS
    )
    verklaring = choice(
        "Praktijkverklaring",
        "by_verklaring",
        choices=[(MET, "Met praktijkverklaring"), (ZONDER, "Zonder praktijkverklaring")],
    )
    klantgroep = choice("Klantgroep", "by_klantgroep")
    situatie = choice(
        "Uitkering of werk",
        "by_situatie",
        choices=[(value, capfirst(label)) for value, label in SituatieSoort.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = columns_for(self.request.user)
        for name in list(self.filters):
            if name not in OF_FILTER or OF_FILTER[name].naam not in known:
                del self.filters[name]
        if "klantgroep" in self.filters:
            main = Klantgroep.objects.filter(hoofdgroep__isnull=True).order_by("code")
            self.filters["klantgroep"].extra["choices"] = [(row.code, str(row)) for row in main]

    @property
    def first(self) -> list[Any]:
        return [self.form[name] for name in FIRST if name in self.form.fields]

    @property
    def more(self) -> list[Any]:
        return [self.form[name] for name in self.form.fields if name not in FIRST]

    @property
    def more_on(self) -> int:
        return self._on(set(self.form.fields) - {*FIRST})

    def by_eind_na(self, queryset: TrajectQuerySet, name: str, value: Any) -> TrajectQuerySet:
        return queryset.filter(einddatum__gte=value)

    def by_eind_voor(self, queryset: TrajectQuerySet, name: str, value: Any) -> TrajectQuerySet:
        return queryset.filter(einddatum__lte=value)

    def by_loopt_op(self, queryset: TrajectQuerySet, name: str, value: Any) -> TrajectQuerySet:
        """As indicator I4 has it: started, and not ended on or before that day."""
        begun = queryset.filter(startdatum__lte=value).exclude(status=TrajectStatus.VOORBEREIDING)
        return begun.filter(Q(einddatum__isnull=True) | Q(einddatum__gt=value))

    def by_langer_dan(self, queryset: TrajectQuerySet, name: str, value: int) -> TrajectQuerySet:
        return queryset.alias(duur=duration()).filter(duur__gt=timedelta(weeks=value))

    def by_verklaring(self, queryset: TrajectQuerySet, name: str, value: str) -> TrajectQuerySet:
        given = Exists(handed_over({"traject": OuterRef("pk")}).visible_to(self.request.user))
        return queryset.filter(given if value == MET else ~given)

    def by_klantgroep(self, queryset: TrajectQuerySet, name: str, value: str) -> TrajectQuerySet:
        rows = Sociaal.objects.visible_to(self.request.user).filter(kandidaat=OuterRef("kandidaat"))
        main = Q(primaire_klantgroep__code=value) | Q(primaire_klantgroep__hoofdgroep__code=value)
        return queryset.filter(Exists(rows.filter(main)))

    def by_situatie(self, queryset: TrajectQuerySet, name: str, value: str) -> TrajectQuerySet:
        rows = Situatie.objects.visible_to(self.request.user).current()
        return queryset.filter(Exists(rows.filter(kandidaat=OuterRef("kandidaat"), soort=value)))
