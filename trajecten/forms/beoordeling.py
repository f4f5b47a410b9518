"""Asking for a judgement, and giving one: per werkproces "Kan dit" or "Kan dit nog niet"."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.utils import timezone

from kandidaten.forms.layout import field, form_helper, no_future
from kandidaten.validators import FreeTextForm
from leerbedrijven.models import Praktijkopleider
from trajecten.actions import Oordeel
from trajecten.models import Beoordeling, Leerdoel, Plaatsing

KAN, TEKST = "kan_", "tekst_"
YES, NO = "ja", "nee"
CHOICES = [(YES, "Kan dit"), (NO, "Kan dit nog niet")]


class AskForm(FreeTextForm):
    praktijkopleider = forms.ModelChoiceField(Praktijkopleider.objects.none(), label="Wie vraag je?", empty_label=None)
    toelichting = forms.CharField(
        label="Wil je er iets bij schrijven?",
        widget=forms.Textarea,
        max_length=600,
        required=False,
        help_text="Dit staat in de mail. Schrijf niets over de persoon zelf.",
    )

    def __init__(self, data: Any = None, *, opleiders: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field(self, "praktijkopleider").queryset = opleiders
        self.fields["praktijkopleider"].initial = opleiders.first()
        self.helper = form_helper("Stuur naar de praktijkopleider", concept="beoordeling-vragen")


class JudgeForm(FreeTextForm):
    """One choice per werkproces and room for a remark.

    What was said before is filled in; `typed` is what someone typed here before the session ended.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        leerdoelen: Iterable[Leerdoel],
        before: Mapping[UUID, Beoordeling],
        typed: Mapping[str, Any] | None = None,
        button: str = "Verstuur mijn oordeel",
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.leerdoelen = list(leerdoelen)
        for leerdoel in self.leerdoelen:
            self._add(leerdoel, before.get(leerdoel.pk))
        self.initial.update(typed or {})
        self.helper = form_helper(button, concept="oordeel")
        self.helper.layout = Layout(*self.parts())

    def parts(self) -> list[Any]:
        return [
            Fieldset(
                leerdoel.werkproces.naam,
                Field(f"{KAN}{leerdoel.pk}", wrapper_class="taps taps--two"),
                f"{TEKST}{leerdoel.pk}",
            )
            for leerdoel in self.leerdoelen
        ]

    def _add(self, leerdoel: Leerdoel, before: Beoordeling | None) -> None:
        kan, tekst = f"{KAN}{leerdoel.pk}", f"{TEKST}{leerdoel.pk}"
        self.fields[kan] = forms.ChoiceField(
            label="Wat kan deze persoon?",
            choices=CHOICES,
            widget=forms.RadioSelect,
            error_messages={"required": f"Maak een keuze bij: {leerdoel.werkproces.naam}."},
        )
        self.fields[tekst] = forms.CharField(label="Opmerking", max_length=300, required=False)
        if before:
            self.initial.update({kan: YES if before.kan_het else NO, tekst: before.toelichting})

    def oordelen(self) -> dict[UUID, Oordeel]:
        cleaned = self.cleaned_data
        return {
            row.pk: Oordeel(cleaned[f"{KAN}{row.pk}"] == YES, cleaned[f"{TEKST}{row.pk}"].strip())
            for row in self.leerdoelen
            if cleaned.get(f"{KAN}{row.pk}")
        }


class RecordForm(JudgeForm):
    """A colleague writes down what the praktijkopleider said; not everything need have been judged yet."""

    praktijkopleider = forms.ModelChoiceField(Praktijkopleider.objects.none(), label="Wie oordeelde?", empty_label=None)
    datum = forms.DateField(label="Wanneer was het gesprek?", widget=forms.DateInput)

    def __init__(self, data: Any = None, *, plaatsing: Plaatsing, opleiders: Any, **kwargs: Any) -> None:
        self.plaatsing = plaatsing
        super().__init__(data, button="Leg dit oordeel vast", **kwargs)
        for leerdoel in self.leerdoelen:
            self.fields[f"{KAN}{leerdoel.pk}"].required = False
        field(self, "praktijkopleider").queryset = opleiders
        self.initial.update({"praktijkopleider": opleiders.first(), "datum": timezone.localdate()})

    def parts(self) -> list[Any]:
        return ["praktijkopleider", "datum", *super().parts()]

    def clean_datum(self) -> date:
        return no_future(self.cleaned_data["datum"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(f"{KAN}{row.pk}") for row in self.leerdoelen):
            raise forms.ValidationError("Kies ten minste bij één werkproces wat deze persoon kan.")
        return cleaned
