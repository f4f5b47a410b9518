"""What a worker does when it is woken up."""

from uuid import UUID

from celery import shared_task

from praktijkleren.werk.wake import wake
from verklaringen.register import check_from, tell_beheer

BUDGET = 60.0
"""Seconds after which the check makes room for other work and goes on in a next task."""


@shared_task
def check_register(after: str = "", all_was_well: str = "ja") -> None:
    """Read back every praktijkverklaring after this dossier. A round that is cut off is made up for in a week."""
    found = check_from(UUID(after) if after else None, seconds=BUDGET)
    tell_beheer(found, all_was_well=all_was_well == "ja")
    if found.reached:
        well = all_was_well == "ja" and not found.wrong
        wake(check_register, str(found.reached), "ja" if well else "nee")
