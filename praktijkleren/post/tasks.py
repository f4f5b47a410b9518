"""What a worker does when it is woken up."""

from celery import shared_task


@shared_task
def deliver(bericht_id: str) -> None:
    """Send one mail; stops if it was sent or another worker has it."""
    # Sending ends in the same actions that queue, so this import would be a circle.
    from praktijkleren.post.delivery import deliver_one

    deliver_one(bericht_id)
