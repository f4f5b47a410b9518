from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst

from kandidaten.colleagues import BetrokkeneField, betrokkenen_of
from kandidaten.forms.layout import ModelForm, field, form_helper, initial_of, no_future
from kandidaten.forms.persoon import BirthplaceForm
from kandidaten.models import Advies, Intake, Kandidaat
from kandidaten.states import AdviesStatus, Route
from kandidaten.validators import FreeTextForm
from praktijkleren.accounts.roles import Rol
from praktijkleren.ui.conflict import VersionedForm

CHOICE = ("keuze_kandidaat", "keuze_toelichting", "besproken_op")
ROUTES = [(value, capfirst(label)) for value, label in Route.choices]


class IntakeForm(ModelForm, FreeTextForm):
    class Meta:
        model = Intake
        fields = ("datum", "leerbaarheid", "wensen", "instrument", "instrument_datum", "instrument_conclusie")
        labels = {"datum": "Wanneer was de intake?"}
        help_texts = {
            "leerbaarheid": "Leerbaar is iets anders dan schoolbaar: het gaat erom of iemand openstaat voor leren.",
            "wensen": "In de woorden van de kandidaat.",
            "instrument": "Bijvoorbeeld een test of vragenlijst. Laat leeg als je er geen gebruikte.",
            "instrument_conclusie": "Alleen de conclusie voor het leren. Geen diagnose.",
        }

    def __init__(self, data: Any = None, *, kandidaat: Kandidaat, intake: Intake | None = None, **kwargs: Any) -> None:
        initial = initial_of(intake, self._meta.fields) or {"datum": timezone.localdate()}
        super().__init__(data, initial=initial, **kwargs)
        if not kandidaat.birthplace:
            self.ask_birthplace()
        self.helper = form_helper("Bewaar de intake", concept="intake")

    def ask_birthplace(self) -> None:
        """Documents need it later; now the person sits at the table."""
        for name, field_ in BirthplaceForm().fields.items():
            field_.required = False
            self.fields[name] = field_

    def birthplace(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in BirthplaceForm.base_fields}

    def intake(self) -> dict[str, Any]:
        """What belongs to the intake itself."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def clean_datum(self) -> date:
        return no_future(self.cleaned_data["datum"])


class AdviesForm(ModelForm, FreeTextForm, VersionedForm):
    class Meta:
        model = Advies
        fields = (
            "diploma_afweging",
            "certificaat_afweging",
            "praktijkverklaring_afweging",
            "route",
            "motivering",
            "richting",
        )
        labels = {"motivering": "Waarom deze route?"}
        help_texts = {
            "diploma_afweging": "Kijk eerst hiernaar. Een diploma is ook mbo niveau 1 (entree).",
            "richting": "Bijvoorbeeld: keuken, groen of logistiek.",
            "motivering": "Schrijf zo dat de kandidaat het begrijpt. Noem geen diagnose.",
        }
        widgets = {"route": forms.RadioSelect}

    def __init__(self, data: Any = None, *, advies: Advies | None = None, **kwargs: Any) -> None:
        self.advies = advies
        super().__init__(data, initial={**self.stands(), "versie": advies.bewerking if advies else 0}, **kwargs)
        for name in ("diploma_afweging", "certificaat_afweging", "praktijkverklaring_afweging"):
            self.fields[name].required = True
            self.fields[name].widget.attrs["rows"] = 3
        field(self, "route").choices = ROUTES
        self.helper = form_helper("Bewaar het advies", concept="advies")

    def stands(self) -> dict[str, Any]:
        """What is saved, under the names of the fields."""
        return initial_of(self.advies, self._meta.fields)


class SubmitForm(forms.Form):
    mbo = BetrokkeneField(
        label="Aan welk mbo-contact leg je dit voor?",
        help_text="Deze persoon wordt betrokken bij de kandidaat en krijgt een mail.",
    )

    def __init__(self, data: Any = None, *, kandidaat: Kandidaat, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        people = [row for row in betrokkenen_of(kandidaat.regio, [Rol.MBO_CONTACT]) if row.gebruiker]
        field(self, "mbo").offer(people)
        self.helper = form_helper("Leg voor aan het mbo")


class AnswerForm(FreeTextForm):
    """Agree, or propose another route and say why."""

    AGREE, OTHER = "akkoord", "anders"
    antwoord = forms.ChoiceField(
        label="Wat vindt het mbo?",
        choices=[(AGREE, "Akkoord met dit advies"), (OTHER, "Ik stel een andere route voor")],
        widget=forms.RadioSelect,
    )
    mbo_route = forms.ChoiceField(
        label="Welke route stel je voor?",
        choices=[("", "Maak een keuze"), *ROUTES],
        required=False,
        help_text="Alleen nodig als je iets anders voorstelt.",
    )
    mbo_toelichting = forms.CharField(
        label="Toelichting",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
        help_text="Alleen nodig als je iets anders voorstelt.",
    )

    def __init__(self, data: Any = None, *, advies: Advies, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.advies = advies
        self.helper = form_helper("Geef dit antwoord", concept="antwoord")

    def stands(self) -> dict[str, Any]:
        """What a colleague of the mbo answered, under the names of the fields."""
        advies = self.advies
        other = bool(advies.mbo_route) and advies.mbo_route != advies.route
        other = other or advies.status == AdviesStatus.ANDER_VOORSTEL
        return {
            "antwoord": (self.OTHER if other else self.AGREE) if advies.mbo_datum else "",
            "mbo_route": advies.mbo_route if other else "",
            "mbo_toelichting": advies.mbo_toelichting,
        }

    @property
    def agrees(self) -> bool:
        return bool(self.cleaned_data["antwoord"] == self.AGREE)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("antwoord") != self.OTHER:
            return cleaned
        if not cleaned.get("mbo_route"):
            self.add_error("mbo_route", "Kies de route die je voorstelt.")
        if cleaned.get("mbo_route") == self.advies.route and not cleaned.get("mbo_toelichting"):
            self.add_error("mbo_route", "Dit is dezelfde route. Kies een andere, of kies voor akkoord.")
        if not cleaned.get("mbo_toelichting"):
            self.add_error("mbo_toelichting", "Leg uit waarom je iets anders voorstelt.")
        return cleaned


class DiscussForm(FreeTextForm, VersionedForm):
    keuze_kandidaat = forms.ChoiceField(
        label="Wat kiest de kandidaat?",
        choices=ROUTES,
        widget=forms.RadioSelect,
        help_text="De kandidaat mag iets anders kiezen dan het advies.",
    )
    keuze_toelichting = forms.CharField(
        label="Waarom kiest de kandidaat dit?",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
        help_text="Alleen nodig als de keuze anders is dan het advies.",
    )
    besproken_op = forms.DateField(label="Wanneer is het besproken?", widget=forms.DateInput)

    def __init__(self, data: Any = None, *, advies: Advies, **kwargs: Any) -> None:
        super().__init__(data, initial={"versie": advies.bewerking, "besproken_op": timezone.localdate()}, **kwargs)
        self.advies = advies
        self.helper = form_helper("Leg de keuze vast", concept="keuze")

    def stands(self) -> dict[str, Any]:
        """What a colleague recorded, under the names of the fields."""
        return initial_of(self.advies, CHOICE)

    def clean_besproken_op(self) -> date:
        return no_future(self.cleaned_data["besproken_op"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        differs = cleaned.get("keuze_kandidaat") not in {None, self.advies.route}
        if differs and not cleaned.get("keuze_toelichting"):
            self.add_error("keuze_toelichting", "De keuze is anders dan het advies. Schrijf op waarom.")
        return cleaned
