"""A regio that works: organisaties, the people who sign in, and the leerbedrijven with what they may teach."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from django.core.management import call_command
from django.db.models import Count
from django.utils import timezone

from kandidaten.models import Klantgroep
from kwalificaties.models import Kwalificatie, Werkproces
from leerbedrijven.models import ErkendWerkproces, Erkenning, Leerbedrijf, Leerplaats, Praktijkopleider, Relatie
from praktijkleren.accounts.models import Deelname, Gebruiker, Gemeente, Lidmaatschap, Organisatie, Regio
from praktijkleren.accounts.models import OrganisatieSoort as Soort
from praktijkleren.accounts.roles import Rol
from script.bench.batch import Batch

LONG_AGO = date(2020, 1, 1)
PEOPLE = (
    (Rol.COORDINATOR, Soort.WERKCENTRUM, 1),
    (Rol.ADMINISTRATIE, Soort.WERKCENTRUM, 1),
    (Rol.ADVISEUR_WERKGEVERS, Soort.WERKCENTRUM, 1),
    (Rol.KLANTMANAGER, Soort.GEMEENTE, 2),
    (Rol.JOBCOACH, Soort.JOBCOACHORGANISATIE, 4),
    (Rol.MBO_CONTACT, Soort.MBO, 2),
)
"""Eleven per regio, 385 in all."""
PLAATSEN = ("Assen", "Emmen", "Leek", "Roden", "Veendam")
WERKPROCESSEN = 6
"""On the plan of each traject."""
Offers = list[tuple[Kwalificatie, list[Werkproces]]]
_numbers = count(100_000_000)


@dataclass
class Bedrijf:
    leerbedrijf: Leerbedrijf
    leerplaats: Leerplaats
    praktijkopleider: Praktijkopleider
    kwalificatie: Kwalificatie
    werkprocessen: list[Werkproces]


@dataclass
class Team:
    regio: Regio
    gemeenten: list[Gemeente]
    organisaties: dict[str, Organisatie] = field(default_factory=dict)
    people: dict[str, list[Gebruiker]] = field(default_factory=dict)
    bedrijven: list[Bedrijf] = field(default_factory=list)

    def organisatie(self, rol: Rol) -> Organisatie:
        return self.organisaties[next(soort for of, soort, _number in PEOPLE if of == rol)]


def load_reference_data() -> None:
    for model, command in (
        (Regio, "load_regios"), (Werkproces, "load_kwalificaties"), (Klantgroep, "load_klantgroepen"),
    ):  # fmt: skip
        if not model._default_manager.exists():
            call_command(command, stdout=_Nowhere())


class _Nowhere:
    def write(self, _text: str) -> None:
        """What a command reports is not for here."""


def make_team(regio: Regio) -> Team:
    """The organisaties and people of a regio. Asked again it finds them back."""
    team = Team(regio, list(Gemeente.objects.filter(regio=regio).order_by("code")))
    for rol, soort, number in PEOPLE:
        organisatie, is_new = Organisatie.objects.get_or_create(naam=f"{soort.label} {regio.code}", soort=soort)
        if is_new:
            Deelname.objects.create(organisatie=organisatie, regio=regio, van=LONG_AGO)
        team.organisaties[soort] = organisatie
        team.people[rol] = [find_gebruiker(rol, organisatie, n) for n in range(number)]
    return team


def find_gebruiker(rol: Rol, organisatie: Organisatie, number: int = 0) -> Gebruiker:
    email = f"{rol}.{number}.{organisatie.pk}@meting.invalid"
    gebruiker, is_new = Gebruiker.objects.get_or_create(email=email, defaults={"naam": f"{rol.label} {number}"})
    if is_new:
        Lidmaatschap.objects.create(gebruiker=gebruiker, organisatie=organisatie, rol=rol, van=LONG_AGO)
    return gebruiker


def find_beheerder() -> Gebruiker:
    organisatie, _ = Organisatie.objects.get_or_create(naam="Beheer van de meting", soort=Soort.ANDERS)
    return find_gebruiker(Rol.BEHEERDER, organisatie)


def teachable() -> Offers:
    """Real kwalificaties with enough werkprocessen, each with the first few of these."""
    enough = Kwalificatie.objects.choosable().annotate(number=Count("kerntaken__werkprocessen"))
    found = []
    for kwalificatie in enough.filter(number__gte=WERKPROCESSEN + 2).order_by("crebo")[:12]:
        werkprocessen = list(Werkproces.objects.open().of(kwalificatie)[:WERKPROCESSEN])
        found.append((kwalificatie, werkprocessen))
    return found


def make_bedrijven(team: Team, number: int, offers: Offers, batch: Batch) -> None:
    for n in range(number):
        kwalificatie, werkprocessen = offers[n % len(offers)]
        leerbedrijf = Leerbedrijf(
            leerbedrijf_id=str(next(_numbers)),
            naam=f"Leerbedrijf {team.regio.code} {n}",
            plaats=PLAATSEN[n % len(PLAATSEN)],
        )
        leerbedrijf.make_searchable()
        relatie = Relatie(regio=team.regio, leerbedrijf=leerbedrijf, contactpersoon="Contact Persoon", capaciteit=4)
        opleider = Praktijkopleider(
            relatie=relatie, naam=f"Praktijkopleider {n}", functie="leermeester", van=LONG_AGO,
            email=f"opleider.{uuid.uuid4().hex}@meting.invalid",
        )  # fmt: skip
        leerplaats = Leerplaats(
            relatie=relatie, titel=f"Leerplaats {n}", kwalificatie=kwalificatie, praktijkopleider=opleider,
            aantal=50, van=LONG_AGO,
        )  # fmt: skip
        erkenning = Erkenning(leerbedrijf=leerbedrijf, kwalificatie=kwalificatie, van=LONG_AGO, tot=ends(n))
        batch.add(leerbedrijf, relatie, opleider, leerplaats, erkenning)
        batch.add(*(ErkendWerkproces(erkenning=erkenning, werkproces=werkproces) for werkproces in werkprocessen))
        team.bedrijven.append(Bedrijf(leerbedrijf, leerplaats, opleider, kwalificatie, werkprocessen))
    batch.insert()


def ends(number: int) -> date:
    """One in ten soon, so that someone is warned."""
    today = timezone.localdate()
    return today.replace(day=28) if number % 10 == 0 else today.replace(year=today.year + 2, day=28)
