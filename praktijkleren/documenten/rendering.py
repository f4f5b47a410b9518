"""Making the PDF of a signed document once, without holding a transaction while it is drawn."""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.models import Document
from praktijkleren.documenten.pdf import render_document

LEASE = timedelta(minutes=10)
SYSTEM = Actor.systeem("documenten.render")


def render_once(document_id: str) -> bool:
    """Claim, draw, keep. False when there was nothing to do."""
    document = _claim(document_id)
    if document is None:
        return False
    try:
        pdf = render_document(document)
    except Exception as error:
        fout = f"{type(error).__name__}: {error}"[:300]
        Document.objects.filter(pk=document.pk).update(bezig_tot=None, render_fout=fout)
        raise
    return _keep(document, pdf)


def _claim(document_id: str) -> Document | None:
    now = timezone.now()
    free = Document.objects.filter(
        Q(bezig_tot__isnull=True) | Q(bezig_tot__lt=now),
        pk=document_id,
        pdf__isnull=True,
        volledig_ondertekend_op__isnull=False,
    )
    if not free.update(bezig_tot=now + LEASE, render_pogingen=F("render_pogingen") + 1):
        return None
    return Document.objects.get(pk=document_id)


@transaction.atomic
def _keep(document: Document, pdf: bytes) -> bool:
    sha256 = hashlib.sha256(pdf).hexdigest()
    kept = Document.objects.filter(pk=document.pk, pdf__isnull=True).update(
        pdf=pdf, pdf_sha256=sha256, rendered_at=timezone.now(), bezig_tot=None, render_fout=""
    )
    if not kept:
        return False
    document.refresh_from_db()
    record("document.pdf", document, by=SYSTEM, changes={"pdf_sha256": sha256})
    document.kind.on_rendered(document, SYSTEM)
    return True
