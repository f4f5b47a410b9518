"""Forms of the public check, and of sharing."""

import hashlib
import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from verklaringen.codes import read_code
from verklaringen.uploads import MAX_MB

NO_PDF = "Dit is geen PDF. Kies het PDF-bestand van de praktijkverklaring."
TOO_LARGE = f"Dit bestand is groter dan {MAX_MB} MB. Een praktijkverklaring is veel kleiner."


class CheckForm(forms.Form):
    code = forms.CharField(
        label="Controlecode",
        help_text="Zestien letters en cijfers onder de QR-code. Streepjes en hoofdletters maken niet uit.",
        max_length=60,
        error_messages={"required": "Vul de code in die onder de QR-code staat."},
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError("Een code heeft zestien letters en cijfers. Kijk nog eens op het papier.")
        return code


class PaperForm(forms.Form):
    """What stands on the paper that someone has in hand."""

    achternaam = forms.CharField(
        label="Achternaam",
        max_length=120,
        help_text="Zoals die op het papier staat.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Vul de achternaam in die op het papier staat."},
    )
    geboortedatum = forms.DateField(
        label="Geboortedatum",
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"required": "Vul de geboortedatum in.", "invalid": "Vul een datum in, zoals 24-11-1998."},
    )


class FileForm(forms.Form):
    """A PDF, or only its SHA-256 where the browser computed that."""

    bestand = forms.FileField(
        label="PDF van de praktijkverklaring",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": "Kies een bestand.", "empty": NO_PDF, "invalid": NO_PDF},
    )
    sha256 = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    code = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, code: str = "", too_large: bool = False) -> None:
        super().__init__(data, files, initial={"code": code}, auto_id="id_pdf_%s")
        self.too_large, self.pdf = too_large, b""
        self.fields["bestand"].required = not (too_large or (data and data.get("sha256")))

    def clean_bestand(self) -> "UploadedFile[bytes] | None":
        file: UploadedFile[bytes] | None = self.cleaned_data["bestand"]
        if self.too_large:
            raise forms.ValidationError(TOO_LARGE)
        if file:
            self.pdf = file.read()
            if b"%PDF-" not in self.pdf[:1024]:
                raise forms.ValidationError(NO_PDF)
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        data["sha256"] = hashlib.sha256(self.pdf).hexdigest() if self.pdf else data.get("sha256", "").lower()
        if not re.fullmatch(r"[0-9a-f]{64}", data["sha256"]):
            self.add_error("bestand", NO_PDF)
        return data


class ShareForm(forms.Form):
    voor = forms.CharField(
        label="Voor wie is de link?",
        required=False,
        max_length=60,
        help_text="Dit staat alleen op deze pagina. Zo blijft duidelijk welke link van wie is.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
