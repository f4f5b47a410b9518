"""What is asked of the figures: which regio, which days, known when, and of whom. It stands in the address."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from kandidaten.states import Route
from kwalificaties.models import Kwalificatie, Sector
from leerbedrijven.models import Leerbedrijf
from praktijkleren.accounts.models import Gebruiker, Gemeente, Organisatie, Regio, Samenwerkingsverband
from praktijkleren.accounts.models.organisatie import OrganisatieSoort
from praktijkleren.accounts.roles import Permission
from praktijkleren.ui.widgets import PlainSelect
from rapportages.cijfers import Vraag
from rapportages.tijdvak import Tijdvak

NARROWED = ("gemeente", "instelling", "route", "sector", "leerbedrijf", "kwalificatie", "bron", "samenwerkingsverband")
"""Filters that are also velden; the first four can be chosen, the others come from a table on a page."""


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _choice(label: str, rows: QuerySet[Any]) -> "forms.ModelChoiceField[Any]":
    return forms.ModelChoiceField(rows, label=label, required=False, widget=PlainSelect, empty_label="Alle")


def _kept(rows: QuerySet[Any]) -> "forms.ModelChoiceField[Any]":
    return forms.ModelChoiceField(rows, required=False, widget=forms.HiddenInput)


class VraagForm(forms.Form):
    """Nothing filled in is this year until today, of the first regio."""

    regio = forms.ModelChoiceField(Regio.objects.none(), required=False, widget=PlainSelect, empty_label=None)
    van = _day("Van")
    tot = _day("Tot en met (peildatum)")
    kennis = _day("Zoals bekend op")
    gemeente = _choice("Gemeente", Gemeente.objects.none())
    instelling = _choice("Mbo-instelling", Organisatie.objects.none())
    route = forms.ChoiceField(label="Route", required=False, widget=PlainSelect, choices=[("", "Alle"), *Route.choices])
    sector = _choice("Sector", Sector.objects.order_by("naam"))
    leerbedrijf = _kept(Leerbedrijf.objects.all())
    kwalificatie = _kept(Kwalificatie.objects.all())
    samenwerkingsverband = _kept(Samenwerkingsverband.objects.all())
    bron = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, params: QueryDict, *, gebruiker: Gebruiker) -> None:
        super().__init__(_with_dates(params))
        self.regios = gebruiker.regios_with(Permission.CIJFERS_VIEW)
        self.of_regio = self._regio()
        self._choose("regio", Regio.objects.filter(pk__in=[row.pk for row in self.regios]).order_by("naam"))
        self._choose("gemeente", Gemeente.objects.filter(regio=self.of_regio).order_by("naam"))
        schools = Organisatie.objects.in_regio(self.of_regio).filter(soort=OrganisatieSoort.MBO)
        self._choose("instelling", schools.order_by("naam"))
        if len(self.regios) == 1:
            del self.fields["regio"]

    def _regio(self) -> Regio:
        """The chosen one, before the form is checked: what can be chosen besides depends on it."""
        wanted = self.data.get("regio", "")
        return next((row for row in self.regios if str(row.pk) == wanted), self.regios[0])

    def _choose(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the types
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        today = timezone.localdate()
        tot = cleaned.get("tot") or today
        van = cleaned.get("van") or date(tot.year, 1, 1)
        if tot < van:
            raise ValidationError({"tot": "Deze dag ligt voor de eerste dag. Kies een latere dag."})
        if (kennis := cleaned.get("kennis")) and kennis > today:
            raise ValidationError({"kennis": "Deze dag is nog niet geweest. Kies vandaag of een eerdere dag."})
        return {**cleaned, "van": van, "tot": tot}

    @property
    def form(self) -> "VraagForm":
        """As the filter bar asks for it."""
        return self

    @property
    def vraag(self) -> Vraag:
        """Of a valid form."""
        cleaned = self.cleaned_data
        kennis = cleaned.get("kennis")
        filters = {name: _key(cleaned[name]) for name in NARROWED if cleaned.get(name)}
        return Vraag(
            self.of_regio, Tijdvak(cleaned["van"], cleaned["tot"]), _end_of(kennis) if kennis else None, filters
        )


def _with_dates(params: QueryDict) -> QueryDict:
    """This year until today, shown in the form as well."""
    data, today = params.copy(), timezone.localdate()
    data.setdefault("van", date(today.year, 1, 1).isoformat())
    data.setdefault("tot", today.isoformat())
    return data


def _key(value: Any) -> Any:
    return value.pk if hasattr(value, "pk") else value


def _end_of(day: date) -> datetime:
    """The last moment of a day in the Netherlands."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(microseconds=1)
