"""Writing down a visit on a phone: a sentence, big taps per werkproces, the hours of the week."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.text import capfirst

from kandidaten.forms.layout import form_helper, no_future
from kandidaten.validators import FreeTextForm
from praktijkleren.ui.conflict import VersionedForm
from trajecten.models import Leerdoel, Logregel, LogSoort, Plaatsing, Stand

TAPS = [
    (Stand.NOG_NIET.value, "Nog niet"),
    (Stand.OEFENT.value, "Oefent"),
    (Stand.MET_HULP.value, "Met hulp"),
    (Stand.ZELFSTANDIG.value, "Zelf"),
]
SOORTEN = [(value, capfirst(label)) for value, label in LogSoort.choices]
STAND = "stand_"


class VisitForm(FreeTextForm):
    sleutel = forms.UUIDField(widget=forms.HiddenInput)
    gezien = forms.CharField(widget=forms.HiddenInput, required=False)
    """How far someone was per werkproces when this form was opened: what one did not touch is not saved again."""
    tekst = forms.CharField(
        label="Wat is er gebeurd?", widget=forms.Textarea, help_text="Een of twee zinnen. Schrijf geen diagnose op."
    )
    soort = forms.ChoiceField(label="Wat was het?", choices=SOORTEN, widget=forms.RadioSelect, initial=LogSoort.BEZOEK)
    datum = forms.DateField(label="Wanneer?", widget=forms.DateInput)
    uren = forms.DecimalField(
        label="Gewerkte uren in die week",
        min_value=0,
        max_value=60,
        max_digits=4,
        decimal_places=1,
        required=False,
        localize=True,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        leerdoelen: Iterable[Leerdoel],
        plaatsing: Plaatsing | None,
        known: Any = None,
        **kwargs: Any,
    ) -> None:
        """`known` are the hours of this week so far."""
        super().__init__(data, **kwargs)
        self.leerdoelen = list(leerdoelen)
        self.initial = {"sleutel": uuid4(), "soort": LogSoort.BEZOEK, "datum": timezone.localdate()}
        self.initial["gezien"] = self.standing()
        for leerdoel in self.leerdoelen:
            name = f"{STAND}{leerdoel.pk}"
            self.fields[name] = forms.ChoiceField(
                label=leerdoel.werkproces.naam, choices=TAPS, widget=forms.RadioSelect, required=False
            )
            self.initial[name] = leerdoel.stand
        if plaatsing is None:
            del self.fields["uren"]
        elif known is not None:
            self.fields["uren"].help_text = f"Voor deze week staat er al {floatformat(known)} uur."
        self.helper = form_helper("Bewaar dit bezoek", concept="bezoek")
        self.helper.layout = self._layout()

    def _layout(self) -> Layout:
        parts: list[Any] = ["sleutel", "gezien", "tekst"]
        if self.leerdoelen:
            taps = [Field(f"{STAND}{row.pk}", wrapper_class="taps") for row in self.leerdoelen]
            parts.append(Fieldset("Hoe gaat het per werkproces?", *taps))
        rest = [name for name in ("uren", "datum") if name in self.fields]
        return Layout(*parts, *rest, Field("soort", wrapper_class="taps taps--pairs"))

    def clean_datum(self) -> date:
        datum = no_future(self.cleaned_data["datum"])
        if datum < timezone.localdate() - timedelta(days=366):
            raise forms.ValidationError("Deze dag ligt meer dan een jaar terug. Controleer het jaar.")
        return datum

    def clean(self) -> dict[str, Any]:
        """Keep only the standen that were changed here; what a colleague changed meanwhile is shown and asked again."""
        cleaned = super().clean() or {}
        seen = dict(part.split(":") for part in cleaned.pop("gezien", "").split(",") if part.count(":") == 1)
        standen = {}
        for leerdoel in self.leerdoelen:
            chosen, shown = cleaned.pop(f"{STAND}{leerdoel.pk}", ""), seen.get(str(leerdoel.pk))
            if not chosen or chosen == shown:
                continue
            if shown and leerdoel.stand not in {shown, chosen}:
                self._ask_again(leerdoel, chosen)
            standen[leerdoel.pk] = chosen
        return {**cleaned, "standen": standen}

    def _ask_again(self, leerdoel: Leerdoel, chosen: str) -> None:
        """Saving the form once more is then knowingly on top of what the colleague saved."""
        words = dict(TAPS)
        self.add_error(
            f"{STAND}{leerdoel.pk}",
            f"Een collega koos intussen: {words[leerdoel.stand]}. Jij koos: {words[chosen]}. "
            "Klopt jouw keuze? Bewaar dan opnieuw.",
        )
        data: Any = self.data
        typed = data.copy()
        typed["gezien"] = self.standing()
        self.data = typed

    def standing(self) -> str:
        return ",".join(f"{leerdoel.pk}:{leerdoel.stand}" for leerdoel in self.leerdoelen)


class EditLogForm(VersionedForm, FreeTextForm):
    tekst = forms.CharField(label="Wat is er gebeurd?", widget=forms.Textarea)
    soort = forms.ChoiceField(label="Wat was het?", choices=SOORTEN, widget=forms.RadioSelect)
    datum = forms.DateField(label="Wanneer?", widget=forms.DateInput)

    def __init__(self, data: Any = None, *, logregel: Logregel, **kwargs: Any) -> None:
        names = ("versie", "tekst", "soort", "datum")
        super().__init__(data, initial={name: getattr(logregel, name) for name in names}, **kwargs)
        self.helper = form_helper("Bewaar de wijziging", concept="logregel")
        self.helper.layout = Layout("versie", "tekst", Field("soort", wrapper_class="taps taps--pairs"), "datum")

    def clean_datum(self) -> date:
        return no_future(self.cleaned_data["datum"])


class HoursForm(FreeTextForm):
    week = forms.DateField(label="Een dag in de week", widget=forms.DateInput)
    uren = forms.DecimalField(
        label="Gewerkte uren", min_value=0, max_value=60, max_digits=4, decimal_places=1, localize=True
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, initial={"week": timezone.localdate()}, **kwargs)
        self.helper = form_helper("Bewaar de uren")

    def clean_week(self) -> date:
        return no_future(self.cleaned_data["week"])
