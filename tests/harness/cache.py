"""With a Redis at hand the suite takes a numbered database in which nothing stands, so that nobody loses anything."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from redis import Redis

LAST = 15
MARK = "taken by the suite of process"


def use_empty_database() -> None:
    if settings.REDIS_URL:
        settings.CACHES["default"]["LOCATION"] = next(filter(_take, _databases()), None)
        if settings.CACHES["default"]["LOCATION"] is None:
            raise pytest.UsageError("Redis has no empty database left for the suite.")


def give_back() -> None:
    if settings.REDIS_URL:
        with Redis.from_url(settings.CACHES["default"]["LOCATION"]) as client:
            client.flushdb()


def _databases() -> list[str]:
    scheme, _, address = settings.REDIS_URL.partition("://")
    return [f"{scheme}://{address.partition('/')[0]}/{number}" for number in range(LAST, 0, -1)]


def _take(url: str) -> bool:
    """Empty, or left behind by a run of the suite that is gone."""
    with Redis.from_url(url) as client:
        owner = client.get(MARK)
        if owner and not Path(f"/proc/{int(owner)}").exists():
            client.flushdb()
        return client.dbsize() == 0 and bool(client.set(MARK, os.getpid(), nx=True))
