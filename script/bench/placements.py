"""Where someone learns: plaatsing, POK, leerdoelen, visits, hours, beoordelingen and the praktijkverklaring."""

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from praktijkleren.documenten.actions import content_hash
from praktijkleren.documenten.models import Document, Ondertekenverzoek
from praktijkleren.ui.text import normalise
from script.bench.moments import noon, steps
from script.bench.snapshots import invented_snapshot
from trajecten.models import (
    Aanwezigheid,
    Begeleiding,
    Beoordeling,
    Inschrijving,
    Leerdoel,
    Logregel,
    Plaatsing,
    Praktijkovereenkomst,
    Resultaat,
    Stand,
)
from trajecten.states import PlaatsingSoort, PlaatsingStatus, PokStatus, TrajectStatus
from verklaringen.codes import new_code
from verklaringen.models import Praktijkverklaring, Verklaringversie, VerklaringWerkproces
from verklaringen.states import VersieStatus

if TYPE_CHECKING:
    from script.bench.dossiers import Dossier

VISITS = 6
WEEKS = 6


def add_placement(dossier: "Dossier") -> None:
    bedrijf, traject = dossier.bedrijf, dossier.traject
    planned, ended = dossier.status == TrajectStatus.VOORBEREIDING, dossier.has_ended
    status = PlaatsingStatus.GEPLAND if planned else PlaatsingStatus.BEEINDIGD if ended else PlaatsingStatus.LOPEND
    plaatsing = Plaatsing(
        traject=traject, soort=PlaatsingSoort.BPV, status=status, leerbedrijf=bedrijf.leerbedrijf,
        leerplaats=bedrijf.leerplaats, van=dossier.start, tot=dossier.start + timedelta(days=150 if ended else 240),
        uren_per_week=Decimal(24), kwaliteit_geborgd_op=dossier.start,
    )  # fmt: skip
    proef = Plaatsing(
        traject=traject, soort=PlaatsingSoort.PROEFPLAATSING, status=PlaatsingStatus.BEEINDIGD,
        leerbedrijf=bedrijf.leerbedrijf, van=dossier.start - timedelta(days=50),
        tot=dossier.start - timedelta(days=10),
    )  # fmt: skip
    dossier.batch.add(
        plaatsing,
        proef,
        Begeleiding(plaatsing=plaatsing, praktijkopleider=bedrijf.praktijkopleider, van=dossier.start),
        *steps(plaatsing, ["gepland"] if planned else ["gepland", status], dossier.start),
    )
    add_pok(dossier, plaatsing)
    add_progress(dossier, plaatsing)


def add_pok(dossier: "Dossier", plaatsing: Plaatsing) -> None:
    """Signed, but for one in ten that waits for signatures."""
    traject, waits = dossier.traject, dossier.number % 10 == 5
    inschrijving = Inschrijving(
        traject=traject, instelling=dossier.team.organisatie(Rol.MBO_CONTACT), kwalificatie=traject.kwalificatie,
        van=dossier.start - timedelta(days=20), nummer=str(dossier.number),
    )  # fmt: skip
    signed = None if waits else dossier.start - timedelta(days=5)
    pok = Praktijkovereenkomst(
        plaatsing=plaatsing, inschrijving=inschrijving, begindatum=plaatsing.van, einddatum=plaatsing.tot,
        status=PokStatus.TER_ONDERTEKENING if waits else PokStatus.GETEKEND, uren_totaal=480,
        uren_verdeling="480 uur in het eerste jaar", begeleiding="Elke week een gesprek.",
        beoordelingswijze="De praktijkopleider kijkt mee.", ontbinding="Als een partij de afspraken niet nakomt.",
        getekend_instelling_op=signed, getekend_leerbedrijf_op=signed, getekend_kandidaat_op=signed,
    )  # fmt: skip
    part = Praktijkovereenkomst.werkprocessen.through
    dossier.batch.add(inschrijving, pok, *steps(pok, ["concept", pok.status], dossier.start))
    dossier.batch.add(
        *(part(praktijkovereenkomst=pok, werkproces=werkproces) for werkproces in dossier.bedrijf.werkprocessen)
    )


