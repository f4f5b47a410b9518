"""A question as a file: exactly the rows and columns of the page, or its groups. Nothing small about groups leaves."""

from collections.abc import Iterator
from itertools import islice

from django.utils import timezone

from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.sheets import Cell, Sheet
from rapportages.uitvoer import SMALL
from rapportages.weergaven.blad import cells
from rapportages.weergaven.delen import groups, safe
from rapportages.weergaven.kolommen import Kolom
from rapportages.weergaven.vraag import PERSOON, Vraag

CHUNK = 1000
MOST_IN_ODS = 10_000
"""OpenDocument is made in memory as a whole; the others are written row by row."""
TOO_MANY = "OpenDocument kan hier tot 10.000 rijen aan. Kies Excel of CSV, of zet een filter aan."
WAAR = "rapportages:search_download"


def too_large(vraag: Vraag, soort: str) -> bool:
    return soort == "ods" and vraag.per is None and vraag.found.count() > MOST_IN_ODS


def sheets(vraag: Vraag, *, by: Actor) -> list[Sheet]:
    """Whoever stands in a row is logged as seen when that row is written."""
    origin = Sheet("Over dit bestand", ("wat", "waarde"), _origin(vraag, by))
    if vraag.per:
        columns = (vraag.per.label, "Trajecten", "Van", "Procent", "Personen", "Opmerking")
        return [Sheet("Groepen", columns, _groups(vraag, vraag.per)), origin]
    return [Sheet("Trajecten", [kolom.label for kolom in vraag.kolommen], _rows(vraag, by)), origin]


def filename(vraag: Vraag, extension: str) -> str:
    what = f"trajecten per {vraag.per.label.lower()}" if vraag.per else "trajecten"
    return f"{what} {timezone.localdate()}.{extension}"


def _rows(vraag: Vraag, by: Actor) -> Iterator[tuple[Cell, ...]]:
    found = vraag.values.order_by(*vraag.order).iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        log_inzage(by, [row[PERSOON] for row in chunk], waar=WAAR)
        for row in chunk:
            yield cells(vraag, row)


def _groups(vraag: Vraag, per: Kolom) -> Iterator[tuple[Cell, ...]]:
    for groep in safe(groups(vraag.found, per, vraag.gebruiker)):
        note = SMALL if groep.aantal is None else ""
        yield (groep.deel.label, groep.aantal, groep.noemer, groep.procent, groep.personen, note)


def _origin(vraag: Vraag, by: Actor) -> Iterator[tuple[Cell, ...]]:
    yield ("gemaakt op", timezone.localdate())
    yield ("gemaakt door", by.naam)
    if vraag.per and vraag.per.welke:
        yield (vraag.per.label, vraag.per.welke)
    for asked in vraag.gevraagd:
        yield (asked.label, asked.waarde)
