"""Reading back all praktijkverklaringen: is each still what was signed, and is its chain whole?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from praktijkleren.audit.check import check_chain
from praktijkleren.documenten.integrity import wrong_with
from praktijkleren.documenten.models import Document
from verklaringen.models import Verklaringversie

AT_A_TIME = 200


@dataclass
class Found:
    versies: int = 0
    dossiers: int = 0
    regels: int = 0
    wrong: str = field(default="")


def check_all() -> Found:
    """Stops at the first that is wrong. Holds no more than one document and its file at a time."""
    found = Found()
    found.wrong = next(_wrong(found), "")
    return found


def _wrong(found: Found) -> Iterator[str]:
    before: UUID | None = None
    for versie in _versies():
        verklaring = versie.verklaring
        if verklaring.dossier != before:
            before = verklaring.dossier
            report = check_chain(before)
            found.dossiers, found.regels = found.dossiers + 1, found.regels + report.regels
            if report.broken:
                yield f"keten van {verklaring.code_in_groups}: {report.broken}"
        found.versies += 1
        if versie.document_id and (problem := wrong_with(Document.objects.get(pk=versie.document_id))):
            yield f"praktijkverklaring {verklaring.code_in_groups}, versie {versie.versie}: {problem}"


def _versies() -> Iterator[Verklaringversie]:
    """By dossier, so that each chain is read once."""
    rows = Verklaringversie.objects.filter(verklaring__elders=False).select_related("verklaring")
    ordered = rows.order_by("verklaring__dossier", "verklaring__created_at", "verklaring_id", "versie")
    return ordered.iterator(chunk_size=AT_A_TIME)
