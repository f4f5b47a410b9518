"""Leerbedrijven with an erkenning, a relatie with the regio, praktijkopleiders and leerplaatsen."""

from dataclasses import dataclass
from datetime import date, timedelta

from kwalificaties.models import Kwalificatie, Werkproces
from leerbedrijven.models import (
    ErkendWerkproces,
    Erkenning,
    Leerbedrijf,
    Leerplaats,
    Praktijkopleider,
    Relatie,
)
from verklaringen.demo.names import Names
from verklaringen.demo.organisaties import DemoRegio


@dataclass
class DemoBedrijf:
    leerbedrijf: Leerbedrijf
    kwalificatie: Kwalificatie
    werkprocessen: list[Werkproces]
    """Those that the company can really offer."""
    opleider: Praktijkopleider
    leerplaats: Leerplaats


def make_bedrijven(demo: DemoRegio, names: Names, *, count: int, today: date, first_id: int) -> list[DemoBedrijf]:
    return [make_bedrijf(demo, names, number, today, first_id) for number in range(count)]


def make_bedrijf(demo: DemoRegio, names: Names, number: int, today: date, first_id: int) -> DemoBedrijf:
    naam, deel, plaats, crebo = names.bedrijf()
    kwalificatie = Kwalificatie.objects.get(crebo=crebo)
    leerbedrijf = Leerbedrijf.objects.create(
        leerbedrijf_id=str(first_id + number), naam=f"{naam} (demo)", vestiging=deel, plaats=plaats,
        straat=f"Oefenweg {number + 1}", postcode=f"97{number % 90 + 10} ZZ",
    )  # fmt: skip
    offered = recognise(leerbedrijf, kwalificatie, number, today)
    relatie = Relatie.objects.create(
        regio=demo.regio, leerbedrijf=leerbedrijf, contactpersoon=names.persoon().naam,
        email=f"bedrijf{number}.{demo.naam.lower()}@demo.invalid", capaciteit=3,
        laatste_contact=today - timedelta(days=number * 5),
    )  # fmt: skip
    persoon = names.persoon(born_between=(1962, 1998))
    opleider = Praktijkopleider.objects.create(
        relatie=relatie, naam=persoon.naam, functie="praktijkopleider", email=persoon.email, van=date(2021, 1, 1)
    )
    leerplaats = Leerplaats.objects.create(
        relatie=relatie, titel=f"{kwalificatie.titel} ({deel.lower()})", kwalificatie=kwalificatie,
        praktijkopleider=opleider,
        omschrijving="Je leert het werk stap voor stap, met een vaste praktijkopleider naast je.",
        aantal=number % 3 + 1, uren_per_week=(24, 28, 32)[number % 3], van=date(2021, 1, 1),
    )  # fmt: skip
    leerplaats.werkprocessen.set(offered)
    return DemoBedrijf(leerbedrijf, kwalificatie, offered, opleider, leerplaats)


def recognise(leerbedrijf: Leerbedrijf, kwalificatie: Kwalificatie, number: int, today: date) -> list[Werkproces]:
    """Four years (domain.md 2.3); of every sixth company it ends soon. Answers what is offered: all but the last."""
    ends_soon = number % 6 == 5
    tot = today + timedelta(days=45) if ends_soon else date(today.year + 2, 6, 30)
    erkenning = Erkenning.objects.create(
        leerbedrijf=leerbedrijf, kwalificatie=kwalificatie, van=date(tot.year - 4, tot.month, 1), tot=tot, bron="demo"
    )
    werkprocessen = list(
        Werkproces.objects.open().filter(kerntaak__kwalificatie=kwalificatie).order_by("kerntaak__code", "code")
    )
    offered = werkprocessen[:-1] if len(werkprocessen) > 2 else werkprocessen
    ErkendWerkproces.objects.bulk_create(
        ErkendWerkproces(erkenning=erkenning, werkproces=werkproces, uitvoerbaar=werkproces in offered)
        for werkproces in werkprocessen
    )
    return offered
