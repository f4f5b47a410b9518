"""Inviting a colleague, coming in by an invitation, and leaving."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone

from praktijkleren.accounts.forms.base import form_helper, without_double_spaces
from praktijkleren.accounts.models import Gebruiker, Lidmaatschap, Organisatie, Regio, Uitnodiging
from praktijkleren.accounts.passwords import HELP
from praktijkleren.accounts.permissions import may_give, roles_to_give
from praktijkleren.accounts.roles import Permission

TEAM, KEEP = "team", "zelf"
EVERYWHERE = "De hele organisatie: ook andere regio's waar deze organisatie meedoet"


class InviteForm(forms.Form):
    naam = forms.CharField(max_length=120, help_text="Voornaam en achternaam.")
    email = forms.EmailField(label="E-mailadres", max_length=254, help_text="De uitnodiging gaat naar dit adres.")
    organisatie = forms.ModelChoiceField(Organisatie.objects.none(), empty_label="Kies een organisatie")
    rol = forms.ChoiceField(help_text="De rol bepaalt wat je collega ziet en mag doen.")
    overal = forms.BooleanField(label=EVERYWHERE, required=False)

    def __init__(self, *args: Any, gebruiker: Gebruiker, regio: Regio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gebruiker, self.regio = gebruiker, regio
        here = Organisatie.objects.allowed_to(gebruiker, Permission.COLLEGA_INVITE).in_regio(regio)
        self.fields["organisatie"].queryset = here.order_by("naam")  # type: ignore[attr-defined]
        roles = roles_to_give(gebruiker)
        self.fields["rol"].choices = [("", "Kies een rol"), *((rol.value, rol.label) for rol in roles)]  # type: ignore[attr-defined]
        if not gebruiker.has(Permission.BEHEER):
            del self.fields["overal"]
        self.helper = form_helper("Stuur uitnodiging")

    def clean_naam(self) -> str:
        return without_double_spaces(self.cleaned_data["naam"])

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if Gebruiker.objects.filter(email=email, is_active=False).exists():
            raise forms.ValidationError("Dit account is afgesloten. Vraag een beheerder om het te openen.")
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["regio"] = None if data.pop("overal", False) else self.regio
        if self.errors:
            return data
        membership = {name: data[name] for name in ("rol", "organisatie", "regio")}
        if not may_give(self.gebruiker, **membership):
            self.add_error("rol", "Deze rol kun jij niet geven bij deze organisatie.")
        elif Lidmaatschap.objects.current().filter(gebruiker__email=data["email"], **membership).exists():
            self.add_error("email", "Deze collega heeft deze rol al bij deze organisatie.")
        return data


class NewColleagueForm(forms.Form):
    """The first thing that someone does here: a name and a password."""

    naam = forms.CharField(label="Je naam", max_length=120, help_text="Zo zien je collega's je.")
    password1 = forms.CharField(
        label="Kies een wachtwoord",
        help_text=HELP,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Je wachtwoord, nog een keer",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, uitnodiging: Uitnodiging, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = uitnodiging.email
        self.initial.setdefault("naam", uitnodiging.naam)
        self.helper = form_helper("Maak mijn account")

    def clean_naam(self) -> str:
        return without_double_spaces(self.cleaned_data["naam"])

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, Gebruiker(email=self.email, naam=self.cleaned_data.get("naam", "")))
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password1") and data.get("password2") and data["password1"] != data["password2"]:
            self.add_error("password2", "De twee wachtwoorden zijn niet hetzelfde.")
        return data


class KnownColleagueForm(forms.Form):
    """Someone who has an account already only says yes."""

    def __init__(self, *args: Any, uitnodiging: Uitnodiging, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Neem de uitnodiging aan")


class EndMembershipForm(forms.Form):
    tot = forms.DateField(
        label="Laatste dag",
        help_text="Tot en met deze dag kan je collega erbij. Kies gisteren om de toegang meteen te stoppen.",
    )
    opvolger = forms.ChoiceField(label="Wie krijgt de openstaande taken?", widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, lidmaatschap: Lidmaatschap, colleagues: list[Gebruiker], taken: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lidmaatschap = lidmaatschap
        self.colleagues = {str(collega.pk): collega for collega in colleagues}
        self.initial.setdefault("tot", timezone.localdate())
        self.initial.setdefault("opvolger", TEAM)
        team = f"Het team: wie {lidmaatschap.get_rol_display()} is bij {lidmaatschap.organisatie}"
        keep = f"{lidmaatschap.gebruiker} houdt ze tot de laatste dag, daarna gaan ze naar het team"
        choices = [(TEAM, team), (KEEP, keep), *((pk, str(collega)) for pk, collega in self.colleagues.items())]
        self.fields["opvolger"].choices = choices  # type: ignore[attr-defined]
        if not taken:
            del self.fields["opvolger"]
        self.helper = form_helper("Beëindig de toegang")

    def clean_tot(self) -> date:
        tot: date = self.cleaned_data["tot"]
        if tot < self.lidmaatschap.van:
            raise forms.ValidationError("De laatste dag ligt vóór de eerste dag. Kies een latere dag.")
        if tot < timezone.localdate() - timedelta(days=1):
            raise forms.ValidationError("Kies gisteren of een latere dag.")
        return tot

    @property
    def hands_over(self) -> bool:
        return bool(self.cleaned_data.get("opvolger", KEEP) != KEEP)

    @property
    def heir(self) -> Gebruiker | None:
        """None for the team."""
        return self.colleagues.get(self.cleaned_data.get("opvolger", TEAM))
