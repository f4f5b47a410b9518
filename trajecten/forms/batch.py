"""What can be done with several trajecten at once."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from kandidaten.colleagues import BetrokkeneField, betrokkenen_of
from kandidaten.forms.layout import field, form_helper
from kandidaten.models import Betrokkenheid
from kandidaten.validators import FreeTextForm
from praktijkleren.accounts.models import Regio
from trajecten.models import Groep


class GroepForm(FreeTextForm):
    """An existing groep, or a new one by its name."""

    groep = forms.ModelChoiceField(
        Groep.objects.none(), label="Welke groep?", required=False, empty_label="Maak een nieuwe groep"
    )
    naam = forms.CharField(label="Naam van de nieuwe groep", max_length=120, required=False)

    def __init__(self, data: Any = None, *, regio: Regio, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.regio = regio
        field(self, "groep").queryset = Groep.objects.filter(regio=regio).order_by("naam", "pk")
        self.helper = form_helper("Voeg toe aan deze groep")
        self.helper.form_id = "groep"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        naam = (cleaned.get("naam") or "").strip()
        if not cleaned.get("groep") and not naam:
            self.add_error("naam", "Kies een groep, of geef de nieuwe groep een naam.")
        known = Groep.objects.filter(regio=self.regio, naam__iexact=naam).first() if naam else None
        return {**cleaned, "naam": naam, "groep": cleaned.get("groep") or known}


class HandOverForm(FreeTextForm):
    """To one colleague or team. Handed over is what is done in the same role as that colleague has."""

    to = BetrokkeneField(label="Aan wie draag je over?")
    van = forms.DateField(label="Vanaf welke dag?", widget=forms.DateInput)
    reden = forms.CharField(label="Waarom?", max_length=200, help_text="Bijvoorbeeld: andere baan of langdurig verlof.")

    def __init__(self, data: Any = None, *, rows: Iterable[Betrokkenheid], regio: Regio, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.rows = list(rows)
        field(self, "to").offer(betrokkenen_of(regio, {row.rol for row in self.rows}))
        self.fields["van"].initial = timezone.localdate()
        self.helper = form_helper("Draag over", concept="trajecten-overdragen")
        self.helper.form_id = "overdragen"

    def clean_van(self) -> date:
        van: date = self.cleaned_data["van"]
        if van < timezone.localdate():
            raise forms.ValidationError("Overdragen kan vanaf vandaag of een latere dag.")
        return van

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        to = cleaned.get("to")
        if to:
            cleaned["rows"] = [row for row in self.rows if row.rol == to.rol and row.gebruiker != to.gebruiker]
            if not cleaned["rows"]:
                self.add_error("to", "Deze collega begeleidt deze kandidaten al.")
        return cleaned
