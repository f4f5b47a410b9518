"""Inschrijving and the praktijkovereenkomst with its mandatory contents (WEB 7.2.8 lid 2)."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.text import capfirst

from kandidaten.forms.layout import field, form_helper, no_future
from kandidaten.models import Kandidaat
from kandidaten.validators import FreeTextForm
from leerbedrijven.erkenning import Keuze
from praktijkleren.accounts.models import Organisatie, OrganisatieSoort
from praktijkleren.ui.conflict import VersionedForm
from praktijkleren.ui.dates import datum
from trajecten.actions.pok import PARTIES
from trajecten.forms.plan import WerkprocesField
from trajecten.leerdoelen import counting, with_place
from trajecten.models import Inschrijving, Leerweg, Plaatsing, Praktijkovereenkomst, Traject

ONTBINDING = (
    "De overeenkomst stopt eerder als de drie partijen dat samen afspreken, als de inschrijving eindigt, als de "
    "erkenning van het leerbedrijf eindigt, of als een partij de afspraken niet nakomt na een gesprek daarover."
)
LEERWEGEN = [(value, capfirst(label)) for value, label in Leerweg.choices]
BEOORDELING = "De praktijkopleider kijkt mee op het werk en zegt aan het eind per werkproces of de deelnemer het kan."
SIGNERS = {"instelling": "De mbo-instelling", "leerbedrijf": "Het leerbedrijf", "kandidaat": "De kandidaat"}
"""Each field names its party, so that an error above the form says whose signature it is about."""


class EnrolForm(FreeTextForm):
    instelling = forms.ModelChoiceField(
        Organisatie.objects.none(), label="Mbo-instelling", empty_label="Maak een keuze"
    )
    leerweg = forms.ChoiceField(label="Leerweg", choices=LEERWEGEN, widget=forms.RadioSelect, initial=Leerweg.DERDE)
    van = forms.DateField(label="Ingeschreven vanaf", widget=forms.DateInput)
    tot = forms.DateField(label="Tot en met", widget=forms.DateInput, required=False)
    nummer = forms.CharField(
        label="Nummer bij de instelling", max_length=40, required=False, help_text="Geen burgerservicenummer."
    )

    def __init__(self, data: Any = None, *, traject: Traject, own: set[int], **kwargs: Any) -> None:
        """`own` are the organisaties of who fills this in: their school is chosen beforehand."""
        super().__init__(data, **kwargs)
        schools = Organisatie.objects.filter(soort=OrganisatieSoort.MBO, pk__in=_taking_part(traject)).order_by(
            "naam", "pk"
        )
        instelling = field(self, "instelling")
        instelling.queryset = schools
        self.initial = {
            "van": timezone.localdate(),
            "leerweg": Leerweg.DERDE,
            "instelling": next((school.pk for school in schools if school.pk in own), None),
        }
        self.helper = form_helper("Schrijf in", concept="inschrijving")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        van, tot = cleaned.get("van"), cleaned.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", f"De laatste dag ligt voor de eerste dag ({datum(van)}).")
        return cleaned


def _taking_part(traject: Traject) -> Any:
    return traject.regio.deelnames.current().values("organisatie")


class EndInschrijvingForm(FreeTextForm):
    tot = forms.DateField(label="Wat is de laatste dag van de inschrijving?", widget=forms.DateInput)

    def __init__(self, data: Any = None, *, inschrijving: Inschrijving, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.inschrijving = inschrijving
        self.fields["tot"].initial = inschrijving.tot or timezone.localdate()
        self.helper = form_helper("Sluit de inschrijving af")

    def clean_tot(self) -> date:
        tot: date = self.cleaned_data["tot"]
        if tot < self.inschrijving.van:
            raise forms.ValidationError(f"De inschrijving begon op {datum(self.inschrijving.van)}.")
        return tot


class PokForm(VersionedForm, FreeTextForm):
    inschrijving = forms.ModelChoiceField(Inschrijving.objects.none(), label="Inschrijving", empty_label=None)
    begindatum = forms.DateField(label="Eerste dag van de bpv", widget=forms.DateInput)
    einddatum = forms.DateField(label="Laatste dag van de bpv", widget=forms.DateInput)
    uren_totaal = forms.IntegerField(label="Praktijkuren in totaal", min_value=1, max_value=6000)
    uren_verdeling = forms.CharField(
        label="Verdeling over de studiejaren",
        max_length=300,
        help_text="Bijvoorbeeld: 480 uur in het eerste studiejaar.",
    )
    begeleiding = forms.CharField(
        label="Afspraken over begeleiding",
        widget=forms.Textarea,
        help_text="Wie begeleidt vanuit het bedrijf en vanuit de school, hoe en hoe vaak?",
    )
    werkprocessen = WerkprocesField(
        label="Welke werkprocessen leert de deelnemer hier?",
        error_messages={"required": "Kies ten minste één werkproces."},
    )
    beoordelingswijze = forms.CharField(label="Hoe wordt beoordeeld?", widget=forms.Textarea)
    ontbinding = forms.CharField(label="Wanneer en hoe kan de overeenkomst eerder stoppen?", widget=forms.Textarea)

    def __init__(
        self,
        data: Any = None,
        *,
        plaatsing: Plaatsing,
        keuzes: list[Keuze],
        start: Praktijkovereenkomst | None = None,
        versie: int = 0,
        **kwargs: Any,
    ) -> None:
        """`start` is the version to go on from: the concept itself, or the one that this replaces.

        `versie` is the bewerking of the concept; 0 as long as there is none.
        """
        super().__init__(data, **kwargs)
        rows = plaatsing.traject.inschrijvingen.filter(kwalificatie=plaatsing.traject.kwalificatie_id)
        field(self, "inschrijving").queryset = rows.order_by("-van", "pk").select_related("instelling", "kwalificatie")
        self.initial = {"versie": versie, **(contents_of(start) if start else _suggest(plaatsing, keuzes))}
        field(self, "werkprocessen").offer(keuzes, keep=[int(pk) for pk in self.initial["werkprocessen"]])
        self.helper = form_helper("Bewaar de praktijkovereenkomst", concept="praktijkovereenkomst")
        self.helper.layout = Layout(
            "versie",
            "inschrijving",
            Fieldset("Periode en uren", "begindatum", "einddatum", "uren_totaal", "uren_verdeling"),
            Fieldset("Begeleiding", "begeleiding"),
            Fieldset("Wat leert de deelnemer, en hoe wordt dat beoordeeld?", "werkprocessen", "beoordelingswijze"),
            Fieldset("Eerder stoppen", "ontbinding"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begin, einde = cleaned.get("begindatum"), cleaned.get("einddatum")
        if begin and einde and einde < begin:
            self.add_error("einddatum", f"De laatste dag ligt voor de eerste dag ({datum(begin)}).")
        return cleaned

    def contents(self) -> dict[str, Any]:
        """What was filled in, for a first save: there is nothing yet to have saved on top of."""
        return {name: value for name, value in self.cleaned_data.items() if name != "versie"}


def contents_of(pok: Praktijkovereenkomst) -> dict[str, Any]:
    names = (
        "begindatum",
        "einddatum",
        "uren_totaal",
        "uren_verdeling",
        "begeleiding",
        "beoordelingswijze",
        "ontbinding",
    )
    chosen = [str(pk) for pk in pok.werkprocessen.order_by("pk").values_list("pk", flat=True)]
    return {name: getattr(pok, name) for name in names} | {"inschrijving": pok.inschrijving_id, "werkprocessen": chosen}


def _suggest(plaatsing: Plaatsing, keuzes: list[Keuze]) -> dict[str, Any]:
    """What the plaatsing and the plan already say."""
    chosen = counting(with_place(plaatsing.traject.leerdoelen.chosen(), plaatsing.pk, None))
    planned = set(chosen.order_by("pk").values_list("werkproces", flat=True))
    weeks = max(1, (plaatsing.tot - plaatsing.van).days // 7) if plaatsing.tot else 0
    uren = int(weeks * plaatsing.uren_per_week) if plaatsing.uren_per_week else None
    return {
        "begindatum": plaatsing.van,
        "einddatum": plaatsing.tot,
        "uren_totaal": uren or None,
        "uren_verdeling": f"{uren} uur in het eerste studiejaar" if uren else "",
        "beoordelingswijze": BEOORDELING,
        "ontbinding": ONTBINDING,
        "werkprocessen": [str(keuze.werkproces.pk) for keuze in keuzes if keuze.kan and keuze.werkproces.pk in planned],
    }


class SignForm(VersionedForm, FreeTextForm):
    """Who signed and when; one by one as the papers come in. For a minor the vertegenwoordiger may sign."""

    def __init__(self, data: Any = None, *, pok: Praktijkovereenkomst, kandidaat: Kandidaat, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.pok = pok
        names = {kandidaat.volledige_naam: f"{kandidaat.naam} zelf"}
        for row in kandidaat.vertegenwoordigers.current().order_by("van", "pk"):
            names[row.naam] = str(row)
        for party in PARTIES:
            self._add(party, pok, names if party == "kandidaat" else None)
        self.helper = form_helper("Bewaar de handtekeningen", concept="handtekeningen")
        self.initial["versie"] = pok.bewerking
        self.helper.layout = Layout(
            "versie",
            *(
                Fieldset(
                    SIGNERS[party],
                    f"getekend_{party}_op",
                    f"getekend_{party}_door",
                )
                for party in PARTIES
            ),
        )

    def _add(self, party: str, pok: Praktijkovereenkomst, names: dict[str, str] | None) -> None:
        day, who = f"getekend_{party}_op", f"getekend_{party}_door"
        self.fields[day] = forms.DateField(label=f"{SIGNERS[party]} tekende op", widget=forms.DateInput, required=False)
        asked = f"Wie tekende voor {SIGNERS[party].lower()}?"
        known = getattr(pok, who)
        if names is None:
            self.fields[who] = forms.CharField(label=asked, max_length=120, required=False)
        else:
            choices = [*names.items()] + ([(known, known)] if known and known not in names else [])
            self.fields[who] = forms.ChoiceField(label=asked, choices=choices, widget=forms.RadioSelect, required=False)
            known = known or next(iter(names))
        self.initial.update({day: getattr(pok, day), who: known})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for party in PARTIES:
            day, who = f"getekend_{party}_op", f"getekend_{party}_door"
            if cleaned.get(day):
                try:
                    no_future(cleaned[day])
                except forms.ValidationError as error:
                    self.add_error(day, error)
                if not cleaned.get(who):
                    self.add_error(who, "Vul in wie er tekende.")
            elif party == "kandidaat":
                cleaned[who] = ""
            elif cleaned.get(who):
                self.add_error(day, "Vul in op welke dag er is getekend.")
        typed = {name: value for name, value in cleaned.items() if name != "versie"}
        if not self.errors and all(value == getattr(self.pok, name) for name, value in typed.items()):
            raise forms.ValidationError("Er is nog niets om te bewaren. Vul in wie er tekende en op welke dag.")
        return cleaned
