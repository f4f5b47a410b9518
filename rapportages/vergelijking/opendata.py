"""What regio's make public, for anyone to use: the rows of a file, and what each column means.

Names of columns never change: programs of others rely on them. CC0, because a regio agrees to that when it chooses so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from praktijkleren.ui.sheets import Cell, Sheet
from rapportages.models import Deling
from rapportages.vergelijking.afspraken import AFSPRAKEN
from rapportages.vergelijking.publicatie import Gegeven, published

LICENTIE = "http://creativecommons.org/publicdomain/zero/1.0/deed.nl"
TITEL = "Praktijkleren in het mbo, per arbeidsmarktregio en jaar"
OMSCHRIJVING = (
    "Aantallen aanmeldingen, gestarte trajecten, praktijkverklaringen en personen, de uitkomst na 6 maanden en de "
    "doorlooptijd, per arbeidsmarktregio en kalenderjaar. Elke regio kiest zelf wat erin staat. Aantallen over minder "
    "dan 5 personen staan er niet in, en ook niet waaruit die te berekenen zijn."
)


@dataclass(frozen=True)
class Kolom:
    naam: str
    datatype: str
    """As CSVW calls it."""
    uitleg: str


KOLOMMEN = (
    Kolom("jaar", "gYear", "Het kalenderjaar. Alleen jaren die voorbij zijn."),
    Kolom("regio_code", "string", "Code van de arbeidsmarktregio, zoals AM01."),
    Kolom("regio", "string", "Naam van de arbeidsmarktregio."),
    Kolom("indicator", "string", "Code van de indicator, zoals I5."),
    Kolom("cijfer", "string", "Welk cijfer het is. De namen staan hieronder."),
    Kolom("onderdeel", "string", "Het totaal, of een deel daarvan."),
    Kolom("waarde", "decimal", "Het getal. Leeg als het niet getoond mag worden."),
    Kolom("eenheid", "string", "Wat er geteld of gemeten is."),
    Kolom("geheel", "decimal", "Bij een deel: het totaal waar het bij hoort. Anders leeg."),
    Kolom("per_100000_inwoners", "decimal", "De waarde per 100.000 inwoners. Leeg als het inwonertal niet bekend is."),
    Kolom("inwoners", "integer", "Het aantal inwoners waarmee is gerekend."),
    Kolom("inwoners_jaar", "gYear", "Van 1 januari van welk jaar dat aantal is."),
    Kolom("getoond", "string", "ja of nee. Bij nee gaat het over minder dan 5 personen, of is dat eruit te berekenen."),
)


def sheet(*, today: date) -> Sheet:
    found = published(Deling.objects.public(), today=today)
    return Sheet("Cijfers", [kolom.naam for kolom in KOLOMMEN], _rows(found))


def _rows(found: list[Gegeven]) -> Iterator[tuple[Cell, ...]]:
    for row in found:
        inwonertal = row.inwonertal if row.per_100000 is not None else None
        yield (
            row.jaar,
            row.regio.code,
            str(row.regio),
            row.afspraak.indicator.code,
            row.afspraak.naam,
            row.onderdeel,
            row.waarde,
            row.afspraak.eenheid,
            row.geheel if row.onderdeel in row.afspraak.delen else None,
            row.per_100000,
            inwonertal.aantal if inwonertal else None,
            inwonertal.jaar if inwonertal else None,
            "nee" if row.waarde is None else "ja",
        )


def address(name: str) -> str:
    return f"{settings.SITE_URL}{reverse(f'rapportages:{name}')}"


def table_metadata() -> dict[str, Any]:
    """Of the CSV, as the W3C has it (CSV on the Web)."""
    columns = [
        {
            "name": kolom.naam,
            "titles": kolom.naam,
            "datatype": kolom.datatype,
            "dc:description": kolom.uitleg,
            "required": kolom.naam in {"jaar", "regio_code", "cijfer", "onderdeel", "getoond"},
        }
        for kolom in KOLOMMEN
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": address("open_csv"),
        "dc:title": TITEL,
        "dc:description": OMSCHRIJVING,
        "dc:license": {"@id": LICENTIE},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": {
            "columns": columns,
            "primaryKey": ["jaar", "regio_code", "cijfer", "onderdeel"],
            "aboutUrl": f"{address('open_data')}#{{jaar}}-{{regio_code}}-{{cijfer}}-{{onderdeel}}",
        },
        "notes": [
            {"cijfer": naam, "titel": afspraak.titel, "definitie": afspraak.indicator.definitie,
             "onderdelen": list(afspraak.onderdelen)}
            for naam, afspraak in AFSPRAKEN.items()
        ],
    }  # fmt: skip
