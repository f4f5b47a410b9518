"""What the clock does: forget what is only kept to count tries."""

from datetime import timedelta

from celery import shared_task

from praktijkleren.audit.clock import moment
from praktijkleren.links.models import Code, Poging

POGINGEN_KEPT = timedelta(days=2)
"""Longer than any limit looks back."""
CODES_KEPT = timedelta(days=30)


@shared_task
def forget(at: str | None = None) -> None:
    now = moment(at)
    Poging.objects.filter(created_at__lt=now - POGINGEN_KEPT).delete()
    Code.objects.filter(created_at__lt=now - CODES_KEPT).delete()
