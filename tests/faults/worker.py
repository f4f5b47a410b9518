"""A real worker with a real clock, on the broker and database of a test: `python -m tests.faults.worker FOLDER`.

It is the worker of script/server; but what the clock starts every minute or two, comes every second.
"""

import sys
from pathlib import Path
from typing import Any

from celery.signals import worker_ready

from praktijkleren.celery import app
from tests.faults.broker import filesystem

READY = "ready"


def main(folder: Path) -> None:
    app.conf.update(**filesystem(folder), beat_schedule_filename=str(folder / "beat"))
    for name in ("post.sweep", "documenten.sweep", "werk.sweep"):
        app.conf.beat_schedule[name]["schedule"] = 1.0

    @worker_ready.connect(weak=False)
    def tell(**_kwargs: Any) -> None:
        (folder / READY).touch()

    app.worker_main(["--quiet", "worker", "--beat", "--concurrency", "1", "--loglevel", "WARNING"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
