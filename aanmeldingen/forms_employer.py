from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from aanmeldingen.forms_apply import CONTACT, PERSON, ApplyForm, PersonFieldsMixin, from_model
from aanmeldingen.models import Ingang

PERSOON, PLAATS, BEIDE = "persoon", "plaats", "beide"


class WerkgeverForm(PersonFieldsMixin, ApplyForm):
    """An employer offers someone who works there, a place to learn, or both."""

    ingang = Ingang.WERKGEVER
    bedrijf_naam = from_model("bedrijf_naam", "Naam van het bedrijf", autocomplete="organization")
    bedrijf_plaats = from_model("bedrijf_plaats", "Plaats")
    bedrijf_leerbedrijf_id = from_model(
        "bedrijf_leerbedrijf_id", "Leerbedrijf-ID", required=False, help_text="Als u al een erkend leerbedrijf bent."
    )
    aanmelder_naam = from_model("aanmelder_naam", "Uw naam", autocomplete="name")
    aanmelder_email = from_model("aanmelder_email", "Uw e-mailadres", autocomplete="email")
    aanmelder_telefoon = from_model("aanmelder_telefoon", "Uw telefoonnummer", required=False, autocomplete="tel")
    wat = forms.ChoiceField(
        label="Wat wilt u aanmelden?",
        widget=forms.RadioSelect,
        choices=[
            (PERSOON, "Iemand die bij ons werkt"),
            (PLAATS, "Een plek waar iemand kan leren"),
            (BEIDE, "Allebei"),
        ],
    )
    persoon_weet_ervan = from_model("persoon_weet_ervan", "Deze persoon weet van de aanmelding", required=False)
    plaats_omschrijving = forms.CharField(
        label="Welk werk kan iemand bij u leren?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    plaats_aantal = forms.IntegerField(label="Voor hoeveel mensen?", required=False, min_value=1, max_value=200)
    toelichting = forms.CharField(
        label="Wilt u nog iets vertellen?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PERSON:
            self.fields[name].required = False

    def groups(self) -> list[Any]:
        return [
            Fieldset("Over uw bedrijf", "bedrijf_naam", "bedrijf_plaats", "bedrijf_leerbedrijf_id", *CONTACT),
            Fieldset("Wat meldt u aan?", "wat"),
            Fieldset("Iemand die bij u werkt: vul dit in als u een persoon aanmeldt", *PERSON, "persoon_weet_ervan"),
            Fieldset("Een plek om te leren: vul dit in als u die aanmeldt", "plaats_omschrijving", "plaats_aantal"),
            Fieldset("Toelichting", "toelichting"),
        ]

    def clean_bedrijf_leerbedrijf_id(self) -> str:
        digits: str = self.cleaned_data["bedrijf_leerbedrijf_id"]
        if digits and not digits.isdigit():
            raise forms.ValidationError("Een leerbedrijf-ID heeft alleen cijfers. Weet u het niet? Laat dit dan leeg.")
        return digits

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("wat") in {PERSOON, BEIDE}:
            self.need(("persoon_voornamen", "persoon_achternaam", "persoon_geboortedatum"))
            self.need(("persoon_weet_ervan",), "Overleg eerst met deze persoon. Zet daarna hier een vinkje.")
        if cleaned.get("wat") in {PLAATS, BEIDE}:
            self.need(("plaats_omschrijving",), "Beschrijf in een paar woorden welk werk iemand bij u kan leren.")
        return cleaned

    def values(self) -> dict[str, Any]:
        cleaned, wat = super().values(), self.cleaned_data["wat"]
        met_persoon, met_plaats = wat in {PERSOON, BEIDE}, wat in {PLAATS, BEIDE}
        if not met_persoon:
            cleaned = {name: value for name, value in cleaned.items() if name not in {*PERSON, "persoon_weet_ervan"}}
        if not met_plaats:
            cleaned = {name: value for name, value in cleaned.items() if not name.startswith("plaats_")}
        return {
            **cleaned,
            "aanmelder_organisatie": cleaned["bedrijf_naam"],
            "met_persoon": met_persoon,
            "met_plaats": met_plaats,
            "persoon_is_werknemer": met_persoon,
        }
