"""A throw-away database per N, and switching between them inside one process."""

from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend


@dataclass
class Databases:
    """SQLite files in `folder`; or, on PostgreSQL, beside the database of `url`, which itself stays as it is."""

    folder: Path
    url: str = ""
    open: dict[int, BaseDatabaseWrapper] = field(default_factory=dict)

    def __enter__(self) -> "Databases":
        return self

    def __exit__(self, *_error: Any) -> None:
        for size, connection in self.open.items():
            connection.close()
            if self.url:
                self._run(f'DROP DATABASE "{self._name(size)}"')

    def make(self, size: int) -> None:
        """An empty database with our tables; from here on everything goes there."""
        if self.url:
            self._run(f'CREATE DATABASE "{self._name(size)}"')
        self.open[size] = self._wrapper(size)
        self.use(size)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)

    def use(self, size: int) -> None:
        connections["default"] = self.open[size]

    def settle(self) -> None:
        """What autovacuum would have done by the next day; SQLite has no such thing, here or in use."""
        if self.url:
            with connections["default"].cursor() as cursor:
                cursor.execute("ANALYZE")

    def _name(self, size: int) -> str:
        name = settings.DATABASES["default"]["NAME"]
        return f"{name}_meting_{size}" if self.url else str(self.folder / f"meting_{size}.sqlite3")

    def _wrapper(self, size: int) -> BaseDatabaseWrapper:
        """As the application connects, but for the name; without a pool, which Django keeps per alias."""
        own = deepcopy(connections.settings["default"])
        own["NAME"] = self._name(size)
        own["OPTIONS"].pop("pool", None)
        wrapper: BaseDatabaseWrapper = load_backend(own["ENGINE"]).DatabaseWrapper(own, "default")
        return wrapper

    def _run(self, statement: str) -> None:
        import psycopg

        with closing(psycopg.connect(self.url, autocommit=True)) as connection:
            connection.execute(statement)
