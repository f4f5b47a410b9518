"""Deciding about an aanmelding."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from aanmeldingen.models import Aanmelding
from kandidaten.colleagues import Betrokkene, BetrokkeneField, betrokkenen_of
from kandidaten.duplicates import Match
from kandidaten.models import Kandidaat
from kandidaten.validators import FreeTextForm
from leerbedrijven.models import Leerbedrijf
from praktijkleren.accounts.models import Werkgebied
from praktijkleren.accounts.roles import Rol

NEW, LATER = "nieuw", "later"


class AcceptForm(forms.Form):
    """Asks only what the aanmelding leaves open: is this person known, who goes on, which company is it."""

    def __init__(
        self, *args: Any, aanmelding: Aanmelding, matches: list[Match], bedrijven: list[Leerbedrijf], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.matches = {str(match.kandidaat.pk): match.kandidaat for match in matches}
        self.bedrijven = {str(bedrijf.pk): bedrijf for bedrijf in bedrijven}
        if aanmelding.met_persoon and matches:
            self.fields["wie"] = wie_field(matches)
        if aanmelding.met_persoon:
            self.fields["begeleider"] = begeleider_field(aanmelding)
        if aanmelding.met_plaats:
            self.fields["bedrijf"] = bedrijf_field(bedrijven)
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "Neem de aanmelding aan"))

    @property
    def kandidaat(self) -> Kandidaat | None:
        """The known person that was pointed out; None makes a new one."""
        return self.matches.get(self.cleaned_data.get("wie", ""))

    @property
    def leerbedrijf(self) -> Leerbedrijf | None:
        return self.bedrijven.get(self.cleaned_data.get("bedrijf", ""))


def wie_field(matches: list[Match]) -> forms.ChoiceField:
    known = [(str(match.kandidaat.pk), f"Ja: {match.kandidaat.lijstnaam} ({match.waarom})") for match in matches]
    return forms.ChoiceField(
        label="Kennen we deze persoon al?",
        help_text="Deze mensen lijken op wie is aangemeld. Kijk goed, bijvoorbeeld naar de geboortedatum.",
        widget=forms.RadioSelect,
        choices=[*known, (NEW, "Nee, dit is iemand anders")],
    )


def begeleider_field(aanmelding: Aanmelding) -> BetrokkeneField:
    """The sociale dienst of the gemeente comes first, as a team; a werkende has none and may go to a jobcoach."""
    field = BetrokkeneField(
        label="Wie doet de intake?",
        required=False,
        help_text="Diegene ziet vanaf nu de gegevens van deze persoon en krijgt een mail.",
    )
    offered = betrokkenen_of(aanmelding.regio, [Rol.KLANTMANAGER, Rol.JOBCOACH])
    field.offer(offered)
    field.initial = first_choice(aanmelding, offered)
    return field


def first_choice(aanmelding: Aanmelding, offered: list[Betrokkene]) -> str:
    if aanmelding.persoon_gemeente_id is None:
        return ""
    serving = set(
        Werkgebied.objects.current()
        .filter(gemeente=aanmelding.persoon_gemeente_id)
        .values_list("organisatie", flat=True)
    )
    teams = [row for row in offered if row.gebruiker is None and row.organisatie.pk in serving]
    return teams[0].key if teams else ""


def bedrijf_field(bedrijven: list[Leerbedrijf]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Welk leerbedrijf is dit?",
        help_text="Bij een bekend leerbedrijf maken we de leerplaats. Anders komt er een taak voor de erkenning.",
        widget=forms.RadioSelect,
        choices=[(str(bedrijf.pk), f"{bedrijf} ({bedrijf.leerbedrijf_id})") for bedrijf in bedrijven]
        + [(LATER, "Het bedrijf staat nog niet in het register")],
        initial=str(bedrijven[0].pk) if len(bedrijven) == 1 else (LATER if not bedrijven else None),
    )


class CloseForm(FreeTextForm):
    """Refuse, refer or withdraw; always with a reason."""

    naar = forms.CharField(label="Naar wie verwijs je door?", max_length=160)
    reden = forms.CharField(
        label="Reden",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Schrijf het zo op dat de aanmelder het begrijpt.",
    )
    mail = forms.BooleanField(label="Mail deze reden aan de aanmelder", required=False, initial=True)

    def __init__(self, *args: Any, aanmelding: Aanmelding, besluit: str, knop: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if besluit != "doorverwijzen":
            del self.fields["naar"]
        if besluit == "intrekken" or not aanmelding.aanmelder_email:
            del self.fields["mail"]
            self.fields["reden"].help_text = "Wat is er afgesproken?"
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", knop))
