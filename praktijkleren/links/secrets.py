"""What the outbox asks for at the moment of delivery, so that no link and no code is ever stored."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from praktijkleren.links.actions import mint
from praktijkleren.links.codes import mint_code
from praktijkleren.links.models import Code, Toegangslink
from praktijkleren.post import secrets

if TYPE_CHECKING:
    from praktijkleren.post.models import Bericht

CODE_WAITS = timedelta(hours=1)
"""Nobody still sits before the screen for which this code was asked."""


def register() -> None:
    secrets.register("toegangslink", link_url)
    secrets.register("code", code, once=True)


def link_url(bericht: "Bericht") -> dict[str, str]:
    link = Toegangslink.objects.filter(pk=_id(bericht)).first()
    if link is None or not link.is_open:
        raise secrets.GoneError("de link is al afgesloten")
    return {"link_url": mint(link.pk)}


def code(bericht: "Bericht") -> dict[str, str]:
    found = Code.objects.select_related("link").filter(pk=_id(bericht)).first()
    if found is None or not found.link.is_open or found.created_at < timezone.now() - CODE_WAITS:
        raise secrets.GoneError("de code is niet meer nodig")
    return {"code": mint_code(found)}


def _id(bericht: "Bericht") -> str:
    return str(bericht.geheim_id)
