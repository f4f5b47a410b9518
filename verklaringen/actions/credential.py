"""Making the credential of a version, once."""

import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.kinds import Attachment
from praktijkleren.documenten.models import Document
from verklaringen.credentials import statuslist
from verklaringen.credentials.badge import build
from verklaringen.credentials.keys import signing_key
from verklaringen.credentials.proof import add_proof, as_text
from verklaringen.models import Credential, Credentialsleutel, Verklaringversie

SYSTEM = Actor.systeem("verklaringen.credential")
TRIES = 20


def issue_credential(document: Document, *, by: Actor = SYSTEM) -> Credential:
    """The credential of a signed document. Asking again, or two workers at once, gives the same bytes."""
    for _ in range(TRIES):
        if made := Credential.objects.filter(versie__document=document).first():
            return made
        try:
            return _issue(document, by=by)
        except IntegrityError:
            continue  # another worker was first, or the place was taken
    raise RuntimeError(f"Geen plek op de statuslijst voor {document.pk}")


def attachments(document: Document) -> list[Attachment]:
    """What goes into the sealed PDF; the same bytes however often it is asked."""
    credential = issue_credential(document)
    return [
        Attachment(
            name="praktijkverklaring.vc.json",
            mime="application/json",
            description="Deze praktijkverklaring als Open Badge 3.0, voor computers",
            content=credential.tekst.encode(),
            created=credential.created_at,
        )
    ]


@transaction.atomic
def _issue(document: Document, *, by: Actor) -> Credential:
    key, now = signing_key(), timezone.now()
    sleutel, _ = Credentialsleutel.objects.get_or_create(publiek=key.public, defaults={"created_at": now})
    credential = Credential(
        versie=Verklaringversie.objects.get(document=document),
        zout=secrets.token_hex(16),
        sleutel=sleutel,
        lijst=statuslist.number_of_lists(),
        plek=secrets.randbelow(statuslist.SIZE),
        created_at=now,
    )
    credential.tekst = as_text(add_proof(build(document, credential), key, created=now))
    credential.save(force_insert=True)
    record("credential.gemaakt", credential, by=by, changes={"lijst": credential.lijst, "plek": credential.plek})
    return credential
