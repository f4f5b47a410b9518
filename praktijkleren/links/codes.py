"""The one-time code: proof that whoever opens a link can read the mailbox that it was sent to."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import models
from django.db.models import F
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.links.hashes import peppered
from praktijkleren.links.models import Code, Toegangslink
from praktijkleren.post.actions import queue

VALID_FOR = timedelta(minutes=10)
MAX_TRIES = 5
PAUSE = timedelta(seconds=60)
PER_HOUR = 6


class Sent(StrEnum):
    SENT = "sent"
    TOO_SOON = "too_soon"
    """The last one is younger than a minute; it is still on its way."""
    TOO_MANY = "too_many"
    UNDELIVERABLE = "undeliverable"
    """An earlier mail to this address came back."""
    NO_EMAIL = "no_email"
    """Someone without e-mail: the code is shown by a colleague."""


def send_code(link: Toegangslink, *, sessie: str) -> Sent:
    """Promise a code by mail to the registered address, for this browser only."""
    if not link.email:
        return Sent.NO_EMAIL
    if link.onbestelbaar_op:
        return Sent.UNDELIVERABLE
    now = timezone.now()
    mailed = link.codes.exclude(sessie="")
    if mailed.filter(created_at__gt=now - PAUSE, sessie=sessie).exists():
        return Sent.TOO_SOON
    if mailed.filter(created_at__gt=now - timedelta(hours=1)).count() >= PER_HOUR:
        return Sent.TOO_MANY
    code = Code.objects.create(link=link, sessie=sessie, created_at=now, verloopt_op=now + VALID_FOR)
    queue(
        f"links.code:{code.pk}",
        sjabloon="links/code",
        aan=link.email,
        naam=link.naam,
        context={"titel": link.titel, "afzender": link.afzender},
        by=Actor.link(link),
        geheim=("code", code.pk),
        over=("toegangslink", str(link.pk)),
    )
    return Sent.SENT


def mint_code(code: Code) -> str:
    """Make the digits at the moment of mailing; the ten minutes start here, not while the mail waited."""
    return _write(code, now=timezone.now())


def show_code(link: Toegangslink, *, by: Actor) -> str:
    """A code for the screen of a colleague who sits beside this person: for any browser, and one at a time."""
    now = timezone.now()
    link.codes.filter(sessie="", verloopt_op__gt=now).update(verloopt_op=now)
    code = Code.objects.create(link=link, created_at=now, verloopt_op=now + VALID_FOR)
    record("toegangslink.shown", link, by=by)
    return _write(code, now=now)


def check_code(link: Toegangslink, typed: str, *, sessie: str) -> datetime | None:
    """Count the try on each code that still lives, then compare; answers the moment when a right code was used."""
    hashed = _hash(link.pk, "".join(filter(str.isdigit, typed)))
    for pk in _living(link, sessie).values_list("pk", flat=True):
        counted = Code.objects.filter(pk=pk, tries__lt=MAX_TRIES, used_at__isnull=True).update(tries=F("tries") + 1)
        now = timezone.now()
        right = Code.objects.filter(pk=pk, hash=hashed, used_at__isnull=True, verloopt_op__gt=now)
        if counted and right.update(used_at=now):
            return now
    return None


def was_mailed(link: Toegangslink, used_at: datetime) -> bool:
    """Whether the code that was used at that moment came by mail, and not from the screen of a colleague."""
    return link.codes.filter(used_at=used_at).exclude(sessie="").exists()


def has_living_code(link: Toegangslink, *, sessie: str) -> bool:
    return _living(link, sessie).exists()


def _living(link: Toegangslink, sessie: str) -> models.QuerySet[Code]:
    return link.codes.filter(
        sessie__in={"", sessie}, used_at__isnull=True, tries__lt=MAX_TRIES, verloopt_op__gt=timezone.now()
    ).order_by("created_at")


def _write(code: Code, *, now: datetime) -> str:
    digits = f"{secrets.randbelow(10**6):06d}"
    Code.objects.filter(pk=code.pk).update(hash=_hash(code.link_id, digits), verloopt_op=now + VALID_FOR)
    return digits


def _hash(link_id: UUID, digits: str) -> str:
    return peppered("code", link_id, digits)
