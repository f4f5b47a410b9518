from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

CODE_LENGTH = 6


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code uit de mail",
        help_text="Zes cijfers. Plakken mag ook.",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 10}),
        error_messages={"required": "Vul de zes cijfers van de code in."},
    )

    def __init__(self, *args: object, mailed: bool = True, **kwargs: object) -> None:
        """`mailed`: the code came by mail; else it stands on the screen of a colleague."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.mailed = mailed
        if not mailed:
            self.fields["code"].label = "Code van het scherm"
            self.fields["code"].help_text = "Zes cijfers."
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "Ga verder"))

    def clean_code(self) -> str:
        """Digits only: people paste spaces, dashes and whole words along with it."""
        digits = "".join(letter for letter in self.cleaned_data["code"] if letter in "0123456789")
        if len(digits) != CODE_LENGTH:
            where = "in de mail" if self.mailed else "op het scherm"
            raise forms.ValidationError(f"Een code heeft zes cijfers. Kijk nog eens {where}.")
        return digits


class LostForm(forms.Form):
    email = forms.EmailField(
        label="E-mailadres",
        help_text="Het adres waarop de eerste mail binnenkwam.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Vul een e-mailadres in.",
            "invalid": "Vul een heel e-mailadres in, zoals naam@bedrijf.nl.",
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "Stuur de link opnieuw"))
