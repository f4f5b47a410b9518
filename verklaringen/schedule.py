"""Whoever has not signed yet: what is due and not yet sent; missed ones collapse into one (signing.md 2.7)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.clock import moment
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.links.actions import asking, mail_digest
from verklaringen import export, mail, taken, tasks
from verklaringen.models import Verklaringversie
from verklaringen.office import in_office_hours
from verklaringen.snapshot import SOORT

SYSTEM = Actor.systeem("verklaringen.remind")
DEFAULT_DAYS = (3, 7, 15, 26)
MAX_MAILS = 4
AHEAD = timedelta(days=2)
"""A mail that names everything takes along what would have been due on one of the next days."""

Versies = Mapping[UUID, Verklaringversie]


@shared_task
def remind(at: str | None = None) -> None:
    """One mail a day to one address, whatever waits there."""
    now = moment(at)
    if not in_office_hours(now):
        return
    verzoeken, versies = _waiting(now)
    addresses = defaultdict(list)
    for verzoek in verzoeken:
        if verzoek.email:
            addresses[verzoek.email.casefold()].append(verzoek)
    for of_one in addresses.values():
        remind_address(of_one, versies, now=now)


@shared_task
def forget_exports(at: str | None = None) -> None:
    export.forget(moment(at))


@shared_task
def check_register(at: str | None = None) -> None:
    """Once a week all that was ever sealed is read back; who minds what came of it are the beheerders."""
    tasks.check_register()


@shared_task
def escalate(at: str | None = None) -> None:
    """Where mail does not help, a colleague is asked: first the jobcoach, then the coördinator. Once per request."""
    now = moment(at)
    verzoeken, versies = _waiting(now)
    for verzoek in verzoeken:
        versie = versies[verzoek.document.onderwerp_id]
        regio, days = versie.verklaring.regio, days_waiting(verzoek, now)
        if days >= regio.bel_na_dagen:
            taken.ask_to_call(versie, verzoek, by=SYSTEM)
        if days >= regio.escaleer_na_dagen:
            taken.escalate(versie, verzoek, by=SYSTEM)


def _waiting(now: datetime) -> tuple[list[Ondertekenverzoek], Versies]:
    """Not who named a colleague: then someone of ours has to act. Nor who is away."""
    waiting = (
        Ondertekenverzoek.objects.open()
        .there(timezone.localdate(now))
        .filter(document__soort=SOORT, verloopt_op__gt=now, uitgenodigd_op__isnull=False, voorgesteld_op__isnull=True)
    )
    verzoeken = list(waiting.select_related("document", "link").order_by("uitgenodigd_op", "pk"))
    related = Verklaringversie.objects.select_related(
        "verklaring__regio", "verklaring__verstrekker", "verklaring__kandidaat", "gemaakt_door"
    )
    return verzoeken, related.in_bulk([verzoek.document.onderwerp_id for verzoek in verzoeken])


@transaction.atomic
def remind_address(verzoeken: Sequence[Ondertekenverzoek], versies: Versies, *, now: datetime) -> bool:
    """The counts are moved first, so that two clocks send one mail."""
    living = [verzoek for verzoek in verzoeken if verzoek.link and not verzoek.link.onbestelbaar_op]
    if any(_mailed_today(verzoek, now) for verzoek in living):
        return False
    claimed = [verzoek for verzoek in living if _claim(verzoek, versies, now=now)]
    if not claimed:
        return False
    links = asking(claimed[0].email)
    if len(links) > 1:
        for verzoek in living:
            _claim(verzoek, versies, now=now + AHEAD, at=now)
        reply_to = versies[claimed[0].document.onderwerp_id].verklaring.regio.contact_email
        key = f"{claimed[0].pk}:{timezone.localdate(now):%Y%m%d}"
        mail_digest(links, key=key, over=(mail.OVER, str(claimed[0].pk)), reply_to=reply_to, by=SYSTEM)
    else:
        _remind(claimed[0], versies[claimed[0].document.onderwerp_id])
    return True


def _claim(verzoek: Ondertekenverzoek, versies: Versies, *, now: datetime, at: datetime | None = None) -> bool:
    due = due_count(verzoek, versies[verzoek.document.onderwerp_id], now=now)
    if due <= verzoek.herinneringen:
        return False
    same = Ondertekenverzoek.objects.open().filter(pk=verzoek.pk, herinneringen=verzoek.herinneringen)
    if not same.update(herinneringen=due, laatst_herinnerd_op=at or now):
        return False
    verzoek.herinneringen = due
    return True


def _remind(verzoek: Ondertekenverzoek, versie: Verklaringversie) -> None:
    nth = verzoek.herinneringen
    mail.reminder(verzoek, versie, key=str(nth), by=SYSTEM, hoeveelste=nth, laatste=nth == len(_days(versie)))


def _mailed_today(verzoek: Ondertekenverzoek, now: datetime) -> bool:
    last = verzoek.laatst_herinnerd_op
    return bool(last and timezone.localdate(last) == timezone.localdate(now))


def due_count(verzoek: Ondertekenverzoek, versie: Verklaringversie, *, now: datetime) -> int:
    """How many reminders there should have been by now."""
    return sum(days_waiting(verzoek, now) >= day for day in _days(versie))


def days_waiting(verzoek: Ondertekenverzoek, now: datetime) -> int:
    """Counted in days of the calendar here, so that neither the hour nor summer time shifts a day.

    Days on which the signer was away do not count.
    """
    since = verzoek.uitgenodigd_op or verzoek.created_at
    return (timezone.localdate(now) - timezone.localdate(since)).days - verzoek.afwezig_dagen


def _days(versie: Verklaringversie) -> list[int]:
    return sorted(versie.verklaring.regio.herinner_na_dagen or DEFAULT_DAYS)[:MAX_MAILS]
