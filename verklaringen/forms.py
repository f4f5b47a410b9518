from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone

from praktijkleren.documenten.dates import in_words as in_words_of_date
from praktijkleren.documenten.fonts import check_printable, is_printable
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.documenten.paper import MAX_BYTES, mime_of
from praktijkleren.documenten.signer import IN_PERSON, Rol, Signer, in_words
from trajecten.models import Beoordeling
from verklaringen.actions import Keuze
from verklaringen.signers import TWICE
from verklaringen.states import IntrekReden

ARTICLE = {Rol.LEIDINGGEVENDE: "de", Rol.MBO_CONTACT: "het"}


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

    def __init__(
        self, data: Any, *, signers: dict[str, Signer], mede: Sequence[Signer] = (), naam: str = "", latijn: str = ""
    ) -> None:
        """`naam` is that of the kandidaat, `latijn` what stood in its place before."""
        super().__init__(data, initial={"ondertekenaar": next(iter(signers), "")})
        self.signers, self.known = signers, mede
        if not is_printable(naam):
            self._ask_for_latin(naam, latijn)
        for signer in mede:
            if signer.rol not in IN_PERSON:
                self._ask_for(signer)
        self.parents = {_described(each): each for each in mede if each.rol == Rol.VERTEGENWOORDIGER}
        if len(self.parents) > 1:
            self._ask_which()
        self.fields["ondertekenaar"].choices = [  # type: ignore[attr-defined]
            (key, _described(signer)) for key, signer in signers.items()
        ]

    def _ask_for_latin(self, naam: str, latijn: str) -> None:
        """Only where it is needed: a document has Latin, Greek, Cyrillic and Arabic letters, and no others."""
        field = forms.CharField(
            label="Naam in Latijnse letters",
            help_text=f"De letters van {naam} kunnen niet op het document staan. Neem de naam over uit het paspoort.",
            max_length=200,
            initial=latijn,
            validators=[check_printable],
            error_messages={"required": "Vul de naam in zoals die op het document moet staan."},
        )
        self.fields = {"naam_latijn": field, **self.fields}

    def _ask_which(self) -> None:
        """Of two parents both may sign, or one: whoever sends it knows."""
        self.fields["vertegenwoordigers"] = forms.MultipleChoiceField(
            label="Wie van de vertegenwoordigers ondertekent?",
            choices=[(key, key) for key in self.parents],
            initial=list(self.parents),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Kies wie er ondertekent."},
        )

    def clean_vertegenwoordigers(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["vertegenwoordigers"]
        missing = {signer.als for signer in self.parents.values()} - {self.parents[key].als for key in chosen}
        if missing:
            raise forms.ValidationError(f"Kies ook een {', '.join(sorted(missing))}.")
        return chosen

    def naam_latijn(self) -> str:
        return str(self.cleaned_data.get("naam_latijn", ""))

    def _ask_for(self, signer: Signer) -> None:
        """Name, function and address of someone who signs as well."""
        who = f"{ARTICLE[Rol(signer.rol)]} {in_words(signer.rol)}"
        required = {"required": f"Vul dit in: {who} ondertekent ook."}
        invalid = {"invalid": "Vul een heel e-mailadres in, zoals naam@bedrijf.nl."}
        self.fields[f"{signer.rol}_naam"] = forms.CharField(
            label=f"Naam van {who}",
            max_length=120,
            initial=signer.naam,
            error_messages=required,
            validators=[check_printable],
        )
        self.fields[f"{signer.rol}_functie"] = forms.CharField(
            label=f"Functie van {who}",
            max_length=80,
            initial=signer.functie,
            error_messages=required,
            validators=[check_printable],
        )
        self.fields[f"{signer.rol}_email"] = forms.EmailField(
            label=f"E-mailadres van {who}",
            initial=signer.email,
            error_messages=required | invalid,
        )

    def clean(self) -> dict[str, Any]:
        """Nobody signs twice."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        taken = {self._email(data).casefold()}
        for signer in self.known:
            email = data.get(f"{signer.rol}_email", "").casefold()
            if email and email in taken:
                self.add_error(f"{signer.rol}_email", TWICE)
            taken.add(email)
        return data

    def _email(self, data: dict[str, Any]) -> str:
        chosen = self.signers.get(data.get("ondertekenaar", ""))
        return data.get("email") or (chosen.email if chosen else "")

    def signer(self) -> Signer:
        return replace(self.signers[self.cleaned_data["ondertekenaar"]], email=self._email(self.cleaned_data))

    def mede(self) -> list[Signer]:
        """The others, as they were filled in."""
        data = self.cleaned_data
        parts = ("naam", "functie", "email")
        left_out = set(self.parents) - set(data.get("vertegenwoordigers", self.parents))
        return [
            replace(signer, **{part: data.get(f"{signer.rol}_{part}", getattr(signer, part)) for part in parts})
            for signer in self.known
            if _described(signer) not in left_out
        ]


def _described(signer: Signer) -> str:
    return ", ".join(part for part in (signer.naam, signer.functie, signer.email) if part)


class AddressForm(Form):
    submit_label = "Stuur naar dit adres"
    email = forms.EmailField(
        label="Juist e-mailadres",
        error_messages={
            "required": "Vul een e-mailadres in.",
            "invalid": "Vul een heel e-mailadres in, zoals naam@bedrijf.nl.",
        },
    )


class PaperForm(Form):
    """What stands on the paper that was signed by hand."""

    submit_label = "Bewaar de handtekening"
    naam = forms.CharField(
        validators=[check_printable],
        label="Wie heeft getekend?",
        max_length=120,
        error_messages={"required": "Vul in wie heeft getekend."},
    )
    functie = forms.CharField(
        validators=[check_printable], label="Functie", max_length=80, error_messages={"required": "Vul de functie in."}
    )
    op = forms.DateField(
        label="Getekend op",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Vul de datum in die op het papier staat.", "invalid": "Vul een datum in."},
    )
    scan = forms.FileField(
        label="Scan of foto van het papier",
        help_text="PDF, JPG of PNG van hooguit 10 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "required": "Kies de scan van het ondertekende papier.",
            "empty": "Dit bestand is leeg. Kies een ander bestand.",
        },
    )
    gezien = forms.BooleanField(
        label="Op de scan staan deze versie en de handtekening",
        error_messages={"required": "Kijk of op de scan deze versie en de handtekening staan."},
    )

    def __init__(self, data: Any, files: Any, *, verzoek: Ondertekenverzoek) -> None:
        super().__init__(data, files, initial={"naam": verzoek.naam, "functie": verzoek.functie})
        self.made_on = timezone.localdate(verzoek.document.created_at)

    def clean_op(self) -> date:
        op: date = self.cleaned_data["op"]
        if not self.made_on <= op <= timezone.localdate():
            raise forms.ValidationError(f"Kies een dag van {in_words_of_date(self.made_on)} tot en met vandaag.")
        return op

    def clean_scan(self) -> bytes:
        """What it is, is read from the bytes; the name of a file says nothing."""
        upload = self.cleaned_data["scan"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError("Dit bestand is groter dan 10 MB. Maak een kleinere scan.")
        content: bytes = upload.read()
        if not mime_of(content):
            raise forms.ValidationError("Dit is geen PDF, JPG of PNG. Kies een ander bestand.")
        return content


class WithdrawForm(Form):
    submit_label = "Trek de verklaring terug"
    reason = forms.CharField(
        label="Waarom trek je de verklaring terug?",
        max_length=300,
        error_messages={"required": "Schrijf kort op waarom."},
    )


class CorrectForm(Form):
    submit_label = "Maak een nieuwe versie"
    reason = forms.CharField(
        label="Wat moet er anders?",
        max_length=300,
        help_text="Alleen voor collega's. Het staat niet op de verklaring.",
        error_messages={"required": "Schrijf kort op wat er anders moet."},
    )


class RevokeForm(Form):
    submit_label = "Stel voor om in te trekken"
    reden = forms.ChoiceField(
        label="Waarom geldt deze verklaring niet meer?",
        choices=IntrekReden.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waarom.", "invalid_choice": "Kies waarom."},
    )
    toelichting = forms.CharField(
        label="Toelichting voor je collega",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Zodat een tweede collega kan beslissen. Alleen collega's lezen dit.",
        error_messages={"required": "Leg kort uit wat er is gebeurd."},
    )
