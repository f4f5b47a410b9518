"""Choosing werkprocessen by their plain name: what this leerbedrijf can offer first, the rest grey with the reason."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms

from kwalificaties.models import Werkproces
from leerbedrijven.erkenning import Keuze

NOT_HERE = "Kan niet bij dit leerbedrijf"


class KeuzesWidget(forms.CheckboxSelectMultiple):
    """Shows the code small below the name, and what cannot be chosen with why not."""

    keuzes: Sequence[Keuze] = ()

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        keuze = next(keuze for keuze in self.keuzes if str(keuze.werkproces.pk) == str(option["value"]))
        option["hint"] = keuze.werkproces.code if keuze.kan else f"{keuze.werkproces.code}. {keuze.reden}"
        if not keuze.kan:
            option["attrs"]["disabled"] = True
            option["attrs"].pop("checked", None)
        return option


class WerkprocessenField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """Its value is a list of Werkproces; one that cannot be chosen is refused with its reason."""

    widget = KeuzesWidget

    def __init__(self, keuzes: Sequence[Keuze], **kwargs: Any) -> None:
        self.keuzes = keuzes
        rows = Werkproces.objects.filter(pk__in=[keuze.werkproces.pk for keuze in keuzes])
        super().__init__(rows.order_by("code"), **kwargs)
        self.choices = list(_groups(keuzes))
        self.widget.keuzes = keuzes

    def clean(self, value: Any) -> list[Werkproces]:  # type: ignore[override]  # in the order in which they were shown
        chosen = {werkproces.pk for werkproces in super().clean(value)}
        keuzes = [keuze for keuze in self.keuzes if keuze.werkproces.pk in chosen]
        if refused := [keuze for keuze in keuzes if not keuze.kan]:
            raise forms.ValidationError([f"{keuze.werkproces.naam}: {keuze.reden}" for keuze in refused])
        return [keuze.werkproces for keuze in keuzes]


def _groups(keuzes: Iterable[Keuze]) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """Under the title of their kerntaak; what cannot be chosen stands together at the end."""
    for heading, rows in groupby(keuzes, key=lambda keuze: keuze.werkproces.kerntaak.titel if keuze.kan else NOT_HERE):
        yield heading, [(str(keuze.werkproces.pk), _naam(keuze.werkproces)) for keuze in rows]


def _naam(werkproces: Werkproces) -> str:
    return f"{werkproces.naam} (zelf ingevoerd)" if werkproces.is_own else werkproces.naam
