from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from kandidaten.colleagues import BetrokkeneField, betrokkenen_of, key_of
from kandidaten.forms.layout import field, form_helper
from kandidaten.models import Betrokkenheid, Kandidaat
from kandidaten.permissions import current_rows
from kandidaten.validators import FreeTextForm
from praktijkleren.ui.dates import datum


class InvolveForm(FreeTextForm):
    wie = BetrokkeneField(label="Wie?", help_text="Kies een collega, of het hele team van een organisatie.")
    van = forms.DateField(label="Vanaf welke dag?", widget=forms.DateInput)
    waarom = forms.CharField(
        label="Waarom?", max_length=200, required=False, help_text="Bijvoorbeeld: begeleidt op de werkplek."
    )

    def __init__(self, data: Any = None, *, kandidaat: Kandidaat, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        staying = [row for row in current_rows(kandidaat) if row.tot is None]
        already = {key_of(row.organisatie_id, row.rol, row.gebruiker_id) for row in staying}
        field(self, "wie").offer(betrokkenen_of(kandidaat.regio), already=already)
        self.fields["van"].initial = timezone.localdate()
        self.helper = form_helper("Maak betrokken")


class EndForm(FreeTextForm):
    tot = forms.DateField(label="Wat is de laatste dag?", widget=forms.DateInput)
    reden = forms.CharField(label="Waarom stopt dit?", max_length=200)

    def __init__(self, data: Any = None, *, row: Betrokkenheid, is_last: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.row = row
        self.fields["tot"].initial = timezone.localdate()
        if is_last:
            self.fields["zeker"] = forms.BooleanField(label="Ja, hierna is er niemand meer betrokken")
        self.helper = form_helper("Stop deze betrokkenheid")

    def clean_tot(self) -> date:
        tot: date = self.cleaned_data["tot"]
        if tot < self.row.van:
            raise forms.ValidationError(f"Dit begon op {datum(self.row.van)}. Kies die dag of een latere.")
        return tot


class HandOverForm(FreeTextForm):
    """Which people go, to whom, from which day and why. `rows` are all that may be handed over."""

    to = BetrokkeneField(label="Aan wie?")
    van = forms.DateField(label="Vanaf welke dag?", widget=forms.DateInput)
    reden = forms.CharField(label="Waarom?", max_length=200, help_text="Bijvoorbeeld: andere baan of langdurig verlof.")
    rows = forms.ModelMultipleChoiceField(
        Betrokkenheid.objects.none(),
        label="Welke kandidaten draag je over?",
        help_text="Haal het vinkje weg bij wie je niet overdraagt.",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, rows: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        listed = list(rows)
        field(self, "rows").queryset = rows
        self.fields["rows"].initial = listed
        field(self, "rows").label_from_instance = describe
        first = listed[0]
        found = [row for row in betrokkenen_of(first.kandidaat.regio, [first.rol]) if row.gebruiker != first.gebruiker]
        field(self, "to").offer(found)
        self.fields["van"].initial = timezone.localdate()
        self.helper = form_helper("Draag over", concept="overdragen")


def describe(row: Betrokkenheid) -> str:
    return row.kandidaat.lijstnaam
