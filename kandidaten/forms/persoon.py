from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst

from kandidaten.forms.layout import ModelForm, PeriodeForm, field, form_helper, initial_of
from kandidaten.models import Kandidaat, Vertegenwoordiger, VertegenwoordigerSoort
from kandidaten.validators import FreeTextForm
from praktijkleren.accounts.models import Deelname, Gemeente, Regio
from praktijkleren.ui.conflict import BirthDateField, VersionedForm

OLDEST = 100
YOUNGEST = 12


class PersonForm(ModelForm, FreeTextForm, VersionedForm):
    class Meta:
        model = Kandidaat
        fields = (
            "voornamen",
            "roepnaam",
            "tussenvoegsel",
            "achternaam",
            "geboortedatum",
            "geboorteplaats",
            "geboorteland",
            "gemeente",
            "email",
            "telefoon",
        )
        field_classes = {"geboortedatum": BirthDateField}
        help_texts = {
            "voornamen": "Alle voornamen, zoals in het paspoort. Ze komen zo op de praktijkverklaring.",
            "roepnaam": "Zoals iemand genoemd wil worden.",
            "geboorteland": "Alleen als dat niet Nederland is.",
            "email": "Zonder e-mailadres kan deze persoon ook meedoen. Links laat je dan op je eigen scherm zien.",
        }

    def __init__(self, data: Any = None, *, kandidaat: Kandidaat, **kwargs: Any) -> None:
        initial = initial_of(kandidaat, (*self.Meta.fields, "versie"))
        super().__init__(data, initial=initial, **kwargs)
        gemeente = field(self, "gemeente")
        gemeente.empty_label = "Kies een gemeente"
        gemeente.queryset = Gemeente.objects.filter(regio=kandidaat.regio_id).order_by("naam")
        gemeente.help_text = f"Alleen gemeenten in {kandidaat.regio}. Verhuisd naar een andere regio? Draag dan over."
        self.helper = form_helper("Bewaar de gegevens", concept="kandidaat")

    def clean_geboortedatum(self) -> date:
        return birth_date(self.cleaned_data["geboortedatum"])


class BirthplaceForm(FreeTextForm):
    """Nothing but this, for who may not change the rest of a person."""

    geboorteplaats = forms.CharField(label="Geboorteplaats", max_length=120, help_text="Zoals in het paspoort.")
    geboorteland = forms.CharField(
        label="Geboorteland", max_length=80, required=False, help_text="Alleen als dat niet Nederland is."
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.helper = form_helper("Bewaar de geboorteplaats", concept="geboorteplaats")


def birth_date(value: date) -> date:
    """A day on which someone who takes part can have been born."""
    today = timezone.localdate()
    if value > today:
        raise ValidationError("Een geboortedatum ligt in het verleden. Controleer het jaar.")
    if not YOUNGEST <= (today - value).days / 365.25 <= OLDEST:
        raise ValidationError("Klopt deze geboortedatum? Controleer het jaar.")
    return value


class VertegenwoordigerForm(PeriodeForm, ModelForm, FreeTextForm):
    class Meta:
        model = Vertegenwoordiger
        fields = ("soort", "naam", "email", "telefoon", "van", "tot")
        labels = {"soort": "Wie is dit?", "van": "Vanaf welke dag?", "tot": "Tot en met welke dag?"}
        help_texts = {
            "email": "Deze persoon krijgt hier een mail als er iets te tekenen is.",
            "tot": "Laat leeg zolang het geldt. Een ouder tekent mee tot de dag voor de 18e verjaardag.",
        }
        widgets = {"soort": forms.RadioSelect}

    def __init__(self, data: Any = None, *, row: Vertegenwoordiger | None = None, **kwargs: Any) -> None:
        initial = initial_of(row, self._meta.fields) or {"van": timezone.localdate(), **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)
        field(self, "soort").choices = [(value, capfirst(label)) for value, label in VertegenwoordigerSoort.choices]
        self.helper = form_helper("Bewaar de vertegenwoordiger", concept="vertegenwoordiger")


class MoveForm(FreeTextForm):
    """To which regio a person goes: one where organisations work with us. The gemeente is chosen there."""

    regio = forms.ModelChoiceField(Regio.objects.none(), label="Naar welke regio?", empty_label="Maak een keuze")
    reden = forms.CharField(label="Waarom?", max_length=120, help_text="Bijvoorbeeld: verhuisd naar Emmen.")
    zeker = forms.BooleanField(label="Ja, draag deze persoon over")

    def __init__(self, data: Any = None, *, kandidaat: Kandidaat, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        working = Regio.objects.filter(pk__in=Deelname.objects.current().values("regio"))
        field(self, "regio").queryset = working.exclude(pk=kandidaat.regio_id).order_by("naam")
        self.helper = form_helper("Draag over aan deze regio")
