"""Long work: a row that is the truth, a worker that goes through it, and a page that may be left and found again.

A room registers what a job does and starts it from an action:

    def rows(opdracht: Opdracht) -> Iterator[Uitkomst]:
        for pk in opdracht.gegevens["ids"][opdracht.gedaan :]:
            yield Uitkomst(wat=…)

    register_job("groep_inschrijven", rows, total=lambda opdracht: len(opdracht.gegevens["ids"]))
    start_job(key, soort="groep_inschrijven", titel="…", eigenaar=gebruiker, gegevens={"ids": […]}, by=by)

`rows` begins after the first `opdracht.gedaan` rows and yields one Uitkomst per row. What a row writes and the fact
that it was done are committed together, so a crash between two rows loses nothing and does nothing twice. For the same
reason `rows` keeps no database cursor (`.iterator()`) open from one row to the next.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import first_step
from praktijkleren.werk.models import Opdracht
from praktijkleren.werk.tasks import run
from praktijkleren.werk.wake import wake_after_commit

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


@dataclass(frozen=True)
class Uitkomst:
    """What happened to one row."""

    wat: str
    gelukt: bool = True
    uitleg: str = ""
    url: str = ""


Rows = Callable[[Opdracht], Iterator[Uitkomst]]
Total = Callable[[Opdracht], int]


@dataclass(frozen=True)
class Job:
    rows: Rows
    total: Total | None = None


_jobs: dict[str, Job] = {}


def register_job(soort: str, rows: Rows, *, total: Total | None = None) -> None:
    """Say what a kind of job does; `total` lets the page show how far it is."""
    _jobs[soort] = Job(rows, total)


def job_of(opdracht: Opdracht) -> Job:
    return _jobs[opdracht.soort]


@transaction.atomic
def start_job(
    key: str, *, soort: str, titel: str, eigenaar: "Gebruiker", gegevens: dict[str, Any], by: Actor
) -> Opdracht:
    """Start a job once per key; starting it again gives the first.

    `gegevens` is JSON. With `verder_url` and `verder` in it the page of a finished job ends in a link to go on.
    """
    opdracht, created = Opdracht.objects.get_or_create(
        key=key, defaults={"soort": soort, "titel": titel, "eigenaar": eigenaar, "gegevens": gegevens}
    )
    if created:
        opdracht.totaal = total(opdracht) if (total := _jobs[soort].total) else 0
        opdracht.save(update_fields=["totaal"])
        first_step(opdracht, opdracht.status, by=by)
        record("opdracht.gestart", opdracht, by=by, changes={"soort": soort})
        wake_after_commit(run, str(opdracht.pk))
    return opdracht
