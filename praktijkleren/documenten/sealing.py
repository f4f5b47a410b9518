"""From a signed document to a sealed file, once (signing.md 2.6): claim, draw, seal, keep and read back.

No transaction is open while it is drawn and sealed, which may ask a timestamp of another machine. A worker that dies
leaves a lease that ends; one that fails leaves a wait. The sweep goes on with both, however old they are.
"""

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.models import Document, Zegelstuk

if TYPE_CHECKING:
    from praktijkleren.documenten.seal.pades import Sealed

LEASE = timedelta(minutes=10)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 4, 10, 20, 30))
"""After the first failure, the second, and so on; the last one for ever."""
TELL_AFTER = 3
SYSTEM = Actor.systeem("documenten.verzegelen")


class NotKeptError(Exception):
    """What the database gives back is not what was put in."""


def seal_once(document_id: str, *, waiting_too: bool = False, by: Actor = SYSTEM) -> bool:
    """Seal one document. False when there was nothing to do; raises what went wrong after writing it down.

    What waits after a failure goes on waiting, unless `waiting_too`.
    """
    document = _claim(document_id, waiting_too=waiting_too)
    if document is None:
        return False
    try:
        return _keep(document, make_sealed(document), by=by)
    except Exception as error:
        _fail(document, error, by=by)
        raise


def make_sealed(document: Document) -> "Sealed":
    """Draw and seal, without a database row to show for it."""
    # WeasyPrint and pyHanko are slow to import, and who signs waits for this module.
    from praktijkleren.documenten.pdf import render_document
    from praktijkleren.documenten.seal.pades import seal
    from praktijkleren.documenten.zegeltekst import seal_text

    attachments = document.kind.attachments(document)
    return seal(render_document(document, seal_text(), attachments))


def _claim(document_id: str, *, waiting_too: bool) -> Document | None:
    now = timezone.now()
    free = Document.objects.unsealed().free(now).filter(pk=document_id)
    if not waiting_too:
        free = free.due(now)
    if not free.update(bezig_tot=now + LEASE, zegel_pogingen=F("zegel_pogingen") + 1):
        return None
    return Document.objects.get(pk=document_id)


@transaction.atomic
def _keep(document: Document, sealed: "Sealed", *, by: Actor) -> bool:
    stuk = store(document, sealed, at=timezone.now())
    if stuk is None:
        return False
    document.refresh_from_db()
    changes = {"pdf_sha256": stuk.pdf_sha256, "niveau": stuk.niveau, "certificaat": stuk.certificaat_serienummer}
    record("document.verzegeld", document, by=by, changes=changes)
    document.kind.on_sealed(document, by)
    return True


@transaction.atomic
def store(document: Document, sealed: "Sealed", *, at: datetime) -> Zegelstuk | None:
    """Insert what was verified, read it back and say so: everything or nothing. None when another was first."""
    open_document = Document.objects.unsealed().filter(pk=document.pk)
    if not open_document.update(verzegeld_op=at, bezig_tot=None, zegel_weer_op=None, zegel_fout="", zegel_fouten=0):
        return None
    stuk = Zegelstuk.objects.create(
        document=document,
        bestand=sealed.pdf,
        pdf_sha256=hashlib.sha256(sealed.pdf).hexdigest(),
        niveau=sealed.niveau,
        organisatie=sealed.organisatie,
        certificaat_serienummer=sealed.certificaat_serienummer,
        tijdstempel_serienummer=sealed.tijdstempel_serienummer,
        verzegeld_op=at,
    )
    if read_back(stuk) != sealed.pdf:
        raise NotKeptError(str(document.pk))
    return stuk


def read_back(stuk: Zegelstuk) -> bytes:
    """The bytes as the database has them now."""
    return bytes(Zegelstuk.objects.values_list("bestand", flat=True).get(pk=stuk.pk))


@transaction.atomic
def _fail(document: Document, error: Exception, *, by: Actor) -> None:
    """The signature stays and the document waits: write down why, and when it is tried again."""
    fouten = document.zegel_fouten + 1
    wait = WAITS[min(fouten, len(WAITS)) - 1]
    waiting = Document.objects.unsealed().filter(pk=document.pk, bezig_tot=document.bezig_tot)
    if not waiting.update(
        bezig_tot=None, zegel_weer_op=timezone.now() + wait, zegel_fouten=fouten, zegel_fout=in_words(error)[:300]
    ):
        return
    document.refresh_from_db()
    record("document.zegel_mislukt", document, by=by, changes={"fout": type(error).__name__, "keer": fouten})
    if fouten >= TELL_AFTER:
        document.kind.on_seal_failed(document, by)


def in_words(error: BaseException) -> str:
    """With what lies behind it: that a certificate could not be checked says little without the address that failed."""
    cause = error.__cause__
    return f"{type(error).__name__}: {error}" + (f" ← {in_words(cause)}" if cause else "")
