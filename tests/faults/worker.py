"""A real worker with a real clock, on the broker and database of a test: `python -m tests.faults.worker FOLDER`.

It is the worker of script/server; but what the clock starts every minute or two, comes every second. Part of a storm
(FAULTS_FOLDER) it also takes shorter leases, for the next one cannot wait ten minutes, and Redis where there is one.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from celery.signals import worker_ready
from django.conf import settings

from praktijkleren.celery import app
from tests.faults.broker import filesystem

READY = "ready"
SWEEPS = ("post.sweep", "documenten.sweep", "werk.sweep")


def main(folder: Path) -> None:
    in_a_storm = "FAULTS_FOLDER" in os.environ
    app.conf.update(beat_schedule_filename=str(folder / "beat"))
    if not (in_a_storm and settings.REDIS_URL):
        app.conf.update(**filesystem(folder))
    for name in SWEEPS:
        app.conf.beat_schedule[name]["schedule"] = 1.0
    if in_a_storm:
        hurry(sweeping=bool(os.environ["FAULTS_SWEEP"]))

    @worker_ready.connect(weak=False)
    def tell(**_kwargs: Any) -> None:
        (folder / READY).touch()

    app.worker_main(["--quiet", "worker", "--beat", "--concurrency", "1", "--loglevel", "WARNING"])


def hurry(*, sweeping: bool) -> None:
    import django

    django.setup()
    from praktijkleren.documenten import schedule, sealing
    from praktijkleren.post import actions

    sealing.LEASE, schedule.GRACE, actions.LEASE = timedelta(seconds=10), timedelta(seconds=1), timedelta(seconds=30)
    if not sweeping:
        app.conf.beat_schedule.clear()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
