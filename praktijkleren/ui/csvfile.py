"""Reading a CSV file that someone offers: refused whole, with a reason per row, or read whole.

Rows are numbered as a spreadsheet shows them: the heading is row 1. Size, kind and shape are looked at before anything
is parsed, so that a film, an Excel file or a line of a hundred megabytes costs nothing (trust.md A-17).
"""

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 20_000
MAX_CELL = 2_000
MAX_SHOWN = 50
"""So many errors say enough; the rest is counted."""

KINDS = {
    b"PK": "een Excel-bestand of zip-bestand",
    b"\xd0\xcf\x11\xe0": "een oud Excel-bestand",
    b"%PDF": "een PDF",
    b"<": "een webpagina of XML-bestand",
    b"{": "een JSON-bestand",
    b"\x89PNG": "een afbeelding",
    b"\xff\xd8": "een foto",
}


@dataclass(frozen=True)
class RowError:
    """`row` 0 is about the file as a whole."""

    row: int
    reason: str

    def __str__(self) -> str:
        return f"Rij {self.row}: {self.reason}" if self.row else self.reason


class CsvError(Exception):
    """Nothing of the file was used, and this is why."""

    def __init__(self, errors: Sequence[RowError] | str) -> None:
        self.errors = [RowError(0, errors)] if isinstance(errors, str) else sorted(errors, key=lambda error: error.row)
        super().__init__("\n".join(str(error) for error in self.shown))

    @property
    def shown(self) -> list[RowError]:
        return self.errors[:MAX_SHOWN]

    @property
    def hidden(self) -> int:
        return len(self.errors) - len(self.shown)


@dataclass(frozen=True)
class Row:
    number: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]


def read_upload(file: "UploadedFile[Any]", *, max_bytes: int = MAX_BYTES) -> str:
    """The text of an uploaded file, or CsvError in a sentence."""
    size = file.size or 0
    if not size:
        raise CsvError("Dit bestand is leeg.")
    if size > max_bytes:
        raise CsvError(f"Dit bestand is te groot. Het mag {max_bytes // 1024 // 1024} MB zijn.")
    return decode(file.read(max_bytes + 1))


def decode(data: bytes) -> str:
    """UTF-8, or what Excel on Windows writes. Refuses what is no text at all."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, kind in KINDS.items():
        if start.startswith(magic):
            raise CsvError(f"Dit is {kind}. Sla het op als CSV-bestand en kies dat.")
    if b"\0" in data:
        raise CsvError("Dit is geen CSV-bestand. Kies een bestand met tekst, opgeslagen als CSV.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_rows(
    text: str, *, required: Collection[str], optional: Collection[str] = (), max_rows: int = MAX_ROWS
) -> list[Row]:
    """All rows with something in them. Unknown columns are left out; a missing one refuses the file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=False)
    try:
        columns = [name.strip().casefold() for name in next(reader, [])]
        _check_columns(columns, required)
        return list(_rows(reader, columns, {*required, *optional}, max_rows))
    except csv.Error:
        raise CsvError("Dit bestand is niet als CSV te lezen: er staat een cel in die te lang of kapot is.") from None


def delimiter_of(text: str) -> str:
    """Dutch Excel writes semicolons."""
    heading = text.split("\n", 1)[0][:MAX_CELL]
    return max(",;\t", key=heading.count)


def _check_columns(columns: Sequence[str], required: Collection[str]) -> None:
    if missing := [name for name in required if name not in columns]:
        raise CsvError([RowError(1, f"de kolom ‘{name}’ ontbreekt.") for name in missing])
    if double := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise CsvError([RowError(1, f"de kolom ‘{name}’ staat er twee keer.") for name in double])


def _rows(reader: Any, columns: Sequence[str], wanted: Collection[str], max_rows: int) -> Iterator[Row]:
    errors: list[RowError] = []
    for number, cells in enumerate(reader, start=2):
        if number > max_rows + 1:
            raise CsvError(f"Dit bestand heeft te veel rijen. Het mogen er {max_rows} zijn.")
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns):
            errors.append(RowError(number, "er staan meer cellen in dan er kolommen zijn."))
        if any(len(cell) > MAX_CELL for cell in cells):
            errors.append(RowError(number, f"een cel heeft meer dan {MAX_CELL} tekens."))
        if not errors:
            given = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
            yield Row(number, {name: given.get(name, "") for name in wanted})
    if errors:
        raise CsvError(errors)
