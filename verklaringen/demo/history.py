"""Five years of praktijkleren, bulk-inserted so that the published figures of domain.md 5.3 R1 come out.

Brought in from elsewhere: counted, without a file. The newest verklaringen are made by the application itself.
"""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models

from kandidaten.models import Kandidaat, Klantgroep, Situatie, SituatieSoort, Sociaal, WerkgeverSoort
from kandidaten.states import Route
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import Stap
from trajecten.models import Leerdoel, Plaatsing, Resultaat, Traject
from trajecten.models.voortgang import Stand
from trajecten.states import PlaatsingSoort, PlaatsingStatus, TrajectStatus
from verklaringen.codes import new_code
from verklaringen.demo.bedrijven import DemoBedrijf
from verklaringen.demo.moments import noon
from verklaringen.demo.names import Names
from verklaringen.demo.organisaties import DemoRegio
from verklaringen.demo.recent import freeze_sign_and_seal
from verklaringen.models import Praktijkverklaring, Verklaringversie, VerklaringWerkproces
from verklaringen.states import VersieStatus

MILESTONES = (
    (20, date(2021, 4, 1), date(2021, 12, 17)),
    (80, date(2022, 1, 5), date(2022, 4, 14)),
    (155, date(2022, 4, 19), date(2023, 6, 30)),
    (242, date(2023, 7, 4), date(2025, 10, 2)),
    (3, date(2025, 10, 6), date(2025, 10, 6)),
)
"""How many verklaringen were handed over from which to which day."""
DAYS_BETWEEN_NOW = 4
"""After the 500th one verklaring follows every four days."""
WITH_FILE = 25
FIRST = date(2021, 1, 4)
STOPPED_PER_VERKLARING = 4
"""Of every four trajecten with a verklaring one more stopped without."""


def handed_over_days(today: date) -> list[date]:
    """The days of uitreiking of all verklaringen of the demo regio, oldest first."""
    days = [
        first + (last - first) * number // max(count - 1, 1)
        for count, first, last in MILESTONES
        for number in range(count)
    ]
    day = days[-1] + timedelta(days=DAYS_BETWEEN_NOW)
    while day < today:
        days.append(day)
        day += timedelta(days=DAYS_BETWEEN_NOW)
    return days


@dataclass
class Batch:
    """Rows in the order in which they may be inserted."""

    rows: dict[type[models.Model], list[Any]] = field(default_factory=dict)

    def add(self, *rows: models.Model) -> None:
        for row in rows:
            self.rows.setdefault(type(row), []).append(row)

    def insert(self) -> None:
        for model, rows in self.rows.items():
            model._default_manager.bulk_create(rows, batch_size=500)


