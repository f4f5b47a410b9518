"""What the signer fills in. Texts for a praktijkopleider say "u"."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import escape

from praktijkleren.documenten.away import MOST
from praktijkleren.documenten.fonts import check_printable
from praktijkleren.documenten.kinds import Item
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.documenten.signer import Rol
from praktijkleren.documenten.states import AfwezigReden, WeigerReden

KLOPT, KLOPT_NIET = "ja", "nee"
REASONS: dict[str, tuple[WeigerReden, ...]] = {
    Rol.KANDIDAAT: (WeigerReden.INHOUD, WeigerReden.ANDERS),
    Rol.VERTEGENWOORDIGER: (WeigerReden.INHOUD, WeigerReden.NIET_DE_JUISTE, WeigerReden.ANDERS),
}
"""Of those who do not sign for the company; anyone else may give any reason."""
ANSWERS = [(KLOPT, "Klopt"), (KLOPT_NIET, "Klopt niet")]


class RemarksForm(forms.Form):
    """Per item "klopt" or "klopt niet", with a remark where something is wrong."""

    def __init__(self, *args: Any, items: Sequence[Item], kept: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            answer = kept.get(item.key, {})
            self.fields[f"{item.key}-klopt"] = forms.ChoiceField(
                label=item.titel,
                help_text=escape(" ".join(part for part in (item.code, item.detail) if part)),
                choices=ANSWERS,
                widget=forms.RadioSelect,
                initial={True: KLOPT, False: KLOPT_NIET}.get(answer.get("klopt")),
                error_messages={"required": "Kies: klopt of klopt niet."},
            )
            self.fields[f"{item.key}-opmerking"] = forms.CharField(
                label="Wat klopt er niet?",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=answer.get("opmerking", ""),
            )

    def rows(self) -> list[dict[str, Any]]:
        """For the template: each item with its two fields."""
        return [
            {"item": item, "klopt": self[f"{item.key}-klopt"], "opmerking": self[f"{item.key}-opmerking"]}
            for item in self.items
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for item in self.items:
            if data.get(f"{item.key}-klopt") == KLOPT_NIET and not data.get(f"{item.key}-opmerking"):
                self.add_error(f"{item.key}-opmerking", "Schrijf kort op wat er niet klopt.")
        return data

    def answers(self) -> dict[str, dict[str, Any]]:
        """What was filled in so far, also when the form is not complete."""
        return {
            item.key: {
                "klopt": {KLOPT: True, KLOPT_NIET: False}.get(self.data.get(f"{item.key}-klopt", "")),
                "opmerking": self.data.get(f"{item.key}-opmerking", "").strip()[:1000],
            }
            for item in self.items
        }


class SignForm(forms.Form):
    naam = forms.CharField(
        validators=[check_printable],
        label="Uw naam",
        max_length=120,
        error_messages={"required": "Vul uw naam in."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    functie = forms.CharField(
        validators=[check_printable],
        label="Uw functie",
        max_length=80,
        error_messages={"required": "Vul uw functie in."},
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    akkoord = forms.BooleanField(error_messages={"required": "Zet een vinkje om te kunnen ondertekenen."})
    inhoud_sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, verzoek: Ondertekenverzoek, typed: Mapping[str, Any]) -> None:
        known = {
            "naam": verzoek.naam,
            "functie": verzoek.functie,
            "inhoud_sha256": verzoek.document.inhoud_sha256,
        }
        super().__init__(data, initial={**known, **typed})
        self.zin = verzoek.zin
        self.fields["akkoord"].label = self.zin
        if verzoek.in_person:
            known_as = verzoek.functie or verzoek.als
            self.fields["functie"] = forms.CharField(widget=forms.HiddenInput, initial=known_as, disabled=True)


class SignTogetherForm(forms.Form):
    """One name, one function and one tick under the sentences of all that is signed."""

    naam = forms.CharField(
        label="Uw naam",
        max_length=120,
        error_messages={"required": "Vul uw naam in."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    functie = forms.CharField(
        label="Uw functie",
        max_length=80,
        error_messages={"required": "Vul uw functie in."},
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    akkoord = forms.BooleanField(error_messages={"required": "Zet een vinkje om te kunnen ondertekenen."})

    def __init__(self, data: Any, *, verzoeken: Sequence[Ondertekenverzoek], typed: Mapping[str, Any] | None) -> None:
        first, kept = verzoeken[0], typed or {}
        known = {name: kept.get(name) or getattr(first, name) for name in ("naam", "functie")}
        super().__init__(data, initial={**known, "akkoord": bool(kept.get("akkoord"))})
        self.verzoeken = verzoeken
        many = "dit" if len(verzoeken) == 1 else f"dit voor deze {len(verzoeken)} personen"
        self.fields["akkoord"].label = f"Ik verklaar {many}."

    def hashes(self) -> dict[str, str]:
        """What was on the page, per request: of what changed since nothing is signed."""
        return {str(row.pk): self.data.get(f"hash-{row.pk}", "") for row in self.verzoeken}


class SendBackForm(forms.Form):
    """Why it is not signed."""

    reden = forms.ChoiceField(
        label="Waarom ondertekent u niet?",
        choices=WeigerReden,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waarom u niet ondertekent."},
    )
    toelichting = forms.CharField(
        label="Uitleg",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, has_remarks: bool, rol: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_remarks = has_remarks
        if rol in REASONS:
            choices = [(reden, WeigerReden(reden).label) for reden in REASONS[rol]]
            self.fields["reden"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        reden, toelichting = data.get("reden"), data.get("toelichting")
        if reden == WeigerReden.ANDERS and not toelichting:
            self.add_error("toelichting", "Schrijf kort op waarom u niet ondertekent.")
        if reden == WeigerReden.INHOUD and not toelichting and not self.has_remarks:
            self.add_error("toelichting", "Schrijf kort op wat er niet klopt.")
        return data

    def decision(self) -> dict[str, Any]:
        """The parameters of `decline`."""
        data = self.cleaned_data
        return {"reden": WeigerReden(data["reden"]), "toelichting": data["toelichting"]}


class AwayForm(forms.Form):
    """From when on someone is there again."""

    terug_op = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Vul een datum in.", "invalid": "Vul een datum in, zoals 24-11-2026."},
    )
    reden = forms.ChoiceField(
        label="Waarom?",
        choices=AfwezigReden,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een reden.", "invalid_choice": "Kies een reden."},
    )

    def __init__(self, *args: Any, vraag: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["terug_op"].label = vraag

    def clean_terug_op(self) -> date:
        terug_op: date = self.cleaned_data["terug_op"]
        if not timezone.localdate() < terug_op <= timezone.localdate() + MOST:
            raise forms.ValidationError("Kies een dag na vandaag, binnen een half jaar.")
        return terug_op

    def said(self) -> dict[str, Any]:
        """The parameters of `set_away`."""
        return {"terug_op": self.cleaned_data["terug_op"], "reden": AfwezigReden(self.cleaned_data["reden"])}


class ColleagueForm(forms.Form):
    """Who is the right person."""

    naam = forms.CharField(
        validators=[check_printable],
        label="Naam van uw collega",
        max_length=120,
        error_messages={"required": "Vul de naam van uw collega in."},
    )
    functie = forms.CharField(
        validators=[check_printable],
        label="Functie van uw collega",
        max_length=80,
        error_messages={"required": "Vul de functie van uw collega in."},
    )
    email = forms.EmailField(
        label="E-mailadres van uw collega",
        error_messages={
            "required": "Vul het e-mailadres van uw collega in.",
            "invalid": "Vul een heel e-mailadres in, zoals naam@bedrijf.nl.",
        },
    )
