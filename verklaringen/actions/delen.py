"""Letting someone read the verklaring for a week, and taking that back."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.links.actions import end_link, make_link, mint
from trajecten.refused import RefusedError
from verklaringen.holders import SHARED
from verklaringen.models import Deellink, Praktijkverklaring
from verklaringen.states import VALID

LASTS = timedelta(days=7)
MAX_OPEN = 10


@transaction.atomic
def share(verklaring: Praktijkverklaring, *, by: Actor, voor: str = "") -> Deellink:
    """A link that works for seven days. It belongs to nobody: whoever has the address may read."""
    Praktijkverklaring.objects.select_for_update().get(pk=verklaring.pk)
    if not verklaring.versies.filter(status__in=VALID).exists():
        raise TransitionError(f"{verklaring.pk} is niet geldig")
    if len(open_deellinks(verklaring)) >= MAX_OPEN:
        raise RefusedError(f"Er zijn al {MAX_OPEN} links die werken. Stop er eerst een.")
    now, pk = timezone.now(), uuid4()
    link = make_link(SHARED, pk, naam="Lezer van een gedeelde link", verloopt_op=now + LASTS, by=by)
    deellink = Deellink.objects.create(pk=pk, verklaring=verklaring, link=link, voor=voor, created_at=now)
    record("deellink.gemaakt", deellink, by=by)
    return deellink


def open_deellinks(verklaring: Praktijkverklaring) -> list[Deellink]:
    working = verklaring.deellinks.filter(link__ended_at__isnull=True, link__verloopt_op__gt=timezone.now())
    return list(working.select_related("link").order_by("-created_at", "pk"))


def address_of(deellink: Deellink) -> str:
    """A fresh address of this link; those that were given before keep working."""
    return mint(deellink.link_id)


@transaction.atomic
def stop_sharing(deellink: Deellink, *, by: Actor) -> Deellink:
    """From now on nobody reads it through this link; a page that is open somewhere closes at the next click."""
    if deellink.is_open:
        end_link(deellink.link, reason="ingetrokken", by=by)
        record("deellink.ingetrokken", deellink, by=by)
    return deellink
