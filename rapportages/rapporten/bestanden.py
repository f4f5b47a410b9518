"""The files of a report, each made from what was frozen and from nothing else, so that all say the same."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string

from praktijkleren.documenten.kinds import Attachment
from praktijkleren.documenten.models import Document
from praktijkleren.ui.sheets import FORMATEN, Cell, Sheet, write_csv
from rapportages.rapporten.inhoud import Json
from rapportages.uitvoer import ABOUT, COLUMNS, SMALL


def pdf(document: Document) -> bytes:
    """PDF/A-3a and PDF/UA-1, with the figures attached as CSV."""
    from praktijkleren.documenten.pdf import html_to_pdf  # WeasyPrint is slow to import

    kind, content = document.kind, document.snapshot
    context = {"doc": kind.presenter(content), "hash": document.inhoud_sha256}
    figures = Attachment(
        name="cijfers.csv",
        mime="text/csv",
        description="De cijfers van dit rapport",
        content=write_csv(sheets(content)),
        created=datetime.fromisoformat(content["kennis"]),
    )
    return html_to_pdf(render_to_string(kind.pdf_template, context), css=kind.css, attachments=[figures])


def _table(soort: str) -> Callable[[Document], bytes]:
    return lambda document: FORMATEN[soort].write(sheets(document.snapshot))


MAKERS: Mapping[str, Callable[[Document], bytes]] = {"pdf": pdf, **{soort: _table(soort) for soort in FORMATEN}}
"""By extension."""


def sheets(content: Json) -> list[Sheet]:
    groups = content["klantgroepen"]
    return [
        Sheet("Cijfers", COLUMNS, _figures(content)),
        Sheet("Per klantgroep", ("klantgroep", *groups["kolommen"]), _groups(groups)),
        Sheet("Hoe is dit geteld", ABOUT, _explained(content)),
        Sheet("Over dit rapport", ("wat", "waarde"), _origin(content)),
    ]


def _figures(content: Json) -> Iterator[tuple[Cell, ...]]:
    for indicator in content["indicatoren"]:
        of = indicator["code"], indicator["naam"]
        if indicator["ontbreekt"]:
            yield (*of, "", "", None, None, None, None, None, None, indicator["ontbreekt"])
        for line in indicator["lijnen"]:
            yield from _lines(of, line)


def _lines(of: tuple[str, str], line: Json) -> Iterator[tuple[Cell, ...]]:
    numbers = (_number(line[name]) for name in ("laagste", "hoogste", "records"))
    note = SMALL if line["klein"] else ""
    yield (*of, line["naam"], "", _number(line["waarde"]), None, None, *numbers, note)
    for part in line["delen"]:
        note = SMALL if part["aantal"] is None else ""
        figures = (_number(part[name]) for name in ("aantal", "noemer", "procent"))
        yield (*of, line["naam"], f"{line['per']}: {part['label']}", *figures, None, None, None, note)


def _groups(groups: Json) -> Iterator[tuple[Cell, ...]]:
    for row in groups["rijen"]:
        yield (row["label"], *(SMALL if value is None else value for value in row["cellen"]))


def _explained(content: Json) -> Iterator[tuple[Cell, ...]]:
    for row in content["indicatoren"]:
        yield (row["code"], row["naam"], row["definitie"], row["populatie"], row["datumregel"], row["bron"])


def _origin(content: Json) -> Iterator[tuple[Cell, ...]]:
    for name, label in ORIGIN.items():
        yield (label, content[name])


ORIGIN = {
    "titel": "rapport",
    "versie": "versie",
    "regio": "regio",
    "van": "van",
    "tot": "tot en met (peildatum)",
    "kennis": "zoals bekend op",
}


def _number(value: Any) -> Cell:
    return Decimal(value) if isinstance(value, str) else value
