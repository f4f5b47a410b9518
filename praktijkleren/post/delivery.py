"""Sending: claim, commit, send, finish. No transaction is open while the mail server is talking."""

import logging
import re
import smtplib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from time import monotonic
from types import TracebackType
from typing import Self
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.post import actions, secrets
from praktijkleren.post.mail import build
from praktijkleren.post.models import Bericht
from praktijkleren.post.states import BerichtStatus

logger = logging.getLogger(__name__)

BY = Actor.systeem("post.deliver")
BUDGET = 50.0
"""Seconds after which a sweep leaves the rest to the next one."""
BATCH = 100
ENHANCED_CODE = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


class UnreachableError(Exception):
    """The mail server could not be reached, so this mail has not left."""


class Postbode:
    """One connection for as many mails as there are; a new one after a mail that went wrong."""

    def __init__(self) -> None:
        self.connection = get_connection()
        self.unreachable = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def send(self, mail: EmailMessage) -> None:
        try:
            self.connection.open()
        except OSError as error:  # smtplib's errors are OSErrors too
            self.unreachable = True
            raise UnreachableError from error
        try:
            self.connection.send_messages([mail])
        except Exception:
            self._hang_up()
            raise

    def _hang_up(self) -> None:
        with suppress(OSError):
            self.connection.close()


def deliver_one(bericht_id: str) -> None:
    """Send a mail that was just queued, or whose time has come."""
    ready = Q(pogingen=0) | Q(volgende_poging_op__lte=timezone.now())
    bericht = Bericht.objects.filter(ready, pk=bericht_id, status=BerichtStatus.GEPLAND).first()
    if bericht:
        with Postbode() as postbode:
            deliver(bericht, postbode)


def sweep(now: datetime) -> int:
    """Send what is due, and take over what a worker left behind. Answers how many were tried."""
    until, tried = monotonic() + BUDGET, 0
    with Postbode() as postbode:
        for bericht in _waiting(now):
            if postbode.unreachable or monotonic() > until:
                break
            tried += 1
            if bericht.status == BerichtStatus.BEZIG:
                take_over(bericht, postbode)
            else:
                _deliver_and_go_on(bericht, postbode)
    return tried


def _waiting(now: datetime) -> Iterator[Bericht]:
    """What was left behind, then what is due, each once, oldest first, a batch at a time."""
    yield from Bericht.objects.abandoned(timezone.now()).order_by("bezig_tot", "pk")[:BATCH]
    seen: set[UUID] = set()
    due = Bericht.objects.due(now).order_by("volgende_poging_op", "pk")
    while batch := [bericht for bericht in due[:BATCH] if bericht.pk not in seen]:
        seen.update(bericht.pk for bericht in batch)
        yield from batch


def take_over(bericht: Bericht, postbode: Postbode) -> None:
    """The worker is gone and nobody knows whether the mail left: send it again with the same Message-ID.

    Not a code, and not a mail that ends a worker every time.
    """
    with suppress(TransitionError):
        if secrets.is_once(bericht):
            actions.mark_unsure(bericht, by=BY)
        elif bericht.pogingen >= actions.MAX_TRIES:
            actions.fail(bericht, fout="Het verzenden is steeds afgebroken.", by=BY)
        else:
            _deliver_and_go_on(bericht, postbode)


def _deliver_and_go_on(bericht: Bericht, postbode: Postbode) -> None:
    """One mail that cannot be made never holds up the others."""
    try:
        deliver(bericht, postbode)
    except Exception:
        logger.exception("Bericht %s", bericht.pk)


def deliver(bericht: Bericht, postbode: Postbode) -> None:
    """Send one mail, unless another worker has it. An error of our own is raised after the row was put back."""
    try:
        bericht = actions.claim(bericht, by=BY)
    except TransitionError:
        return
    try:
        mail = build(bericht)
    except secrets.GoneError as gone:
        actions.drop(bericht, why=str(gone), by=BY)
        return
    except Exception:
        actions.postpone(bericht, fout="De mail kon niet worden gemaakt.", by=BY)
        raise
    Bericht.objects.filter(pk=bericht.pk).update(onderwerp=mail.subject[:200])
    with suppress(TransitionError):  # the lease was over, and whoever took it has finished
        _send(bericht, mail, postbode)


def _send(bericht: Bericht, mail: EmailMessage, postbode: Postbode) -> None:
    try:
        postbode.send(mail)
    except UnreachableError:
        actions.postpone(bericht, fout="De mailserver is niet te bereiken.", by=BY)
    except smtplib.SMTPRecipientsRefused as refused:
        _recipient_refused(bericht, *next(iter(refused.recipients.values())))
    except smtplib.SMTPDataError as refused:
        fout = f"De mailserver nam de mail niet aan ({codes(refused.smtp_code, refused.smtp_error)})."
        after = actions.fail if refused.smtp_code >= 500 else actions.postpone
        after(bericht, fout=fout, by=BY)
    except smtplib.SMTPResponseException as refused:
        fout = f"De mailserver weigerde ons ({codes(refused.smtp_code, refused.smtp_error)})."
        actions.postpone(bericht, fout=fout, by=BY)
    except OSError:
        _broken_off(bericht)
    except ValueError:  # an address or a header that no mail can have
        actions.fail(bericht, fout="Aan dit adres is geen mail te sturen.", by=BY)
    else:
        actions.mark_sent(bericht, by=BY)


def _recipient_refused(bericht: Bericht, code: int, answer: bytes) -> None:
    if code >= 500:
        actions.mark_undeliverable(bericht, fout=f"Dit adres bestaat niet ({codes(code, answer)}).", by=BY)
    else:
        actions.postpone(bericht, fout=f"Het adres kan nu geen mail krijgen ({codes(code, answer)}).", by=BY)


def _broken_off(bericht: Bericht) -> None:
    """The line went dead somewhere between the first word and the answer: it may or may not have left."""
    if secrets.is_once(bericht):
        actions.mark_unsure(bericht, by=BY)
    else:
        actions.postpone(bericht, fout="De verbinding met de mailserver viel weg.", by=BY)


def codes(code: int, answer: bytes | str) -> str:
    """The numbers of an answer. Its words often repeat the address, and are not ours to keep."""
    text = answer.decode("ascii", "replace") if isinstance(answer, bytes) else answer
    enhanced = ENHANCED_CODE.search(text)
    return f"{code} {enhanced[0]}" if enhanced else str(code)