def add_progress(dossier: "Dossier", plaatsing: Plaatsing) -> None:
    traject, jobcoach = dossier.traject, dossier.colleagues[Rol.JOBCOACH]
    ready = dossier.status == TrajectStatus.AFGEROND
    stand = Stand.ZELFSTANDIG if ready else Stand.OEFENT
    leerdoelen = [
        Leerdoel(traject=traject, werkproces=werkproces, stand=stand) for werkproces in dossier.bedrijf.werkprocessen
    ]
    dossier.batch.add(*leerdoelen)
    for visit in range(VISITS):
        day = dossier.last_seen - timedelta(days=14 * visit)
        dossier.batch.add(
            Logregel(
                traject=traject, plaatsing=plaatsing, datum=day, door=jobcoach, versie=1,
                tekst="Ging vandaag zelf aan de slag en vroeg om hulp waar dat nodig was.",
            )
        )  # fmt: skip
    monday = plaatsing.van - timedelta(days=plaatsing.van.weekday())
    dossier.batch.add(
        *(
            Aanwezigheid(plaatsing=plaatsing, week=monday + timedelta(weeks=week), uren=Decimal(24), door=jobcoach)
            for week in range(WEEKS)
        )
    )
    if ready:
        beoordelingen = [
            Beoordeling(
                leerdoel=leerdoel, plaatsing=plaatsing, praktijkopleider=dossier.bedrijf.praktijkopleider,
                kan_het=True, datum=dossier.last_seen, vastgelegd_door="systeem:benchmark",
            )
            for leerdoel in leerdoelen
        ]  # fmt: skip
        dossier.batch.add(*beoordelingen)
        add_verklaring(dossier, plaatsing)


def add_verklaring(dossier: "Dossier", plaatsing: Plaatsing) -> None:
    """Signed and handed over, but for one in five that waits for the praktijkopleider."""
    kandidaat, traject, at = dossier.kandidaat, dossier.traject, noon(dossier.last_seen)
    waits = dossier.number % 50 == 8
    verklaring = Praktijkverklaring(
        code=new_code(), regio=dossier.team.regio, kandidaat=kandidaat, traject=traject, plaatsing=plaatsing,
        verstrekker=dossier.team.organisatie(Rol.MBO_CONTACT), dossier=kandidaat.pseudoniem, naam=kandidaat.lijstnaam,
        zoeknaam=normalise(kandidaat.lijstnaam), laatste_activiteit=at - timedelta(seconds=dossier.number),
        created_at=at, ondertekend_op=None if waits else dossier.last_seen,
        uitgereikt_op=None if waits else dossier.last_seen,
    )  # fmt: skip
    snapshot = invented_snapshot(dossier.number)
    document = Document(
        soort="praktijkverklaring", onderwerp_id=verklaring.pk, snapshot=snapshot,
        inhoud_sha256=content_hash(snapshot),
        audit_dossier=kandidaat.pseudoniem, created_at=at, volledig_ondertekend_op=None if waits else at,
    )  # fmt: skip
    opleider = dossier.bedrijf.praktijkopleider
    verzoek = Ondertekenverzoek(
        document=document, rol="praktijkopleider", naam=opleider.naam, email=opleider.email, created_at=at,
        status="open" if waits else "ondertekend", verloopt_op=timezone.now() + timedelta(days=30),
        organisatie=dossier.bedrijf.leerbedrijf.naam,
    )  # fmt: skip
    versie = Verklaringversie(
        verklaring=verklaring, document=document, verstuurd_op=at, created_at=at,
        status=VersieStatus.TER_ONDERTEKENING if waits else VersieStatus.ONDERTEKEND,
        gemaakt_door=dossier.colleagues[Rol.MBO_CONTACT],
    )  # fmt: skip
    document.onderwerp_id = versie.pk
    dossier.batch.add(document, verzoek, verklaring, versie, *steps(versie, ["concept", versie.status], plaatsing.van))
    dossier.batch.add(
        *(
            VerklaringWerkproces(
                versie=versie, volgorde=volgorde, werkproces=werkproces, code=werkproces.code, naam=werkproces.naam,
                kerntaak_code=werkproces.kerntaak.code, kerntaak_naam=werkproces.kerntaak.titel,
            )
            for volgorde, werkproces in enumerate(dossier.bedrijf.werkprocessen, start=1)
        )
    )  # fmt: skip
    if not waits:
        dossier.batch.add(Resultaat(traject=traject, soort="praktijkverklaring", datum=dossier.last_seen))
