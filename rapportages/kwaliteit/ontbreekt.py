"""What is missing."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kandidaten.models import KandidaatQuerySet
from kandidaten.states import Route
from praktijkleren.accounts.roles import Permission, Rol
from rapportages.kwaliteit.begrip import (
    KANDIDAAT,
    PLAATSING,
    TRAJECT,
    VERKLARING,
    ZIET_GEEN_UREN,
    Aard,
    Controle,
    Herstel,
    counted,
    page,
)
from rapportages.models import Feit
from trajecten.models import Aanwezigheid, PlaatsingQuerySet, Traject, TrajectQuerySet
from trajecten.models.traject import quiet
from trajecten.states import PlaatsingStatus, TrajectStatus
from verklaringen.models import PraktijkverklaringQuerySet

P = Permission
SOCIAAL = (Rol.KLANTMANAGER, Rol.NAZORGBEGELEIDER, Rol.JOBCOACH)
BIJ_HET_MBO = (Rol.MBO_CONTACT, Rol.JOBCOACH)


def _of_started(found: KandidaatQuerySet, on: date, **fields: Any) -> KandidaatQuerySet:
    started = Traject.objects.filter(pk__in=counted(Feit.START, on, **fields))
    return found.filter(pk__in=started.values("kandidaat"))


def _no_birthplace(found: KandidaatQuerySet, on: date) -> KandidaatQuerySet:
    running = Traject.objects.filter(
        kandidaat=OuterRef("pk"), status=TrajectStatus.LOPEND, route=Route.PRAKTIJKVERKLARING
    )
    return found.filter(Exists(running), geboorteplaats="", geboorteland="")


def _no_hours(found: PlaatsingQuerySet, on: date) -> PlaatsingQuerySet:
    begun = found.bpv().exclude(status=PlaatsingStatus.GEPLAND).filter(traject__elders=False)
    worked = Aanwezigheid.objects.filter(plaatsing=OuterRef("pk"), uren__gt=0)
    return begun.filter(quiet("van", on, regio="traject__regio", is_day=True), ~Exists(worked))


def _begun(found: TrajectQuerySet, on: date, **fields: Any) -> TrajectQuerySet:
    """What came from another system as it was, and has ended, is not mended here."""
    own = Q(elders=False) | Q(einddatum__isnull=True)
    return found.filter(own, pk__in=counted(Feit.START, on, **fields))


def _uitkomst(feit: Feit, code: str, naam: str, wat: str, indicator: str) -> Controle:
    """Counted as onbekend by the rule of the figure itself (rapportages.feiten.regels.outcome)."""

    def unknown(found: TrajectQuerySet, on: date) -> TrajectQuerySet:
        return found.filter(pk__in=counted(feit, on, waarde=""))

    return Controle(
        code=code,
        aard=Aard.ONTBREEKT,
        naam=naam,
        wat=f"Het traject is geëindigd, en niemand legde vast {wat}.",
        waarom="Telt als onbekend bij de uitkomsten.",
        indicatoren=(indicator,),
        over=TRAJECT,
        kies=unknown,
        permission=P.SOCIAAL_VIEW,
        rollen=SOCIAAL,
        herstel=Herstel("Leg de situatie vast", page("kandidaten:situatie", "kandidaat_id"), (P.SOCIAAL_EDIT,)),
        gevoelig=True,
    )


def _is_open(traject: Traject) -> bool:
    return traject.is_open


def _unguided(found: KandidaatQuerySet, on: date) -> KandidaatQuerySet:
    return found.unguided()


def _no_werkprocessen(found: PraktijkverklaringQuerySet, on: date) -> QuerySet[Any]:
    return found.filter(pk__in=counted(Feit.VERKLARING, on, aantal__isnull=True))


GEMEENTE = Controle(
    code="gemeente",
    aard=Aard.ONTBREEKT,
    naam="Kandidaat zonder gemeente",
    wat="Deze persoon begon een traject, en de gemeente is niet ingevuld.",
    waarom="Telt als onbekend in elk cijfer per gemeente, en niet mee in de cijfers van de eigen gemeente.",
    indicatoren=("I3", "I4", "I5", "I11", "I12"),
    over=KANDIDAAT,
    kies=lambda found, on: _of_started(found, on, gemeente__isnull=True),
    permission=P.KANDIDAAT_VIEW,
    rollen=(Rol.KLANTMANAGER, Rol.JOBCOACH, Rol.NAZORGBEGELEIDER),
    herstel=Herstel("Vul de gemeente in", page("kandidaten:edit"), (P.KANDIDAAT_EDIT,)),
)
KLANTGROEP = Controle(
    code="klantgroep",
    aard=Aard.ONTBREEKT,
    naam="Kandidaat zonder klantgroep",
    wat="Deze persoon begon een traject, en er is geen klantgroep gekozen.",
    waarom="Telt als onbekend in elk cijfer per klantgroep.",
    indicatoren=("I9", "I3", "I4", "I5"),
    over=KANDIDAAT,
    kies=lambda found, on: _of_started(found, on, klantgroep=""),
    permission=P.SOCIAAL_VIEW,
    rollen=SOCIAAL,
    herstel=Herstel("Kies de klantgroep", page("kandidaten:sociaal"), (P.SOCIAAL_EDIT,)),
    gevoelig=True,
)
GEBOORTEPLAATS = Controle(
    code="geboorteplaats",
    aard=Aard.ONTBREEKT,
    naam="Kandidaat zonder geboorteplaats",
    wat="Deze persoon leert voor een praktijkverklaring, en de geboorteplaats is niet ingevuld.",
    waarom="Zonder geboorteplaats kan het mbo de praktijkverklaring niet maken.",
    indicatoren=("I5",),
    over=KANDIDAAT,
    kies=_no_birthplace,
    permission=P.KANDIDAAT_VIEW,
    rollen=(Rol.JOBCOACH, Rol.KLANTMANAGER, Rol.MBO_CONTACT),
    herstel=Herstel(
        "Vul de geboorteplaats in", page("kandidaten:birthplace"), (P.KANDIDAAT_EDIT, P.KANDIDAAT_BIRTHPLACE)
    ),
)
BEGELEIDER = Controle(
    code="begeleider",
    aard=Aard.ONTBREEKT,
    naam="Kandidaat zonder begeleider",
    wat="Deze persoon wacht of is op weg, en niemand is betrokken die nu werkt in die rol.",
    waarom="Dan legt niemand vast hoe het gaat, en blijft later de uitkomst onbekend.",
    indicatoren=("I12", "I13"),
    over=KANDIDAAT,
    kies=_unguided,
    permission=P.KANDIDAAT_TRANSFER,
    rollen=(),
    herstel=Herstel("Kies wie begeleidt", page("kandidaten:involve"), (P.KANDIDAAT_TRANSFER,)),
)
KWALIFICATIE = Controle(
    code="kwalificatie",
    aard=Aard.ONTBREEKT,
    naam="Traject zonder kwalificatie",
    wat="Dit traject is begonnen, en er is geen kwalificatie gekozen.",
    waarom="Telt als onbekend in elk cijfer per sector en per kwalificatie.",
    indicatoren=("I3", "I8"),
    over=TRAJECT,
    kies=lambda found, on: _begun(found, on, kwalificatie__isnull=True),
    permission=P.TRAJECT_VIEW,
    rollen=BIJ_HET_MBO,
    herstel=Herstel("Kies de kwalificatie", page("trajecten:plan", only=_is_open), (P.TRAJECT_PLAN,)),
)
INSTELLING = Controle(
    code="inschrijving",
    aard=Aard.ONTBREEKT,
    naam="Traject zonder inschrijving",
    wat="Dit traject is begonnen, en er is geen inschrijving bij een mbo-instelling.",
    waarom="Telt als onbekend in elk cijfer per mbo-instelling.",
    indicatoren=("I10",),
    over=TRAJECT,
    kies=lambda found, on: _begun(found, on, instelling__isnull=True),
    permission=P.TRAJECT_VIEW,
    rollen=BIJ_HET_MBO,
    herstel=Herstel("Schrijf in", page("trajecten:enrol", only=_is_open), (P.INSCHRIJVING_EDIT,)),
)
UITKOMSTEN = (
    _uitkomst(
        Feit.UITKOMST_EINDE, "uitkomst-einde", "Uitkomst bij het einde onbekend", "wat deze persoon toen deed", "I12"
    ),
    _uitkomst(
        Feit.UITKOMST_6, "uitkomst-6", "Uitkomst na 6 maanden onbekend", "wat deze persoon 6 maanden later deed", "I12"
    ),
    _uitkomst(
        Feit.UITKOMST_12,
        "uitkomst-12",
        "Uitkomst na 12 maanden onbekend",
        "wat deze persoon 12 maanden later deed",
        "I12",
    ),
    _uitkomst(
        Feit.DUURZAAM, "duurzaam", "Werk na 26 weken onbekend", "of iemand met werk dat 26 weken later nog had", "I13"
    ),
)
WERKPROCESSEN = Controle(
    code="werkprocessen",
    aard=Aard.ONTBREEKT,
    naam="Praktijkverklaring zonder werkprocessen",
    wat="Deze praktijkverklaring is uitgereikt, en de werkprocessen zijn niet bekend.",
    waarom="Telt niet mee bij het aantal werkprocessen per praktijkverklaring.",
    indicatoren=("I7",),
    over=VERKLARING,
    kies=_no_werkprocessen,
    permission=P.VERKLARING_VIEW,
    rollen=(Rol.MBO_CONTACT,),
    herstel=Herstel("Bekijk de verklaring", page("verklaringen:detail"), (P.VERKLARING_VIEW,)),
)
BPV_UREN = Controle(
    code="uren",
    aard=Aard.ONTBREEKT,
    naam="Bpv zonder uren",
    wat="De bpv is al langer bezig of voorbij, en er staat geen enkele week met uren.",
    waarom="De weken tellen niet mee bij de subsidieerbare weken.",
    indicatoren=("I15",),
    over=PLAATSING,
    kies=_no_hours,
    permission=P.VOORTGANG_VIEW,
    rollen=(Rol.JOBCOACH, Rol.MBO_CONTACT),
    herstel=Herstel("Vul de uren in", page("trajecten:hours"), (P.VOORTGANG_WRITE,)),
    behalve=ZIET_GEEN_UREN,
)
ONTBREEKT = (
    GEMEENTE, KLANTGROEP, GEBOORTEPLAATS, BEGELEIDER, KWALIFICATIE, INSTELLING, *UITKOMSTEN, WERKPROCESSEN, BPV_UREN,
)  # fmt: skip
