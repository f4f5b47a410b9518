"""What of the checks is shown: of which regio, for whom, of what kind. It stands in the address."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from praktijkleren.accounts.models import Gebruiker, Regio
from praktijkleren.ui.widgets import PlainSelect
from rapportages.forms import VraagForm
from rapportages.kwaliteit.begrip import Aard, Controle

Choices = Sequence[tuple[str, str]]


def _choice(label: str, empty: str, choices: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, widget=PlainSelect, choices=[("", empty), *choices])


class LijstFilter(forms.Form):
    """Nothing chosen is everything that one may see."""

    def __init__(self, params: QueryDict, *, gebruiker: Gebruiker, eigenaren: Mapping[str, str]) -> None:
        super().__init__(params)
        regios = gebruiker.regios
        if len(regios) > 1:
            self.fields["regio"] = _choice("Regio", "Alle", [(str(row.pk), str(row)) for row in regios])
        named = sorted(eigenaren.items(), key=lambda item: item[1].casefold())
        self.fields["wie"] = _choice("Wie het herstelt", "Iedereen", named)

    @property
    def form(self) -> "LijstFilter":
        """As the filter bar asks for it."""
        return self

    def chosen(self, name: str) -> str:
        """Empty where nothing was chosen, or what cannot be."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class KwaliteitFilter(LijstFilter):
    def __init__(self, params: QueryDict, *, controles: Sequence[Controle], **around: Any) -> None:
        super().__init__(params, **around)
        self.fields["aard"] = _choice("Wat er aan de hand is", "Alles", Aard.choices)
        self.fields["controle"] = _choice("Controle", "Alle", [(row.code, row.naam) for row in controles])


class OnbekendForm(VraagForm):
    """Always as of today, so without days."""

    def __init__(self, params: QueryDict, *, gebruiker: Gebruiker) -> None:
        super().__init__(params, gebruiker=gebruiker)
        for name in ("van", "tot", "kennis"):
            del self.fields[name]


def regio_in(params: QueryDict, gebruiker: Gebruiker) -> Regio | None:
    """The one that was chosen, before the form is made: whom one can choose besides depends on it."""
    return next((row for row in gebruiker.regios if str(row.pk) == params.get("regio")), None)
