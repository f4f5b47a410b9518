"""What one may ask of a traject. Each column stands here once, with its filters and with who may know it.

A klantgroep or uitkering is asked of the field groups themselves, so each reader gets it of those people only of whom
it may be known (architecture.md 4). Who may know it as an aggregate only, such as the coordinator, gets no column, no
filter and no group of it, not even one with small cells hidden: these people stand here by name, and who narrows the
page to five of them would read from one count what all five are. Indicator I9 has those figures.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, DateField, DurationField, Exists, ExpressionWrapper, F, OuterRef, Value
from django.db.models.functions import Coalesce, Concat, ExtractYear
from django.utils import timezone
from django.utils.text import capfirst

from kandidaten.models import Betrokkenheid, Situatie, SituatieSoort, Sociaal
from kandidaten.states import Route
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission, Rol
from praktijkleren.ui.sheets import Cell
from rapportages.feiten.bron import handed_over
from rapportages.weergaven.uitdrukkingen import first, lijstnaam
from trajecten.models import Inschrijving, Plaatsing
from trajecten.states import TrajectStatus

Bron = str | Callable[[Gebruiker], Any]
"""A path of a Traject, or what is to be computed of it for this reader."""


@dataclass(frozen=True)
class Kolom:
    naam: str
    """In the address; renaming it drops it from kept views, which then say so."""
    label: str
    bron: Bron
    sleutel: Bron | None = None
    """By which rows are one group, where that is not the shown value itself. One value per traject."""
    groepeert: bool = False
    toon: Callable[[Any], Cell] = lambda value: value
    filters: tuple[str, ...] = ()
    """Names of the filters that ask for the same; who may not know the column has none of them."""
    sorteert: str = ""
    """Path to sort by, where that is not the shown value."""
    permission: Permission = Permission.KANDIDAAT_VIEW
    welke: str = ""
    """Which one is meant, where someone may have several."""

    def value(self, gebruiker: Gebruiker) -> Any:
        return _expression(self.bron, gebruiker)

    def key(self, gebruiker: Gebruiker) -> Any:
        return _expression(self.sleutel or self.bron, gebruiker)

    @property
    def alias(self) -> str:
        """In a row of the page."""
        return f"kolom_{self.naam}"


def columns_for(gebruiker: Gebruiker) -> Mapping[str, Kolom]:
    """Those that this person may know of anyone at all, in the order in which they are offered."""
    return {kolom.naam: kolom for kolom in ALLE if gebruiker.has(kolom.permission)}


def _expression(bron: Bron, gebruiker: Gebruiker) -> Any:
    return F(bron) if isinstance(bron, str) else bron(gebruiker)


def _words(labels: Mapping[Any, str]) -> Callable[[Any], Cell]:
    return lambda value: capfirst(labels.get(value, "")) if value else None


def _weeks(value: timedelta | None) -> int | None:
    return value.days // 7 if value is not None and value.days >= 0 else None


def duration(_gebruiker: Gebruiker | None = None) -> Any:
    """From the first day to the last, or to today while it has not ended."""
    until = Coalesce("einddatum", Value(timezone.localdate(), output_field=DateField()))
    return ExpressionWrapper(until - F("startdatum"), output_field=DurationField())


def _verklaringen(gebruiker: Gebruiker) -> Any:
    return handed_over({"traject": OuterRef("pk")}).visible_to(gebruiker)


def _place(path: str) -> Callable[[Gebruiker], Any]:
    """Of the newest plaatsing: where someone learns now, or did last."""
    return lambda _gebruiker: first(Plaatsing.objects.filter(traject=OuterRef("pk")).order_by("-van", "pk"), path)


def _enrolment(path: str) -> Callable[[Gebruiker], Any]:
    return lambda _gebruiker: first(Inschrijving.objects.filter(traject=OuterRef("pk")).order_by("-van", "pk"), path)


WIE = Coalesce("gebruiker__naam", Concat(Value("team van "), "organisatie__naam"))
WIE_SLEUTEL = Coalesce(F("gebruiker"), F("organisatie") * -1, output_field=BigIntegerField())
"""A team is the organisatie below zero."""
LANGST = "Is er meer dan één {}, dan telt wie nu het langst betrokken is."


def _betrokken(rol: str, of: Any) -> Callable[[Gebruiker], Any]:
    """Of those who are betrokken in this role today the one who is so longest."""

    def build(gebruiker: Gebruiker) -> Any:
        rows = Betrokkenheid.objects.visible_to(gebruiker).current()
        return first(rows.filter(kandidaat=OuterRef("kandidaat"), rol=rol).order_by("van", "pk"), of)

    return build


def _klantgroep(field: str) -> Callable[[Gebruiker], Any]:
    """The main group, as the figures count it."""
    main = Coalesce(f"primaire_klantgroep__hoofdgroep__{field}", f"primaire_klantgroep__{field}")
    return lambda gebruiker: first(
        Sociaal.objects.visible_to(gebruiker).filter(kandidaat=OuterRef("kandidaat")).order_by("pk"), main
    )


def _situatie(gebruiker: Gebruiker) -> Any:
    rows = Situatie.objects.visible_to(gebruiker).current()
    return first(rows.filter(kandidaat=OuterRef("kandidaat")).order_by("-van", "pk"), "soort")


def _date(value: Any) -> Cell:
    return value if isinstance(value, date) else None


ALLE: tuple[Kolom, ...] = (
    Kolom("naam", "Naam", lijstnaam, sorteert="kandidaat__zoeknaam"),
    Kolom(
        "status", "Status", "status", groepeert=True, toon=_words(dict(TrajectStatus.choices)),
        filters=("status", "stil"),
    ),
    Kolom("route", "Route", "route", groepeert=True, toon=_words(dict(Route.choices)), filters=("route",)),
    Kolom(
        "beroep", "Beroep", "kwalificatie__titel", sleutel="kwalificatie", groepeert=True, filters=("beroep",),
        sorteert="kwalificatie__zoektitel",
    ),
    Kolom("crebo", "Crebo", "kwalificatie__crebo"),
    Kolom("niveau", "Niveau", "kwalificatie__niveau", groepeert=True),
    Kolom(
        "sector", "Sector", "kwalificatie__sector__naam", sleutel="kwalificatie__sector", groepeert=True,
        filters=("sector",),
    ),
    Kolom(
        "leerbedrijf", "Leerbedrijf", _place("leerbedrijf__naam"), sleutel=_place("leerbedrijf"), groepeert=True,
        filters=("leerbedrijf",), welke="Van elk traject telt de nieuwste plaatsing.",
    ),
    Kolom(
        "instelling", "Mbo-instelling", _enrolment("instelling__naam"), sleutel=_enrolment("instelling"),
        groepeert=True, filters=("instelling",), welke="Van elk traject telt de nieuwste inschrijving.",
    ),
    Kolom(
        "gemeente", "Gemeente", "kandidaat__gemeente__naam", sleutel="kandidaat__gemeente", groepeert=True,
        filters=("gemeente",),
    ),
    Kolom(
        "jobcoach", "Jobcoach", _betrokken(Rol.JOBCOACH, WIE), sleutel=_betrokken(Rol.JOBCOACH, WIE_SLEUTEL),
        groepeert=True, filters=("collega",), welke=LANGST.format("jobcoach"),
    ),
    Kolom(
        "klantmanager", "Klantmanager", _betrokken(Rol.KLANTMANAGER, WIE),
        sleutel=_betrokken(Rol.KLANTMANAGER, WIE_SLEUTEL), groepeert=True, welke=LANGST.format("klantmanager"),
    ),
    Kolom("groep", "Groep", "groep__naam", sleutel="groep", groepeert=True, filters=("groep",)),
    Kolom(
        "samenwerkingsverband", "Samenwerkingsverband", "samenwerkingsverband__naam", sleutel="samenwerkingsverband",
        groepeert=True,
    ),
    Kolom("regio", "Regio", "regio__naam", sleutel="regio", groepeert=True),
    Kolom("start", "Start", "startdatum", toon=_date, filters=("start_na", "start_voor", "loopt_op")),
    Kolom("startjaar", "Jaar van start", lambda _: ExtractYear("startdatum"), groepeert=True),
    Kolom("einde", "Einde", "einddatum", toon=_date, filters=("eind_na", "eind_voor")),
    Kolom("duur", "Weken", duration, toon=_weeks, filters=("langer_dan",)),
    Kolom("contact", "Laatste contact", "laatste_contact", toon=_date),
    Kolom(
        "verklaring", "Praktijkverklaring", lambda gebruiker: Exists(_verklaringen(gebruiker)), groepeert=True,
        toon=lambda value: "Met" if value else "Zonder", filters=("verklaring",),
        permission=Permission.VERKLARING_VIEW,
    ),
    Kolom(
        "uitgereikt", "Uitgereikt op",
        lambda gebruiker: first(_verklaringen(gebruiker).order_by("uitgereikt_op", "pk"), "uitgereikt_op"),
        toon=_date, permission=Permission.VERKLARING_VIEW,
    ),
    Kolom(
        "klantgroep", "Klantgroep", _klantgroep("naam"), sleutel=_klantgroep("code"), groepeert=True,
        filters=("klantgroep",), welke="Van elke klantgroep telt de hoofdgroep.", permission=Permission.SOCIAAL_VIEW,
    ),
    Kolom(
        "situatie", "Uitkering of werk", _situatie, groepeert=True, toon=_words(dict(SituatieSoort.choices)),
        filters=("situatie",), welke="Is er meer tegelijk, dan telt wat het laatst begon.",
        permission=Permission.SOCIAAL_VIEW,
    ),
)  # fmt: skip
STANDAARD = ("naam", "status", "route", "beroep", "leerbedrijf", "start", "jobcoach")
"""What stands on the page of who chose nothing."""
OF_FILTER = {filter_name: kolom for kolom in ALLE for filter_name in kolom.filters}
