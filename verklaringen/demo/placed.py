"""Trajecten: planned, placed, signed for, running, silent, ended."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from kandidaten.models import Kandidaat
from kandidaten.states import Route
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from trajecten.actions import (
    Oordeel,
    ask_beoordeling,
    draft_pok,
    end_plaatsing,
    enrol,
    interrupt_traject,
    log_visit,
    offer_pok,
    open_traject,
    place,
    plan_traject,
    record_beoordeling,
    record_quality,
    sign_pok,
    start_plaatsing,
    stop_traject,
    switch_traject,
)
from trajecten.models import LogSoort, Plaatsing, Praktijkovereenkomst, Stand, Traject
from trajecten.states import PlaatsingSoort
from verklaringen.demo.bedrijven import DemoBedrijf
from verklaringen.demo.people import People

SENTENCES = (
    "Ging goed vandaag. Werkt al een stuk zelfstandiger.",
    "Samen met de praktijkopleider de afspraken doorgenomen.",
    "Vroeg zelf om meer uitleg. Dat is een grote stap.",
    "Het tempo gaat omhoog. De sfeer in het team is goed.",
    "Was twee dagen ziek, daarna weer begonnen waar het gebleven was.",
)
BEGELEIDING = "De praktijkopleider is elke werkdag aanspreekbaar. De jobcoach komt eens in de twee weken langs."
BEOORDELING = "De praktijkopleider kijkt per werkproces of de kandidaat het kan, en bespreekt dat in het eindgesprek."
ONTBINDING = "In overleg, bij langdurige afwezigheid, of als de erkenning van het leerbedrijf eindigt."


@dataclass
class Spot:
    """One traject with everyone around it."""

    traject: Traject
    bedrijf: DemoBedrijf
    jobcoach: Gebruiker
    mbo: Gebruiker

    @property
    def coach(self) -> Actor:
        return Actor.gebruiker(self.jobcoach)

    @property
    def school(self) -> Actor:
        return Actor.gebruiker(self.mbo)


class Placed:
    def __init__(self, people: People) -> None:
        self.people, self.door, self.today, self.random = people, people.door, people.today, people.names.random
        self.werkgever = ""

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def ahead(self, start: date, days: int) -> date:
        """So long before the first day, and never in the future."""
        return min(start - timedelta(days=days), self.today)

    def spot(self, kandidaat: Kandidaat | None = None, start: date | None = None) -> Spot:
        """After a besproken advies: a traject in preparation with a jobcoach and a mbo-contact."""
        opened = self.ahead(start or self.today, 28)
        advies = self.people.advies_besproken(kandidaat, opened - timedelta(weeks=1))
        jobcoach = self.people.involve_jobcoach(advies.kandidaat)
        bedrijf, mbo = self.door.bedrijf(), advies.mbo_gebruiker
        if mbo is None:
            raise LookupError("er is geen mbo-contact gevraagd")
        traject = open_traject(
            advies.kandidaat,
            by=Actor.gebruiker(jobcoach),
            route=Route.PRAKTIJKVERKLARING,
            advies=advies,
            op=opened,
        )
        return Spot(traject, bedrijf, jobcoach, mbo)

    def voorbereiding(self) -> Spot:
        return self.spot()

    def gepland(self, kandidaat: Kandidaat | None = None, start: date | None = None) -> Spot:
        spot = self.spot(kandidaat, start)
        chosen = spot.bedrijf.werkprocessen[: self.random.randint(2, 4)]
        plan_traject(spot.traject, by=spot.coach, kwalificatie=spot.bedrijf.kwalificatie, werkprocessen=chosen)
        spot.traject.refresh_from_db()
        return spot

    def proefplaatsing(self) -> Spot:
        spot = self.gepland(start=self.ago(14))
        proef = self.place(spot, PlaatsingSoort.PROEFPLAATSING, van=self.ago(14), tot=self.today + timedelta(days=46))
        start_plaatsing(proef, by=spot.coach, on=proef.van)
        return spot

    def place(self, spot: Spot, soort: str, *, van: date, tot: date) -> Plaatsing:
        return place(
            spot.traject,
            by=spot.coach,
            op=self.ahead(van, 21),
            soort=soort,
            leerbedrijf=spot.bedrijf.leerbedrijf,
            leerplaats=spot.bedrijf.leerplaats,
            praktijkopleider=spot.bedrijf.opleider,
            van=van,
            tot=tot,
            werkgever=self.werkgever,
            uren_per_week=Decimal(28),
        )

    def ingeschreven(self, start: date | None = None, kandidaat: Kandidaat | None = None) -> tuple[Spot, Plaatsing]:
        start = start or self.today + timedelta(days=10)
        spot = self.gepland(kandidaat, start)
        bpv = self.place(spot, PlaatsingSoort.BPV, van=start, tot=start + timedelta(weeks=30))
        self.enrol(spot, start)
        return spot, bpv

    def enrol(self, spot: Spot, start: date) -> None:
        school = spot.mbo.lidmaatschappen.get(rol=Rol.MBO_CONTACT).organisatie
        enrol(spot.traject, by=spot.school, instelling=school, van=start - timedelta(days=7))

    def pok_concept(
        self, start: date | None = None, kandidaat: Kandidaat | None = None
    ) -> tuple[Spot, Plaatsing, Praktijkovereenkomst]:
        spot, bpv = self.ingeschreven(start, kandidaat)
        return spot, bpv, self.draft(spot, bpv)

    def draft(self, spot: Spot, bpv: Plaatsing) -> Praktijkovereenkomst:
        return draft_pok(
            bpv,
            by=spot.school,
            inschrijving=spot.traject.inschrijvingen.get(),
            op=self.ahead(bpv.van, 16),
            werkprocessen=[
                leerdoel.werkproces for leerdoel in spot.traject.leerdoelen.select_related("werkproces").order_by("pk")
            ],
            begindatum=bpv.van,
            einddatum=bpv.tot or bpv.van + timedelta(weeks=30),
            uren_totaal=840,
            uren_verdeling="alle uren in het eerste studiejaar",
            begeleiding=BEGELEIDING,
            beoordelingswijze=BEOORDELING,
            ontbinding=ONTBINDING,
        )

    def pok_ter_ondertekening(self) -> tuple[Spot, Plaatsing, Praktijkovereenkomst]:
        spot, bpv, pok = self.pok_concept()
        pok = offer_pok(pok, by=spot.school, op=self.ahead(bpv.van, 14))
        signed = {"getekend_instelling_op": self.ago(3), "getekend_instelling_door": spot.mbo.naam}
        return spot, bpv, sign_pok(pok, by=spot.school, **signed)  # type: ignore[arg-type]  # a date and a name

    def pok_vervangen(self) -> tuple[Spot, Plaatsing, Praktijkovereenkomst]:
        """Changed while it went round to be signed: a new version is a concept."""
        spot, bpv, _ = self.pok_ter_ondertekening()
        return spot, bpv, self.draft(spot, bpv)

    def klaar_om_te_starten(
        self, start: date | None = None, kandidaat: Kandidaat | None = None
    ) -> tuple[Spot, Plaatsing]:
        spot, bpv, pok = self.pok_concept(start, kandidaat)
        pok = offer_pok(pok, by=spot.school, op=self.ahead(bpv.van, 14))
        self.sign_all(spot, pok, on=bpv.van - timedelta(days=5))
        record_quality(bpv, by=spot.school, op=self.ahead(bpv.van, 6))
        return spot, bpv

    def sign_all(self, spot: Spot, pok: Praktijkovereenkomst, *, on: date) -> None:
        on = min(on, self.today)
        kandidaat = spot.traject.kandidaat
        parent = kandidaat.vertegenwoordigers.first()
        sign_pok(
            pok,
            by=spot.school,
            getekend_instelling_op=on,
            getekend_instelling_door=spot.mbo.naam,
            getekend_leerbedrijf_op=on,
            getekend_leerbedrijf_door=spot.bedrijf.opleider.naam,
            getekend_kandidaat_op=on,
            getekend_kandidaat_door=parent.naam if parent else kandidaat.naam,
        )

    def lopend(self, start: date | None = None, kandidaat: Kandidaat | None = None) -> tuple[Spot, Plaatsing]:
        """A bpv that began some months ago, with a visit every two or three weeks."""
        start = start or self.ago(self.random.randint(40, 150))
        spot, bpv = self.klaar_om_te_starten(start, kandidaat)
        bpv = start_plaatsing(bpv, by=spot.coach, on=start, erkenning_bevestigd=True)
        spot.traject.refresh_from_db()
        self.visits(spot, start)
        return spot, bpv

    def visits(self, spot: Spot, start: date) -> None:
        leerdoelen = list(spot.traject.leerdoelen.order_by("pk"))
        for number, days in enumerate(range(10, (self.today - start).days, 19)):
            stand = (Stand.OEFENT, Stand.MET_HULP, Stand.ZELFSTANDIG)[min(number // 2, 2)]
            log_visit(
                spot.traject,
                by=spot.coach,
                sleutel=uuid.UUID(int=self.random.getrandbits(128), version=4),
                datum=start + timedelta(days=days),
                soort=LogSoort.BEZOEK if number % 3 else LogSoort.GESPREK,
                tekst=SENTENCES[number % len(SENTENCES)],
                standen={leerdoelen[number % len(leerdoelen)].pk: stand},
                uren=Decimal(24 + number % 5),
            )

    def stil(self) -> Spot:
        """Nothing was heard for two months."""
        spot, _ = self.lopend(self.ago(130))
        long_ago = timezone.now() - timedelta(days=60)
        Traject.objects.filter(pk=spot.traject.pk).update(laatste_activiteit=long_ago, laatste_contact=long_ago.date())
        return spot

    def onderbroken(self) -> Spot:
        spot, _ = self.lopend()
        interrupt_traject(spot.traject, by=spot.coach, on=self.ago(12), reason="Tijdelijk geen kinderopvang.")
        return spot

    def gestopt(self) -> Spot:
        spot, _ = self.lopend()
        stop_traject(spot.traject, by=spot.coach, einddatum=self.ago(6), reason="Heeft een andere baan gevonden.")
        return spot

    def overstap(self) -> Spot:
        spot, _ = self.lopend()
        switch_traject(
            spot.traject,
            by=spot.coach,
            on=self.ago(4),
            reason="Kan meer aan dan verwacht.",
            route=Route.DIPLOMA,
            kwalificatie=spot.bedrijf.kwalificatie,
        )
        return spot

    def werkende(self) -> tuple[Spot, Plaatsing]:
        """Put forward by the employer: no gemeente, no uitkering, no proefplaatsing."""
        return self.lopend(kandidaat=self.people.zonder_advies(self.door.werkende_aangemeld()))

    def minderjarig(self) -> tuple[Spot, Plaatsing]:
        return self.lopend(kandidaat=self.people.a_minor())

    def uitzendkracht(self) -> tuple[Spot, Plaatsing]:
        """Learns at one company and is employed by another."""
        self.werkgever = "Uitzendbureau Denkbeeld (demo)"
        spot, bpv = self.lopend()
        self.werkgever = ""
        return spot, bpv

    def beoordeling_gevraagd(self) -> tuple[Spot, Plaatsing]:
        spot, bpv = self.lopend(self.ago(180))
        ask_beoordeling(bpv, gebruiker=spot.jobcoach, praktijkopleider=spot.bedrijf.opleider)
        return spot, bpv

    def beoordeeld(self, start: date | None = None, on: date | None = None) -> tuple[Spot, Plaatsing]:
        """The praktijkopleider said at the eindgesprek what this person can do."""
        spot, bpv = self.lopend(start or self.ago(190))
        record_beoordeling(
            bpv,
            by=spot.coach,
            praktijkopleider=spot.bedrijf.opleider,
            datum=on or self.ago(5),
            oordelen={leerdoel.pk: Oordeel(kan_het=True) for leerdoel in spot.traject.leerdoelen.order_by("pk")},
        )
        return spot, bpv

    def end(self, spot: Spot, bpv: Plaatsing, on: date) -> None:
        end_plaatsing(bpv, by=spot.coach, einddatum=on, eindreden="Afgerond.")
