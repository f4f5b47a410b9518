"""What contradicts itself, as far as the tables do not make it impossible."""

from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from praktijkleren.accounts.roles import Permission, Rol
from rapportages.kwaliteit.begrip import PLAATSING, TRAJECT, VERKLARING, ZIET_GEEN_UREN, Aard, Controle, Herstel, page
from trajecten.models import Aanwezigheid, Plaatsing, PlaatsingQuerySet, Resultaat, TrajectQuerySet
from trajecten.states import PlaatsingSoort, PlaatsingStatus, TrajectStatus
from verklaringen.models import Praktijkverklaring, PraktijkverklaringQuerySet
from verklaringen.states import SENT

P = Permission
BEGELEIDT = (Rol.JOBCOACH, Rol.MBO_CONTACT)
WEEK = timedelta(days=6)
"""From the Monday of a week to its last day."""


def _over_time(found: PlaatsingQuerySet, on: date) -> PlaatsingQuerySet:
    return found.running().filter(tot__lt=on)


def _done_and_running(found: TrajectQuerySet, on: date) -> TrajectQuerySet:
    """Nazorg goes on after a traject was completed, so it is no reason to let it run."""
    here = OuterRef("pk")
    going_on = Plaatsing.objects.open().filter(traject=here).exclude(soort=PlaatsingSoort.NAZORG)
    given = Praktijkverklaring.objects.filter(traject=here, uitgereikt_op__isnull=False)
    return found.running().filter(Exists(given), ~Exists(going_on))


def _completed_with_nothing(found: TrajectQuerySet, on: date) -> TrajectQuerySet:
    """What waits for a signature is on its way."""
    here = OuterRef("pk")
    papers = Praktijkverklaring.objects.filter(traject=here)
    yielded = papers.filter(uitgereikt_op__isnull=False)
    ended = found.filter(status=TrajectStatus.AFGEROND)
    results = Resultaat.objects.current().filter(traject=here)
    return ended.filter(~Exists(results), ~Exists(yielded), ~Exists(papers.in_status(*SENT)))


def _hours_outside(found: PlaatsingQuerySet, on: date) -> PlaatsingQuerySet:
    """Weeks that lie wholly before the first or after the last day."""
    first: Any = ExpressionWrapper(OuterRef("van") - WEEK, output_field=DateField())
    ended = Q(plaatsing__status=PlaatsingStatus.BEEINDIGD, week__gt=OuterRef("tot"))
    worked = Aanwezigheid.objects.filter(plaatsing=OuterRef("pk"), uren__gt=0)
    return found.bpv().filter(Exists(worked.filter(ended | Q(week__lt=first))))


def _given_before_start(found: PraktijkverklaringQuerySet, on: date) -> QuerySet[Any]:
    return found.filter(uitgereikt_op__lt=F("traject__startdatum"))


TEGENSTRIJDIG = (
    Controle(
        code="bpv-voorbij",
        aard=Aard.TEGENSTRIJDIG,
        naam="Plaatsing loopt nog na de laatste dag",
        wat="De laatste dag is voorbij, en de plaatsing staat nog op lopend.",
        waarom="Het traject telt mee als lopend, en de weken lopen door.",
        indicatoren=("I4", "I15"),
        over=PLAATSING,
        kies=_over_time,
        permission=P.TRAJECT_VIEW,
        rollen=BEGELEIDT,
        herstel=Herstel("Beëindig of verleng", page("trajecten:end_plaatsing"), (P.TRAJECT_PLAN,)),
    ),
    Controle(
        code="klaar-en-lopend",
        aard=Aard.TEGENSTRIJDIG,
        naam="Traject loopt nog na de uitreiking",
        wat="De praktijkverklaring is uitgereikt en er is geen plaatsing meer, en het traject staat nog op lopend.",
        waarom="Telt mee als lopend, en niet als geëindigd. Er wordt ook geen uitkomst gevraagd.",
        indicatoren=("I4", "I11", "I12"),
        over=TRAJECT,
        kies=_done_and_running,
        permission=P.TRAJECT_VIEW,
        rollen=(Rol.JOBCOACH, Rol.KLANTMANAGER),
        herstel=Herstel("Rond het traject af", page("trajecten:complete"), (P.TRAJECT_START,)),
    ),
    Controle(
        code="afgerond-zonder-resultaat",
        aard=Aard.TEGENSTRIJDIG,
        naam="Traject afgerond zonder resultaat",
        wat="Het traject is afgerond, en er is geen praktijkverklaring, certificaat of diploma.",
        waarom="Telt als afgerond zonder praktijkverklaring. Misschien is iemand gestopt, of ontbreekt het papier.",
        indicatoren=("I11", "I5"),
        over=TRAJECT,
        kies=_completed_with_nothing,
        permission=P.TRAJECT_VIEW,
        rollen=BEGELEIDT,
        herstel=Herstel("Bekijk het traject", page("trajecten:detail"), (P.TRAJECT_VIEW,)),
    ),
    Controle(
        code="uren-buiten-bpv",
        aard=Aard.TEGENSTRIJDIG,
        naam="Uren buiten de bpv",
        wat="Er staan uren in een week voor de eerste of na de laatste dag van de bpv.",
        waarom="Die weken tellen mee bij de subsidieerbare weken.",
        indicatoren=("I15",),
        over=PLAATSING,
        kies=_hours_outside,
        permission=P.VOORTGANG_VIEW,
        rollen=BEGELEIDT,
        herstel=Herstel("Kijk de uren na", page("trajecten:hours"), (P.VOORTGANG_WRITE,)),
        behalve=ZIET_GEEN_UREN,
    ),
    Controle(
        code="uitgereikt-voor-start",
        aard=Aard.TEGENSTRIJDIG,
        naam="Uitgereikt voor de start",
        wat="De praktijkverklaring is uitgereikt voor de eerste dag van het traject.",
        waarom="Telt niet mee in de doorlooptijd.",
        indicatoren=("I14",),
        over=VERKLARING,
        kies=_given_before_start,
        permission=P.VERKLARING_VIEW,
        rollen=(Rol.MBO_CONTACT,),
        herstel=Herstel("Bekijk de verklaring", page("verklaringen:detail"), (P.VERKLARING_VIEW,)),
    ),
)
