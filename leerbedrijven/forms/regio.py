"""Forms of what one regio knows of a leerbedrijf."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone

from kwalificaties.models import Kwalificatie
from leerbedrijven.erkenning import Keuze
from leerbedrijven.fields import WerkprocessenField
from leerbedrijven.models import ContactSoort, Leerplaats, Praktijkopleider, Relatie
from praktijkleren.ui.conflict import VersionedForm
from praktijkleren.ui.freetext import FreeTextForm

BEFORE = "De laatste dag ligt vóór de eerste dag."


def helper(knop: str, concept: str) -> FormHelper:
    """What was typed is kept while a sign-in expires (drafts.js)."""
    found = FormHelper()
    found.attrs = {"data-concept": concept}
    found.add_input(Submit("submit", knop))
    return found


class RelatieForm(FreeTextForm, VersionedForm):
    contactpersoon = forms.CharField(label="Contactpersoon", max_length=120, required=False)
    email = forms.EmailField(label="E-mailadres", required=False)
    telefoon = forms.CharField(label="Telefoonnummer", max_length=20, required=False)
    capaciteit = forms.IntegerField(
        label="Hoeveel mensen kunnen hier tegelijk leren?", min_value=0, max_value=500, required=False
    )
    notitie = forms.CharField(
        label="Notitie over het bedrijf",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Schrijf niets over personen op.",
    )

    def __init__(self, *args: Any, relatie: Relatie | None, **kwargs: Any) -> None:
        kwargs["initial"] = {**self.stands(relatie), "versie": relatie.versie} if relatie else {}
        super().__init__(*args, **kwargs)
        if relatie is None:
            del self.fields["versie"]
        self.helper = helper("Bewaar", "relatie")

    @staticmethod
    def stands(relatie: Relatie) -> dict[str, Any]:
        names = ("contactpersoon", "email", "telefoon", "capaciteit", "notitie")
        return {name: getattr(relatie, name) for name in names}


class ContactForm(FreeTextForm):
    datum = forms.DateField(label="Wanneer?", widget=forms.DateInput)
    soort = forms.ChoiceField(
        label="Hoe?",
        choices=[(soort, soort.label.capitalize()) for soort in ContactSoort],
        widget=forms.RadioSelect,
    )
    verslag = forms.CharField(
        label="Wat is er besproken?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Over het bedrijf. Schrijf niets over kandidaten op.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"datum": timezone.localdate(), "soort": ContactSoort.BEZOEK}
        super().__init__(*args, **kwargs)
        self.helper = helper("Leg contact vast", "contact")

    def clean_datum(self) -> date:
        datum: date = self.cleaned_data["datum"]
        if not timezone.localdate() - timedelta(days=3650) <= datum <= timezone.localdate():
            raise forms.ValidationError("Kies een dag die geweest is.")
        return datum


class PraktijkopleiderForm(FreeTextForm, VersionedForm):
    naam = forms.CharField(label="Naam", max_length=120)
    functie = forms.CharField(label="Functie", max_length=80, required=False)
    email = forms.EmailField(
        label="E-mailadres", help_text="Hierop krijgt de praktijkopleider de link om te ondertekenen."
    )
    telefoon = forms.CharField(label="Telefoonnummer", max_length=20, required=False)
    van = forms.DateField(label="Begeleidt hier vanaf", widget=forms.DateInput)
    tot = forms.DateField(
        label="Begeleidt hier tot en met", widget=forms.DateInput, required=False, help_text="Leeg: geen einde bekend."
    )

    def __init__(self, *args: Any, opleider: Praktijkopleider | None = None, **kwargs: Any) -> None:
        today = {"van": timezone.localdate()}
        kwargs["initial"] = {**self.stands(opleider), "versie": opleider.versie} if opleider else today
        super().__init__(*args, **kwargs)
        if opleider is None:
            del self.fields["versie"], self.fields["tot"]
        knop = "Bewaar praktijkopleider" if opleider else "Voeg praktijkopleider toe"
        self.helper = helper(knop, "praktijkopleider")

    @staticmethod
    def stands(opleider: Praktijkopleider) -> dict[str, Any]:
        names = ("naam", "functie", "email", "telefoon", "van", "tot")
        return {name: getattr(opleider, name) for name in names}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("tot") and data.get("van") and data["tot"] < data["van"]:
            self.add_error("tot", BEFORE)
        return data


class LeerplaatsForm(FreeTextForm, VersionedForm):
    """`keuzes` are the werkprocessen of the kwalificatie that was chosen before, if one was."""

    titel = forms.CharField(
        label="Wat is het voor plek?", max_length=160, help_text="Bijvoorbeeld: medewerker bediening, ochtend."
    )
    omschrijving = forms.CharField(
        label="Omschrijving", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    aantal = forms.IntegerField(label="Hoeveel plaatsen zijn er?", min_value=1, max_value=200)
    uren_per_week = forms.IntegerField(label="Uren per week", min_value=1, max_value=48, required=False)
    praktijkopleider = forms.ModelChoiceField(
        label="Praktijkopleider",
        queryset=Praktijkopleider.objects.none(),
        required=False,
        empty_label="Nog niet bekend",
    )
    van = forms.DateField(label="Beschikbaar vanaf", widget=forms.DateInput)

    def __init__(
        self,
        *args: Any,
        relatie: Relatie | None,
        kwalificatie: Kwalificatie | None,
        keuzes: Sequence[Keuze],
        leerplaats: Leerplaats | None = None,
        **kwargs: Any,
    ) -> None:
        initial: dict[str, Any] = {"van": timezone.localdate(), "aantal": 1}
        if leerplaats:
            initial = {**self.stands(leerplaats), "versie": leerplaats.versie}
        elif kwalificatie:
            initial["titel"] = kwalificatie.titel
        super().__init__(*args, **{**kwargs, "initial": initial})
        if relatie:
            current = Praktijkopleider.objects.current().filter(relatie=relatie)
            self.fields["praktijkopleider"].queryset = current.order_by("naam", "pk")  # type: ignore[attr-defined]
        if keuzes:
            self.fields["werkprocessen"] = WerkprocessenField(
                keuzes, label="Welk werk kan iemand op deze plek leren?", required=False
            )
        if leerplaats is None:
            del self.fields["versie"]
        self.helper = helper("Bewaar leerplaats" if leerplaats else "Voeg leerplaats toe", "leerplaats")

    @staticmethod
    def stands(leerplaats: Leerplaats) -> dict[str, Any]:
        names = ("titel", "omschrijving", "aantal", "uren_per_week", "praktijkopleider", "van")
        chosen = list(leerplaats.werkprocessen.order_by("code"))
        return {name: getattr(leerplaats, name) for name in names} | {"werkprocessen": chosen}

    def stands_here(self, leerplaats: Leerplaats) -> dict[str, Any]:
        return {name: value for name, value in self.stands(leerplaats).items() if name in self.fields}


class CloseForm(forms.Form):
    tot = forms.DateField(label="Laatste dag", widget=forms.DateInput)

    def __init__(self, *args: Any, leerplaats: Leerplaats, **kwargs: Any) -> None:
        kwargs["initial"] = {"tot": timezone.localdate()}
        super().__init__(*args, **kwargs)
        self.leerplaats = leerplaats
        self.helper = helper("Sluit de leerplaats", "sluiten")

    def clean_tot(self) -> date:
        tot: date = self.cleaned_data["tot"]
        if tot < self.leerplaats.van:
            raise forms.ValidationError(BEFORE)
        return tot
