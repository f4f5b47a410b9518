from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.forms.base import form_helper
from praktijkleren.accounts.models import Regio
from praktijkleren.ui.dates import datum
from praktijkleren.ui.widgets import PlainSelect
from rapportages.models import Deling
from rapportages.vergelijking.actions import NETWERK, NIET, OPEN, choices_of
from rapportages.vergelijking.afspraken import AFSPRAKEN

YEARS = 5
"""How many closed years one can choose from."""
KEUZES = (
    (NIET, "niet delen"),
    (NETWERK, "delen met andere regio's"),
    (OPEN, "delen met andere regio's, en als open data"),
)


def closed_years(today: date) -> list[int]:
    return [today.year - back for back in range(1, YEARS + 1)]


class VergelijkForm(forms.Form):
    """Nothing filled in is the first figure, of the last year that is over."""

    cijfer = forms.ChoiceField(widget=PlainSelect)
    jaar = forms.TypedChoiceField(widget=PlainSelect, coerce=int)

    def __init__(self, params: QueryDict) -> None:
        years = closed_years(timezone.localdate())
        data = params.copy()
        data.setdefault("cijfer", next(iter(AFSPRAKEN)))
        data.setdefault("jaar", str(years[0]))
        super().__init__(data)
        self._choose("cijfer", [(naam, str(afspraak)) for naam, afspraak in AFSPRAKEN.items()])
        self._choose("jaar", [(year, str(year)) for year in years])

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        field.choices = choices

    @property
    def form(self) -> "VergelijkForm":
        """As the filter bar asks for it."""
        return self


class DelenForm(forms.Form):
    """One choice per figure."""

    def __init__(self, data: QueryDict | None, *, regio: Regio) -> None:
        super().__init__(data)
        now = choices_of(regio)
        rows = {row.cijfer: row for row in Deling.objects.filter(regio=regio).select_related("door").order_by("pk")}
        for naam, afspraak in AFSPRAKEN.items():
            self.fields[naam] = forms.ChoiceField(
                label=str(afspraak), choices=KEUZES, initial=now.get(naam, NIET), help_text=_since(rows.get(naam))
            )
        self.helper = form_helper("Bewaar wat de regio deelt")


def _since(deling: Deling | None) -> str:
    if deling is None:
        return ""
    by = f", door {deling.door.naam}" if deling.door else ""
    return f"Gekozen op {datum(deling.sinds)}{by}."


class InwonertalForm(forms.Form):
    jaar = forms.IntegerField(label="Op 1 januari van het jaar", min_value=2000)
    aantal = forms.IntegerField(
        label="Aantal inwoners",
        min_value=1,
        max_value=20_000_000,
        help_text="Van alle gemeenten van de regio samen. Alleen cijfers, zonder punten.",
    )
    bron = forms.CharField(max_length=120, help_text="Waar staat dit getal? Bijvoorbeeld: CBS StatLine, met de tabel.")

    def __init__(self, data: QueryDict | None, *, regio: Regio) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_action = reverse("rapportages:population", args=[regio.code])
        self.helper.add_input(Submit("inwonertal", "Bewaar het inwonertal"))

    def clean_jaar(self) -> int:
        jaar: int = self.cleaned_data["jaar"]
        if jaar > timezone.localdate().year:
            raise forms.ValidationError("Dit jaar is nog niet begonnen. Kies een eerder jaar.")
        return jaar
