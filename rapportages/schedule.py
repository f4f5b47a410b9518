"""What the clock starts: counting what a crash left uncounted."""

from celery import shared_task

from rapportages.feiten.tellen import catch_up


@shared_task
def count(at: str | None = None) -> None:
    """Nothing to do, most of the time: what changed was counted right after it was saved."""
    catch_up()
