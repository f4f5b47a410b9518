"""Whether a file is one of ours, for anyone who has it: the register first, then why not (signing.md 2.11, 4.3).

No signature tool catches every change, so only bytes of which we keep the hash are genuine; the seal tells what is the
matter with the others. A file that anyone may send is never unpacked: what is asked of it is read from its bytes.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from praktijkleren.documenten.models import Document, Zegelstuk

AT_MOST = 5 * 1024 * 1024
SHA256 = re.compile(r"[0-9a-f]{64}")


class Reason(StrEnum):
    IDENTIEK = "identiek"
    OUDERE_VERSIE = "oudere_versie"
    GEWIJZIGD = "gewijzigd"
    AANGEVULD = "aangevuld"
    AFGEKAPT = "afgekapt"
    HERSCHREVEN = "herschreven"
    ZONDER_ZEGEL = "zonder_zegel"
    ANDER_ZEGEL = "ander_zegel"
    NIET_GELIJK = "niet_gelijk"
    GEEN_PDF = "geen_pdf"
    TE_GROOT = "te_groot"


SENTENCES = {
    Reason.IDENTIEK: "Dit bestand is precies gelijk aan het verzegelde origineel.",
    Reason.OUDERE_VERSIE: "Dit bestand is echt, maar er is een nieuwere versie.",
    Reason.GEWIJZIGD: "Dit bestand is veranderd nadat het is verzegeld.",
    Reason.AANGEVULD: "Aan dit bestand is iets toegevoegd nadat het is verzegeld.",
    Reason.AFGEKAPT: "Dit bestand is niet heel: er ontbreekt een stuk.",
    Reason.HERSCHREVEN: "Dit bestand is opnieuw opgeslagen met een ander programma. Het zegel is daardoor stuk.",
    Reason.ZONDER_ZEGEL: "Er zit geen zegel in dit bestand.",
    Reason.ANDER_ZEGEL: "Dit bestand heeft een zegel, maar dat is niet van ons.",
    Reason.NIET_GELIJK: "Dit bestand heeft ons zegel, maar is niet gelijk aan wat wij bewaren.",
    Reason.GEEN_PDF: "Dit is geen PDF-bestand.",
    Reason.TE_GROOT: "Dit bestand is te groot om van ons te zijn.",
}


@dataclass(frozen=True)
class Verdict:
    reason: Reason
    document: Document | None = None
    """Only where the file is ours."""

    @property
    def sentence(self) -> str:
        return SENTENCES[self.reason]

    @property
    def is_genuine(self) -> bool:
        return self.reason in {Reason.IDENTIEK, Reason.OUDERE_VERSIE}


def find(sha256: str) -> Document | None:
    """The document of which the sealed file has this hash."""
    if not SHA256.fullmatch(sha256):
        return None
    stuk = Zegelstuk.objects.filter(pdf_sha256=sha256).select_related("document").first()
    return stuk.document if stuk else None


def explain(pdf: bytes) -> Verdict:
    """What this file is. Leaves nothing behind, and takes little whatever is sent."""
    if document := find(hashlib.sha256(pdf).hexdigest()):
        replaced = document.kind.is_replaced(document)
        return Verdict(Reason.OUDERE_VERSIE if replaced else Reason.IDENTIEK, document)
    if len(pdf) > AT_MOST:
        return Verdict(Reason.TE_GROOT)
    if pdf[:1024].lstrip()[:5] != b"%PDF-":
        return Verdict(Reason.GEEN_PDF)
    from praktijkleren.documenten.seal.reading import reason_of  # pyHanko is slow to import

    return Verdict(reason_of(pdf))
