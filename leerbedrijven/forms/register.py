"""Forms of the national register."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone

from kwalificaties.choices import open_werkprocessen
from kwalificaties.models import Kwalificatie
from leerbedrijven.erkenning import Keuze
from leerbedrijven.fields import WerkprocessenField
from leerbedrijven.models import Erkenning, Leerbedrijf, four_years
from praktijkleren.ui.conflict import VersionedForm

POSTCODE = re.compile(r"([1-9]\d{3}) ?([A-Z]{2})")
ID_SHAPE = re.compile(r"\d{6,12}")
REGISTER_FIELDS = ("leerbedrijf_id", "naam", "vestiging", "straat", "postcode", "plaats", "kvk")


def clean_postcode(text: str) -> str:
    """1234 AB, or ValidationError; may be empty."""
    found = POSTCODE.fullmatch(text.strip().upper())
    if text.strip() and not found:
        raise forms.ValidationError("Dit is geen postcode. Schrijf hem als 9712 CP.")
    return f"{found[1]} {found[2]}" if found else ""


def clean_leerbedrijf_id(text: str) -> str:
    digits = re.sub(r"[\s.]", "", text)
    if not ID_SHAPE.fullmatch(digits):
        raise forms.ValidationError("Een leerbedrijf-ID heeft 6 tot 12 cijfers. Je vindt het op Stagemarkt.")
    return digits


def clean_kvk(text: str) -> str:
    digits = re.sub(r"[\s.]", "", text)
    if digits and not re.fullmatch(r"\d{8}", digits):
        raise forms.ValidationError("Een KvK-nummer heeft 8 cijfers.")
    return digits


class LeerbedrijfForm(VersionedForm):
    leerbedrijf_id = forms.CharField(
        label="Leerbedrijf-ID", max_length=20, help_text="Het nummer in het register van SBB (Stagemarkt)."
    )
    naam = forms.CharField(label="Naam", max_length=160)
    vestiging = forms.CharField(label="Vestiging of afdeling", max_length=160, required=False)
    straat = forms.CharField(label="Straat en huisnummer", max_length=120, required=False)
    postcode = forms.CharField(label="Postcode", max_length=7, required=False)
    plaats = forms.CharField(label="Plaats", max_length=80)
    kvk = forms.CharField(label="KvK-nummer", max_length=12, required=False)

    def __init__(self, *args: Any, leerbedrijf: Leerbedrijf | None = None, **kwargs: Any) -> None:
        if leerbedrijf:
            kwargs["initial"] = {**self.stands(leerbedrijf), "versie": leerbedrijf.versie}
        super().__init__(*args, **kwargs)
        self.leerbedrijf = leerbedrijf
        self.known: Leerbedrijf | None = None
        """The one that has this leerbedrijf-ID already."""
        if leerbedrijf is None:
            del self.fields["versie"]
        self.helper = FormHelper()
        self.helper.attrs = {"data-concept": "leerbedrijf"}
        self.helper.add_input(Submit("submit", "Bewaar leerbedrijf" if leerbedrijf else "Voeg leerbedrijf toe"))

    @staticmethod
    def stands(leerbedrijf: Leerbedrijf) -> dict[str, Any]:
        return {name: getattr(leerbedrijf, name) for name in REGISTER_FIELDS}

    def clean_leerbedrijf_id(self) -> str:
        digits = clean_leerbedrijf_id(self.cleaned_data["leerbedrijf_id"])
        others = Leerbedrijf.objects.exclude(pk=self.leerbedrijf.pk) if self.leerbedrijf else Leerbedrijf.objects.all()
        self.known = others.filter(leerbedrijf_id=digits).first()
        if self.known:
            raise forms.ValidationError(f"Dit leerbedrijf staat er al: {self.known}.")
        return digits

    def clean_postcode(self) -> str:
        return clean_postcode(self.cleaned_data["postcode"])

    def clean_kvk(self) -> str:
        return clean_kvk(self.cleaned_data["kvk"])


class ErkenningBaseForm(forms.Form):
    """Which werkprocessen can be done there, by their plain name."""

    tot = forms.DateField(label="Geldt tot en met", required=False, widget=forms.DateInput)
    bron = forms.CharField(
        label="Bron", max_length=120, required=False, help_text="Bijvoorbeeld: Stagemarkt, brief van SBB."
    )

    def __init__(self, *args: Any, kwalificatie: Kwalificatie, knop: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keuzes: Sequence[Keuze] = [Keuze(row, kan=True) for row in open_werkprocessen(kwalificatie)]
        if self.keuzes:
            self.fields["uitvoerbaar"] = WerkprocessenField(
                self.keuzes,
                label="Welk werk kan iemand hier leren?",
                help_text="Zet een vinkje bij elk werkproces dat SBB hier uitvoerbaar vindt.",
                error_messages={"required": "Kies ten minste één werkproces."},
            )
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", knop))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.keuzes:
            data["uitvoerbaar"] = []
        return data


class ErkenningForm(ErkenningBaseForm):
    van = forms.DateField(
        label="Datum van het besluit",
        widget=forms.DateInput,
        help_text="Vanaf deze dag geldt de erkenning. Bij een verlenging is dit de dag van het nieuwe besluit.",
    )
    field_order = ["van", "tot", "bron"]

    def __init__(self, *args: Any, leerbedrijf: Leerbedrijf, kwalificatie: Kwalificatie, **kwargs: Any) -> None:
        today = timezone.localdate()
        initial = {"van": today, "tot": four_years(today)}
        super().__init__(*args, kwalificatie=kwalificatie, knop="Leg de erkenning vast", initial=initial, **kwargs)
        self.erkenningen = leerbedrijf.erkenningen.filter(kwalificatie=kwalificatie)
        self.fields["tot"].help_text = "Laat leeg voor vier jaar."
        if not self.is_bound:
            earlier = self.erkenningen.order_by("-van").first()
            self.initial["uitvoerbaar"] = _listed(earlier, self.keuzes) if earlier else []

    def clean_van(self) -> date:
        van: date = self.cleaned_data["van"]
        if not timezone.localdate() - timedelta(days=3650) < van < timezone.localdate() + timedelta(days=180):
            raise forms.ValidationError("Deze datum ligt te ver weg. Kijk het jaartal na.")
        if later := self.erkenningen.filter(van__gte=van).order_by("-van").first():
            raise forms.ValidationError(f"Er is al een erkenning met een besluit van {later.van:%d-%m-%Y}.")
        return van

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        van, tot = data.get("van"), data.get("tot")
        if van and not tot and "tot" not in self.errors:
            data["tot"] = four_years(van)
        if van and tot and tot < van:
            self.add_error("tot", "De laatste dag ligt vóór het besluit.")
        return data


class ErkenningEditForm(ErkenningBaseForm):
    def __init__(self, *args: Any, erkenning: Erkenning, **kwargs: Any) -> None:
        initial = {"tot": erkenning.tot, "bron": erkenning.bron}
        kwalificatie = erkenning.kwalificatie
        super().__init__(*args, kwalificatie=kwalificatie, knop="Bewaar de erkenning", initial=initial, **kwargs)
        self.erkenning = erkenning
        self.initial["uitvoerbaar"] = _listed(erkenning, self.keuzes)

    def clean_tot(self) -> date | None:
        tot: date | None = self.cleaned_data["tot"]
        if tot and tot < self.erkenning.van:
            raise forms.ValidationError(f"De laatste dag ligt vóór het besluit van {self.erkenning.van:%d-%m-%Y}.")
        return tot


def _listed(erkenning: Erkenning, keuzes: Sequence[Keuze]) -> list[str]:
    """By code: the kwalificatiestructuur may have another versie by now."""
    codes = set(erkenning.werkprocessen.filter(uitvoerbaar=True).values_list("werkproces__code", flat=True))
    return [str(keuze.werkproces.pk) for keuze in keuzes if keuze.werkproces.code in codes]
