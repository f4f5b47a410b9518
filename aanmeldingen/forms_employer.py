"""The entrance of an employer. What is offered is asked first; then only what counts for it, in one form."""

from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from aanmeldingen.forms_apply import CONTACT, PERSON, ApplyForm, PersonFieldsMixin, from_model, knows
from aanmeldingen.models import Ingang

PERSOON, PLAATS, BEIDE = "persoon", "plaats", "beide"
WAT = {
    PERSOON: "Iemand die bij u werkt",
    PLAATS: "Een plek waar iemand kan leren",
    BEIDE: "Iemand die bij u werkt en een plek om te leren",
}
OF_PERSON = (*PERSON, "persoon_weet_ervan")
OF_PLACE = ("plaats_omschrijving", "plaats_aantal")


class WerkgeverForm(PersonFieldsMixin, ApplyForm):
    """An employer offers someone who works there, a place to learn, or both."""

    ingang = Ingang.WERKGEVER
    wat = forms.ChoiceField(widget=forms.HiddenInput, choices=list(WAT.items()))
    """Hidden: a page earlier it was chosen, and it decides which fields this form has."""
    bedrijf_naam = from_model("bedrijf_naam", "Naam van het bedrijf", autocomplete="organization")
    bedrijf_plaats = from_model("bedrijf_plaats", "Plaats")
    bedrijf_leerbedrijf_id = from_model(
        "bedrijf_leerbedrijf_id", "Leerbedrijf-ID", required=False, help_text="Als u al een erkend leerbedrijf bent."
    )
    aanmelder_naam = from_model("aanmelder_naam", "Uw naam", autocomplete="name")
    aanmelder_email = from_model("aanmelder_email", "Uw e-mailadres", autocomplete="email")
    aanmelder_telefoon = from_model("aanmelder_telefoon", "Uw telefoonnummer", required=False, autocomplete="tel")
    persoon_weet_ervan = knows("Deze persoon weet van de aanmelding")
    plaats_omschrijving = forms.CharField(
        label="Welk werk kan iemand bij u leren?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Beschrijf in een paar woorden welk werk iemand bij u kan leren."},
    )
    plaats_aantal = forms.IntegerField(label="Voor hoeveel mensen?", min_value=1, max_value=200, initial=1)
    toelichting = forms.CharField(
        label="Wilt u nog iets vertellen?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, wat: str, **kwargs: Any) -> None:
        self.met_persoon, self.met_plaats = wat in {PERSOON, BEIDE}, wat in {PLAATS, BEIDE}
        super().__init__(*args, **kwargs)
        self.fields["wat"].initial = wat
        for name in (*OF_PERSON * (not self.met_persoon), *OF_PLACE * (not self.met_plaats)):
            del self.fields[name]

    def groups(self) -> list[Any]:
        found = ["wat", Fieldset("Over uw bedrijf", "bedrijf_naam", "bedrijf_plaats", "bedrijf_leerbedrijf_id")]
        found.append(Fieldset("Wie bent u?", *CONTACT))
        if self.met_persoon:
            found.append(Fieldset("Iemand die bij u werkt", *OF_PERSON))
        if self.met_plaats:
            found.append(Fieldset("Een plek om te leren", *OF_PLACE))
        return [*found, Fieldset("Toelichting", "toelichting")]

    def clean_bedrijf_leerbedrijf_id(self) -> str:
        digits: str = self.cleaned_data["bedrijf_leerbedrijf_id"]
        if digits and not digits.isdigit():
            raise forms.ValidationError("Een leerbedrijf-ID heeft alleen cijfers. Weet u het niet? Laat dit dan leeg.")
        return digits

    def values(self) -> dict[str, Any]:
        cleaned = super().values()
        return {
            **cleaned,
            "aanmelder_organisatie": cleaned["bedrijf_naam"],
            "met_persoon": self.met_persoon,
            "met_plaats": self.met_plaats,
            "persoon_is_werknemer": self.met_persoon,
        }
