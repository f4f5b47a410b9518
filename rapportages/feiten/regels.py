"""What of a dossier is a counted fact, on which day, and of which kind: the rules of counting, without a query."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from aanmeldingen.models import Aanmelding
from kandidaten.models import Situatie, SituatieSoort, WerkgeverSoort
from leerbedrijven.models import Erkenning
from rapportages.feiten.bron import Dossier
from rapportages.models import Feit
from trajecten.models import Traject
from trajecten.states import TrajectStatus
from verklaringen.models import Praktijkverklaring

WEKEN_PER_PLAATS = 40
"""No more weeks than this count for one praktijkplaats (domain.md 5.2, I15; P53)."""
DUURZAAM_NA = timedelta(weeks=26)
"""Still in work after this long is duurzaam (domain.md 5.2, I13; P71e)."""
UITKEERT = frozenset(
    {
        SituatieSoort.PW,
        SituatieSoort.IOAW,
        SituatieSoort.ANW,
        SituatieSoort.WW,
        SituatieSoort.WAJONG,
        SituatieSoort.WIA,
        SituatieSoort.ZW,
        SituatieSoort.PROEF,
    }
)
"""Proefplaatsing is with behoud van uitkering (domain.md 4.2)."""
MOMENTEN = {Feit.UITKOMST_EINDE: 0, Feit.UITKOMST_6: 6, Feit.UITKOMST_12: 12}
"""Months after the end of a traject."""
NIEUWE_PLAATS, PERSOON = "plaats", "persoon"


@dataclass(frozen=True)
class Gezien:
    """A fact as the rooms below show it now: the fields of a Telfeit but for whose it is and when we knew it."""

    soort: str
    sleutel: str
    regio_id: int
    datum: date
    recorded_at: datetime | None = None
    """When the row behind it was written; used only when facts of long ago are made for the first time."""
    onderwerp: UUID | None = None
    waarde: str = ""
    aantal: int | None = None
    dagen: int | None = None
    met_verklaring: bool | None = None
    route: str = ""
    bron: str = ""
    klantgroep: str = ""
    gemeente_id: int | None = None
    kwalificatie_id: int | None = None
    leerbedrijf_id: UUID | None = None
    instelling_id: int | None = None
    samenwerkingsverband_id: int | None = None


def facts_of(dossier: Dossier) -> Iterator[Gezien]:
    for aanmelding in dossier.aanmeldingen:
        yield from facts_of_aanmelding(aanmelding, dossier.aangenomen.get(aanmelding.pk), dossier)
    yield from _advies(dossier)
    for traject in dossier.trajecten:
        yield from _traject(traject, dossier)
    first: dict[UUID | None, UUID] = {}
    for verklaring in dossier.verklaringen:
        is_first = first.setdefault(verklaring.traject_id, verklaring.pk) == verklaring.pk
        yield from _verklaring(verklaring, dossier, is_first=is_first)


def facts_of_aanmelding(
    aanmelding: Aanmelding, aangenomen: date | None, dossier: Dossier | None = None
) -> Iterator[Gezien]:
    """One that was not accepted counts as well; it belongs to nobody yet."""
    fact = Gezien(
        Feit.AANMELDING,
        f"aanmelding:{aanmelding.pk}",
        aanmelding.regio_id,
        timezone.localdate(aanmelding.ontvangen_op),
        recorded_at=aanmelding.ontvangen_op,
        onderwerp=aanmelding.pk,
        waarde=PERSOON if aanmelding.met_persoon else NIEUWE_PLAATS,
        bron=aanmelding.verwijzer_soort or aanmelding.ingang,
        klantgroep=dossier.klantgroep if dossier else "",
        gemeente_id=aanmelding.persoon_gemeente_id,
        samenwerkingsverband_id=aanmelding.samenwerkingsverband_id,
    )
    yield fact
    if aangenomen:
        yield replace(fact, soort=Feit.AANNAME, sleutel=f"aanname:{aanmelding.pk}", datum=aangenomen)


def _advies(dossier: Dossier) -> Iterator[Gezien]:
    """The version that counts, from the day on which it was discussed with the person."""
    kandidaat = dossier.kandidaat
    for advies in dossier.adviezen:
        if advies.besproken_op:
            yield Gezien(
                Feit.ADVIES,
                f"advies:{advies.pk}",
                kandidaat.regio_id,
                advies.besproken_op,
                recorded_at=advies.updated_at,
                route=advies.route,
                waarde=advies.keuze_kandidaat,
                klantgroep=dossier.klantgroep,
                gemeente_id=kandidaat.gemeente_id,
            )


def _traject(traject: Traject, dossier: Dossier) -> Iterator[Gezien]:
    """Counted from its first day; what never began is not a traject that was started or ended.

    What was put in before that day counts as well, whether it led to a start or not.
    """
    yield from _put_in(traject, dossier)
    if traject.startdatum is None or traject.status == TrajectStatus.VOORBEREIDING:
        return
    start = replace(
        _base(traject, dossier),
        dagen=_waited(traject, dossier),
        recorded_at=traject.created_at,
        bron=_bron(traject, dossier),
    )
    yield start
    for plaatsing in dossier.bpv.get(traject.pk, ()):
        for week in dossier.weken.get(plaatsing.pk, ())[:WEKEN_PER_PLAATS]:
            yield replace(
                start,
                soort=Feit.WEEK,
                sleutel=f"week:{plaatsing.pk}:{week:%y%m%d}",
                datum=week,
                dagen=None,
                leerbedrijf_id=plaatsing.leerbedrijf_id,
            )
    if traject.einddatum:
        yield from _end(traject, traject.einddatum, replace(start, dagen=None), dossier)


def _put_in(traject: Traject, dossier: Dossier) -> Iterator[Gezien]:
    base = _base(traject, dossier)
    for place in dossier.voorbereiding.get(traject.pk, ()):
        yield replace(
            base,
            soort=Feit.VOORBEREIDING,
            sleutel=f"voorber:{place.pk}",
            datum=place.van,
            recorded_at=place.created_at,
            waarde=place.soort,
            leerbedrijf_id=place.leerbedrijf_id,
        )
    for contact in dossier.contacten.get(traject.pk, ()):
        yield replace(
            base,
            soort=Feit.CONTACT,
            sleutel=f"contact:{contact.pk}",
            datum=contact.datum,
            recorded_at=contact.created_at,
        )


def _base(traject: Traject, dossier: Dossier) -> Gezien:
    places, enrolled = dossier.bpv.get(traject.pk, []), dossier.inschrijvingen.get(traject.pk, [])
    kwalificatie = traject.kwalificatie_id or (enrolled[-1].kwalificatie_id if enrolled else None)
    return Gezien(
        Feit.START,
        f"start:{traject.pk}",
        traject.regio_id,
        traject.startdatum or date.min,
        onderwerp=traject.pk,
        route=traject.route,
        klantgroep=dossier.klantgroep,
        gemeente_id=dossier.kandidaat.gemeente_id,
        kwalificatie_id=kwalificatie,
        leerbedrijf_id=places[0].leerbedrijf_id if places else None,
        instelling_id=enrolled[-1].instelling_id if enrolled else None,
        samenwerkingsverband_id=traject.samenwerkingsverband_id,
    )


def _end(traject: Traject, on: date, base: Gezien, dossier: Dossier) -> Iterator[Gezien]:
    yielded = any(verklaring.traject_id == traject.pk for verklaring in dossier.verklaringen)
    base = replace(base, met_verklaring=yielded)
    yield replace(base, soort=Feit.EINDE, sleutel=f"einde:{traject.pk}", datum=on, waarde=traject.status)
    for soort, months in MOMENTEN.items():
        day = on + relativedelta(months=months)
        yield replace(
            base, soort=soort, sleutel=f"{soort}:{traject.pk}", datum=day, waarde=outcome(dossier.situaties, day)
        )
    if in_work(dossier.situaties, on):
        day = on + DUURZAAM_NA
        still = in_work(dossier.situaties, day)
        unknown = not outcome(dossier.situaties, day)
        waarde = "ja" if still else "" if unknown else "nee"
        yield replace(base, soort=Feit.DUURZAAM, sleutel=f"duurzaam:{traject.pk}", datum=day, waarde=waarde)


def _verklaring(verklaring: Praktijkverklaring, dossier: Dossier, *, is_first: bool) -> Iterator[Gezien]:
    """Counted on the day it was handed over, where it was issued, wherever the person has moved since."""
    traject = next((row for row in dossier.trajecten if row.pk == verklaring.traject_id), None)
    places = dossier.bpv.get(verklaring.traject_id, []) if verklaring.traject_id else []
    place = next((row for row in places if row.pk == verklaring.plaatsing_id), None)
    codes = dossier.werkprocessen.get(verklaring.pk, ())
    given = verklaring.uitgereikt_op or date.min
    started = traject.startdatum if traject else None
    base = _base(traject, dossier) if traject else Gezien("", "", verklaring.regio_id, given)
    fact = replace(
        base,
        soort=Feit.VERKLARING,
        sleutel=f"verklaring:{verklaring.pk}",
        regio_id=verklaring.regio_id,
        datum=given,
        recorded_at=verklaring.laatste_activiteit,
        onderwerp=verklaring.pk,
        aantal=len(codes) or None,
        dagen=(given - started).days if started and is_first and given >= started else None,
        klantgroep=dossier.klantgroep,
        gemeente_id=dossier.kandidaat.gemeente_id,
        leerbedrijf_id=place.leerbedrijf_id if place else base.leerbedrijf_id,
        instelling_id=verklaring.verstrekker_id,
        bron=_bron(traject, dossier) if traject else "",
    )
    yield fact
    for code in codes:
        yield replace(
            fact,
            soort=Feit.WERKPROCES,
            sleutel=f"wp:{verklaring.pk.hex[:20]}:{code}"[:64],
            waarde=code[:20],
            aantal=None,
            dagen=None,
        )


def fact_of_erkenning(erkenning: Erkenning, regio_id: int) -> Gezien:
    """In each regio that knows the leerbedrijf. A renewal is no new erkenning: the caller gives the first."""
    return Gezien(
        Feit.ERKENNING,
        f"erkenning:{regio_id}",
        regio_id,
        erkenning.van,
        recorded_at=erkenning.recorded_at,
        kwalificatie_id=erkenning.kwalificatie_id,
        leerbedrijf_id=erkenning.leerbedrijf_id,
    )


def in_work(situaties: list[Situatie], on: date) -> bool:
    return any(row.soort in SituatieSoort.work() for row in situaties if row.holds(on))


def outcome(situaties: list[Situatie], on: date) -> str:
    """What someone did on a day (domain.md 5.2, I12). Work goes before opleiding, and that before an uitkering.

    Empty is unknown: nobody wrote down how this person was on that day.
    """
    holding = [row for row in situaties if row.holds(on)]
    soorten = {row.soort for row in holding}
    at_work = [row for row in holding if row.soort in SituatieSoort.work()]
    if at_work:
        sheltered = any(row.werkgever_soort == WerkgeverSoort.ONTWIKKELBEDRIJF for row in at_work)
        named = any(row.werkgever_soort for row in at_work)
        return "ontwikkelbedrijf" if sheltered else "werkgever" if named else "werk"
    if SituatieSoort.OPLEIDING in soorten:
        return "opleiding"
    if soorten & UITKEERT:
        return "uitkering"
    return "anders" if SituatieSoort.NUG in soorten else ""


def _waited(traject: Traject, dossier: Dossier) -> int | None:
    """Days from the aanmelding that led to it; of the first traject only, for the next one began without."""
    if not dossier.trajecten or traject.vervolg_op_id or traject.pk != _first_started(dossier):
        return None
    found = _aanmelding_before(traject, dossier)
    if found is None or traject.startdatum is None:
        return None
    return (traject.startdatum - timezone.localdate(found.ontvangen_op)).days


def _first_started(dossier: Dossier) -> UUID | None:
    begun = [row for row in dossier.trajecten if row.startdatum and row.status != TrajectStatus.VOORBEREIDING]
    return begun[0].pk if begun else None


def _aanmelding_before(traject: Traject, dossier: Dossier) -> Aanmelding | None:
    """The last one that came in on or before the first day."""
    before = [
        row
        for row in dossier.aanmeldingen
        if traject.startdatum and timezone.localdate(row.ontvangen_op) <= traject.startdatum
    ]
    return before[-1] if before else None


def _bron(traject: Traject, dossier: Dossier) -> str:
    found = _aanmelding_before(traject, dossier)
    return (found.verwijzer_soort or found.ingang) if found else ""
