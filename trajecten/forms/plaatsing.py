"""Placing someone, starting and ending it, and who guides there."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.text import capfirst

from kandidaten.forms.layout import field, form_helper, no_future
from kandidaten.validators import FreeTextForm
from leerbedrijven.models import Leerbedrijf, Leerplaats, Praktijkopleider
from praktijkleren.ui.conflict import VersionedForm
from praktijkleren.ui.dates import datum
from trajecten.actions.plaatsing import newest_begeleiding
from trajecten.match import taken_by_others
from trajecten.models import Plaatsing, Traject
from trajecten.states import PlaatsingSoort

SOORTEN = [(value, capfirst(label)) for value, label in PlaatsingSoort.choices]
TAKEN_HELP = "Zet een vinkje als je met het leerbedrijf hebt afgesproken dat dit kan."
OPLEIDER_HELP = "Staat de praktijkopleider er niet bij? Voeg die eerst toe op de pagina van het leerbedrijf."


def opleiders_of(leerbedrijf: Leerbedrijf, traject: Traject) -> Any:
    """Who guides people at this company, as the regio of the traject knows them."""
    rows = Praktijkopleider.objects.current().filter(relatie__leerbedrijf=leerbedrijf, relatie__regio=traject.regio_id)
    return rows.order_by("naam", "pk")


def bare(uren: Decimal | None) -> Decimal | None:
    """24 and not 24.0: what nobody typed is not there to be read."""
    return uren.to_integral_value() if uren is not None and uren == uren.to_integral_value() else uren


class PlaceForm(FreeTextForm):
    soort = forms.ChoiceField(label="Wat voor plaatsing is het?", choices=SOORTEN, widget=forms.RadioSelect)
    van = forms.DateField(label="Wat is de eerste dag?", widget=forms.DateInput)
    tot = forms.DateField(label="Wat is de geplande laatste dag?", widget=forms.DateInput, required=False)
    uren_per_week = forms.DecimalField(
        label="Uren per week", min_value=1, max_value=60, max_digits=4, decimal_places=1, required=False, localize=True
    )
    praktijkopleider = forms.ModelChoiceField(
        Praktijkopleider.objects.none(), label="Wie begeleidt?", required=False, empty_label="Nog niet bekend"
    )
    werkgever = forms.CharField(
        label="Werkgever",
        max_length=160,
        required=False,
        help_text="Alleen als dat een ander is, zoals een uitzendbureau.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        traject: Traject,
        leerbedrijf: Leerbedrijf,
        leerplaats: Leerplaats | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.leerbedrijf, self.leerplaats = leerbedrijf, leerplaats
        opleiders = field(self, "praktijkopleider")
        opleiders.queryset = opleiders_of(leerbedrijf, traject)
        opleiders.help_text = OPLEIDER_HELP
        if not traject.is_open:
            field(self, "soort").choices = SOORTEN[-1:]
        self.initial = {
            "soort": PlaatsingSoort.BPV if traject.is_open else PlaatsingSoort.NAZORG,
            "van": timezone.localdate(),
            "uren_per_week": leerplaats.uren_per_week if leerplaats else None,
            "praktijkopleider": leerplaats.praktijkopleider_id if leerplaats else None,
        }
        self.taken = taken_by_others(leerplaats, traject, self._first_day()) if leerplaats else None
        if self.taken:
            self.fields["toch_kiezen"] = forms.BooleanField(label="Toch kiezen", required=False, help_text=TAKEN_HELP)
        self.helper = form_helper("Plan deze plaatsing", concept="plaatsing")

    def _first_day(self) -> date:
        """Whether there is room is asked for the day that was filled in."""
        return parse_date(str(self.data.get("van", ""))) or timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        van, tot = cleaned.get("van"), cleaned.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", f"De laatste dag ligt voor de eerste dag ({datum(van)}).")
        if cleaned.get("soort") == PlaatsingSoort.BPV and not tot and "tot" not in self.errors:
            self.add_error("tot", "Een bpv heeft een geplande laatste dag. Die staat ook in de praktijkovereenkomst.")
        if self.taken and not cleaned.pop("toch_kiezen", False):
            self.add_error("toch_kiezen", "Deze leerplaats is bezet. Kies een andere, of zet hier een vinkje.")
        return {**cleaned, "leerbedrijf": self.leerbedrijf, "leerplaats": self.leerplaats}


class StartPlaatsingForm(FreeTextForm):
    on = forms.DateField(label="Wat is de eerste dag?", widget=forms.DateInput)

    def __init__(self, data: Any = None, *, plaatsing: Plaatsing, warning: str = "", **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.plaatsing = plaatsing
        self.fields["on"].initial = min(plaatsing.van, timezone.localdate())
        if warning:
            label = "Ja, ik weet dat de erkenning eindigt tijdens de bpv"
            self.fields["erkenning_bevestigd"] = forms.BooleanField(label=label, required=False, help_text=warning)
        self.helper = form_helper("Start de bpv" if plaatsing.is_bpv else "Start de plaatsing")

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("Je kunt starten op de eerste dag zelf of daarna. Kom die dag terug.")
        return on


class EndPlaatsingForm(FreeTextForm):
    einddatum = forms.DateField(label="Wat is de laatste dag?", widget=forms.DateInput)
    eindreden = forms.CharField(label="Waarom eindigt het?", max_length=300, required=False)

    def __init__(self, data: Any = None, *, plaatsing: Plaatsing, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.plaatsing = plaatsing
        today = timezone.localdate()
        self.fields["einddatum"].initial = min(plaatsing.tot or today, today)
        self.helper = form_helper("Beëindig de plaatsing", concept="plaatsing-einde")

    def clean_einddatum(self) -> date:
        einddatum = no_future(self.cleaned_data["einddatum"])
        if self.plaatsing.status == "lopend" and einddatum < self.plaatsing.van:
            raise forms.ValidationError(f"De plaatsing begon op {datum(self.plaatsing.van)}.")
        return einddatum


class PeriodForm(VersionedForm, FreeTextForm):
    tot = forms.DateField(label="Wat is de geplande laatste dag?", widget=forms.DateInput, required=False)
    uren_per_week = forms.DecimalField(
        label="Uren per week", min_value=1, max_value=60, max_digits=4, decimal_places=1, required=False, localize=True
    )

    def __init__(self, data: Any = None, *, plaatsing: Plaatsing, **kwargs: Any) -> None:
        super().__init__(data, initial={"versie": plaatsing.versie, **period_of(plaatsing)}, **kwargs)
        self.helper = form_helper("Bewaar de wijziging")


def period_of(plaatsing: Plaatsing) -> dict[str, Any]:
    return {"tot": plaatsing.tot, "uren_per_week": bare(plaatsing.uren_per_week)}


class BegeleidingForm(VersionedForm, FreeTextForm):
    praktijkopleider = forms.ModelChoiceField(
        Praktijkopleider.objects.none(), label="Wie begeleidt?", empty_label="Maak een keuze", help_text=OPLEIDER_HELP
    )
    van = forms.DateField(label="Vanaf welke dag?", widget=forms.DateInput)

    def __init__(self, data: Any = None, *, plaatsing: Plaatsing, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.plaatsing = plaatsing
        field(self, "praktijkopleider").queryset = opleiders_of(plaatsing.leerbedrijf, plaatsing.traject)
        self.fields["van"].initial = max(plaatsing.van, timezone.localdate())
        self.fields["versie"].initial = newest_begeleiding(plaatsing)
        self.helper = form_helper("Bewaar wie begeleidt")

    def clean_van(self) -> date:
        van: date = self.cleaned_data["van"]
        if van < self.plaatsing.van:
            raise forms.ValidationError(f"De plaatsing begint op {datum(self.plaatsing.van)}.")
        if self.plaatsing.tot and van > self.plaatsing.tot:
            raise forms.ValidationError(f"De plaatsing eindigt op {datum(self.plaatsing.tot)}.")
        return van


class QualityForm(FreeTextForm):
    op = forms.DateField(label="Wanneer is dit besproken?", widget=forms.DateInput)

    def __init__(self, data: Any = None, *, plaatsing: Plaatsing, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["op"].initial = plaatsing.kwaliteit_geborgd_op or timezone.localdate()
        self.helper = form_helper("Leg vast dat dit besproken is")

    def clean_op(self) -> date:
        return no_future(self.cleaned_data["op"])
