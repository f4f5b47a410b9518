"""Who can get a praktijkverklaring now, and what is missing for whom.

What the actions would say, foreseen for many people in as many queries as there are kinds of fact. They decide: whoever
asks for it meets the same rules once more.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from kandidaten.models import Betrokkenheid, Vertegenwoordiger
from leerbedrijven.models import Relatie
from praktijkleren.accounts.models import Gebruiker, Organisatie
from praktijkleren.documenten.fonts import is_printable
from praktijkleren.documenten.signer import Signer
from trajecten.beoordelingen import guided_on
from trajecten.models import Begeleiding, Beoordeling, Inschrijving, Plaatsing, Traject, TrajectQuerySet
from verklaringen.actions.concept import NO_INSCHRIJVING, NO_KWALIFICATIE
from verklaringen.actions.samen import in_the_way
from verklaringen.actions.versie import NO_BIRTHPLACE
from verklaringen.models import Verklaringversie
from verklaringen.signers import address_problem, asked_as_well, of_company, twice, unknown
from verklaringen.states import SENT, VersieStatus

NO_BPV = "Er is nog geen bpv."
NOTHING_MASTERED = "De praktijkopleider heeft nog geen werkproces goed beoordeeld. Vraag eerst een beoordeling."
NO_OPLEIDER = "Deze plaatsing heeft geen praktijkopleider. Koppel die eerst."
NOT_LATIN = "De letters van de naam kunnen niet op het document staan. Maak deze verklaring apart."


@dataclass(frozen=True)
class Missing:
    """Why not, and where one puts that right."""

    reason: str
    url: str
    knop: str


@dataclass(frozen=True)
class Row:
    """One person. Of several plaatsingen the newest for which there is something to make."""

    traject: Traject
    plaatsing: Plaatsing | None
    versie: Verklaringversie | None
    werkprocessen: int
    """How many are mastered there."""
    signers: dict[str, Signer] = field(default_factory=dict)
    """Who can sign, by the key of the praktijkopleider."""
    mede: Sequence[Signer] = ()
    """Who signs as well."""
    missing: Missing | None = None

    @property
    def is_done(self) -> bool:
        return self.versie is not None and self.versie.status in SENT

    @property
    def is_ready(self) -> bool:
        return not self.is_done and self.missing is None

    @property
    def has_concept(self) -> bool:
        return self.versie is not None and self.versie.status == VersieStatus.CONCEPT

    @property
    def first_signer(self) -> Signer | None:
        return next(iter(self.signers.values()), None)

    @property
    def ondertekent(self) -> str:
        first = self.first_signer.naam if self.first_signer else ""
        return f"{first} of een ander" if len(self.signers) > 1 else first

    @property
    def beroep(self) -> str:
        return self.traject.kwalificatie.titel if self.traject.kwalificatie else ""

    @property
    def leerbedrijf(self) -> str:
        return self.plaatsing.leerbedrijf.naam if self.plaatsing else ""


def to_make(trajecten: TrajectQuerySet) -> TrajectQuerySet:
    """Where something is mastered at a bpv of which no verklaring was sent yet."""
    made = Verklaringversie.objects.filter(verklaring__plaatsing=OuterRef("plaatsing"), vervangen_door__isnull=True)
    mastered = Beoordeling.objects.latest_only().filter(
        ~Exists(made.exclude(status=VersieStatus.CONCEPT)),
        kan_het=True,
        plaatsing__soort="bpv",
        plaatsing__traject=OuterRef("pk"),
    )
    return trajecten.filter(Exists(mastered))


def rows_of(trajecten: Sequence[Traject], maker: Gebruiker, *, back: str) -> list[Row]:
    """Needs `kandidaat`, `regio` and `kwalificatie` beside each. `back` is where one comes back after a repair."""
    facts = Facts(trajecten, maker)
    return [Foreseen(traject, facts, back).row for traject in trajecten]


class Facts:
    """All that is asked about these trajecten."""

    def __init__(self, trajecten: Sequence[Traject], maker: Gebruiker) -> None:
        self.maker = maker
        bpv = Plaatsing.objects.bpv().filter(traject__in=trajecten).select_related("leerbedrijf")
        self.plaatsingen = _by(bpv.order_by("-van", "pk"), "traject_id")
        able = Beoordeling.objects.latest_only().filter(plaatsing__traject__in=trajecten, kan_het=True)
        self.mastered = dict(able.order_by().values_list("plaatsing").annotate(Count("pk")))
        versies = Verklaringversie.objects.filter(verklaring__plaatsing__traject__in=trajecten)
        latest = versies.select_related("verklaring__verstrekker").order_by("created_at", "versie")
        self.versies = {versie.verklaring.plaatsing_id: versie for versie in latest}
        begeleidingen = Begeleiding.objects.filter(plaatsing__traject__in=trajecten)
        self.begeleidingen = _by(begeleidingen.select_related("praktijkopleider").order_by("van", "pk"), "plaatsing_id")
        enrolled = Inschrijving.objects.filter(traject__in=trajecten).select_related("instelling")
        self.inschrijvingen = _by(enrolled.order_by("-van", "-pk"), "traject_id")
        beside = Vertegenwoordiger.objects.current().filter(kandidaat__trajecten__in=trajecten)
        self.vertegenwoordigers = _by(beside.order_by("van", "naam", "pk").distinct(), "kandidaat_id")
        self.colleagues = self._colleagues(trajecten)
        places = Q(regio__in={row.regio_id for row in trajecten}, leerbedrijf__plaatsingen__traject__in=trajecten)
        found = Relatie.objects.filter(places).order_by("pk").distinct()
        self.relaties = {(row.regio_id, row.leerbedrijf_id): row for row in found}

    def _colleagues(self, trajecten: Sequence[Traject]) -> dict[UUID, set[str]]:
        """The addresses of those who guide, by kandidaat, with whoever makes it."""
        people = {traject.kandidaat_id for traject in trajecten}
        rows = Betrokkenheid.objects.filter(kandidaat__in=people, gebruiker__isnull=False).order_by("pk")
        found = {kandidaat: {self.maker.email} for kandidaat in people}
        for kandidaat, email in rows.values_list("kandidaat", "gebruiker__email"):
            found[kandidaat].add(email)
        return found


@dataclass(frozen=True)
class Foreseen:
    traject: Traject
    facts: Facts
    back: str

    @property
    def row(self) -> Row:
        able = self.facts.mastered.get(self.plaatsing.pk, 0) if self.plaatsing else 0
        done = self.versie is not None and self.versie.status in SENT
        missing = None if done else self._missing(able)
        return Row(self.traject, self.plaatsing, self.versie, able, self.signers, self.mede, missing)

    @cached_property
    def plaatsing(self) -> Plaatsing | None:
        every = self.facts.plaatsingen[self.traject.pk]
        able = [row for row in every if self.facts.mastered.get(row.pk)]
        fresh = [row for row in able if not self._was_sent(self.facts.versies.get(row.pk))]
        return next(iter([*fresh, *able, *every]), None)

    def _was_sent(self, versie: Verklaringversie | None) -> bool:
        return versie is not None and versie.status != VersieStatus.CONCEPT

    @cached_property
    def versie(self) -> Verklaringversie | None:
        return self.facts.versies.get(self.plaatsing.pk) if self.plaatsing else None

    @cached_property
    def guides(self) -> dict[str, Signer]:
        if self.plaatsing is None:
            return {}
        on = guided_on(self.plaatsing, timezone.localdate())
        rows = [row for row in self.facts.begeleidingen[self.plaatsing.pk] if row.holds(on)]
        bedrijf = self.plaatsing.leerbedrijf
        return {str(row.praktijkopleider_id): of_company(row.praktijkopleider, bedrijf) for row in rows}

    @cached_property
    def signers(self) -> dict[str, Signer]:
        return {key: signer for key, signer in self.guides.items() if not self._address_problem([signer])}

    @cached_property
    def school(self) -> Organisatie | None:
        """Who issues it: on a concept that was decided, else where one was enrolled during the plaatsing."""
        if self.versie:
            return self.versie.verklaring.verstrekker
        plaatsing, kwalificatie = self.plaatsing, self.traject.kwalificatie_id
        rows = (row for row in self.facts.inschrijvingen[self.traject.pk] if row.kwalificatie_id == kwalificatie)
        found = (row for row in rows if plaatsing and row.meets(plaatsing))
        return next((row.instelling for row in found), None)

    def _missing(self, able: int) -> Missing | None:
        verklaring = self.versie.verklaring.get_absolute_url() if self.versie else ""
        if reason := in_the_way(self.versie):
            return Missing(reason, verklaring, "Bekijk de verklaring")
        if reason := self._in_the_traject(able):
            return Missing(reason, self.traject.get_absolute_url(), "Naar het traject")
        kandidaat = self.traject.kandidaat
        if not kandidaat.geboorteplaats and not kandidaat.geboorteland:
            url = reverse("kandidaten:birthplace", args=[kandidaat.pk])
            return Missing(NO_BIRTHPLACE, f"{url}?next={self.back}", "Vul de geboorteplaats in")
        if reason := self._apart():
            url = reverse("verklaringen:draft", args=[self.plaatsing.pk]) if self.plaatsing else ""
            return Missing(reason, url, "Maak deze apart")
        return None

    def _in_the_traject(self, able: int) -> str:
        if self.plaatsing is None:
            return NO_BPV
        if not able:
            return NOTHING_MASTERED
        if not self.traject.kwalificatie_id:
            return NO_KWALIFICATIE
        if self.school is None:
            return NO_INSCHRIJVING
        return "" if self.guides else NO_OPLEIDER

    def _apart(self) -> str:
        """What takes the page of this one person."""
        if not is_printable(self.traject.kandidaat.volledige_naam):
            return NOT_LATIN
        if not self.signers:
            return self._address_problem(list(self.guides.values())[:1])
        first = list(self.signers.values())[:1]
        return unknown(self.mede) or self._address_problem(self.mede) or twice([*first, *self.mede])

    @cached_property
    def mede(self) -> list[Signer]:
        if self.plaatsing is None or self.school is None:
            return []
        return asked_as_well(
            self.traject.regio.ondertekenaars,
            bedrijf=self.plaatsing.leerbedrijf,
            relatie=self.facts.relaties.get((self.traject.regio_id, self.plaatsing.leerbedrijf_id)),
            maker=self.facts.maker,
            school=self.school,
            kandidaat=self.traject.kandidaat,
            beside=self.facts.vertegenwoordigers[self.traject.kandidaat_id],
        )

    def _address_problem(self, signers: Iterable[Signer]) -> str:
        colleagues, email = self.facts.colleagues[self.traject.kandidaat_id], self.traject.kandidaat.email
        problems = (address_problem(each, kandidaat=email, colleagues=colleagues) for each in signers)
        return next(filter(None, problems), "")


def _by(rows: Iterable[Any], key: str) -> defaultdict[Any, list[Any]]:
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found
