"""What a worker does when it is woken up."""

from celery import shared_task


@shared_task
def run(opdracht_id: str) -> None:
    """Go on with a job; stops if it is done or another worker has it."""
    # A job is finished by the same actions that start it, so this import would be a circle.
    from praktijkleren.werk.runner import run_opdracht

    run_opdracht(opdracht_id)
