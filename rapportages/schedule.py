"""What the clock starts: counting what a crash left uncounted."""

from celery import shared_task

from praktijkleren.audit.clock import moment
from rapportages.feiten.tellen import catch_up
from rapportages.rapporten.plannen import make_due
from rapportages.sommen import forget_old


@shared_task
def count(at: str | None = None) -> None:
    """Nothing to do, most of the time: what changed was counted right after it was saved."""
    catch_up()


@shared_task
def forget_sums(at: str | None = None) -> None:
    """Of questions that nobody asks any more."""
    forget_old(moment(at))


@shared_task
def make_reports(at: str | None = None) -> None:
    """What is due and not there yet, so that a day on which the clock stood still costs no report."""
    make_due(moment(at))
