"""A CSV file with kerntaken and werkprocessen that a beheerder knows: looked at, then read in whole or not at all."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kwalificaties import codes
from kwalificaties.models import Herkomst, Inlezing, Kerntaak, Kwalificatie, Werkproces
from kwalificaties.versions import VersionedTables
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.csvfile import CsvError, Row, RowError, read_rows

COLUMNS = ("crebo", "kerntaak_code", "kerntaak_titel", "werkproces_code", "werkproces_naam", "bron", "datum")
MAX_ROWS = 2_000
NOTATIONS = ("%d-%m-%Y", "%Y-%m-%d")
EXAMPLE = [
    ("25032", "B1-K1", "Maakt glas schoon", "B1-K1-W1", "Bereidt het werk voor", "SBB, dossier 23025", "01-08-2026"),
    ("25032", "B1-K1", "Maakt glas schoon", "B1-K1-W2", "Wast ramen", "SBB, dossier 23025", "01-08-2026"),
]


@dataclass
class Known:
    """What the tables hold of the kwalificaties in the file: their titles, and what is shipped or typed in."""

    kwalificaties: dict[str, Kwalificatie]
    kerntaken: dict[tuple[str, str], Kerntaak]
    werkprocessen: dict[tuple[str, str], Werkproces]

    @classmethod
    def of(cls, crebos: set[str]) -> "Known":
        kerntaken = Kerntaak.objects.filter(gesloten_op__isnull=True, kwalificatie__crebo__in=crebos)
        werkprocessen = Werkproces.objects.open().filter(kerntaak__kwalificatie__crebo__in=crebos)
        kwalificaties = Kwalificatie.objects.filter(crebo__in=crebos).order_by("crebo")
        kerntaken = kerntaken.select_related("kwalificatie").order_by("pk")
        werkprocessen = werkprocessen.select_related("kerntaak__kwalificatie").order_by("pk")
        return cls(
            {row.crebo: row for row in kwalificaties},
            {(row.kwalificatie.crebo, row.code): row for row in kerntaken},
            {(row.kerntaak.kwalificatie.crebo, row.code): row for row in werkprocessen},
        )

    @property
    def shipped(self) -> set[tuple[str, str]]:
        """What the kwalificatiestructuur holds itself, and what therefore stays as it is."""
        kerntaken = {key for key, row in self.kerntaken.items() if not row.is_own}
        return kerntaken | {key for key, row in self.werkprocessen.items() if not row.is_own}


@dataclass(frozen=True)
class Outcome:
    """What reading it in does, as the page shows it."""

    nieuw: list[str]
    gewijzigd: list[str]
    gelijk: int
    kwalificaties: list[str]


def read_own_rows(text: str) -> list[Row]:
    """Rows that fit what is known now, or CsvError with every row that does not."""
    rows = read_rows(text, required=COLUMNS, max_rows=MAX_ROWS)
    if not rows:
        raise CsvError("Er staan geen werkprocessen in dit bestand.")
    known = Known.of({row["crebo"] for row in rows})
    if errors := [RowError(row.number, reason) for row, reason in _faults(rows, known)]:
        raise CsvError(errors)
    return rows


def keep(bestandsnaam: str, text: str, gebruiker: Gebruiker) -> Inlezing:
    """Hold the file until it is confirmed, with what will happen. CsvError when it does not fit.

    What will happen is found by reading it in and taking that back: so the page cannot promise anything else.
    """
    with transaction.atomic():
        outcome = _write(read_own_rows(text), by=None)
        transaction.set_rollback(True)
    return Inlezing.objects.create(
        bestandsnaam=bestandsnaam[:160], inhoud=text, gebruiker=gebruiker, telling=asdict(outcome)
    )


@transaction.atomic
def read_in(inlezing: Inlezing, *, by: Actor) -> bool:
    """Whether it was read in now; False when it had been before. CsvError when the file fits no longer."""
    waiting = Inlezing.objects.filter(pk=inlezing.pk, ingelezen_op__isnull=True)
    if not waiting.update(ingelezen_op=timezone.now()):
        return False
    inlezing.refresh_from_db()
    inlezing.telling = asdict(_write(read_own_rows(inlezing.inhoud), by=by))
    inlezing.inhoud = ""
    inlezing.save(update_fields=["telling", "inhoud"])
    counts = {name: len(inlezing.telling[name]) for name in ("nieuw", "gewijzigd")}
    record("werkprocessen.ingelezen", inlezing, by=by, changes=counts)
    return True


def _write(rows: list[Row], *, by: Actor | None) -> Outcome:
    shipped = Known.of({row["crebo"] for row in rows}).shipped
    tables = VersionedTables(timezone.localdate(), Herkomst.ZELF)
    kerntaken = {(row["crebo"], row["kerntaak_code"]): _as_source(row, "kerntaak_titel") for row in rows}
    werkprocessen = {(row["crebo"], row["werkproces_code"]): _as_source(row, "werkproces_naam") for row in rows}
    one = tables.sync_kerntaken([row for key, row in kerntaken.items() if key not in shipped])
    two = tables.sync_werkprocessen([row for key, row in werkprocessen.items() if key not in shipped])
    touched = tables.changed_codes()
    if by:
        for kwalificatie, found in touched.items():
            record("kwalificatie.werkprocessen_ingevoerd", kwalificatie, by=by, changes={"codes": found})
    names = {row["werkproces_code"]: row["werkproces_naam"] for row in rows}
    return Outcome(
        nieuw=[names.get(code, code) for code in two.nieuw],
        gewijzigd=[names.get(code, code) for code in (*one.gewijzigd, *two.gewijzigd)],
        gelijk=len(werkprocessen) - len(two.nieuw) - len(two.gewijzigd),
        kwalificaties=[str(kwalificatie) for kwalificatie in touched],
    )


def _as_source(row: Row, titel: str) -> Row:
    """The row as versions.py reads the shipped files."""
    values = {
        "kwalificatie_crebo": row["crebo"],
        "kerntaak_code": row["kerntaak_code"],
        "werkproces_code": row["werkproces_code"],
        "titel": row[titel],
        "cohort": "",
        "bron": row["bron"],
        "geverifieerd": "nee",
        "vanaf": read_date(row["datum"]).isoformat(),
    }
    return Row(row.number, values)


def read_date(text: str) -> date:
    for notation in NOTATIONS:
        try:
            return datetime.strptime(text, notation).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    raise ValueError(text)


def _faults(rows: list[Row], known: Known) -> Iterator[tuple[Row, str]]:
    seen: dict[tuple[str, str], int] = {}
    titles: dict[tuple[str, str], str] = defaultdict(str)
    for row in rows:
        for reason in (*_wrong_cells(row), *_wrong_against(row, known)):
            yield row, reason
        key = (row["crebo"], row["werkproces_code"])
        if key in seen:
            yield row, f"werkproces {key[1]} van {key[0]} staat ook in rij {seen[key]}."
        seen.setdefault(key, row.number)
        parent = (row["crebo"], row["kerntaak_code"])
        if titles[parent] and titles[parent] != row["kerntaak_titel"]:
            yield row, f"kerntaak {parent[1]} heet eerder in dit bestand ‘{titles[parent]}’."
        titles[parent] = titles[parent] or row["kerntaak_titel"]


def _wrong_cells(row: Row) -> Iterator[str]:
    for name, shape in (("kerntaak_code", codes.KERNTAAK), ("werkproces_code", codes.WERKPROCES)):
        if reason := codes.wrong_shape(row[name], shape):
            yield f"{name}: {reason}"
    if codes.kerntaak_of(row["werkproces_code"]) != row["kerntaak_code"]:
        yield f"werkproces {row['werkproces_code']} hoort niet bij kerntaak {row['kerntaak_code']}."
    for name in ("kerntaak_titel", "werkproces_naam", "bron"):
        if not row[name]:
            yield f"{name} is leeg."
        elif len(row[name]) > 300:
            yield f"{name} heeft meer dan 300 tekens."
    try:
        read_date(row["datum"])
    except ValueError:
        yield f"datum: ‘{row['datum'][:20]}’ is geen datum. Schrijf hem als 01-08-2026."


def _wrong_against(row: Row, known: Known) -> Iterator[str]:
    """What the kwalificatiestructuur says itself cannot be typed in differently."""
    kwalificatie = known.kwalificaties.get(row["crebo"])
    if kwalificatie is None or kwalificatie.gesloten_op:
        yield f"crebo {row['crebo'][:20] or '(leeg)'} is geen bekende kwalificatie."
    kerntaak = known.kerntaken.get((row["crebo"], row["kerntaak_code"]))
    if kerntaak and not kerntaak.is_own and kerntaak.titel != row["kerntaak_titel"]:
        yield f"kerntaak {kerntaak.code} heet in de kwalificatiestructuur ‘{kerntaak.titel}’."
    werkproces = known.werkprocessen.get((row["crebo"], row["werkproces_code"]))
    if werkproces and not werkproces.is_own and werkproces.naam != row["werkproces_naam"]:
        yield f"werkproces {werkproces.code} heet in de kwalificatiestructuur ‘{werkproces.naam}’."
