"""What a colleague writes down about a signer who is not there."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from praktijkleren.documenten import forms as documenten
from praktijkleren.documenten.fonts import check_printable


class AwayForm(documenten.AwayForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, vraag="Vanaf welke dag is deze persoon er weer?", **kwargs)
        self.fields["reden"].help_text = "Of iemand ziek is, leggen we niet vast."
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "Bewaar"))


class OtherSignerForm(forms.Form):
    naam = forms.CharField(
        label="Wie ondertekent?",
        max_length=120,
        validators=[check_printable],
        error_messages={"required": "Vul in wie er ondertekent."},
    )
    functie = forms.CharField(
        label="Functie",
        max_length=80,
        validators=[check_printable],
        error_messages={"required": "Vul de functie in."},
    )
    email = forms.EmailField(
        label="E-mailadres",
        error_messages={
            "required": "Vul het e-mailadres in.",
            "invalid": "Vul een heel e-mailadres in, zoals naam@bedrijf.nl.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "Stuur naar deze persoon"))
