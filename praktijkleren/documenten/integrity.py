"""Whether a document is still what it was: what we keep against its own hashes, and those against the audit chain."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from praktijkleren.audit.models import AuditEvent
from praktijkleren.documenten.actions import content_hash
from praktijkleren.documenten.models import Document, Handtekening, Scan, Zegelstuk

FROZEN, FILED = "document.bevroren", "document.verzegeld"
SIGNED, SCANNED = "handtekening.gezet", "handtekening.scan"
HASHES = {FROZEN: "inhoud_sha256", FILED: "pdf_sha256", SIGNED: "inhoud_sha256", SCANNED: "sha256"}
"""Per event the hash that it put in the chain."""
Hashes = dict[tuple[str, str], set[str]]
"""What the chain knows, by event and object."""


@dataclass(frozen=True)
class Kept:
    """The one file of a document that we keep, with its seal."""

    pdf: bytes
    sha256: str
    kept_at: datetime

    @property
    def is_intact(self) -> bool:
        return hashlib.sha256(self.pdf).hexdigest() == self.sha256


def kept_file(document: Document) -> Kept | None:
    """None while it is not sealed yet."""
    stuk = Zegelstuk.objects.defer(None).filter(document=document).first() if document.is_sealed else None
    return Kept(bytes(stuk.bestand), stuk.pdf_sha256, stuk.verzegeld_op) if stuk else None


def wrong_with(document: Document) -> str:
    """The first thing that is not as it was, in a sentence; empty when all is well."""
    return next(_problems(document), "")


def content_is_intact(document: Document) -> bool:
    return content_hash(document.snapshot) == document.inhoud_sha256


def _problems(document: Document) -> Iterator[str]:
    made = list(Handtekening.objects.filter(verzoek__document=document).order_by("pk"))
    scans = list(Scan.objects.filter(handtekening__in=made).order_by("pk"))
    chain = _in_chain(document, made)
    if not content_is_intact(document):
        yield "de inhoud is gewijzigd nadat die is vastgelegd"
    if chain[FROZEN, str(document.pk)] != {document.inhoud_sha256}:
        yield "de hash van de inhoud is een andere dan in de keten staat"
    for handtekening in made:
        if handtekening.inhoud_sha256 != document.inhoud_sha256:
            yield f"handtekening {handtekening.pk} hoort bij andere inhoud"
        if handtekening.inhoud_sha256 not in chain[SIGNED, str(handtekening.pk)]:
            yield f"handtekening {handtekening.pk} staat niet in de keten"
    yield from _problems_of_scans(scans, chain)
    yield from _problems_of_file(document, chain[FILED, str(document.pk)])


def _problems_of_file(document: Document, promised: set[str]) -> Iterator[str]:
    file = kept_file(document)
    if file is None:
        if promised:
            yield "het PDF-bestand ontbreekt"
        return
    if not file.pdf:
        yield "het PDF-bestand ontbreekt"
    if not file.is_intact:
        yield "het PDF-bestand is gewijzigd"
    if promised != {file.sha256}:
        yield "de hash van het PDF-bestand is een andere dan in de keten staat"


def _problems_of_scans(scans: list[Scan], chain: Hashes) -> Iterator[str]:
    for scan in scans:
        same = hashlib.sha256(scan.inhoud).hexdigest() == scan.sha256
        if not same or chain[SCANNED, str(scan.handtekening_id)] != {scan.sha256}:
            yield f"de scan bij handtekening {scan.handtekening_id} is gewijzigd"


def _in_chain(document: Document, made: list[Handtekening]) -> Hashes:
    """The hashes that the chain knows, by event and object.

    Whoever changes a row and the hash beside it would have to change the chain as well.
    """
    found: Hashes = defaultdict(set)
    ids = [str(document.pk), *(str(handtekening.pk) for handtekening in made)]
    events = AuditEvent.objects.filter(dossier=document.audit_dossier, what__in=HASHES, object_id__in=ids)
    for event in events.order_by("volgnummer"):
        found[event.what, event.object_id].add(event.changes.get(HASHES[event.what], ""))
    return found
