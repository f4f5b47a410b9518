from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone

from praktijkleren.documenten.actions import Signer
from trajecten.models import Beoordeling
from verklaringen.actions import Keuze
from verklaringen.models import Praktijkverklaring


class Form(forms.Form):
    """With one button that says what it does."""

    submit_label = "Bewaar"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", self.submit_label))


class ChooseForm(forms.Form):
    """Which mastered werkprocessen go on the verklaring, each with a few plain words if one likes."""

    def __init__(
        self, data: Any, *, beoordelingen: Sequence[Beoordeling], chosen: dict[Any, str], bericht: str
    ) -> None:
        super().__init__(data)
        self.beoordelingen = beoordelingen
        for row in beoordelingen:
            self.fields[f"kies-{row.pk}"] = forms.BooleanField(
                label=row.leerdoel.werkproces.naam, required=False, initial=row.pk in chosen
            )
            self.fields[f"toelichting-{row.pk}"] = forms.CharField(
                label="Waar of waarmee?",
                required=False,
                max_length=120,
                initial=chosen.get(row.pk, row.toelichting[:120]),
            )
        self.fields["toelichting"] = forms.CharField(
            label="Bericht aan de praktijkopleider",
            help_text="Staat boven de verklaring, niet erop.",
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial=bericht,
        )

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"beoordeling": row, "kies": self[f"kies-{row.pk}"], "toelichting": self[f"toelichting-{row.pk}"]}
            for row in self.beoordelingen
        ]

    def keuzes(self) -> list[Keuze]:
        data = self.cleaned_data
        return [Keuze(row, data[f"toelichting-{row.pk}"]) for row in self.beoordelingen if data[f"kies-{row.pk}"]]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(data.get(f"kies-{row.pk}") for row in self.beoordelingen):
            raise forms.ValidationError("Kies ten minste één werkproces.")
        return data


class SendForm(Form):
    submit_label = "Stuur naar de praktijkopleider"
    ondertekenaar = forms.ChoiceField(
        label="Wie ondertekent?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie ondertekent.", "invalid_choice": "Kies wie ondertekent."},
    )
    email = forms.EmailField(
        label="Ander e-mailadres",
        required=False,
        help_text="Alleen als het adres hierboven niet klopt.",
        error_messages={"invalid": "Vul een heel e-mailadres in, zoals naam@bedrijf.nl."},
    )

    def __init__(self, data: Any, *, signers: dict[str, Signer]) -> None:
        super().__init__(data, initial={"ondertekenaar": next(iter(signers), "")})
        self.signers = signers
        self.fields["ondertekenaar"].choices = [  # type: ignore[attr-defined]
            (key, ", ".join(part for part in (signer.naam, signer.functie, signer.email) if part))
            for key, signer in signers.items()
        ]

    def signer(self) -> Signer:
        chosen = self.signers[self.cleaned_data["ondertekenaar"]]
        email = self.cleaned_data["email"] or chosen.email
        return Signer(naam=chosen.naam, email=email, functie=chosen.functie, organisatie=chosen.organisatie)


class AddressForm(Form):
    submit_label = "Stuur naar dit adres"
    email = forms.EmailField(
        label="Juist e-mailadres van de praktijkopleider",
        error_messages={
            "required": "Vul een e-mailadres in.",
            "invalid": "Vul een heel e-mailadres in, zoals naam@bedrijf.nl.",
        },
    )


class WithdrawForm(Form):
    submit_label = "Trek de verklaring terug"
    reason = forms.CharField(
        label="Waarom trek je de verklaring terug?",
        max_length=300,
        error_messages={"required": "Schrijf kort op waarom."},
    )


class HandOverForm(Form):
    submit_label = "Leg de uitreiking vast"
    op = forms.DateField(
        label="Uitgereikt op",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Vul de datum in.", "invalid": "Vul een datum in."},
    )
    door = forms.CharField(
        label="Uitgereikt door",
        max_length=120,
        help_text="Naam of organisatie.",
        error_messages={"required": "Vul in wie de verklaring uitreikte."},
    )
    mail_kandidaat = forms.BooleanField(label="Mail de PDF ook naar de kandidaat", required=False)

    def __init__(self, data: Any, *, verklaring: Praktijkverklaring, door: str) -> None:
        has_email = bool(verklaring.kandidaat and verklaring.kandidaat.email)
        super().__init__(data, initial={"op": timezone.localdate(), "door": door, "mail_kandidaat": has_email})
        self.verklaring = verklaring
        if not has_email:
            del self.fields["mail_kandidaat"]

    def clean_op(self) -> date:
        op: date = self.cleaned_data["op"]
        if op > timezone.localdate():
            raise forms.ValidationError("De datum ligt in de toekomst. Leg de uitreiking vast als zij is geweest.")
        if self.verklaring.ondertekend_op and op < self.verklaring.ondertekend_op:
            raise forms.ValidationError("De verklaring was op deze datum nog niet ondertekend.")
        return op
