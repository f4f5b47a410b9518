"""Signing on paper: what was frozen is printed, signed by hand, and the scan is kept.

A picture of a signature is never placed on the document; it says that paper was signed, on which day and by whom.
"""

import hashlib
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten.actions import lock, place, record_opening
from praktijkleren.documenten.models import Handtekening, Ondertekenverzoek, Scan

MAX_BYTES = 10_000_000
MIMES = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
METHOD = "papier"


def mime_of(content: bytes) -> str:
    """Read from the bytes, whatever the file is called; empty when it is none that we keep."""
    return next((mime for start, mime in MIMES.items() if content.startswith(start)), "")


@transaction.atomic
def sign_on_paper(
    verzoek: Ondertekenverzoek, *, naam: str, functie: str, op: date, scan: bytes, by: Actor
) -> Handtekening:
    """Someone signed a print of what was frozen. Counts like any other signature; `by` is who put the scan here."""
    mime = mime_of(scan)
    if not mime or len(scan) > MAX_BYTES:
        raise ValueError("geen scan die bewaard kan worden")
    lock(verzoek.document)
    verzoek.refresh_from_db()
    if not verzoek.is_open:
        raise TransitionError(f"{verzoek.pk} is {verzoek.status}")
    made = place(
        record_opening(verzoek, by=by),
        by=by,
        methode=METHOD,
        naam=naam,
        functie=functie,
        zin=verzoek.zin,
        inhoud_sha256=verzoek.document.inhoud_sha256,
        ondertekend_op=timezone.make_aware(datetime.combine(op, time())),
    )
    sha256 = hashlib.sha256(scan).hexdigest()
    Scan.objects.create(
        handtekening=made,
        inhoud=scan,
        mime=mime,
        sha256=sha256,
        geupload_door_id=by.gebruiker_id,
        created_at=timezone.now(),
    )
    record("handtekening.scan", made, by=by, changes={"sha256": sha256})
    return made
