"""What the clock does: end what expired, and finish what a crash cut off."""

import logging
from datetime import datetime, timedelta

from celery import shared_task
from django.db.models import Q

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.clock import moment
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten.actions import expire
from praktijkleren.documenten.models import Document, Ondertekenverzoek

logger = logging.getLogger(__name__)
SYSTEM = Actor.systeem("documenten.sweep")
GRACE = timedelta(minutes=1)
"""Left to the worker that was woken up at the signature."""
AT_ONCE = 25


@shared_task
def sweep(at: str | None = None) -> None:
    now = moment(at)
    for verzoek in Ondertekenverzoek.objects.expired(now).select_related("document", "link").order_by("verloopt_op"):
        try:
            expire(verzoek, by=SYSTEM)
        except TransitionError:
            logger.info("Ondertekenverzoek %s eindigde net anders.", verzoek.pk)
    for document_id in stuck(now):
        _try_to_render(document_id)


def stuck(now: datetime) -> list[str]:
    """Signed, but without a PDF, however long ago. Those that failed before come last, so that they stop nobody."""
    waiting = Document.objects.filter(
        Q(bezig_tot__isnull=True) | Q(bezig_tot__lt=now), pdf__isnull=True, volledig_ondertekend_op__lt=now - GRACE
    )
    found = waiting.order_by("render_pogingen", "volledig_ondertekend_op").values_list("pk", flat=True)
    return [str(pk) for pk in found[:AT_ONCE]]


def _try_to_render(document_id: str) -> None:
    # WeasyPrint is slow to import, and most sweeps find nothing.
    from praktijkleren.documenten.rendering import render_once

    try:
        render_once(document_id)
    except Exception:
        logger.exception("De PDF van document %s kon niet worden gemaakt.", document_id)
