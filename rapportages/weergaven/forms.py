"""What one says when keeping a question: its name, and who may use it."""

from typing import Any

from django import forms

from kandidaten.forms.layout import field, form_helper
from praktijkleren.accounts.models import Gebruiker, Regio
from praktijkleren.accounts.roles import Permission
from praktijkleren.ui.freetext import FreeTextForm
from rapportages.models import Weergave

TAKEN = "Je hebt al een weergave met deze naam. Kies een andere naam."
OR_REPLACE = (
    "Je hebt al een weergave met deze naam. Kies een andere naam, of zet hieronder een vinkje om die te vervangen."
)


class RegioChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    def label_from_instance(self, obj: Regio) -> str:
        return f"Ook collega's in {obj} die deze pagina hebben"


class WeergaveForm(FreeTextForm):
    naam = forms.CharField(label="Naam", max_length=80, help_text="Bijvoorbeeld: lopend in de zorg.")
    gedeeld_met = RegioChoice(
        Regio.objects.none(),
        label="Wie mag deze weergave gebruiken?",
        required=False,
        empty_label="Alleen ik",
        help_text="Een weergave is een vraag. Iedereen ziet daarmee alleen de eigen trajecten.",
    )

    def __init__(self, *args: Any, gebruiker: Gebruiker, button: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = gebruiker.regios_with(Permission.KANDIDAAT_VIEW)
        field(self, "gedeeld_met").queryset = Regio.objects.filter(pk__in=[regio.pk for regio in seen]).order_by(
            "naam", "pk"
        )
        self.helper = form_helper(button)


class SaveForm(WeergaveForm):
    replace = forms.BooleanField(label="Vervang mijn weergave met deze naam", required=False)

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, gebruiker=gebruiker, button="Bewaar deze weergave", **kwargs)
        self.gebruiker = gebruiker

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        naam = cleaned.get("naam", "")
        taken = Weergave.objects.filter(eigenaar=self.gebruiker, naam__iexact=naam).exists()
        if taken and not cleaned.get("replace"):
            self.add_error("naam", OR_REPLACE)
        return cleaned
