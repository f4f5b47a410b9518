"""The public form of a regio: one per entrance. What is asked is what a first call needs, no more."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, Submit
from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst

from aanmeldingen.models import Aanmelding, Ingang, VerwijzerSoort
from aanmeldingen.validators import no_link, no_web_address
from kandidaten.validators import FreeTextForm
from praktijkleren.accounts.models import Gemeente, Regio

MINIMUM_AGE = 14
ADULT_AGE = 18
FASTEST_PERSON = timedelta(seconds=3)
"""Nobody fills this in faster; a program does."""
ROBOT = "Het formulier ging te snel. Kijk het nog eens na en verstuur het opnieuw."
NAMES = (
    "aanmelder_naam", "persoon_voornamen", "persoon_tussenvoegsel", "persoon_achternaam", "vertegenwoordiger_naam",
    "bedrijf_plaats",
)  # fmt: skip
"""What is typed here may come back in a mail of ours, under our name."""
COMPANIES = ("aanmelder_organisatie", "bedrijf_naam")
"""A company may be called bol.com."""
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ApplyForm(FreeTextForm):
    """What the three entrances share: once only, and not by a robot."""

    ingang: Ingang
    too_fast = False
    formulier_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    geopend = forms.CharField(widget=forms.HiddenInput)
    website = forms.CharField(
        required=False,
        label="Laat dit veld leeg",
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, regio: Regio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regio = regio
        self.fields["geopend"].initial = opened_at(timezone.now())
        if "persoon_gemeente" in self.fields:
            gemeenten: Any = self.fields["persoon_gemeente"]
            gemeenten.queryset = Gemeente.objects.filter(regio=regio).order_by("naam")
        for name in {*NAMES, *COMPANIES} & set(self.fields):
            self.fields[name].validators.append(no_web_address if name in NAMES else no_link)
        self.helper = FormHelper()
        trap = Field("website", wrapper_class="visually-hidden")
        self.helper.layout = Layout("formulier_id", "geopend", *self.groups(), trap)
        self.helper.add_input(Submit("submit", "Verstuur de aanmelding"))
        self.helper.attrs = {"data-concept": f"aanmelding-{self.ingang}"}

    def groups(self) -> list[Any]:
        return []

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Laat dit veld leeg.")
        return ""

    def clean_geopend(self) -> str:
        """Refuse a form that is not ours."""
        try:
            opened = float(signing.loads(self.cleaned_data["geopend"], salt="aanmelding"))
        except (signing.BadSignature, TypeError, ValueError):
            raise forms.ValidationError("Open het formulier opnieuw.") from None
        self.too_fast = timezone.now().timestamp() - opened < FASTEST_PERSON.total_seconds()
        return ""

    def full_clean(self) -> None:
        """What comes back faster than a person can type is refused once, and only if nothing else is wrong with it."""
        super().full_clean()
        if self.too_fast and not self.errors:
            self.add_error(None, ROBOT)
            data = QueryDict(mutable=True)
            data.update(self.data)
            data["geopend"] = opened_at(timezone.now() - FASTEST_PERSON)
            self.data = data

    def clean_persoon_geboortedatum(self) -> date | None:
        day: date | None = self.cleaned_data["persoon_geboortedatum"]
        if day and not 1920 < day.year <= timezone.localdate().year:
            raise forms.ValidationError("Controleer het jaar van de geboortedatum.")
        if day and years_old(day) < MINIMUM_AGE:
            raise forms.ValidationError(f"Iemand moet minstens {MINIMUM_AGE} jaar zijn om mee te doen.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        born = cleaned.get("persoon_geboortedatum")
        if born and years_old(born) < ADULT_AGE and not cleaned.get("vertegenwoordiger_naam"):
            self.add_error("vertegenwoordiger_naam", "Onder de 18 jaar is de naam van een ouder of voogd nodig.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        technical = {"website", "geopend", "formulier_id", "wat"}
        return {name: value for name, value in self.cleaned_data.items() if name not in technical}

    def need(self, names: tuple[str, ...], message: str = "Vul dit in.") -> None:
        for name in names:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, message)


def opened_at(moment: datetime) -> str:
    """When the form was opened, so that nobody can make it up."""
    return signing.dumps(moment.timestamp(), salt="aanmelding")


def years_old(born: date) -> int:
    today = timezone.localdate()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def from_model(name: str, label: str, *, required: bool = True, help_text: str = "", **attrs: str) -> forms.Field:
    """The form field of a column of Aanmelding, with the words of this form."""
    column: Any = Aanmelding._meta.get_field(name)
    field: forms.Field = column.formfield(label=label, help_text=help_text)
    field.required = required
    field.widget.attrs.update(attrs)
    return field


def knows(label: str) -> forms.BooleanField:
    """Nobody is put forward behind their back."""
    first = "Overleg eerst met deze persoon. Zet daarna hier een vinkje."
    return forms.BooleanField(label=label, error_messages={"required": first})


class PersonFieldsMixin(forms.Form):
    persoon_voornamen = from_model("persoon_voornamen", "Voornaam", autocomplete="off")
    persoon_tussenvoegsel = from_model("persoon_tussenvoegsel", "Tussenvoegsel", required=False, autocomplete="off")
    persoon_achternaam = from_model("persoon_achternaam", "Achternaam", autocomplete="off")
    persoon_geboortedatum = forms.DateField(label="Geboortedatum", widget=DATE)
    persoon_gemeente = forms.ModelChoiceField(
        Gemeente.objects.none(), label="Gemeente waar deze persoon woont", required=False, empty_label="Weet ik niet"
    )
    persoon_email = from_model("persoon_email", "E-mailadres van deze persoon", required=False)
    persoon_telefoon = from_model("persoon_telefoon", "Telefoonnummer van deze persoon", required=False)
    vertegenwoordiger_naam = from_model(
        "vertegenwoordiger_naam",
        "Naam van een ouder of voogd",
        required=False,
        help_text="Alleen nodig onder de 18 jaar.",
    )
    vertegenwoordiger_email = from_model("vertegenwoordiger_email", "E-mailadres van de ouder of voogd", required=False)


PERSON = (
    "persoon_voornamen", "persoon_tussenvoegsel", "persoon_achternaam", "persoon_geboortedatum", "persoon_gemeente",
    "persoon_email", "persoon_telefoon", "vertegenwoordiger_naam", "vertegenwoordiger_email",
)  # fmt: skip


CONTACT = ("aanmelder_naam", "aanmelder_email", "aanmelder_telefoon")


class VerwijzerForm(PersonFieldsMixin, ApplyForm):
    ingang = Ingang.VERWIJZER
    verwijzer_soort = forms.ChoiceField(
        label="Waar werk je?",
        choices=[
            ("", "Kies het soort organisatie"),
            *((value, capfirst(label)) for value, label in VerwijzerSoort.choices),
        ],
    )
    aanmelder_organisatie = from_model("aanmelder_organisatie", "Naam van je organisatie", autocomplete="organization")
    aanmelder_naam = from_model("aanmelder_naam", "Je naam", autocomplete="name")
    aanmelder_email = from_model("aanmelder_email", "Je e-mailadres", autocomplete="email")
    aanmelder_telefoon = from_model("aanmelder_telefoon", "Je telefoonnummer", required=False, autocomplete="tel")
    persoon_weet_ervan = knows("Deze persoon weet dat ik hem of haar aanmeld")
    toelichting = forms.CharField(
        label="Wat moeten we weten voor het eerste gesprek?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Wat wil deze persoon leren? Schrijf niets over ziekte, geloof of afkomst.",
    )

    def groups(self) -> list[Any]:
        return [
            Fieldset("Wie ben je?", "verwijzer_soort", "aanmelder_organisatie", *CONTACT),
            Fieldset("Wie meld je aan?", *PERSON, "persoon_weet_ervan"),
            Fieldset("Toelichting", "toelichting"),
        ]


class KandidaatForm(PersonFieldsMixin, ApplyForm):
    """For someone to whom every letter costs effort: few questions, short words."""

    ingang = Ingang.KANDIDAAT
    toelichting = forms.CharField(
        label="Welk werk wil je leren?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Weet je het nog niet? Dan praten we er samen over.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "persoon_voornamen": ("Je voornaam", "given-name"),
            "persoon_achternaam": ("Je achternaam", "family-name"),
            "persoon_geboortedatum": ("Je geboortedatum", "bday"),
            "persoon_gemeente": ("In welke gemeente woon je?", "off"),
            "persoon_email": ("Je e-mailadres", "email"),
            "persoon_telefoon": ("Je telefoonnummer", "tel"),
            "vertegenwoordiger_naam": ("Naam van je ouder of voogd", "off"),
            "vertegenwoordiger_email": ("E-mailadres van je ouder of voogd", "off"),
        }
        for name, (label, autocomplete) in labels.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs["autocomplete"] = autocomplete
        self.fields["vertegenwoordiger_naam"].help_text = "Alleen als je jonger bent dan 18 jaar."
        self.fields["persoon_telefoon"].help_text = "We bellen of mailen je. Vul er minstens één in."

    def groups(self) -> list[Any]:
        return [Fieldset("Over jou", *PERSON), Fieldset("Wat wil je leren?", "toelichting")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("persoon_email") and not cleaned.get("persoon_telefoon"):
            self.need(("persoon_telefoon",), "Vul je telefoonnummer of je e-mailadres in. Dan kunnen we je bereiken.")
        return cleaned

    def values(self) -> dict[str, Any]:
        cleaned = super().values()
        parts = ("persoon_voornamen", "persoon_tussenvoegsel", "persoon_achternaam")
        return {
            **cleaned,
            "aanmelder_naam": " ".join(cleaned[part] for part in parts if cleaned[part])[:120],
            "aanmelder_email": cleaned["persoon_email"],
            "aanmelder_telefoon": cleaned["persoon_telefoon"],
            "persoon_weet_ervan": True,
        }
