"""A CSV file with leerbedrijven and erkenningen: what each row says, or why it cannot be right by itself."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from kwalificaties import codes
from leerbedrijven.forms.register import clean_kvk, clean_leerbedrijf_id, clean_postcode
from leerbedrijven.models import Leerbedrijf, four_years
from praktijkleren.ui.csvfile import CsvError, Row, RowError, read_rows

REQUIRED = ("leerbedrijf_id", "naam", "plaats")
OPTIONAL = ("vestiging", "straat", "postcode", "kvk", "crebo", "erkenning_van", "erkenning_tot", "werkprocessen")
COLUMNS = (*REQUIRED, *OPTIONAL)
ABOUT_BEDRIJF = ("naam", "plaats", "vestiging", "straat", "postcode", "kvk")
ALL = "alle"
MAX_ROWS = 5_000
"""Each may bring twenty werkprocessen, and all of it is written in one transaction that others wait for."""
MEANING = (
    ("leerbedrijf_id", "Het nummer in het register van SBB. Bestaat het al, dan werken we het leerbedrijf bij.", True),
    ("naam", "De naam van het bedrijf.", True),
    ("plaats", "De plaats.", True),
    ("vestiging", "De vestiging of afdeling.", False),
    ("straat", "Straat en huisnummer.", False),
    ("postcode", "Zoals 9712 CP.", False),
    ("kvk", "KvK-nummer, 8 cijfers.", False),
    ("crebo", "De kwalificatie waarvoor het bedrijf is erkend. Een rij per kwalificatie.", False),
    ("erkenning_van", "Datum van het besluit, zoals 01-03-2025. Nodig als er een crebo staat.", False),
    ("erkenning_tot", "Laatste dag. Leeg is vier jaar.", False),
    ("werkprocessen", "Codes van wat uitvoerbaar is, met spaties ertussen, of ‘alle’. Nodig bij een crebo.", False),
)
EXAMPLE = [
    COLUMNS,
    ("123456789", "De Korst", "Groningen", "", "Kade 1", "9712 CP", "12345678", "25744", "01-03-2025", "", ALL),
    ("123456789", "De Korst", "Groningen", "", "Kade 1", "9712 CP", "12345678", "25180", "01-03-2025",
     "28-02-2029", "B1-K1-W1 B1-K1-W2"),
    ("987654321", "Zorghuis Noord", "Assen", "Keuken", "", "", "", "", "", "", ""),
]  # fmt: skip
CLEANERS = {"leerbedrijf_id": clean_leerbedrijf_id, "postcode": clean_postcode, "kvk": clean_kvk}
LONGEST: dict[str, int] = {
    name: vars(Leerbedrijf._meta.get_field(name))["max_length"] for name in ("leerbedrijf_id", *ABOUT_BEDRIJF)
}
NOTATIONS = ("%d-%m-%Y", "%Y-%m-%d")


@dataclass(frozen=True)
class ErkenningRow:
    number: int
    crebo: str
    van: date
    tot: date
    codes: frozenset[str]
    """What is uitvoerbaar; `alle` stands for every werkproces."""


@dataclass(frozen=True)
class BedrijfRows:
    """All rows about one leerbedrijf. An empty cell says nothing: what is known stays."""

    number: int
    fields: dict[str, str]
    erkenningen: list[ErkenningRow]

    @property
    def leerbedrijf_id(self) -> str:
        return self.fields["leerbedrijf_id"]


def read_bedrijven(text: str) -> list[BedrijfRows]:
    """By leerbedrijf-ID, in the order of the file; CsvError with every row that is wrong."""
    rows = read_rows(text, required=REQUIRED, optional=OPTIONAL, max_rows=MAX_ROWS)
    if not rows:
        raise CsvError("Er staan geen leerbedrijven in dit bestand.")
    found: dict[str, BedrijfRows] = {}
    faults: list[RowError] = []
    for row in rows:
        fields, reasons = _read_bedrijf(row)
        key = fields.get("leerbedrijf_id", row["leerbedrijf_id"])
        bedrijf = found.setdefault(key, BedrijfRows(row.number, fields, []))
        reasons += [f"{name} is hier anders dan in rij {bedrijf.number}." for name in _different(fields, bedrijf)]
        if row["crebo"]:
            reasons += _read_erkenning(row, bedrijf)
        elif row["erkenning_van"] or row["erkenning_tot"] or row["werkprocessen"]:
            reasons.append("er staat een erkenning, maar crebo is leeg.")
        faults += [RowError(row.number, reason) for reason in reasons]
    if faults:
        raise CsvError(faults)
    return list(found.values())


def _read_bedrijf(row: Row) -> tuple[dict[str, str], list[str]]:
    fields: dict[str, str] = {}
    reasons: list[str] = []
    for name in ("leerbedrijf_id", *ABOUT_BEDRIJF):
        try:
            fields[name] = CLEANERS.get(name, str)(row[name])
        except ValidationError as error:
            reasons.append(f"{name}: {error.messages[0]}")
        if name in REQUIRED and not row[name]:
            reasons.append(f"{name} is leeg.")
        if len(fields.get(name, "")) > LONGEST[name]:
            reasons.append(f"{name} heeft meer dan {LONGEST[name]} tekens.")
    return {name: value for name, value in fields.items() if value}, reasons


def _different(fields: dict[str, str], bedrijf: BedrijfRows) -> list[str]:
    return [name for name, value in fields.items() if bedrijf.fields.get(name, value) != value]


def _read_erkenning(row: Row, bedrijf: BedrijfRows) -> list[str]:
    reasons = [reason] if (reason := codes.wrong_shape(row["crebo"], codes.KWALIFICATIE)) else []
    van, tot = read_date(row["erkenning_van"]), read_date(row["erkenning_tot"])
    if van is None:
        reasons.append("erkenning_van is geen datum. Schrijf hem als 01-03-2025.")
    if row["erkenning_tot"] and tot is None:
        reasons.append("erkenning_tot is geen datum. Schrijf hem als 28-02-2029.")
    if van and tot and tot < van:
        reasons.append("erkenning_tot ligt vóór erkenning_van.")
    if any(erkenning.crebo == row["crebo"] for erkenning in bedrijf.erkenningen):
        reasons.append(f"crebo {row['crebo']} staat bij dit leerbedrijf twee keer in het bestand.")
    wanted = frozenset(part for part in re.split(r"[\s,|]+", row["werkprocessen"]) if part)
    if van and not reasons:
        erkenning = ErkenningRow(row.number, row["crebo"], van, tot or four_years(van), wanted)
        bedrijf.erkenningen.append(erkenning)
    return reasons


def read_date(text: str) -> date | None:
    for notation in NOTATIONS:
        try:
            return datetime.strptime(text, notation).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None
