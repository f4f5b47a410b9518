"""What the public check may answer (signing.md 2.11). Each question is one query, whether we know the code or not."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from praktijkleren.documenten.models import Document
from praktijkleren.documenten.verifying import explain
from praktijkleren.ui.text import normalise
from verklaringen.codes import group_code, read_code
from verklaringen.models import Verklaringversie
from verklaringen.states import NO_LONGER_VALID, VALID, VersieStatus

SIGNED = VALID | NO_LONGER_VALID
SEALED = frozenset({VersieStatus.VERZEGELD, *NO_LONGER_VALID})


@dataclass(frozen=True)
class Outcome:
    """All that the page may tell. The same lines for a code that we know and one that we do not."""

    code: str
    known: bool = False
    sealed: bool = False
    withdrawn: bool = False
    datum: date | None = None
    verzegeld_op: date | None = None
    verzegelaar: str = ""
    organisatie: str = ""
    versie: int = 0
    """The newest, as it stands on the paper."""
    versies: int = 0
    replaced: tuple[tuple[int, int], ...] = ()
    """Older versions, each with the one that took its place."""


def look_up(typed: str) -> Outcome:
    """What came from elsewhere or was never signed is unknown."""
    code = read_code(typed)
    versies = _that_count(list(_signed(code).order_by("-versie")))
    shown = group_code(code) if code else typed[:40]
    if not versies:
        return Outcome(shown)
    last = versies[0]
    return Outcome(
        code=shown,
        known=True,
        sealed=last.status in SEALED,
        withdrawn=last.status == VersieStatus.INGETROKKEN,
        datum=signed_on(last.document),
        verzegeld_op=sealed_on(last.document),
        verzegelaar=sealer_of(last.document),
        organisatie=last.verklaring.verstrekker.naam,
        versie=last.versie,
        versies=len(versies),
        replaced=tuple((old.versie, new.versie) for new, old in pairwise(versies)),
    )


def matches_paper(typed: str, achternaam: str, geboortedatum: date) -> Outcome | None:
    """Whether surname and birth date stand on a version with this code; the outcome says which one and what of it."""
    name = normalise(achternaam)
    for versie in _that_count(list(_signed(read_code(typed)).order_by("-versie"))):
        if versie.document and _fits(versie.document.snapshot, name, geboortedatum):
            return Outcome(
                code=group_code(versie.verklaring.code),
                known=True,
                withdrawn=versie.status == VersieStatus.INGETROKKEN,
                versie=versie.versie,
                replaced=((versie.versie, 0),) if versie.status == VersieStatus.VERVANGEN else (),
            )
    return None


def _fits(snapshot: dict[str, Any], name: str, geboortedatum: date) -> bool:
    achternaam, tussenvoegsel = snapshot.get("achternaam", ""), snapshot.get("tussenvoegsel", "")
    names = {normalise(achternaam), normalise(f"{tussenvoegsel} {achternaam}"), normalise(snapshot["naam"])}
    return bool(name) and name in names and snapshot["geboortedatum"] == geboortedatum.isoformat()


class Bestand(StrEnum):
    """What a file is, seen from its hash."""

    GELIJK = "gelijk"
    OUDER = "ouder"
    INGETROKKEN = "ingetrokken"
    ANDERE_CODE = "andere_code"
    ONBEKEND = "onbekend"


@dataclass(frozen=True)
class FileOutcome:
    bestand: Bestand
    versie: int = 0
    nieuwste: int = 0
    code: str = ""
    datum: date | None = None
    verzegelaar: str = ""


def check_hash(sha256: str, *, code: str = "") -> FileOutcome:
    """Compare with the register; a hash that stands in it can belong to no other file."""
    versie = _signed_versies().filter(document__zegelstuk__pdf_sha256=sha256).first()
    if versie is None:
        return FileOutcome(Bestand.ONBEKEND)
    bestand = Bestand.GELIJK
    if code and read_code(code) != versie.verklaring.code:
        bestand = Bestand.ANDERE_CODE
    elif versie.status == VersieStatus.INGETROKKEN:
        bestand = Bestand.INGETROKKEN
    elif versie.status == VersieStatus.VERVANGEN:
        bestand = Bestand.OUDER
    nieuwste = max(row.versie for row in _that_count(list(_signed(versie.verklaring.code))))
    document, code = versie.document, group_code(versie.verklaring.code)
    return FileOutcome(bestand, versie.versie, nieuwste, code, sealed_on(document), sealer_of(document))


def why_not(pdf: bytes) -> str:
    """What is the matter with a file that is no verklaring of ours, in one sentence."""
    verdict = explain(pdf)
    return "Dit is een ander document van ons, geen praktijkverklaring." if verdict.is_genuine else verdict.sentence


def signed_on(document: Document | None) -> date | None:
    moment = document.volledig_ondertekend_op if document else None
    return timezone.localdate(moment) if moment else None


def sealed_on(document: Document | None) -> date | None:
    moment = document.verzegeld_op if document else None
    return timezone.localdate(moment) if moment else None


def sealer_of(document: Document | None) -> str:
    stuk = getattr(document, "zegelstuk", None)
    return stuk.organisatie if stuk else ""


def _signed(code: str) -> QuerySet[Verklaringversie]:
    return _signed_versies().filter(verklaring__code=code)


def _signed_versies() -> QuerySet[Verklaringversie]:
    found = Verklaringversie.objects.filter(verklaring__elders=False, status__in=SIGNED)
    related = found.select_related("verklaring__verstrekker", "document__zegelstuk")
    return related.defer("document__zegelstuk__bestand")


def current_of(versies: QuerySet[Verklaringversie]) -> Verklaringversie | None:
    """The version that counts: the newest that is sealed, or else that is signed."""
    return next(iter(_that_count(list(versies.order_by("-versie")))), None)


def _that_count(versies: list[Verklaringversie]) -> list[Verklaringversie]:
    """A correction that is signed but not sealed yet takes no place before it replaces the one that was."""
    sealed = [versie for versie in versies if versie.status in SEALED]
    return sealed or versies
