"""Making, ending and finding links. Who wants to open one meets links/codes.py next."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.links.codes import show_code
from praktijkleren.links.hashes import peppered
from praktijkleren.links.limits import allow
from praktijkleren.links.models import Toegangslink, Token
from praktijkleren.post.actions import queue

EXPIRED = "verlopen"
LONGER = timedelta(days=14)
RENEWABLE_FOR = timedelta(days=180)
FRESH_PER = timedelta(hours=24)
MAX_LOST = 10


@transaction.atomic
def make_link(
    doel: str,
    onderwerp_id: UUID,
    *,
    naam: str,
    verloopt_op: datetime,
    by: Actor,
    email: str = "",
    functie: str = "",
) -> Toegangslink:
    """Let someone open one subject for one purpose. Mail it with `geheim=("toegangslink", link.pk)`."""
    link = Toegangslink.objects.create(
        doel=doel, onderwerp_id=onderwerp_id, email=email, naam=naam, functie=functie, verloopt_op=verloopt_op
    )
    record("toegangslink.made", link, by=by, changes={"doel": doel, "onderwerp": onderwerp_id})
    return link


@transaction.atomic
def end_link(link: Toegangslink, *, reason: str, by: Actor) -> Toegangslink:
    """From now on every address of this link opens a page that explains why; ending twice keeps the first reason."""
    ended = Toegangslink.objects.filter(pk=link.pk, ended_at__isnull=True).update(
        ended_at=timezone.now(), end_reason=reason
    )
    link.refresh_from_db()
    if ended:
        record("toegangslink.ended", link, by=by, changes={"reden": reason})
    return link


@transaction.atomic
def extend_link(link: Toegangslink, *, verloopt_op: datetime, by: Actor) -> Toegangslink:
    """Give a link that did not end another last day; the mails that were sent work again."""
    if Toegangslink.objects.filter(pk=link.pk, ended_at__isnull=True).update(verloopt_op=verloopt_op):
        record("toegangslink.extended", link, by=by, changes={"verloopt_op": verloopt_op})
    link.refresh_from_db()
    return link


def mint(link_id: UUID) -> str:
    """A fresh address of this link. It exists in the mail that carries it and nowhere else."""
    token = secrets.token_urlsafe(32)
    Token.objects.create(link_id=link_id, hash=peppered("token", token))
    return f"{settings.SITE_URL}{reverse('links:open', args=[f'{token}/'])}"


def find_link(token: str) -> Toegangslink | None:
    """The link behind a mailed address, whatever a mail program put after it."""
    hashed = peppered("token", clean_token(token))
    return Toegangslink.objects.filter(tokens__hash=hashed).first()


def clean_token(text: str) -> str:
    """Without the slash, dot, bracket or quote that often gets stuck to an address in a mail."""
    return text.strip().split("/")[0].strip(" .,;:!?()[]<>{}'\"»«”“’‘…")


@transaction.atomic
def mail_fresh(link: Toegangslink, *, by: Actor) -> bool:
    """Mail a fresh address to the one mailbox that this link belongs to; at most once a day, whoever asks."""
    if not link.email or not may_be_mailed(link):
        return False
    if not allow("links.fresh", str(link.pk), times=1, per=FRESH_PER):
        return False
    if not link.is_open:
        if link.purpose.renew:
            link.purpose.renew(link, by)
            return True
        extend_link(link, verloopt_op=timezone.now() + LONGER, by=by)
    send_fresh(link, by=by)
    return True


def may_be_mailed(link: Toegangslink) -> bool:
    """An open link, and one that expired not too long ago. What was ended on purpose stays ended."""
    if link.onbestelbaar_op or (link.ended_at and link.end_reason != EXPIRED):
        return False
    return link.verloopt_op > timezone.now() - RENEWABLE_FOR


def send_fresh(link: Toegangslink, *, by: Actor) -> None:
    queue(
        f"links.fresh:{link.pk}:{timezone.now():%Y%m%d%H%M%S}",
        sjabloon="links/fresh_link",
        aan=link.email,
        naam=link.naam,
        context={"titel": link.titel, "afzender": link.afzender},
        by=by,
        geheim=("toegangslink", link.pk),
        over=("toegangslink", str(link.pk)),
    )


def mail_lost_links(email: str, *, by: Actor) -> None:
    """Mail a fresh address for everything that waits for this mailbox. Never says whether there was anything."""
    found = Toegangslink.objects.filter(email__iexact=email, verloopt_op__gt=timezone.now() - RENEWABLE_FOR)
    waiting = [link for link in found.order_by("-created_at")[:MAX_LOST] if may_be_mailed(link)]
    for link in waiting:
        mail_fresh(link, by=by)


def asking(email: str) -> list[Toegangslink]:
    """Everything that someone at this address still has to do, the oldest first."""
    now = timezone.now()
    found = Toegangslink.objects.filter(email__iexact=email, verloopt_op__gt=now, ended_at__isnull=True)
    living = found.filter(onbestelbaar_op__isnull=True).order_by("created_at", "pk")
    return [link for link in living if link.purpose.asks(link.onderwerp_id)]


def mail_digest(links: Sequence[Toegangslink], *, key: str, over: tuple[str, str], reply_to: str, by: Actor) -> None:
    """One mail that names all that waits, each with a fresh address."""
    first = links[0]
    queue(
        f"links.digest:{key}",
        sjabloon="links/digest",
        aan=first.email,
        naam=first.naam,
        context={"aantal": len(links), "link_ids": [str(link.pk) for link in links], "reply_to": reply_to},
        by=by,
        geheim=("toegangslinks", first.pk),
        over=over,
    )


@transaction.atomic
def mark_undeliverable(link: Toegangslink, *, by: Actor) -> bool:
    """Mail to this address came back. Answers whether somebody was asked to repair it."""
    if Toegangslink.objects.filter(pk=link.pk, onbestelbaar_op__isnull=True).update(onbestelbaar_op=timezone.now()):
        record("toegangslink.onbestelbaar", link, by=by)
    link.refresh_from_db()
    return bool(link.is_open and link.purpose.bounced and link.purpose.bounced(link, by))


@dataclass(frozen=True)
class OnScreen:
    url: str
    code: str


@transaction.atomic
def show_on_screen(link: Toegangslink, *, by: Actor) -> OnScreen:
    """For someone without e-mail: an address (as QR) and a code for the screen of a colleague who sits beside them."""
    return OnScreen(url=mint(link.pk), code=show_code(link, by=by))
