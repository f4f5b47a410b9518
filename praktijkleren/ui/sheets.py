"""Writing tables to a file that someone opens elsewhere: CSV, Excel or OpenDocument. Text stays text in all of them."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Any, TextIO

Cell = str | int | Decimal | date | None
FORMULA = tuple("=+-@\t\r\0＝＋－＠")
"""What a spreadsheet takes for a formula when a text begins with it (trust.md A-06), full-width signs included."""


@dataclass(frozen=True)
class Sheet:
    naam: str
    """At most 31 characters, as Excel has it."""
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    """May be a generator: each row is written as it comes."""


def write_csv(sheets: Sequence[Sheet]) -> bytes:
    """The first sheet only: UTF-8 with its mark, as RFC 4180 has it; dates as 2026-11-22, a point in a number."""
    out = io.StringIO(newline="")
    first = sheets[0]
    _write(out, first)
    return out.getvalue().encode("utf-8-sig")


def _write(out: TextIO, sheet: Sheet) -> None:
    writer = csv.writer(out)
    writer.writerow([harmless(column) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row])


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def write_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """In memory that does not grow with the rows, but for the file itself."""
    from rustpy_xlsxwriter import FastExcel

    out = io.BytesIO()
    book = FastExcel(out, output_format="xlsx").format(bold_headers=True, datetime_format="dd-mm-yyyy").freeze(row=1)
    for sheet in sheets:
        book.sheet(sheet.naam, _records(sheet))
    book.save()
    return out.getvalue()


def _records(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """The writer takes the headings from the first row: without any, an empty one carries them."""
    rows = iter(sheet.rows)
    first = next(rows, (None,) * len(sheet.columns))
    return map(partial(_record, sheet.columns), chain((first,), rows))


def _record(columns: Sequence[str], row: Sequence[Cell]) -> dict[str, Any]:
    values = (float(cell) if isinstance(cell, Decimal) else cell for cell in row)
    return dict(zip(columns, values, strict=True))


def write_ods(sheets: Sequence[Sheet]) -> bytes:
    """All in memory: for figures, not for a list of a hundred thousand."""
    from odfdo import Document, Table

    document = Document("spreadsheet")
    document.body.clear()
    for sheet in sheets:
        table = Table(sheet.naam)
        table.set_values([list(sheet.columns), *(list(row) for row in sheet.rows)])
        document.body.append(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Formaat:
    label: str
    mime: str
    write: Callable[[Sequence[Sheet]], bytes]


FORMATEN: Mapping[str, Formaat] = {
    "xlsx": Formaat("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "ods": Formaat("OpenDocument", "application/vnd.oasis.opendocument.spreadsheet", write_ods),
    "csv": Formaat("CSV", "text/csv; charset=utf-8", write_csv),
}
