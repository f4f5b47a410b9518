"""What the gallery shows: every component in every state, with made-up words."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import django_filters
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Fieldset, Layout, Row, Submit
from django import forms
from django.http import HttpRequest
from django.utils import timezone

from praktijkleren.ui.gallery_charts import chart_examples
from praktijkleren.ui.terms import TERMS

COLOURS = ("0b5d51", "0b4a8f", "5a2d82", "7a1f3d", "7a3e00", "33414e", "e87722")
"""The last one is too light for white text: the stylesheet darkens it."""
WERKPROCESSEN = [
    (
        "Kerntaak 1: voert ondersteunende werkzaamheden uit",
        [("1", "Bereidt de werkzaamheden voor"), ("2", "Maakt en houdt de werkomgeving schoon")],
    ),
    ("Kerntaak 2: werkt samen", [("3", "Stemt de werkzaamheden af")]),
]


ICONS = [
    "arrow-left",
    "arrow-right",
    "book",
    "building",
    "calendar",
    "certificate",
    "chart",
    "check",
    "check-circle",
    "chevron-down",
    "chevron-right",
    "clock",
    "close",
    "document",
    "dot",
    "download",
    "edit",
    "eye",
    "filter",
    "help",
    "inbox",
    "info",
    "link",
    "location",
    "lock",
    "logout",
    "mail",
    "more",
    "phone",
    "plus",
    "print",
    "progress",
    "route",
    "search",
    "send",
    "settings",
    "sign",
    "sort",
    "sort-down",
    "sort-up",
    "star",
    "stop",
    "today",
    "trash",
    "undo",
    "upload",
    "user",
    "users",
    "warning",
]
STATES = (
    ("neutral", "voorbereiding", "nog niet begonnen"),
    ("info", "lopend", "loopt"),
    ("success", "afgerond", "afgerond"),
    ("warning", "onderbroken", "onderbroken"),
    ("error", "gestopt", "voortijdig gestopt"),
)
PEOPLE = (
    ("Çelik, Ayşe", "Kringloopcentrum De Nieuwe Kans"),
    ("van der Veen-Boonstra, Aaltje Geertruida", "Zorggroep Noorderboog, locatie De Schutse"),
    ("Łukaszewicz, Małgorzata", "Bakkerij Van Dam"),
    ("El Idrissi, Mohammed", "Groenvoorziening Oldambt"),
    ("Tesfay, Yonas", "Bakkerij Van Dam"),
)


@dataclass(frozen=True)
class Example:
    naam: str
    leerbedrijf: str
    status: str
    status_label: str
    contact: date


class HintedChoices(forms.CheckboxSelectMultiple):
    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if option["value"] == "3":
            option["attrs"]["disabled"] = True
            option["hint"] = "Dit kan niet bij dit leerbedrijf: SBB heeft dit werkproces niet erkend."
        return option


class GalleryForm(forms.Form):
    voornaam = forms.CharField()
    achternaam = forms.CharField()
    email = forms.EmailField(label="E-mailadres", required=False, help_text="Hierop krijg je een bevestiging.")
    geboortedatum = forms.DateField(initial=date(1998, 3, 5))
    uren = forms.IntegerField(label="Uren per week", min_value=1, max_value=40)
    wie = forms.ChoiceField(
        label="Wie ben je?",
        choices=[("zelf", "Ik meld mezelf aan"), ("verwijzer", "Ik meld iemand anders aan")],
        widget=forms.RadioSelect,
    )
    werkprocessen = forms.MultipleChoiceField(
        choices=WERKPROCESSEN, widget=HintedChoices, help_text="Kies wat iemand gaat leren."
    )
    gemeente = forms.ChoiceField(choices=[("", "Kies een gemeente"), ("1895", "Oldambt")])
    toelichting = forms.CharField(required=False, widget=forms.Textarea)
    bestand = forms.FileField(label="Getekende overeenkomst", required=False, help_text="Pdf, hooguit 2 MB.")
    besproken = forms.BooleanField(label="Ik heb dit met de kandidaat besproken")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Fieldset("Persoon", Row(Column("voornaam"), Column("achternaam")), "email", "geboortedatum", "uren"),
            Fieldset("Traject", "wie", "werkprocessen", "gemeente", "toelichting", "bestand", "besproken"),
            Div(
                Submit(f"{self.prefix}-stuur", "Stuur de aanmelding"),
                Submit(f"{self.prefix}-bewaar", "Bewaar voor later", css_class="secondary"),
                Submit(f"{self.prefix}-wis", "Verwijder", css_class="danger"),
                css_class="buttons",
            ),
        )


class GalleryFilter(django_filters.FilterSet):
    naam = django_filters.CharFilter(label="Naam")
    status = django_filters.ChoiceFilter(
        label="Status", empty_label="Alle", choices=[("lopend", "Loopt"), ("afgerond", "Afgerond")]
    )
    vanaf = django_filters.DateFilter(label="Begonnen na", widget=forms.DateInput(attrs={"type": "date"}))


def examples(today: date) -> list[Example]:
    states = zip(PEOPLE, STATES, range(0, 100, 9), strict=False)
    return [
        Example(naam, leerbedrijf, status, label, today - timedelta(days=days))
        for (naam, leerbedrijf), (_, status, label), days in states
    ]


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "states": STATES,
        "icons": ICONS,
        "charts": chart_examples(),
        "terms": sorted(TERMS),
        "colours": COLOURS,
        "rows": examples(today),
        "days": [today + timedelta(days=days) for days in (-400, -30, -1, 0, 1, 5, 40)],
        "filter": GalleryFilter(request.GET or None, queryset=SimpleNamespace(model=None)),
        "page": SimpleNamespace(
            previous_url="?pagina=1", next_url="?pagina=3", first_url="?", by_number=True, number=2, pages=7
        ),
        "form": GalleryForm(prefix="leeg"),
        "faulty": GalleryForm({"fout-email": "geen adres", "fout-uren": "veel"}, prefix="fout"),
        "step_names": ["Persoon", "Advies", "Leerbedrijf", "Overeenkomst"],
        "nothing": "",
    }
