from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from kwalificaties import codes
from kwalificaties.models import Kerntaak, Kwalificatie, Werkproces
from praktijkleren.ui.csvfile import CsvError, read_upload

TAKEN = "Deze code is al in gebruik. Kies een andere code."


class OriginForm(forms.Form):
    """Whatever is typed in says where it comes from, and from when it holds."""

    bron = forms.CharField(
        label="Bron", max_length=300, help_text="Waar staat dit? Bijvoorbeeld: SBB, kwalificatiedossier 23025."
    )
    vanaf = forms.DateField(label="Geldt vanaf", widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"vanaf": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()

    def clean_vanaf(self) -> date:
        vanaf: date = self.cleaned_data["vanaf"]
        if not 2000 <= vanaf.year <= timezone.localdate().year + 2:
            raise forms.ValidationError("Deze datum kan niet. Kijk het jaartal na.")
        return vanaf


class KerntaakForm(OriginForm):
    code = forms.CharField(label="Code", max_length=10, help_text="B1-K1 in het basisdeel, P1-K1 in een profieldeel.")
    titel = forms.CharField(label="Titel van de kerntaak", max_length=300)
    field_order = ["code", "titel", "bron", "vanaf"]

    def __init__(self, *args: Any, kwalificatie: Kwalificatie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kwalificatie = kwalificatie
        self.helper.add_input(Submit("submit", "Voeg kerntaak toe"))

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].upper()
        if reason := codes.wrong_shape(code, codes.KERNTAAK):
            raise forms.ValidationError(reason)
        return code


class KerntaakEditForm(OriginForm):
    titel = forms.CharField(label="Titel van de kerntaak", max_length=300)
    field_order = ["titel", "bron", "vanaf"]

    def __init__(self, *args: Any, row: Kerntaak, **kwargs: Any) -> None:
        super().__init__(*args, initial={"titel": row.titel, "bron": row.bron, "vanaf": row.vanaf}, **kwargs)
        self.helper.add_input(Submit("submit", "Bewaar kerntaak"))


class WerkprocesForm(OriginForm):
    code = forms.CharField(label="Code", max_length=14)
    naam = forms.CharField(
        label="Naam van het werkproces", max_length=300, help_text="Zeg in gewone woorden wat iemand doet."
    )
    field_order = ["naam", "code", "bron", "vanaf"]

    def __init__(self, *args: Any, kerntaak: Kerntaak, **kwargs: Any) -> None:
        used = kerntaak.werkprocessen.filter(gesloten_op__isnull=True).count()
        suggestion = {"code": f"{kerntaak.code}-W{used + 1}", "bron": kerntaak.bron if kerntaak.is_own else ""}
        super().__init__(*args, initial=suggestion, **kwargs)
        self.kerntaak = kerntaak
        self.fields["code"].help_text = f"De code begint met {kerntaak.code}-W."
        self.helper.add_input(Submit("submit", "Voeg werkproces toe"))

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].upper()
        if reason := codes.wrong_shape(code, codes.WERKPROCES):
            raise forms.ValidationError(reason)
        if codes.kerntaak_of(code) != self.kerntaak.code:
            raise forms.ValidationError(f"De code hoort te beginnen met {self.kerntaak.code}-W.")
        return code


class WerkprocesEditForm(OriginForm):
    naam = forms.CharField(label="Naam van het werkproces", max_length=300)
    field_order = ["naam", "bron", "vanaf"]

    def __init__(self, *args: Any, row: Werkproces, **kwargs: Any) -> None:
        super().__init__(*args, initial={"naam": row.naam, "bron": row.bron, "vanaf": row.vanaf}, **kwargs)
        self.helper.add_input(Submit("submit", "Bewaar werkproces"))


class CsvUploadForm(forms.Form):
    """Size and kind are looked at here; what is in it by the room that reads it."""

    bestand = forms.FileField(
        label="CSV-bestand", help_text="Hooguit 2 MB.", widget=forms.FileInput(attrs={"accept": ".csv,text/csv"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "Bekijk wat er gaat gebeuren"))

    def clean_bestand(self) -> "UploadedFile[Any]":
        bestand: UploadedFile[Any] = self.cleaned_data["bestand"]
        try:
            self.text = read_upload(bestand)
        except CsvError as error:
            raise forms.ValidationError(str(error)) from None
        return bestand
