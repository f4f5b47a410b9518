"""By what a figure can be divided and filtered, and how each value is called."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from aanmeldingen.models import Ingang, VerwijzerSoort
from kandidaten.models import Klantgroep
from kandidaten.states import Route
from kwalificaties.models import Kwalificatie, Sector
from leerbedrijven.models import Leerbedrijf
from praktijkleren.accounts.models import Gemeente, Organisatie, Samenwerkingsverband
from trajecten.states import TrajectStatus

ONBEKEND = "onbekend"
UITKOMSTEN = {
    "werkgever": "werk bij een werkgever",
    "ontwikkelbedrijf": "werk bij een sociaal ontwikkelbedrijf",
    "werk": "werk, soort werkgever onbekend",
    "opleiding": "vervolgopleiding",
    "uitkering": "uitkering",
    "anders": "anders",
}
AT_WORK = ("werkgever", "ontwikkelbedrijf", "werk")
"""The outcomes that are work."""
Labels = Callable[[Iterable[Any]], Mapping[Any, str]]
"""The names of many values, in one query at most."""


@dataclass(frozen=True)
class Veld:
    naam: str
    titel: str
    """As a heading: Per gemeente."""
    pad: str
    """Where it stands on a Telfeit."""
    labels: Labels
    altijd: tuple[str, ...] = ()
    """Values that are shown also where there is none."""
    gevoelig: bool = False
    """Of a field group that many may know as an aggregate only: no list of people is opened by it."""


def _fixed(names: Mapping[Any, str]) -> Labels:
    return lambda values: {value: names.get(value, str(value)) for value in values}


def _rows(model: type[Model]) -> Labels:
    def named(values: Iterable[Any]) -> Mapping[Any, str]:
        return {row.pk: str(row) for row in model._default_manager.filter(pk__in=list(values)).order_by("pk")}

    return named


def _klantgroepen(values: Iterable[Any]) -> Mapping[Any, str]:
    return {row.code: str(row) for row in Klantgroep.objects.filter(code__in=list(values)).order_by("code")}


_ROUTES = dict(Route.choices)
_ALLE: tuple[Veld, ...] = (
    Veld("bron", "Wie aanmeldt", "bron", _fixed({**dict(Ingang.choices), **dict(VerwijzerSoort.choices)})),
    Veld("route", "Route", "route", _fixed(_ROUTES), altijd=tuple(_ROUTES)),
    Veld("keuze", "Keuze van de kandidaat", "waarde", _fixed(_ROUTES), altijd=tuple(_ROUTES)),
    Veld("klantgroep", "Klantgroep", "klantgroep", _klantgroepen, gevoelig=True),
    Veld("gemeente", "Gemeente", "gemeente", _rows(Gemeente)),
    Veld("sector", "Sector", "kwalificatie__sector", _rows(Sector)),
    Veld("kwalificatie", "Kwalificatie", "kwalificatie", _rows(Kwalificatie)),
    Veld("niveau", "Niveau", "kwalificatie__niveau", lambda values: {value: f"niveau {value}" for value in values}),
    Veld("leerbedrijf", "Leerbedrijf", "leerbedrijf", _rows(Leerbedrijf)),
    Veld("instelling", "Mbo-instelling", "instelling", _rows(Organisatie)),
    Veld("samenwerkingsverband", "Samenwerkingsverband", "samenwerkingsverband", _rows(Samenwerkingsverband)),
    Veld("met_verklaring", "Met praktijkverklaring", "met_verklaring", _fixed({True: "met", False: "zonder"})),
    Veld("afloop", "Afloop", "waarde", _fixed(dict(TrajectStatus.choices)), altijd=("afgerond", "gestopt")),
    Veld("uitkomst", "Uitkomst", "waarde", _fixed(UITKOMSTEN), altijd=tuple(UITKOMSTEN), gevoelig=True),
    Veld("ja_nee", "Nog werk", "waarde", _fixed({"ja": "ja", "nee": "nee"}), altijd=("ja", "nee"), gevoelig=True),
)
VELDEN = {veld.naam: veld for veld in _ALLE}
