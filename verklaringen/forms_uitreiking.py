"""When, where and by whom; for one person or for everyone at an occasion."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from praktijkleren.documenten.dates import in_words
from verklaringen.forms import Form
from verklaringen.models import Praktijkverklaring


class HandOverForm(Form):
    submit_label = "Leg de uitreiking vast"
    op = forms.DateField(
        label="Uitgereikt op",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Vul de datum in.", "invalid": "Vul een datum in."},
    )
    plaats = forms.CharField(
        label="Waar?", max_length=120, required=False, help_text="Bijvoorbeeld: de kantine van het bedrijf."
    )
    door = forms.CharField(
        label="Uitgereikt door",
        max_length=120,
        help_text="Naam of organisatie.",
        error_messages={"required": "Vul in wie de verklaring uitreikte."},
    )
    mail_kandidaat = forms.BooleanField(label="Mail de PDF ook naar de kandidaat", required=False)

    def __init__(self, data: Any, *, verklaringen: Sequence[Praktijkverklaring], door: str) -> None:
        emailed = [row for row in verklaringen if row.kandidaat and row.kandidaat.email]
        super().__init__(data, initial={"op": timezone.localdate(), "door": door, "mail_kandidaat": bool(emailed)})
        self.verklaringen = verklaringen
        if not emailed:
            del self.fields["mail_kandidaat"]
        elif len(verklaringen) > 1:
            whom = "1 kandidaat" if len(emailed) == 1 else f"{len(emailed)} kandidaten"
            self.fields["mail_kandidaat"].label = f"Mail de eigen PDF ook naar de {whom} met een e-mailadres"

    def clean_op(self) -> date:
        op: date = self.cleaned_data["op"]
        if op > timezone.localdate():
            raise forms.ValidationError("De datum ligt in de toekomst. Leg de uitreiking vast als zij is geweest.")
        for row in self.verklaringen:
            if row.ondertekend_op and op < row.ondertekend_op:
                signed = in_words(row.ondertekend_op)
                raise forms.ValidationError(f"De verklaring van {row.naam} is pas op {signed} ondertekend.")
        return op

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        return {"mail_kandidaat": False, **data}
