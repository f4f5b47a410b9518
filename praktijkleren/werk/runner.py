"""Going through a job: claim, then row by row, each row in a transaction of its own."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from time import monotonic

from django.db import transaction
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.werk import actions
from praktijkleren.werk.models import Opdracht, OpdrachtRegel
from praktijkleren.werk.opdrachten import Uitkomst, job_of
from praktijkleren.werk.states import OpdrachtStatus
from praktijkleren.werk.tasks import run
from praktijkleren.werk.wake import wake

logger = logging.getLogger(__name__)

BY = Actor.systeem("werk.run")
LEASE = timedelta(minutes=10)
"""Longer than the hard limit of a Celery task: when it is over, whoever held it is gone."""
BUDGET = 60.0
"""Seconds after which a job makes room for other work and goes on in a next task."""
MAX_TRIES = 3
"""How often the same row may end in an error, or end a worker."""


class LeaseLostError(Exception):
    """Another worker took over; what this row wrote is rolled back."""


def sweep() -> None:
    """Take up jobs that nobody was woken for, that wait for another try, or that a crash cut off."""
    until = monotonic() + BUDGET
    for opdracht in Opdracht.objects.runnable(timezone.now()).order_by("created_at", "pk"):
        if monotonic() > until:
            break
        run_opdracht(str(opdracht.pk))


def run_opdracht(opdracht_id: str) -> None:
    """Work on a job until it is done or the time is up. Stops if it is done or another worker has it."""
    opdracht = Opdracht.objects.runnable(timezone.now()).filter(pk=opdracht_id).first()
    if opdracht is None:
        return
    if opdracht.status == OpdrachtStatus.BEZIG and opdracht.pogingen >= MAX_TRIES:
        _give_up(opdracht, "Het werk is steeds afgebroken")
        return
    try:
        opdracht = actions.claim_opdracht(opdracht, until=timezone.now() + LEASE, by=BY)
    except TransitionError:
        return
    try:
        done = _work(opdracht)
    except LeaseLostError:
        return
    except Exception as error:
        logger.exception("Opdracht %s", opdracht.pk)
        _wait_or_give_up(opdracht, error)
        return
    if done:
        actions.complete_opdracht(opdracht, by=BY)
    elif actions.release_opdracht(opdracht):
        wake(run, str(opdracht.pk))


def _work(opdracht: Opdracht) -> bool:
    """True when the last row was done."""
    rows = job_of(opdracht).rows(opdracht)
    until = monotonic() + BUDGET
    while monotonic() < until:
        if not _do_row(opdracht, rows):
            return True
    return False


@transaction.atomic
def _do_row(opdracht: Opdracht, rows: Iterator[Uitkomst]) -> bool:
    uitkomst = next(rows, None)
    if uitkomst is None:
        return False
    lease, nummer = timezone.now() + LEASE, opdracht.gedaan + 1
    mine = Opdracht.objects.filter(pk=opdracht.pk, bezig_tot=opdracht.bezig_tot, gedaan=opdracht.gedaan)
    if not mine.update(gedaan=nummer, bezig_tot=lease, pogingen=1, fout=""):
        raise LeaseLostError
    OpdrachtRegel.objects.create(
        opdracht=opdracht,
        nummer=nummer,
        wat=uitkomst.wat[:200],
        gelukt=uitkomst.gelukt,
        uitleg=uitkomst.uitleg[:500],
        url=uitkomst.url,
    )
    opdracht.gedaan, opdracht.bezig_tot, opdracht.pogingen = nummer, lease, 1
    return True


def _wait_or_give_up(opdracht: Opdracht, error: Exception) -> None:
    if opdracht.pogingen >= MAX_TRIES:
        _give_up(opdracht, f"Rij {opdracht.gedaan + 1} lukte niet ({type(error).__name__})")
    else:
        later = timezone.now() + timedelta(minutes=opdracht.pogingen)
        Opdracht.objects.filter(pk=opdracht.pk, bezig_tot=opdracht.bezig_tot).update(bezig_tot=later)


def _give_up(opdracht: Opdracht, fout: str) -> None:
    with suppress(TransitionError):
        actions.fail_opdracht(opdracht, fout=fout, by=BY)
