"""What the mail provider tells about a mail after it left: delivered, bounced, complained of (signing.md 2.10).

Provider-neutral: `{"events": [{"message_id": "<…>", "event": "hard_bounce", "code": "5.1.1"}]}`, with the header
`X-Signature: t=<unix seconds>,v1=<hex>` where v1 is HMAC-SHA256 over `<t>.<body>` under MAIL_WEBHOOK_SECRET.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.post import actions
from praktijkleren.post.delivery import codes
from praktijkleren.post.models import Bericht

BY = Actor.systeem("post.webhook")
WINDOW = timedelta(minutes=5)
"""Older or newer than this is refused, so that a copied request is worth nothing later."""
MAX_EVENTS = 500
MAX_BODY = 1_000_000
DEAD = {
    "hard_bounce": "Dit adres bestaat niet",
    "blocked": "De ontvangende server weigert onze mail",
    "complaint": "De ontvanger noemde onze mail ongewenst",
}
SOFT, DELIVERED = "soft_bounce", "delivered"
KNOWN = frozenset({*DEAD, SOFT, DELIVERED})


class RefusedError(Exception):
    """Not from our provider, or too late."""


@dataclass(frozen=True)
class Event:
    message_id: str
    soort: str
    code: str = ""


def check_signature(header: str, body: bytes) -> None:
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    moment, given = parts.get("t", ""), parts.get("v1", "")
    expected = sign(moment, body)
    if not settings.MAIL_WEBHOOK_SECRET or not hmac.compare_digest(expected.encode(), given.encode()):
        raise RefusedError("de handtekening klopt niet")
    if not moment.isdecimal() or abs(timezone.now().timestamp() - int(moment)) > WINDOW.total_seconds():
        raise RefusedError("het bericht is te oud")


def sign(moment: str, body: bytes) -> str:
    message = moment.encode() + b"." + body
    return hmac.new(settings.MAIL_WEBHOOK_SECRET.encode(), message, hashlib.sha256).hexdigest()


def read_events(body: bytes) -> list[Event]:
    """ValueError when it is not what we agreed on."""
    data = json.loads(body)
    rows = data.get("events") if isinstance(data, dict) else None
    if not isinstance(rows, list) or len(rows) > MAX_EVENTS:
        raise ValueError("events ontbreekt")
    return list(_events(rows))


def _events(rows: list[Any]) -> Iterator[Event]:
    for row in rows:
        if not isinstance(row, dict) or row.get("event") not in KNOWN or not isinstance(row.get("message_id"), str):
            raise ValueError("een event is onbekend")
        yield Event(f"<{row['message_id'].strip().strip('<>')}>", row["event"], str(row.get("code", ""))[:20])


def handle(events: list[Event]) -> int:
    """Answers how many were about a mail of ours. The same event twice changes nothing."""
    found = 0
    for event in events:
        if bericht := Bericht.objects.filter(message_id=event.message_id).first():
            found += 1
            with suppress(TransitionError):
                _apply(bericht, event)
    return found


def _apply(bericht: Bericht, event: Event) -> None:
    if event.soort == DELIVERED:
        actions.mark_delivered(bericht, by=BY)
    elif event.soort == SOFT:
        actions.mark_soft_bounce(bericht, fout=f"Het adres kan nu geen mail krijgen{_words(event)}.", by=BY)
    else:
        actions.mark_undeliverable(bericht, fout=f"{DEAD[event.soort]}{_words(event)}.", by=BY)


def _words(event: Event) -> str:
    """Only the numbers: the words of an answer often repeat the address."""
    number = codes(0, event.code).removeprefix("0").strip()
    return f" ({number})" if number else ""
