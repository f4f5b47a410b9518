"""The purpose "ondertekenen" of a mailed link: opens one Ondertekenverzoek."""

from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.actions import DOEL, expire, record_opening, replace, signer_of
from praktijkleren.documenten.dates import deadline
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.documenten.states import VerzoekStatus
from praktijkleren.documenten.together import put_to
from praktijkleren.links.actions import send_fresh
from praktijkleren.links.models import Toegangslink
from praktijkleren.links.purposes import Purpose, register

ENDED = {
    VerzoekStatus.ONDERTEKEND: "Dit document is al ondertekend. Dank u wel.",
    VerzoekStatus.GEWEIGERD: "Dit document is teruggestuurd. U hoeft niets meer te doen.",
    VerzoekStatus.OVERGEDRAGEN: "Iemand anders ondertekent dit document. U hoeft niets meer te doen.",
    VerzoekStatus.TERUGGETROKKEN: "Deze vraag geldt niet meer. Kijk of er een nieuwe mail voor u is.",
    VerzoekStatus.VERLOPEN: "De termijn om te ondertekenen is voorbij.",
}


def register_purpose() -> None:
    register(
        Purpose(
            DOEL,
            title=lambda pk: f"Er staat een {_verzoek(pk).document.kind.titel} klaar om te ondertekenen",
            url=lambda pk: reverse("documenten:sign", args=[pk]),
            sender=sender,
            opened=opened,
            renew=renew,
            asks=asks,
            bounced=bounced,
            instead=instead,
            ended={status.value: sentence for status, sentence in ENDED.items()},
        )
    )


def sender(onderwerp_id: UUID) -> str:
    document = _verzoek(onderwerp_id).document
    return document.kind.sender(document.snapshot)


def opened(link: Toegangslink, by: Actor) -> None:
    record_opening(_verzoek(link.onderwerp_id), by=by)


def asks(onderwerp_id: UUID) -> bool:
    """Who is away is not reminded of it in a mail about something else."""
    verzoek = _verzoek(onderwerp_id)
    return verzoek.may_be_answered and not verzoek.is_away


def bounced(link: Toegangslink, by: Actor) -> bool:
    verzoek = _verzoek(link.onderwerp_id)
    if verzoek.is_open:
        verzoek.document.kind.on_undeliverable(verzoek, by)
    return verzoek.is_open


def instead(link: Toegangslink) -> Toegangslink | None:
    """One mail may name twelve: its address opens what is left, also when the first of them is done."""
    return next((verzoek.link for verzoek in put_to(link)), None)


def renew(link: Toegangslink, by: Actor) -> None:
    """The person asked to sign wants to do it after all: once more the full term, at the same address."""
    verzoek = _last(_verzoek(link.onderwerp_id))
    if verzoek.email != link.email:
        return
    now = timezone.now()
    if verzoek.is_open and verzoek.verloopt_op <= now:
        expire(verzoek, by=by)
    if verzoek.is_open and verzoek.link:
        send_fresh(verzoek.link, by=by)
    elif verzoek.status == VerzoekStatus.VERLOPEN:
        kind = verzoek.document.kind
        term = kind.term(verzoek.document.onderwerp_id)
        kind.on_renewed(replace(verzoek, signer_of(verzoek), verloopt_op=deadline(term), by=by), by)


def _verzoek(pk: UUID) -> Ondertekenverzoek:
    return Ondertekenverzoek.objects.select_related("document", "link").get(pk=pk)


def _last(verzoek: Ondertekenverzoek) -> Ondertekenverzoek:
    """The request that took its place in the end, or itself."""
    while successor := verzoek.opvolgers.order_by("-created_at").first():
        verzoek = successor
    return verzoek
