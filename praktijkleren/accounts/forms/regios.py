from typing import Any

from django import forms

from praktijkleren.accounts.forms.base import form_helper
from praktijkleren.accounts.models import Regio
from praktijkleren.accounts.models.regio import BESIDE_KANDIDAAT, HEX_COLOUR, Medeondertekenaar
from praktijkleren.ui.huisstijl import contrast_with_white

READABLE = 4.5
"""WCAG 2 AA: the contrast that white letters need on this colour, and letters of this colour on white."""
MAX_REMINDERS = 6


class RegioForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    herinner_na_dagen = forms.CharField(
        label="Herinneringen na (dagen)",
        required=False,
        help_text="Getallen met een komma ertussen, zoals 3, 7, 15, 26. Leeg is: 3, 7, 15 en 26 dagen.",
    )

    ondertekenaars = forms.MultipleChoiceField(
        label="Wie ondertekent een praktijkverklaring nog meer?",
        help_text="De praktijkopleider ondertekent altijd.",
        required=False,
        choices=Medeondertekenaar.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Regio
        fields = [
            "weergavenaam",
            "kleur",
            "contact_email",
            "neemt_aanmeldingen_aan",
            "stil_na_dagen",
            "ondertekentermijn_dagen",
            "herinner_na_dagen",
            "bel_na_dagen",
            "escaleer_na_dagen",
            "ondertekenaars",
            "ondertekenvolgorde",
            "op_papier",
        ]
        widgets = {"kleur": forms.TextInput(attrs={"type": "color"}), "ondertekenvolgorde": forms.RadioSelect}
        help_texts = {
            "weergavenaam": "Zo heet de regio op het scherm en in mails.",
            "kleur": "De kleur van koppen en knoppen. Witte letters moeten er goed op te lezen zijn.",
            "contact_email": "Hier komen vragen van kandidaten en bedrijven terecht.",
            "neemt_aanmeldingen_aan": "Dan staat het aanmeldformulier van de regio open.",
            "stil_na_dagen": "Zo lang mag er niets gebeuren voordat een traject bij Vandaag verschijnt.",
            "ondertekentermijn_dagen": "Zo lang heeft een praktijkopleider om te ondertekenen.",
            "bel_na_dagen": "Dan krijgt de jobcoach een taak om het leerbedrijf te bellen.",
            "escaleer_na_dagen": "Dan krijgt de regiocoördinator een taak.",
            "ondertekenvolgorde": "Na elkaar: eerst de praktijkopleider, dan wie daarna op de lijst staat.",
            "op_papier": "Iemand tekent op een afdruk. Het mbo-contact zet de scan erbij.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = ", ".join(str(day) for day in self.instance.herinner_na_dagen)
        self.initial["herinner_na_dagen"] = days
        for name in ("stil_na_dagen", "ondertekentermijn_dagen", "bel_na_dagen", "escaleer_na_dagen"):
            self.fields[name].widget.attrs.update(min=1, max=365)
        self.helper = form_helper("Bewaar de instellingen")

    def clean_kleur(self) -> str:
        kleur: str = self.cleaned_data["kleur"].lower()
        HEX_COLOUR(kleur)
        red, green, blue = (int(kleur[at : at + 2], 16) for at in (1, 3, 5))
        contrast = contrast_with_white((red, green, blue))
        if contrast < READABLE:
            words = f"{contrast:.1f}".replace(".", ",")
            raise forms.ValidationError(
                f"Witte letters zijn op deze kleur niet goed te lezen (contrast {words}, nodig is 4,5). "
                "Kies een donkerder kleur."
            )
        return kleur

    def clean_stil_na_dagen(self) -> int:
        return self._days("stil_na_dagen")

    def clean_ondertekentermijn_dagen(self) -> int:
        return self._days("ondertekentermijn_dagen")

    def clean_bel_na_dagen(self) -> int:
        return self._days("bel_na_dagen")

    def clean_escaleer_na_dagen(self) -> int:
        return self._days("escaleer_na_dagen")

    def _days(self, name: str) -> int:
        days: int = self.cleaned_data[name]
        if not 1 <= days <= 365:
            raise forms.ValidationError("Kies een aantal dagen van 1 tot en met 365.")
        return days

    def clean_ondertekenaars(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["ondertekenaars"]
        if Medeondertekenaar.KANDIDAAT not in chosen and any(each in chosen for each in BESIDE_KANDIDAAT):
            raise forms.ValidationError("Kies ook de kandidaat. Een vertegenwoordiger ondertekent naast de kandidaat.")
        return chosen

    def clean_herinner_na_dagen(self) -> list[int]:
        parts = [part.strip() for part in self.cleaned_data["herinner_na_dagen"].split(",") if part.strip()]
        if not all(part.isdecimal() and len(part) <= 3 and 1 <= int(part) <= 365 for part in parts):
            raise forms.ValidationError("Vul getallen van 1 tot en met 365 in, met een komma ertussen: 3, 7, 15.")
        if len(parts) > MAX_REMINDERS:
            raise forms.ValidationError(f"Kies hooguit {MAX_REMINDERS} herinneringen.")
        return sorted({int(part) for part in parts})
