"""Reminders to whoever has not signed yet: what is due and not yet sent; missed ones collapse into one."""

from datetime import datetime

from celery import shared_task
from django.db import transaction

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.clock import moment
from praktijkleren.documenten.models import Ondertekenverzoek
from verklaringen import mail
from verklaringen.models import Verklaringversie
from verklaringen.office import in_office_hours
from verklaringen.snapshot import SOORT

SYSTEM = Actor.systeem("verklaringen.remind")
DEFAULT_DAYS = (3, 7, 15, 26)
MAX_MAILS = 4


@shared_task
def remind(at: str | None = None) -> None:
    now = moment(at)
    if not in_office_hours(now):
        return
    waiting = Ondertekenverzoek.objects.open().filter(
        document__soort=SOORT, verloopt_op__gt=now, herinneringen__lt=MAX_MAILS
    )
    verzoeken = list(waiting.select_related("document", "link").order_by("created_at", "pk"))
    related = Verklaringversie.objects.select_related("verklaring__regio", "verklaring__verstrekker", "gemaakt_door")
    versies = related.in_bulk([verzoek.document.onderwerp_id for verzoek in verzoeken])
    for verzoek in verzoeken:
        remind_once(verzoek, versies[verzoek.document.onderwerp_id], now=now)


@transaction.atomic
def remind_once(verzoek: Ondertekenverzoek, versie: Verklaringversie, *, now: datetime) -> bool:
    """One mail, whatever was missed; the count is moved first, so that two clocks send one."""
    due = due_count(verzoek, versie, now=now)
    if due <= verzoek.herinneringen:
        return False
    same = Ondertekenverzoek.objects.open().filter(pk=verzoek.pk, herinneringen=verzoek.herinneringen)
    if not same.update(herinneringen=due, laatst_herinnerd_op=now):
        return False
    mail.reminder(verzoek, versie, key=str(due), by=SYSTEM)
    return True


def due_count(verzoek: Ondertekenverzoek, versie: Verklaringversie, *, now: datetime) -> int:
    days = versie.verklaring.regio.herinner_na_dagen or DEFAULT_DAYS
    return sum((now - verzoek.created_at).days >= day for day in sorted(days)[:MAX_MAILS])
