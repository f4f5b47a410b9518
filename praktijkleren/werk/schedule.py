"""What the clock starts."""

from celery import shared_task

from praktijkleren.werk import runner


@shared_task
def sweep(at: str | None = None) -> None:
    """Every minute: go on with jobs that nobody was woken for or that a crash cut off. No job waits for a moment."""
    runner.sweep()
