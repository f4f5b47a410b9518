from typing import Any

from django import forms
from django.utils import timezone

from kandidaten.forms.layout import ModelForm, PeriodeForm, field, form_helper, initial_of
from kandidaten.models import Kandidaat, Klantgroep, Ondersteuning, Situatie, SituatieSoort, Sociaal, WerkgeverSoort
from kandidaten.validators import FreeTextForm
from praktijkleren.ui.conflict import VersionedForm

YES_NO_UNKNOWN = [("ja", "Ja"), ("nee", "Nee"), ("", "Dat weet ik nog niet")]
YES_NO = {"ja": True, "nee": False, "": None}


class ExplainedGroups(forms.CheckboxSelectMultiple):
    """Each klantgroep with what it means, and a warning where it tells something about health or origin."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        groep: Klantgroep = value.instance
        warning = "Gevoelig: leg dit alleen vast als het nodig is." if groep.gevoelig else ""
        explained = f"{groep.omschrijving[:1].upper()}{groep.omschrijving[1:]}." if groep.omschrijving else ""
        option["hint"] = " ".join(part for part in (explained, warning) if part)
        return option


class SociaalForm(VersionedForm):
    startkwalificatie = forms.TypedChoiceField(
        label="Heeft deze persoon een startkwalificatie?",
        help_text="Dat is een diploma havo, vwo of mbo niveau 2 of hoger.",
        choices=YES_NO_UNKNOWN,
        coerce=YES_NO.__getitem__,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    primaire_klantgroep = forms.ModelChoiceField(
        Klantgroep.objects.order_by("code"),
        label="Welke klantgroep past het best?",
        help_text="Deze groep telt mee in de cijfers.",
        required=False,
        empty_label="Nog geen keuze",
    )
    klantgroepen = forms.ModelMultipleChoiceField(
        Klantgroep.objects.order_by("code"),
        label="Welke klantgroepen passen nog meer?",
        help_text="Kies alleen wat nodig is om deze persoon te helpen.",
        required=False,
        widget=ExplainedGroups,
    )

    def __init__(self, data: Any = None, *, sociaal: Sociaal | None, **kwargs: Any) -> None:
        super().__init__(data, initial=self.stands(sociaal), **kwargs)
        self.helper = form_helper("Bewaar de klantgroep", concept="sociaal")

    @staticmethod
    def stands(sociaal: Sociaal | None) -> dict[str, Any]:
        """What is saved, under the names of the fields."""
        if sociaal is None:
            return {"versie": 0, "startkwalificatie": ""}
        return {
            "versie": sociaal.versie,
            "startkwalificatie": next(key for key, value in YES_NO.items() if value == sociaal.startkwalificatie),
            "primaire_klantgroep": sociaal.primaire_klantgroep,
            "klantgroepen": list(sociaal.klantgroepen.order_by("code")),
        }


class OndersteuningForm(FreeTextForm, VersionedForm):
    behoefte = forms.CharField(
        label="Wat heeft deze persoon nodig om goed te leren?",
        help_text="Alleen voor klantmanager, jobcoach en nazorgbegeleider.",
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )
    samenvatting = forms.CharField(
        label="Samenvatting voor het mbo",
        help_text="In een of twee zinnen. Alleen dit leest het mbo-contact.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=400,
    )
    gedeeld_met_leerbedrijf = forms.CharField(
        label="Wat wil de kandidaat met het leerbedrijf delen?",
        help_text="Vul alleen in wat de kandidaat zelf wil delen. De praktijkopleider leest dit bij het beoordelen.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )
    FIELDS = ("behoefte", "samenvatting", "gedeeld_met_leerbedrijf")

    def __init__(self, data: Any = None, *, ondersteuning: Ondersteuning | None, **kwargs: Any) -> None:
        super().__init__(data, initial=self.stands(ondersteuning), **kwargs)
        self.helper = form_helper("Bewaar de ondersteuning", concept="ondersteuning")

    @classmethod
    def stands(cls, ondersteuning: Ondersteuning | None) -> dict[str, Any]:
        return initial_of(ondersteuning, (*cls.FIELDS, "versie")) or {"versie": 0}


class SituatieForm(PeriodeForm, ModelForm, FreeTextForm):
    beeindigt = forms.ModelMultipleChoiceField(
        Situatie.objects.none(),
        label="Wat houdt hierdoor op?",
        help_text="Dit eindigt dan op de dag ervoor.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Situatie
        fields = ("soort", "van", "tot", "werkgever_soort", "uren", "bron")
        localized_fields = ("uren",)
        labels = {"soort": "Waarvan leeft deze persoon, of wat doet die?", "van": "Vanaf welke dag?"}
        help_texts = {
            "tot": "Laat leeg als dit nog steeds zo is.",
            "werkgever_soort": "Alleen bij werk.",
            "uren": "Alleen bij werk of opleiding.",
            "bron": "Bijvoorbeeld: de klantmanager, een loonstrook of de kandidaat zelf.",
        }

    def __init__(
        self, data: Any = None, *, kandidaat: Kandidaat, situatie: Situatie | None = None, **kwargs: Any
    ) -> None:
        initial = initial_of(situatie, self._meta.fields) or {"van": timezone.localdate()}
        super().__init__(data, initial=initial, **kwargs)
        field(self, "soort").choices = [("", "Maak een keuze"), *SituatieSoort.choices]
        field(self, "werkgever_soort").choices = [("", "Geen werkgever"), *WerkgeverSoort.choices]
        running = Situatie.objects.current().filter(kandidaat=kandidaat).order_by("van", "pk")
        if situatie or not running:
            del self.fields["beeindigt"]
        else:
            field(self, "beeindigt").queryset = running
            self.initial["beeindigt"] = list(running)
        self.helper = form_helper("Verbeter dit" if situatie else "Voeg dit toe", concept="situatie")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("werkgever_soort") and cleaned.get("soort") not in {*SituatieSoort.work(), SituatieSoort.PROEF}:
            self.add_error(
                "werkgever_soort", "Een werkgever hoort alleen bij werk. Laat dit leeg of kies een soort werk."
            )
        return cleaned
