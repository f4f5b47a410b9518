"""The database itself refuses to change or remove a row of the logs, also for who goes round the application.

Created by migration 0002. Emptying a test database is a DELETE (SQLite) or a TRUNCATE (PostgreSQL), so the test harness
calls `remove()` before it and `install()` after it; nothing else may. Both may be called twice.

SQLite drops the triggers of a table that a later migration makes anew; such a migration ends with `install`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "deze regel staat vast"
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {{name}}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: {MESSAGE}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


@dataclass(frozen=True)
class Guard:
    """Tables of one app whose rows are written once, each with its unique columns."""

    app: str
    tables: Mapping[str, Sequence[str]]

    def install(self, connection: BaseDatabaseWrapper = default_connection) -> None:
        """Refuse from now on; an attempt is an IntegrityError on both databases."""
        self.remove(connection)
        if connection.vendor == "postgresql":
            _execute(connection, POSTGRESQL_FUNCTION.format(name=self._function))
        for table, unique in self.tables.items():
            if connection.vendor == "postgresql":
                _execute(
                    connection,
                    f"CREATE TRIGGER {table}_vast BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                    f"FOR EACH STATEMENT EXECUTE FUNCTION {self._function}()",
                )
            else:
                for verb, when in _sqlite_verbs(table, unique).items():
                    _execute(
                        connection,
                        f"CREATE TRIGGER {table}_vast_{verb.lower()} BEFORE {verb} ON {table} {when} "
                        f"BEGIN SELECT RAISE(ABORT, '{table}: {MESSAGE}'); END",
                    )

    def remove(self, connection: BaseDatabaseWrapper = default_connection) -> None:
        """Let the rows go. For the test harness and for turning the migration back."""
        for table, unique in self.tables.items():
            if connection.vendor == "postgresql":
                _execute(connection, f"DROP TRIGGER IF EXISTS {table}_vast ON {table}")
            else:
                for verb in _sqlite_verbs(table, unique):
                    _execute(connection, f"DROP TRIGGER IF EXISTS {table}_vast_{verb.lower()}")
        if connection.vendor == "postgresql":
            _execute(connection, f"DROP FUNCTION IF EXISTS {self._function}()")

    @property
    def _function(self) -> str:
        return f"{self.app}_refuse"


LOGS = Guard("audit", {"audit_auditevent": ["id"], "audit_stap": ["id"], "audit_inzage": ["id"]})
install, remove = LOGS.install, LOGS.remove


def _sqlite_verbs(table: str, unique: Sequence[str]) -> dict[str, str]:
    same = " OR ".join(f"{column} = NEW.{column}" for column in unique)
    # INSERT OR REPLACE removes a row without asking a DELETE trigger.
    replaces = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - names of our own
    return {"UPDATE": "", "DELETE": "", "INSERT": replaces}


def _execute(connection: BaseDatabaseWrapper, sql: str) -> None:
    """Without parameters, so that a % in the text is a %."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
