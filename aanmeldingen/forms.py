"""Deciding about an aanmelding."""

from collections.abc import Sequence
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
from praktijkleren.ui.dates import geboren_op

NEW, LATER = "nieuw", "later"
BORN_HELP = "Nodig voor de inschrijving en de praktijkverklaring. Weet je het niet? Dan vragen we het bij de intake."


class AcceptForm(FreeTextForm):
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
            self.fields["geboorteplaats"] = born_field("geboorteplaats", "Waar is deze persoon geboren?", BORN_HELP)
            self.fields["geboorteland"] = born_field(
                "geboorteland", "Geboorteland", "Alleen als dat niet Nederland is."
            )
        if aanmelding.met_plaats and bedrijven:
            self.fields["bedrijf"] = bedrijf_field(bedrijven, [(LATER, "Het bedrijf staat hier niet bij")])
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "Neem de aanmelding aan"))

    def values(self) -> dict[str, Any]:
        """What the action takes. Without a known person a new one is made."""
        said = self.cleaned_data
        return {
            "kandidaat": self.matches.get(said.get("wie", "")),
            "begeleider": said.get("begeleider"),
            "leerbedrijf": self.bedrijven.get(said.get("bedrijf", "")),
            "geboorteplaats": said.get("geboorteplaats", ""),
            "geboorteland": said.get("geboorteland", ""),
        }


def born_field(name: str, label: str, help_text: str) -> forms.CharField:
    column: Any = Kandidaat._meta.get_field(name)
    return forms.CharField(label=label, help_text=help_text, max_length=column.max_length, required=False)


class SearchForm(forms.Form):
    zoek = forms.CharField(label="Zoek het leerbedrijf op naam")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.add_input(Submit("", "Zoek", css_class="secondary"))


class PlaceForm(forms.Form):
    """At which leerbedrijf the leerplaats is made."""

    def __init__(self, *args: Any, bedrijven: list[Leerbedrijf], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bedrijven = {str(bedrijf.pk): bedrijf for bedrijf in bedrijven}
        self.fields["bedrijf"] = bedrijf_field(bedrijven)
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "Maak de leerplaats"))

    @property
    def leerbedrijf(self) -> Leerbedrijf:
        return self.bedrijven[self.cleaned_data["bedrijf"]]


def wie_field(matches: list[Match]) -> forms.ChoiceField:
    known = [(str(match.kandidaat.pk), known_as(match)) for match in matches]
    return forms.ChoiceField(
        label="Kennen we deze persoon al?",
        help_text="Deze mensen lijken op wie is aangemeld. Kijk goed, bijvoorbeeld naar de geboortedatum.",
        widget=forms.RadioSelect,
        choices=[*known, (NEW, "Nee, dit is iemand anders")],
    )


def known_as(match: Match) -> str:
    kandidaat = match.kandidaat
    return f"Ja: {kandidaat.lijstnaam}, geboren {geboren_op(kandidaat.geboortedatum)} ({match.waarom})"


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


def bedrijf_field(bedrijven: list[Leerbedrijf], others: Sequence[tuple[str, str]] = ()) -> forms.ChoiceField:
    found = [(str(bedrijf.pk), f"{bedrijf} (leerbedrijf-ID {bedrijf.leerbedrijf_id})") for bedrijf in bedrijven]
    return forms.ChoiceField(
        label="Welk leerbedrijf is dit?",
        help_text="Let op de vestiging: elke vestiging heeft een eigen leerbedrijf-ID.",
        widget=forms.RadioSelect,
        choices=[*found, *others],
        initial=found[0][0] if len(found) == 1 else None,
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
