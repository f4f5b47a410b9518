"""The purpose "document" of a mailed link: a copy for someone without an account."""

from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.models import Document
from praktijkleren.links.actions import make_link
from praktijkleren.links.models import Toegangslink
from praktijkleren.links.purposes import Purpose, register

DOEL = "document"
LASTS = timedelta(days=90)


def register_purpose() -> None:
    register(
        Purpose(
            DOEL,
            title=lambda pk: f"Er staat een {Document.objects.get(pk=pk).kind.titel} klaar",
            url=lambda pk: reverse("documenten:holder", args=[pk]),
            sender=sender,
        )
    )


def sender(onderwerp_id: UUID) -> str:
    document = Document.objects.get(pk=onderwerp_id)
    return document.kind.sender(document.snapshot)


def give_copy(document: Document, *, naam: str, email: str, by: Actor) -> Toegangslink:
    """A link to the finished PDF. The room that knows the person mails it with `geheim=("toegangslink", link.pk)`."""
    return make_link(DOEL, document.pk, naam=naam, email=email, verloopt_op=timezone.now() + LASTS, by=by)
