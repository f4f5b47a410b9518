"""What the outbox asks for at the moment of delivery, so that no link and no code is ever stored."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.links.actions import mark_undeliverable, mint
from praktijkleren.links.codes import mint_code
from praktijkleren.links.models import Code, Toegangslink
from praktijkleren.post import secrets

if TYPE_CHECKING:
    from praktijkleren.post.models import Bericht

CODE_WAITS = timedelta(hours=1)
"""Nobody still sits before the screen for which this code was asked."""


def register() -> None:
    secrets.register("toegangslink", link_url, bounced=lambda bericht, by: _bounced([_id(bericht)], by))
    secrets.register("toegangslinks", link_urls, bounced=lambda bericht, by: _bounced(_ids(bericht), by))
    secrets.register("code", code, once=True, bounced=code_bounced)


def link_url(bericht: "Bericht") -> dict[str, str]:
    link = Toegangslink.objects.filter(pk=_id(bericht)).first()
    if link is None or not link.is_open:
        raise secrets.GoneError("de link is al afgesloten")
    return {"link_url": mint(link.pk)}


def link_urls(bericht: "Bericht") -> dict[str, Any]:
    """Those that still wait at this moment."""
    found = Toegangslink.objects.filter(pk__in=_ids(bericht)).order_by("created_at", "pk")
    waiting = [link for link in found if link.is_open and link.purpose.asks(link.onderwerp_id)]
    if not waiting:
        raise secrets.GoneError("er wacht niets meer")
    rows = [{"titel": link.titel, "afzender": link.afzender, "url": mint(link.pk)} for link in waiting]
    return {"links": rows, "aantal": len(rows)}


def code(bericht: "Bericht") -> dict[str, str]:
    found = Code.objects.select_related("link").filter(pk=_id(bericht)).first()
    if found is None or not found.link.is_open or found.created_at < timezone.now() - CODE_WAITS:
        raise secrets.GoneError("de code is niet meer nodig")
    return {"code": mint_code(found)}


def code_bounced(bericht: "Bericht", by: Actor) -> bool:
    return _bounced([str(pk) for pk in Code.objects.filter(pk=_id(bericht)).values_list("link_id", flat=True)], by)


def _bounced(link_ids: list[str], by: Actor) -> bool:
    found = Toegangslink.objects.filter(pk__in=link_ids).order_by("created_at", "pk")
    answers = [mark_undeliverable(link, by=by) for link in found]
    return any(answers)


def _ids(bericht: "Bericht") -> list[str]:
    return list(bericht.context.get("link_ids", []))


def _id(bericht: "Bericht") -> str:
    return str(bericht.geheim_id)
