"""Waking up a worker. The row that asks for work is the truth; this saves the minute until the sweep finds it."""

import logging
from functools import partial
from time import monotonic
from typing import Any

from django.db import transaction

logger = logging.getLogger(__name__)

PAUSE = 30.0
"""Seconds without another try after one that failed: a request that queues 100 mails waits for a dead broker once."""


class _Broker:
    silent_until = 0.0


def wake_after_commit(task: Any, *args: str) -> None:
    """Queue a Celery task when the transaction has been committed. A broker that is down never fails the caller."""
    transaction.on_commit(partial(wake, task, *args), robust=True)


def wake(task: Any, *args: str) -> bool:
    if monotonic() < _Broker.silent_until:
        return False
    try:
        task.delay(*args)
    except Exception as error:  # noqa: BLE001 - kombu raises what its transport raises; the sweep does the work
        _Broker.silent_until = monotonic() + PAUSE
        logger.warning("Broker niet bereikbaar (%s); de sweep voert %s uit.", type(error).__name__, task.name)
        return False
    return True
