from typing import Any

from django import forms
from django.core.validators import RegexValidator

from praktijkleren.accounts.forms.base import form_helper, without_double_spaces
from praktijkleren.accounts.models import Gebruiker

PHONE = RegexValidator(r"\A\+?[0-9 ()-]{8,20}\Z", "Vul een telefoonnummer in met cijfers, zoals 06 12345678.")


class ProfileForm(forms.Form):
    naam = forms.CharField(max_length=120, help_text="Zo zien je collega's je.")
    functie = forms.CharField(max_length=80, required=False)
    telefoon = forms.CharField(
        label="Telefoonnummer",
        max_length=20,
        required=False,
        validators=[PHONE],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(gebruiker, name) for name in ("naam", "functie", "telefoon")}
        self.helper = form_helper("Bewaar mijn gegevens")

    def clean_naam(self) -> str:
        return without_double_spaces(self.cleaned_data["naam"])
