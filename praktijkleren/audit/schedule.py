"""What the clock starts."""

from celery import shared_task

from praktijkleren.audit import seals
from praktijkleren.audit.clock import moment


@shared_task
def seal_inzage(at: str | None = None) -> None:
    """Every hour: seal the lines of who was shown whom. After missed hours it seals those as well."""
    seals.seal(moment(at))
