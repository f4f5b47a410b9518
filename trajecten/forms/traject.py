"""The steps of a traject: one form per step, whose fields are the parameters of the action."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst

from kandidaten.forms.layout import field, form_helper, no_future
from kandidaten.models import Advies, Kandidaat
from kandidaten.states import AdviesStatus, Route
from kandidaten.validators import FreeTextForm
from kwalificaties.models import Kwalificatie
from praktijkleren.accounts.models import Samenwerkingsverband
from praktijkleren.ui.dates import datum
from trajecten.models import Groep, ResultaatSoort, Traject

ROUTES = [(value, capfirst(label)) for value, label in Route.choices]


class OpenForm(FreeTextForm):
    """Starts at what was discussed in the advies; without one it starts at the praktijkverklaring."""

    route = forms.ChoiceField(label="Welke route?", choices=ROUTES, widget=forms.RadioSelect)
    samenwerkingsverband = forms.ModelChoiceField(
        Samenwerkingsverband.objects.none(), label="Samenwerkingsverband", required=False, empty_label="Geen"
    )
    groep = forms.ModelChoiceField(
        Groep.objects.none(),
        label="Groep",
        required=False,
        empty_label="Geen groep",
        help_text="Mensen die samen beginnen.",
    )

    def __init__(self, data: Any = None, *, kandidaat: Kandidaat, advies: Advies | None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.advies = advies
        chosen = (advies.keuze_kandidaat or advies.route) if advies else Route.PRAKTIJKVERKLARING
        self.fields["route"].initial = chosen
        verbanden = Samenwerkingsverband.objects.current().filter(regios=kandidaat.regio_id)
        field(self, "samenwerkingsverband").queryset = verbanden.order_by("naam", "pk")
        field(self, "groep").queryset = Groep.objects.filter(regio=kandidaat.regio_id).order_by("naam", "pk")
        for name in ("samenwerkingsverband", "groep"):
            if not field(self, name).queryset.exists():
                del self.fields[name]
        self.helper = form_helper("Open het traject")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {**cleaned, "advies": self.advies}


def advies_for(kandidaat: Kandidaat) -> Advies | None:
    """The version that counts, if the mbo answered it at least."""
    usable = [AdviesStatus.AKKOORD_MBO, AdviesStatus.BESPROKEN]
    return kandidaat.adviezen.filter(status__in=usable).order_by("-versie").first()


class DayForm(FreeTextForm):
    """A day on which something began or ended: not before the traject did, and not in the future."""

    first_day: date | None = None

    def not_too_early(self, value: date) -> date:
        if self.first_day and value < self.first_day:
            raise forms.ValidationError(f"Dit begon op {datum(self.first_day)}. Kies die dag of een latere.")
        return no_future(value)


class StartForm(DayForm):
    startdatum = forms.DateField(label="Wat is de eerste dag?", widget=forms.DateInput)

    def __init__(self, data: Any = None, *, traject: Traject, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["startdatum"].initial = timezone.localdate()
        self.helper = form_helper("Start de opleiding")

    def clean_startdatum(self) -> date:
        return no_future(self.cleaned_data["startdatum"])


class InterruptForm(DayForm):
    on = forms.DateField(label="Vanaf welke dag ligt het stil?", widget=forms.DateInput)
    reason = forms.CharField(label="Waarom?", max_length=300, help_text="Schrijf het in gewone, neutrale woorden.")

    def __init__(self, data: Any = None, *, traject: Traject, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.first_day = traject.startdatum
        self.fields["on"].initial = timezone.localdate()
        self.helper = form_helper("Onderbreek het traject")

    def clean_on(self) -> date:
        return self.not_too_early(self.cleaned_data["on"])


class ResumeForm(DayForm):
    on = forms.DateField(label="Vanaf welke dag gaat het weer verder?", widget=forms.DateInput)

    def __init__(self, data: Any = None, *, traject: Traject, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.first_day = traject.startdatum
        self.fields["on"].initial = timezone.localdate()
        self.helper = form_helper("Hervat het traject")

    def clean_on(self) -> date:
        return self.not_too_early(self.cleaned_data["on"])


class CompleteForm(DayForm):
    einddatum = forms.DateField(label="Wat is de laatste dag?", widget=forms.DateInput)
    resultaat = forms.ChoiceField(label="Wat heeft het opgeleverd?", required=False, widget=forms.RadioSelect)
    code = forms.CharField(
        label="Nummer of code",
        max_length=40,
        required=False,
        help_text="Crebo van het diploma of code van het certificaat.",
    )
    zonder = forms.BooleanField(
        label="Ja, dit traject eindigt zonder diploma, certificaat of praktijkverklaring", required=False
    )
    nazorg = forms.BooleanField(label="De nazorg gaat daarna door", required=False)

    def __init__(self, data: Any = None, *, traject: Traject, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.first_day = traject.startdatum
        self.has_result = traject.resultaten.current().exists()
        self.fields["einddatum"].initial = timezone.localdate()
        soorten = [choice for choice in ResultaatSoort.choices if choice[0] != ResultaatSoort.PRAKTIJKVERKLARING]
        field(self, "resultaat").choices = [("", "Er komt niets bij" if self.has_result else "Niets"), *soorten]
        self.fields["resultaat"].initial = ""
        if self.has_result:
            del self.fields["zonder"]
        if not traject.plaatsingen.open().filter(soort="nazorg").exists():
            del self.fields["nazorg"]
        self.helper = form_helper("Rond het traject af")

    def clean_einddatum(self) -> date:
        return self.not_too_early(self.cleaned_data["einddatum"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        without = cleaned.pop("zonder", False)
        if not (self.has_result or cleaned.get("resultaat") or without):
            message = "Kies wat het heeft opgeleverd, of bevestig dat het zonder resultaat eindigt."
            self.add_error("zonder", message)
        return cleaned


class StopForm(DayForm):
    einddatum = forms.DateField(label="Wat is de laatste dag?", widget=forms.DateInput)
    reason = forms.CharField(
        label="Waarom stopt het?", max_length=300, help_text="Schrijf het in gewone, neutrale woorden. Geen diagnose."
    )

    def __init__(self, data: Any = None, *, traject: Traject, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.first_day = traject.startdatum
        self.fields["einddatum"].initial = timezone.localdate()
        self.helper = form_helper("Stop het traject", concept="stoppen")

    def clean_einddatum(self) -> date:
        return self.not_too_early(self.cleaned_data["einddatum"])


class ReopenForm(FreeTextForm):
    reason = forms.CharField(label="Waarom gaat het weer open?", max_length=300)

    def __init__(self, data: Any = None, *, traject: Traject, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.helper = form_helper("Heropen het traject")


class SwitchForm(DayForm):
    route = forms.ChoiceField(label="Naar welke route?", choices=ROUTES, widget=forms.RadioSelect)
    andere_kwalificatie = forms.BooleanField(
        label="Kies straks ook een andere kwalificatie",
        required=False,
        help_text="Anders blijft de kwalificatie dezelfde.",
    )
    on = forms.DateField(label="Wat is de laatste dag van dit traject?", widget=forms.DateInput)
    reason = forms.CharField(label="Waarom stapt deze persoon over?", max_length=280)

    def __init__(self, data: Any = None, *, traject: Traject, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.traject = traject
        self.first_day = traject.startdatum
        self.fields["on"].initial = timezone.localdate()
        self.helper = form_helper("Leg de overstap vast", concept="overstap")

    def clean_on(self) -> date:
        return self.not_too_early(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        other = cleaned.pop("andere_kwalificatie", False)
        kwalificatie: Kwalificatie | None = None if other else self.traject.kwalificatie
        return {**cleaned, "kwalificatie": kwalificatie}
