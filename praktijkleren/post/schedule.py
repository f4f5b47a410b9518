"""What the clock starts."""

from datetime import timedelta

from celery import shared_task

from praktijkleren.audit.clock import moment
from praktijkleren.post import actions, delivery

KEEP = timedelta(days=90)


@shared_task
def sweep(at: str | None = None) -> None:
    """Every minute: send what is due, retry what failed, take over what a worker left behind."""
    delivery.sweep(moment(at))


@shared_task
def purge(at: str | None = None) -> None:
    """Every night: erase what old mails said. That they were sent, to whom and when, stays."""
    actions.purge_content(before=moment(at) - KEEP)