@dataclass
class Past:
    """Makes one person with one ended traject at a time."""

    demo: DemoRegio
    bedrijven: list[DemoBedrijf]
    names: Names
    klantgroepen: list[Klantgroep]
    random: random.Random
    batch: Batch = field(default_factory=Batch)
    number: int = 0

    def traject(
        self, *, start: date, end: date, status: TrajectStatus, elders: bool = True
    ) -> tuple[Traject, Plaatsing, DemoBedrijf]:
        self.number += 1
        bedrijf = self.bedrijven[self.number % len(self.bedrijven)]
        kandidaat = self.kandidaat(start, end, status)
        traject = Traject(
            id=self.uuid(), kandidaat=kandidaat, regio=self.demo.regio, route=Route.PRAKTIJKVERKLARING,
            kwalificatie=bedrijf.kwalificatie, status=status, startdatum=start, einddatum=end, elders=elders,
            stopreden="andere baan gevonden" if status == TrajectStatus.GESTOPT else "",
            laatste_activiteit=noon(end), laatste_contact=end,
        )  # fmt: skip
        plaatsing = Plaatsing(
            id=self.uuid(), traject=traject, soort=PlaatsingSoort.BPV, status=PlaatsingStatus.BEEINDIGD,
            leerbedrijf=bedrijf.leerbedrijf, leerplaats=bedrijf.leerplaats, van=start, tot=end, uren_per_week=28,
        )  # fmt: skip
        self.batch.add(traject, plaatsing)
        self.batch.add(
            *steps(
                traject,
                [
                    ("", "voorbereiding", start - timedelta(days=40)),
                    ("voorbereiding", "lopend", start),
                    ("lopend", status, end),
                ],
            )
        )
        self.batch.add(
            *steps(plaatsing, [("", "gepland", start), ("gepland", "lopend", start), ("lopend", "beeindigd", end)])
        )
        return traject, plaatsing, bedrijf

    def kandidaat(self, start: date, end: date, status: TrajectStatus) -> Kandidaat:
        persoon = self.names.persoon(born_between=(1962, start.year - 18))
        kandidaat = Kandidaat(
            id=self.uuid(), pseudoniem=self.uuid(), regio=self.demo.regio,
            gemeente=self.random.choice(self.demo.gemeenten), voornamen=persoon.voornamen, roepnaam=persoon.roepnaam,
            tussenvoegsel=persoon.tussenvoegsel, achternaam=persoon.achternaam, geboortedatum=persoon.geboortedatum,
            geboorteplaats=persoon.geboorteplaats, email=persoon.email,
        )  # fmt: skip
        kandidaat.zoeknaam = kandidaat.make_zoeknaam()
        before = self.random.choice([SituatieSoort.PW, SituatieSoort.PW, SituatieSoort.WW, SituatieSoort.WAJONG])
        self.batch.add(
            kandidaat,
            self.sociaal(kandidaat),
            situatie(kandidaat, before, start - timedelta(days=200), end, id=self.uuid()),
            self.outcome(kandidaat, before, end, status),
        )  # fmt: skip
        return kandidaat

    def sociaal(self, kandidaat: Kandidaat) -> Sociaal:
        groep = self.random.choice(self.klantgroepen)
        return Sociaal(kandidaat=kandidaat, startkwalificatie=False, primaire_klantgroep=groep)

    def outcome(self, kandidaat: Kandidaat, before: str, end: date, status: TrajectStatus) -> Situatie:
        """In about six of ten cases work, as in the published outcomes (domain.md 5.3 N8); the rest varies."""
        van, chance = end + timedelta(days=1), self.random.random()
        if status == TrajectStatus.AFGEROND and chance < 0.37:
            return situatie(
                kandidaat, SituatieSoort.LOON_LKS, van, werkgever_soort=WerkgeverSoort.ONTWIKKELBEDRIJF, id=self.uuid()
            )
        if chance < 0.59:
            return situatie(kandidaat, SituatieSoort.LOON, van, werkgever_soort=WerkgeverSoort.EXTERN, id=self.uuid())
        return situatie(
            kandidaat,
            SituatieSoort.OPLEIDING if chance < 0.65 else (before if chance < 0.85 else SituatieSoort.ONB),
            van,
            id=self.uuid(),
        )

    def verklaring(self, day: date, traject: Traject, plaatsing: Plaatsing, bedrijf: DemoBedrijf) -> Verklaringversie:
        """A verklaring handed over on a day. Of one that was brought in the werkprocessen are known, a file is not."""
        moment = noon(day)
        verklaring = Praktijkverklaring(
            id=self.uuid(), code=new_code(), regio=self.demo.regio, kandidaat=traject.kandidaat, traject=traject,
            plaatsing=plaatsing, verstrekker=self.demo.organisatie("mbo", self.number),
            dossier=traject.kandidaat.pseudoniem, naam=traject.kandidaat.lijstnaam,
            zoeknaam=traject.kandidaat.zoeknaam, elders=traject.elders, ondertekend_op=day, uitgereikt_op=day,
            uitgereikt_door=self.demo.regio.weergavenaam, laatste_activiteit=moment, created_at=moment,
        )  # fmt: skip
        status = VersieStatus.ONDERTEKEND if traject.elders else VersieStatus.VERZEGELD
        versie = Verklaringversie(
            id=self.uuid(),
            verklaring=verklaring,
            status=status,
            verstuurd_op=moment,
            created_at=moment,
        )
        self.batch.add(verklaring, versie, *steps(versie, [("", status, day)]))
        self.batch.add(Resultaat(traject=traject, soort="praktijkverklaring", datum=day, code=verklaring.code))
        chosen = bedrijf.werkprocessen[: self.random.randint(1, min(4, len(bedrijf.werkprocessen)))]
        for volgorde, werkproces in enumerate(chosen, start=1):
            self.batch.add(
                Leerdoel(id=self.uuid(), traject=traject, werkproces=werkproces, stand=Stand.ZELFSTANDIG),
                VerklaringWerkproces(
                    versie=versie, volgorde=volgorde, werkproces=werkproces, code=werkproces.code, naam=werkproces.naam,
                    kerntaak_code=werkproces.kerntaak.code, kerntaak_naam=werkproces.kerntaak.titel,
                ),
            )  # fmt: skip
        return versie

    def uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.random.getrandbits(128), version=4)


def make_history(demo: DemoRegio, bedrijven: list[DemoBedrijf], *, days: list[date], with_file: int, seed: str) -> None:
    """One person with one ended traject per day of uitreiking, and those who stopped without a verklaring."""
    rng = random.Random(seed)  # noqa: S311 - demo data, not secrets
    past = Past(demo, bedrijven, Names(seed), list(Klantgroep.objects.order_by("code")), rng)
    newest = []
    for number, day in enumerate(days):
        start = day - timedelta(days=rng.randint(240, 420) if day > date(2023, 7, 1) else rng.randint(90, 150))
        elders = number < len(days) - with_file
        found = past.traject(start=max(start, FIRST), end=day, status=TrajectStatus.AFGEROND, elders=elders)
        versie = past.verklaring(day, *found)
        if not elders:
            newest.append((versie, found[-1], day))
        if number % STOPPED_PER_VERKLARING == 0:
            stopped = max(day - timedelta(days=rng.randint(1, 60)), FIRST + timedelta(days=28))
            start = max(stopped - timedelta(days=rng.randint(60, 300)), FIRST)
            past.traject(start=start, end=stopped, status=TrajectStatus.GESTOPT)
    past.batch.insert()
    for versie, bedrijf, day in newest:
        freeze_sign_and_seal(versie, bedrijf, day)


def situatie(kandidaat: Kandidaat, soort: str, van: date, tot: date | None = None, **fields: Any) -> Situatie:
    return Situatie(kandidaat=kandidaat, soort=soort, van=van, tot=tot, bron="demo", recorded_at=noon(van), **fields)


def steps(obj: models.Model, taken: list[tuple[str, str, date]]) -> Iterator[Stap]:
    by = Actor.systeem("load_demo")
    for van, naar, day in taken:
        yield Stap(
            soort=obj._meta.label_lower, object_id=obj.pk, van=van, naar=naar, geldig_op=day, recorded_at=noon(day),
            actor_soort=by.soort, actor=by.key,
        )  # fmt: skip
