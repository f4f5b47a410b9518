"""Reads what is to be counted, for many people at once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from aanmeldingen.models import Aanmelding
from aanmeldingen.states import AanmeldingStatus
from kandidaten.models import Advies, Kandidaat, Situatie
from kandidaten.states import AdviesStatus
from praktijkleren.audit.models import Stap
from trajecten.models import Aanwezigheid, Inschrijving, Logregel, LogSoort, Plaatsing, Traject
from trajecten.states import PlaatsingSoort, PlaatsingStatus
from verklaringen.models import (
    Praktijkverklaring,
    PraktijkverklaringQuerySet,
    Verklaringversie,
    VerklaringWerkproces,
)
from verklaringen.states import VALID, VersieStatus

M = TypeVar("M", bound=Model)
PREPARES = (PlaatsingSoort.VOORTRAJECT, PlaatsingSoort.PROEFPLAATSING)
CONTACT = (LogSoort.BEZOEK, LogSoort.GESPREK, LogSoort.EINDGESPREK)


@dataclass
class Dossier:
    """All that is counted about one person."""

    kandidaat: Kandidaat
    klantgroep: str = ""
    aanmeldingen: list[Aanmelding] = field(default_factory=list)
    adviezen: list[Advies] = field(default_factory=list)
    situaties: list[Situatie] = field(default_factory=list)
    trajecten: list[Traject] = field(default_factory=list)
    verklaringen: list[Praktijkverklaring] = field(default_factory=list)
    bpv: dict[UUID, list[Plaatsing]] = field(default_factory=dict)
    voorbereiding: dict[UUID, list[Plaatsing]] = field(default_factory=dict)
    contacten: dict[UUID, list[Logregel]] = field(default_factory=dict)
    inschrijvingen: dict[UUID, list[Inschrijving]] = field(default_factory=dict)
    werkprocessen: dict[UUID, tuple[str, ...]] = field(default_factory=dict)
    """Per verklaring the codes, with the crebo before them: a code is unique only within its kwalificatie."""
    weken: dict[UUID, list[date]] = field(default_factory=dict)
    """Per bpv the Mondays of weeks in which someone worked."""
    aangenomen: dict[UUID, date] = field(default_factory=dict)


def read_dossiers(kandidaten: Sequence[Kandidaat]) -> list[Dossier]:
    """`kandidaten` come with `sociaal__primaire_klantgroep__hoofdgroep`."""
    own = {"kandidaat__in": [kandidaat.pk for kandidaat in kandidaten]}
    trajecten = _grouped(Traject.objects.filter(**own).order_by("startdatum", "created_at", "pk"), "kandidaat_id")
    verklaringen = _grouped(handed_over(own).order_by("uitgereikt_op", "pk"), "kandidaat_id")
    aanmeldingen = _grouped(Aanmelding.objects.filter(**own).order_by("ontvangen_op", "pk"), "kandidaat_id")
    adviezen = _grouped(Advies.objects.filter(status=AdviesStatus.BESPROKEN, **own).order_by("pk"), "kandidaat_id")
    situaties = _grouped(Situatie.objects.known().filter(**own).order_by("van", "pk"), "kandidaat_id")
    of_trajecten = [traject.pk for found in trajecten.values() for traject in found]
    bpv = _grouped(_bpv(of_trajecten), "traject_id")
    voorbereiding = _grouped(_begun(of_trajecten), "traject_id")
    contacts = Logregel.objects.filter(traject__in=of_trajecten, soort__in=CONTACT).order_by("datum", "pk")
    contacten = _grouped(contacts.only("traject", "datum", "created_at"), "traject_id")
    inschrijvingen = _grouped(Inschrijving.objects.filter(traject__in=of_trajecten).order_by("van", "pk"), "traject_id")
    werkprocessen = _werkprocessen([row.pk for found in verklaringen.values() for row in found])
    weken = _weken([row.pk for found in bpv.values() for row in found])
    aangenomen = _accepted(aanmeldingen.values())
    return [
        Dossier(
            kandidaat=kandidaat,
            klantgroep=klantgroep_of(kandidaat),
            aanmeldingen=aanmeldingen[kandidaat.pk],
            adviezen=adviezen[kandidaat.pk],
            situaties=situaties[kandidaat.pk],
            trajecten=trajecten[kandidaat.pk],
            verklaringen=verklaringen[kandidaat.pk],
            bpv=bpv,
            voorbereiding=voorbereiding,
            contacten=contacten,
            inschrijvingen=inschrijvingen,
            werkprocessen=werkprocessen,
            weken=weken,
            aangenomen=aangenomen,
        )
        for kandidaat in kandidaten
    ]


def klantgroep_of(kandidaat: Kandidaat) -> str:
    """Code of the main group; empty when nobody recorded one."""
    sociaal = getattr(kandidaat, "sociaal", None)
    groep = sociaal.primaire_klantgroep if sociaal else None
    return (groep.hoofdgroep or groep).code if groep else ""


def accepted_on(aanmeldingen: Iterable[Aanmelding]) -> dict[UUID, date]:
    return _accepted([list(aanmeldingen)])


def _accepted(found: Iterable[list[Aanmelding]]) -> dict[UUID, date]:
    keys = [row.pk for rows in found for row in rows if row.status == AanmeldingStatus.GEACCEPTEERD]
    steps = Stap.objects.filter(
        soort=Aanmelding._meta.label_lower, object_id__in=keys, naar=AanmeldingStatus.GEACCEPTEERD
    )
    return dict(steps.order_by("recorded_at").values_list("object_id", "geldig_op"))


def handed_over(own: dict[str, Any]) -> PraktijkverklaringQuerySet:
    """Given to the person, and not taken back since: what was revoked never was a praktijkverklaring."""
    revoked = Verklaringversie.objects.filter(status=VersieStatus.INGETROKKEN, vervangen_door__isnull=True)
    given = Praktijkverklaring.objects.filter(uitgereikt_op__isnull=False, **own)
    return given.exclude(pk__in=revoked.values("verklaring"))


def _bpv(trajecten: list[UUID]) -> QuerySet[Plaatsing]:
    return Plaatsing.objects.filter(traject__in=trajecten, soort=PlaatsingSoort.BPV).order_by("van", "pk")


def _begun(trajecten: list[UUID]) -> QuerySet[Plaatsing]:
    """Places to prepare at, where someone came: what was called off before it began is none."""
    places = Plaatsing.objects.filter(traject__in=trajecten, soort__in=PREPARES, van__isnull=False)
    came = Stap.objects.filter(soort=Plaatsing._meta.label_lower, naar=PlaatsingStatus.LOPEND, object_id=OuterRef("pk"))
    return places.filter(Q(status=PlaatsingStatus.LOPEND) | Exists(came)).order_by("van", "pk")


def _werkprocessen(verklaringen: list[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Of the version that counts: the last that was signed."""
    rows = VerklaringWerkproces.objects.filter(versie__verklaring__in=verklaringen, versie__status__in=VALID)
    rows = rows.select_related("versie", "werkproces__kerntaak__kwalificatie").order_by("versie__versie", "volgorde")
    last: dict[UUID, dict[int, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        crebo = row.werkproces.kerntaak.kwalificatie.crebo if row.werkproces else ""
        last[row.versie.verklaring_id][row.versie.versie][f"{crebo} {row.code}".strip()] = None
    return {verklaring: tuple(versions[max(versions)]) for verklaring, versions in last.items()}


def _weken(plaatsingen: list[UUID]) -> dict[UUID, list[date]]:
    found: dict[UUID, list[date]] = defaultdict(list)
    rows = Aanwezigheid.objects.filter(plaatsing__in=plaatsingen, uren__gt=0).order_by("week")
    for plaatsing, week in rows.values_list("plaatsing", "week"):
        found[plaatsing].append(week)
    return found


def _grouped(rows: QuerySet[M], key: str) -> dict[Any, list[M]]:
    found: dict[Any, list[M]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found
