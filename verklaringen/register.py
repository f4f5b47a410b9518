"""Reading back all praktijkverklaringen: is each still what was signed, and do its credential and its chain hold?

Nothing is fetched. Holds no more than one document and its file at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.check import check_chain
from praktijkleren.documenten.integrity import wrong_with
from praktijkleren.documenten.models import Document
from praktijkleren.documenten.selftest import BEHEERDER
from praktijkleren.werk.actions import finish_taak, make_taak
from verklaringen.credentials.proof import proof_holds
from verklaringen.models import Credential, Praktijkverklaring, Verklaringversie

AT_A_TIME = 200
KEY = "verklaringen.register"
SYSTEM = Actor.systeem("verklaringen.register")


@dataclass(frozen=True)
class Wrong:
    verklaring: Praktijkverklaring
    what: str

    def __str__(self) -> str:
        return self.what


@dataclass
class Found:
    versies: int = 0
    dossiers: int = 0
    regels: int = 0
    credentials: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    reached: UUID | None = None
    """The last dossier, when the time was up before the end."""


def check_all() -> Found:
    return check_from(None)


def check_from(after: UUID | None, *, seconds: float | None = None) -> Found:
    """Everyone whose dossier comes after this one, or as many as the time allows; at least one."""
    found, until = Found(), monotonic() + seconds if seconds is not None else None
    before: UUID | None = None
    for versie in _versies(after):
        dossier = versie.verklaring.dossier
        if dossier != before:
            if before and until and monotonic() > until:
                found.reached = before
                break
            found.wrong += _wrong_with_chain(versie.verklaring, found)
            before = dossier
        found.versies += 1
        found.wrong += _wrong_with_versie(versie, found)
    return found


def tell_beheer(found: Found, *, all_was_well: bool) -> None:
    """A Taak for the beheerders from the first that is wrong until a whole round in which all is well."""
    if found.wrong:
        first = found.wrong[0]
        url = reverse("admin:verklaringen_praktijkverklaring_change", args=[first.verklaring.pk])
        make_taak(KEY, by=SYSTEM, titel=f"Controle: {first}"[:200], url=url, rol=BEHEERDER)
    elif all_was_well and found.reached is None:
        finish_taak(KEY, by=SYSTEM)


def _wrong_with_chain(verklaring: Praktijkverklaring, found: Found) -> Iterator[Wrong]:
    report = check_chain(verklaring.dossier)
    found.dossiers, found.regels = found.dossiers + 1, found.regels + report.regels
    if report.broken:
        yield Wrong(verklaring, f"keten van {verklaring.code_in_groups}: {report.broken}")


def _wrong_with_versie(versie: Verklaringversie, found: Found) -> Iterator[Wrong]:
    """The first thing that is wrong with it."""
    if versie.document_id is None:
        return
    document = Document.objects.get(pk=versie.document_id)
    problem = wrong_with(document)
    if credential := getattr(versie, "credential", None):
        found.credentials += 1
        problem = problem or _wrong_with_credential(credential, document)
    if problem:
        verklaring = versie.verklaring
        yield Wrong(verklaring, f"praktijkverklaring {verklaring.code_in_groups}, versie {versie.versie}: {problem}")


def _wrong_with_credential(credential: Credential, document: Document) -> str:
    if not proof_holds(credential.tekst, credential.sleutel.publiek):
        return "de credential is gewijzigd of niet met onze sleutel ondertekend"
    if document.inhoud_sha256 not in credential.tekst:
        return "de credential hoort bij andere inhoud"
    return ""


def _versies(after: UUID | None) -> Iterator[Verklaringversie]:
    """By dossier, so that each chain is read once."""
    rows: QuerySet[Verklaringversie] = Verklaringversie.objects.filter(verklaring__elders=False)
    if after:
        rows = rows.filter(verklaring__dossier__gt=after)
    rows = rows.select_related("verklaring", "credential__sleutel")
    ordered = rows.order_by("verklaring__dossier", "verklaring__created_at", "verklaring_id", "versie")
    return ordered.iterator(chunk_size=AT_A_TIME)
