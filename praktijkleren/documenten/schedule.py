"""What the clock does: end what expired, and finish what a crash cut off."""

import logging
from datetime import datetime, timedelta

from celery import shared_task
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.clock import moment
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten.actions import expire
from praktijkleren.documenten.models import Document, Ondertekenverzoek
from praktijkleren.documenten.tasks import seal

logger = logging.getLogger(__name__)
SYSTEM = Actor.systeem("documenten.sweep")
GRACE = timedelta(minutes=1)
"""Left to the worker that was woken up at the signature."""
AT_ONCE = 25
ENOUGH = 3
"""Failures after which the others wait for the next sweep: a timestamp service that is away answers nobody."""


@shared_task
def sweep(at: str | None = None) -> None:
    now = moment(at)
    for verzoek in Ondertekenverzoek.objects.expired(now).select_related("document", "link").order_by("verloopt_op"):
        try:
            expire(verzoek, by=SYSTEM)
        except TransitionError:
            logger.info("Ondertekenverzoek %s eindigde net anders.", verzoek.pk)
    failed = 0
    for document_id in stuck(now):
        failed += not seal(document_id)
        if failed == ENOUGH:
            break


@shared_task
def try_seal(at: str | None = None) -> None:
    """Once a day, so that beheer hears of a seal that will stop before a document has to wait for it."""
    from praktijkleren.documenten.selftest import tell_beheer  # pyHanko is slow to import

    tell_beheer(moment(at))


def stuck(at: datetime) -> list[str]:
    """Signed but not sealed, however long ago. Those that failed before come last, so that they hold up nobody."""
    waiting = Document.objects.unsealed().free(timezone.now()).due(at).filter(volledig_ondertekend_op__lt=at - GRACE)
    found = waiting.order_by("zegel_fouten", "volledig_ondertekend_op").values_list("pk", flat=True)
    return [str(pk) for pk in found[:AT_ONCE]]
