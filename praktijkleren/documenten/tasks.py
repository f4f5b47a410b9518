import logging

from celery import shared_task

logger = logging.getLogger(__name__)


@shared_task
def seal(document_id: str) -> bool:
    """Seal a signed document; stops when it is sealed or another worker is at it. False: the sweep tries it again."""
    # Sealing ends in what queues it, so this import would be a circle.
    from praktijkleren.documenten.sealing import seal_once

    try:
        seal_once(document_id)
    except Exception:
        logger.exception("Document %s kon niet worden verzegeld; de sweep probeert het opnieuw.", document_id)
        return False
    return True
