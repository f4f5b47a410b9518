"""Choosing werkprocessen by their plain name: what can be learned at the leerbedrijf first, the rest grey."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from kandidaten.forms.layout import field, form_helper
from kandidaten.validators import FreeTextForm
from kwalificaties.choices import grouped
from kwalificaties.models import Kwalificatie, Werkproces
from leerbedrijven.erkenning import Keuze
from praktijkleren.ui.conflict import VersionedForm


class WerkprocesWidget(forms.CheckboxSelectMultiple):
    """A box per werkproces. `hints` stand under the name; what is in `disabled` cannot be ticked."""

    hints: dict[str, str] = {}
    disabled: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        if str(value) in self.disabled:
            option["attrs"]["disabled"] = True
        return option


class WerkprocesField(forms.MultipleChoiceField):
    """Its clean value is a list of Werkproces."""

    widget = WerkprocesWidget

    def offer(self, keuzes: Sequence[Keuze], *, keep: Iterable[int] = ()) -> None:
        """What was chosen before stays a choice even where it cannot be taught: one must see it to undo it."""
        kept = set(keep)
        self.known = {str(keuze.werkproces.pk): keuze.werkproces for keuze in keuzes}
        here = [keuze.werkproces for keuze in keuzes if keuze.kan]
        rest = [keuze for keuze in keuzes if not keuze.kan]
        widget: Any = self.widget
        widget.hints = {str(keuze.werkproces.pk): f"{keuze.werkproces.code}. {keuze.reden}" for keuze in rest}
        widget.hints |= {str(row.pk): row.code for row in here}
        widget.disabled = frozenset(str(keuze.werkproces.pk) for keuze in rest if keuze.werkproces.pk not in kept)
        choices: list[Any] = [
            (groep.kerntaak.titel, [(str(row.pk), row.naam) for row in groep.werkprocessen])
            for groep in grouped(sorted(here, key=_in_order))
        ]
        if rest:
            choices.append(("Kan hier niet", [(str(keuze.werkproces.pk), keuze.werkproces.naam) for keuze in rest]))
        self.choices = choices

    def clean(self, value: Any) -> Any:
        widget: Any = self.widget
        chosen = super().clean(value)
        if refused := [self.known[pk].naam for pk in chosen if pk in widget.disabled]:
            raise forms.ValidationError(f"Dit kan niet bij dit leerbedrijf: {'; '.join(refused)}.")
        return [self.known[pk] for pk in chosen]


def _in_order(werkproces: Werkproces) -> tuple[str, str]:
    return werkproces.kerntaak.code, werkproces.code


class PlanForm(VersionedForm, FreeTextForm):
    werkprocessen = WerkprocesField(
        label="Welke werkprocessen gaat deze persoon leren?",
        error_messages={"required": "Kies ten minste één werkproces."},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        keuzes: Sequence[Keuze],
        chosen: Iterable[int],
        kwalificatie: Kwalificatie,
        versie: int,
        **kwargs: Any,
    ) -> None:
        chosen = [*chosen]
        super().__init__(data, initial={"versie": versie, "werkprocessen": [str(pk) for pk in chosen]}, **kwargs)
        field(self, "werkprocessen").offer(keuzes, keep=chosen)
        self.kwalificatie = kwalificatie
        self.helper = form_helper("Bewaar deze werkprocessen", concept="werkprocessen")

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), "kwalificatie": self.kwalificatie}

    def known_as(self, werkproces: Werkproces) -> str:
        """As a choice of this form; one of another kwalificatie is no choice here and is named."""
        return str(werkproces.pk) if str(werkproces.pk) in field(self, "werkprocessen").known else werkproces.naam
