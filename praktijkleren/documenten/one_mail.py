"""One mail for all that waits for one person: how many there are is counted, and the link made, when it leaves."""

from typing import Any

from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.dates import in_words
from praktijkleren.documenten.together import put_to
from praktijkleren.links.actions import mark_undeliverable, mint
from praktijkleren.links.models import Toegangslink
from praktijkleren.post import secrets
from praktijkleren.post.models import Bericht

GEHEIM = "ondertekenlinks"
"""With the key of any link of this person: `geheim=(GEHEIM, link.pk)`."""


def register_secret() -> None:
    secrets.register(GEHEIM, link_and_number, bounced=bounced)


def link_and_number(bericht: Bericht) -> dict[str, Any]:
    """The address of the oldest, behind which are all of them; how many; and the first day that is the last for one."""
    links = _waiting(bericht)
    if not links:
        raise secrets.GoneError("er wacht niets meer")
    until = min(timezone.localdate(link.verloopt_op) for link in links)
    return {"link_url": mint(links[0].pk), "aantal": len(links), "voor": in_words(until)}


def bounced(bericht: Bericht, by: Actor) -> bool:
    """None of them can be reached."""
    answers = [mark_undeliverable(link, by=by) for link in _waiting(bericht)]
    return any(answers)


def _waiting(bericht: Bericht) -> list[Toegangslink]:
    link = Toegangslink.objects.filter(pk=str(bericht.geheim_id)).first() if bericht.geheim_id else None
    return [verzoek.link for verzoek in put_to(link) if verzoek.link] if link else []
