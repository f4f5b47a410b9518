from celery import shared_task


@shared_task
def render(document_id: str) -> None:
    """Make the PDF of a signed document; stops when it is there or another worker is at it."""
    # Rendering ends in what queues it, so this import would be a circle.
    from praktijkleren.documenten.rendering import render_once

    render_once(document_id)
