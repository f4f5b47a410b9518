"""Which report to make, what stands in it, and who gets it by itself."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from praktijkleren.accounts.models import Gebruiker, Lidmaatschap, Regio
from praktijkleren.accounts.roles import GRANTS, Permission
from praktijkleren.documenten.fonts import check_printable
from praktijkleren.ui.conflict import VersionedForm
from praktijkleren.ui.widgets import PlainSelect
from rapportages.rapporten.perioden import MAANDEN, ended, name_of, period
from rapportages.states import Plek, RapportSoort
from rapportages.tijdvak import Tijdvak

NUMBER = {RapportSoort.KWARTAAL: 8, RapportSoort.MAAND: 12, RapportSoort.JAAR: 5}
"""How many periods back one can choose."""
OWN = (RapportSoort.TUSSEN, RapportSoort.EIND)
READERS = [rol for rol, granted in GRANTS.items() if Permission.RAPPORT_VIEW in granted]


def _button(label: str) -> FormHelper:
    helper = FormHelper()
    helper.add_input(Submit("submit", label))
    return helper


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class RapportForm(forms.Form):
    periode = forms.ChoiceField(label="Welk rapport?")
    van = _day("Van")
    tot = _day("Tot en met (peildatum)")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        field = self.fields["periode"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        field.choices = [(RapportSoort(soort).label.capitalize(), _ended(soort, today)) for soort in NUMBER]
        field.choices += [("Kies zelf de dagen hieronder", [(soort.value, soort.label.capitalize()) for soort in OWN])]
        self.fields["van"].help_text = "Alleen voor een tussen- of eindrapportage."
        self.helper = _button("Maak dit rapport")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("periode") in OWN:
            _check_days(cleaned.get("van"), cleaned.get("tot"))
        return cleaned

    @property
    def soort(self) -> str:
        return str(self.cleaned_data["periode"]).partition(":")[0]

    @property
    def tijdvak(self) -> Tijdvak:
        """Of a valid form."""
        if self.soort in OWN:
            return Tijdvak(self.cleaned_data["van"], self.cleaned_data["tot"])
        return period(self.soort, date.fromisoformat(self.cleaned_data["periode"].partition(":")[2]))


def _ended(soort: str, today: date) -> list[tuple[str, str]]:
    return [(f"{soort}:{each.van}", name_of(soort, each)) for each in ended(soort, today, NUMBER[RapportSoort(soort)])]


def _check_days(van: date | None, tot: date | None) -> None:
    if van is None:
        raise ValidationError({"van": "Vul de eerste dag in."})
    if tot is None:
        raise ValidationError({"tot": "Vul de laatste dag in."})
    if tot < van:
        raise ValidationError({"tot": "Deze dag ligt voor de eerste dag. Kies een latere dag."})
    if tot > timezone.localdate():
        raise ValidationError({"tot": "Deze dag is nog niet geweest. Kies vandaag of een eerdere dag."})


class PlanForm(forms.Form):
    """Monthly or quarterly, and who gets the mail: colleagues who may read it."""

    soort = forms.ChoiceField(
        label="Hoe vaak?",
        choices=[(soort.value, f"{soort.label.capitalize()}") for soort in MAANDEN if soort != RapportSoort.JAAR],
        initial=RapportSoort.KWARTAAL,
        widget=forms.RadioSelect,
    )
    ontvangers = forms.ModelMultipleChoiceField(
        Gebruiker.objects.none(),
        label="Wie krijgt er een mail?",
        help_text="Alleen collega's die rapporten van deze regio mogen lezen.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, regio: Regio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ontvangers"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - for the types
        field.queryset = readers(regio)
        self.helper = _button("Maak dit voortaan vanzelf")


def readers(regio: Regio) -> Any:
    """Colleagues of whom a membership in this regio gives a view on its reports."""
    reaching = Lidmaatschap.objects.current().in_regios([regio.pk]).filter(rol__in=READERS)
    return Gebruiker.objects.filter(pk__in=reaching.values("gebruiker"), is_active=True).order_by("naam", "pk")


class TekstForm(VersionedForm):
    kop = forms.CharField(label="Kop", max_length=120, validators=[check_printable])
    tekst = forms.CharField(
        label="Tekst",
        max_length=5000,
        validators=[check_printable],
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Een lege regel begint een nieuwe alinea.",
    )
    soort = forms.ChoiceField(
        label="In welk rapport?",
        required=False,
        widget=PlainSelect,
        choices=[("", "In elk rapport"), *RapportSoort.choices],
    )
    plek = forms.ChoiceField(label="Waar?", widget=forms.RadioSelect, choices=Plek, initial=Plek.VOOR)
    volgorde = forms.IntegerField(
        label="Plaats", min_value=1, max_value=99, initial=1, help_text="1 staat vooraan.", widget=forms.NumberInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["versie"].required = False
        self.helper = _button("Bewaar")
