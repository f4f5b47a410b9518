"""One person with one traject, as it would be after years of work: in every state, with all that hangs on it."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from aanmeldingen.models import Aanmelding
from kandidaten.models import (
    Advies,
    Betrokkenheid,
    Intake,
    Kandidaat,
    Klantgroep,
    Ondersteuning,
    Situatie,
    SituatieSoort,
    Sociaal,
)
from kandidaten.states import AdviesStatus, Route
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actions import chain_hash
from praktijkleren.audit.models import AuditEvent
from praktijkleren.ui.text import normalise
from script.bench.batch import Batch
from script.bench.moments import SYSTEM, days_ago, noon, steps
from script.bench.placements import add_placement
from script.bench.teams import LONG_AGO, Bedrijf, Team
from trajecten.models import Traject
from trajecten.states import TrajectStatus

RARE_NAME = "Zeldzaam"
"""Ten people of the measured regio are called so, however large the database is."""
FIRST = ("Aïcha", "Bram", "Chantal", "Daan", "Esra", "Fenna", "Gijs", "Ilse", "Jamal", "Łucja", "Ömer", "Zoë")
SYLLABLES = (
    "ven",
    "berg",
    "dijk",
    "hof",
    "man",
    "stra",
    "water",
    "kamp",
    "meer",
    "bos",
    "veld",
    "huis",
    "brug",
    "laan",
)
STATES = (
    *[TrajectStatus.LOPEND] * 5, TrajectStatus.VOORBEREIDING, TrajectStatus.ONDERBROKEN,
    TrajectStatus.GESTOPT, TrajectStatus.AFGEROND, TrajectStatus.AFGEROND,
)  # fmt: skip


@dataclass
class Dossier:
    """What the rows of one person share."""

    team: Team
    number: int
    of: int
    """Place in the regio, and how many the regio has: who is on whose caseload, and what is how old, follows."""
    rng: Random
    batch: Batch
    klantgroepen: list[Klantgroep]
    colleagues: dict[Rol, Gebruiker]
    kandidaat: Kandidaat = field(init=False)
    traject: Traject = field(init=False)

    @property
    def bedrijf(self) -> Bedrijf:
        return self.team.bedrijven[self.number % len(self.team.bedrijven)]

    @property
    def status(self) -> TrajectStatus:
        return STATES[self.number % len(STATES)]

    @property
    def has_ended(self) -> bool:
        return self.status in {TrajectStatus.AFGEROND, TrajectStatus.GESTOPT}

    @property
    def last_seen(self) -> date:
        """Running trajecten were visited this month, one in ten is silent; those that ended lie years back."""
        if self.has_ended:
            return days_ago(40 + 1400 * (self.number % self.of) // self.of)
        return days_ago(60 if self.number % 40 == 3 else self.number % 25)

    @property
    def start(self) -> date:
        return self.last_seen - timedelta(days=150)

    def write(self) -> None:
        self.add_kandidaat()
        self.add_advies()
        self.add_traject()
        self.add_story()
        add_placement(self)

    def write_newcomer(self) -> None:
        """Accepted, and for the rest everything has still to be done."""
        self.add_kandidaat()

    def add_kandidaat(self) -> None:
        rare = self.number in spread(10, over=self.of)
        achternaam = RARE_NAME if rare else "".join(self.rng.choices(SYLLABLES, k=3)).capitalize()
        kandidaat = self.kandidaat = Kandidaat(
            regio=self.team.regio, gemeente=self.rng.choice(self.team.gemeenten), voornamen=self.rng.choice(FIRST),
            achternaam=achternaam, geboorteplaats="Assen", telefoon="06 00000000",
            geboortedatum=date(1965, 1, 1) + timedelta(days=self.rng.randrange(14000)),
            email=f"kandidaat.{uuid.uuid4().hex}@meting.invalid",
        )  # fmt: skip
        kandidaat.zoeknaam = kandidaat.make_zoeknaam()
        groep = self.rng.choice(self.klantgroepen)
        before, after = SituatieSoort.PW, SituatieSoort.LOON
        self.batch.add(
            kandidaat,
            Sociaal(kandidaat=kandidaat, startkwalificatie=False, primaire_klantgroep=groep),
            Ondersteuning(kandidaat=kandidaat, behoefte="Leert het beste door het voor te doen."),
            self.situatie(before, LONG_AGO, self.start),
            self.situatie(after, self.start + timedelta(days=1), None),
        )
        for rol, gebruiker in self.colleagues.items():
            self.batch.add(
                Betrokkenheid(
                    kandidaat=kandidaat, gebruiker=gebruiker, organisatie=self.team.organisatie(rol), rol=rol,
                    van=self.start - timedelta(days=60),
                )
            )  # fmt: skip

    def situatie(self, soort: str, van: date, tot: date | None) -> Situatie:
        return Situatie(
            kandidaat=self.kandidaat, soort=soort, van=van, tot=tot, bron="klantmanager", recorded_at=noon(van)
        )

    def add_advies(self) -> None:
        """One in ten waits with the mbo; and one in eight has none yet."""
        if self.number % 8 == 7:
            return
        door, asked = self.colleagues[Rol.KLANTMANAGER], self.number % 10 == 5
        intake = Intake(
            kandidaat=self.kandidaat, datum=self.start - timedelta(days=50), gedaan_door=door,
            leerbaarheid="Vraagt zelf om nieuwe taken.", wensen="Werken met de handen.",
        )  # fmt: skip
        advies = self.advies = Advies(
            kandidaat=self.kandidaat, intake=intake, route=Route.PRAKTIJKVERKLARING, geschreven_door=door,
            motivering="Leert het best door te doen.", mbo_gebruiker=self.colleagues[Rol.MBO_CONTACT],
            status=AdviesStatus.VOORGELEGD if asked else AdviesStatus.BESPROKEN,
            mbo_route="" if asked else Route.PRAKTIJKVERKLARING, mbo_datum=None if asked else self.start,
            keuze_kandidaat="" if asked else Route.PRAKTIJKVERKLARING, besproken_op=None if asked else self.start,
        )  # fmt: skip
        self.batch.add(intake, advies, *steps(advies, ["concept", advies.status], self.start))

    def add_traject(self) -> None:
        planned = self.status == TrajectStatus.VOORBEREIDING
        self.traject = Traject(
            kandidaat=self.kandidaat, regio=self.team.regio, kwalificatie=self.bedrijf.kwalificatie,
            advies=getattr(self, "advies", None), status=self.status, startdatum=None if planned else self.start,
            einddatum=self.last_seen if self.has_ended else None, laatste_contact=self.last_seen,
            stopreden="andere baan gevonden" if self.status == TrajectStatus.GESTOPT else "",
            laatste_activiteit=noon(self.last_seen) - timedelta(seconds=self.number),
        )  # fmt: skip
        taken = ["voorbereiding"] if planned else ["voorbereiding", "lopend"]
        if self.status not in taken:
            taken.append(self.status)
        self.batch.add(self.traject, *steps(self.traject, taken, self.start))

    def add_story(self) -> None:
        """How the person came in, and a chain of audit events as long as a real one."""
        day = self.start - timedelta(days=70)
        waiting = self.number % 30 == 11
        aanmelding = Aanmelding(
            regio=self.team.regio, ingang="verwijzer", status="nieuw" if waiting else "geaccepteerd",
            ontvangen_op=noon(day), formulier_id=uuid.uuid4(),
            aanmelder_naam="Vera Verwijzer", aanmelder_email="verwijzer@meting.invalid", verwijzer_soort="gemeente",
            persoon_voornamen=self.kandidaat.voornamen, persoon_achternaam=self.kandidaat.achternaam,
            persoon_weet_ervan=True, kandidaat=None if waiting else self.kandidaat,
            zoeknaam=normalise(f"{self.kandidaat.achternaam} {self.kandidaat.voornamen}"),
        )  # fmt: skip
        self.batch.add(aanmelding, *chain(self.kandidaat, self.traject, noon(day)))


@cache
def spread(number: int, *, over: int) -> frozenset[int]:
    """That many places spread over a regio, in all states alike."""
    return frozenset(step * over // number // 10 * 10 + step % 10 for step in range(number))


CHAIN = ("kandidaat.gemaakt", "advies.voorgelegd", "advies.besproken", "traject.voorbereiding", "traject.lopend")


def chain(kandidaat: Kandidaat, traject: Traject, at: datetime) -> list[AuditEvent]:
    events: list[AuditEvent] = []
    for number, what in enumerate(CHAIN, start=1):
        obj: Any = traject if what.startswith("traject") else kandidaat
        event = AuditEvent(
            dossier=kandidaat.pseudoniem, volgnummer=number, what=what, soort=obj._meta.label_lower,
            object_id=str(obj.pk), actor_soort=SYSTEM.soort, actor=SYSTEM.key, recorded_at=at,
            vorige_hash=events[-1].hash if events else "",
        )  # fmt: skip
        event.hash = chain_hash(event)
        events.append(event)
    return events
