"""What lies still. When that is, the rooms below decide: the regio sets after how many days."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from praktijkleren.accounts.roles import Permission, Rol
from rapportages.kwaliteit.begrip import (
    PLAATSING,
    POK,
    TRAJECT,
    VERKLARING,
    VERZOEK,
    ZIET_GEEN_UREN,
    Aard,
    Controle,
    Herstel,
    page,
)
from rapportages.kwaliteit.ontbreekt import BIJ_HET_MBO
from trajecten import attention
from trajecten.models import Aanwezigheid, PlaatsingQuerySet
from trajecten.models.traject import quiet
from verklaringen.models import PraktijkverklaringQuerySet

P = Permission
BEGELEIDT = (Rol.JOBCOACH, Rol.NAZORGBEGELEIDER, Rol.MBO_CONTACT)


def _hours_stopped(found: PlaatsingQuerySet, on: date) -> QuerySet[Any]:
    """Of who never had hours it is said that they are missing."""
    worked = Aanwezigheid.objects.filter(plaatsing=OuterRef("pk"), uren__gt=0).order_by("-week")
    last = found.bpv().running().annotate(laatste_week=Subquery(worked.values("week")[:1]))
    return last.filter(quiet("laatste_week", on, regio="traject__regio", is_day=True))


def _not_given(found: PraktijkverklaringQuerySet, on: date) -> QuerySet[Any]:
    return found.to_hand_over().filter(quiet("laatste_activiteit", on))


STIL = (
    Controle(
        code="stil",
        aard=Aard.STIL,
        naam="Stil traject",
        wat="Het traject loopt, en er is al lang niets vastgelegd.",
        waarom="Misschien is het al geëindigd. Het telt dan nog mee als lopend.",
        indicatoren=("I4", "I11"),
        over=TRAJECT,
        kies=lambda found, on: found.silent(on),
        permission=P.VOORTGANG_VIEW,
        rollen=BEGELEIDT,
        herstel=Herstel("Leg een bezoek vast", page("trajecten:log"), (P.VOORTGANG_WRITE,)),
    ),
    Controle(
        code="uren-stil",
        aard=Aard.STIL,
        naam="Bpv waarvan de uren stoppen",
        wat="De bpv loopt, en er zijn al lang geen uren meer ingevuld.",
        waarom="De weken tellen niet mee bij de subsidieerbare weken.",
        indicatoren=("I15",),
        over=PLAATSING,
        kies=_hours_stopped,
        permission=P.VOORTGANG_VIEW,
        rollen=BEGELEIDT,
        herstel=Herstel("Vul de uren in", page("trajecten:hours"), (P.VOORTGANG_WRITE,)),
        behalve=ZIET_GEEN_UREN,
    ),
    Controle(
        code="pok-wacht",
        aard=Aard.STIL,
        naam="Praktijkovereenkomst nog niet getekend",
        wat="De bpv begint binnenkort of had al moeten beginnen, en er ontbreekt een handtekening.",
        waarom="De bpv kan niet beginnen, dus het traject telt niet mee als gestart.",
        indicatoren=("I3",),
        over=POK,
        kies=lambda found, on: found.filter(pk__in=attention.unsigned_poks(on).values("pk")),
        permission=P.POK_VIEW,
        rollen=BIJ_HET_MBO,
        herstel=Herstel("Leg handtekeningen vast", page("trajecten:pok_sign"), (P.POK_EDIT,)),
    ),
    Controle(
        code="beoordeling-wacht",
        aard=Aard.STIL,
        naam="Beoordeling nog niet gegeven",
        wat="De praktijkopleider is langer dan een week geleden om een beoordeling gevraagd.",
        waarom="Zonder beoordeling komt er geen praktijkverklaring.",
        indicatoren=("I5",),
        over=VERZOEK,
        kies=lambda found, on: found.filter(pk__in=attention.overdue_verzoeken().values("pk")),
        permission=P.VOORTGANG_VIEW,
        rollen=BEGELEIDT,
        herstel=Herstel("Stuur een herinnering", page("trajecten:beoordelingen", "plaatsing_id"), (P.BEOORDELING_ASK,)),
    ),
    Controle(
        code="niet-uitgereikt",
        aard=Aard.STIL,
        naam="Praktijkverklaring nog niet uitgereikt",
        wat="De praktijkverklaring is al lang klaar, en er staat niet bij wanneer die is uitgereikt.",
        waarom="Telt nog niet mee als uitgereikte praktijkverklaring.",
        indicatoren=("I5", "I6"),
        over=VERKLARING,
        kies=_not_given,
        permission=P.VERKLARING_VIEW,
        rollen=BIJ_HET_MBO,
        herstel=Herstel("Bekijk de verklaring", page("verklaringen:detail"), (P.VERKLARING_VIEW,)),
    ),
)
