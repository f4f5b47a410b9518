"""The database itself refuses to change or remove a row of the logs, also for who goes round the application.

Created by migration 0002. Emptying a test database is a DELETE (SQLite) or a TRUNCATE (PostgreSQL), so the test harness
calls `remove()` before it and `install()` after it; nothing else may. Both may be called twice.
"""

from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_auditevent", "audit_stap", "audit_inzage")
MESSAGE = "deze regel staat vast"

SQLITE_VERBS = {
    "UPDATE": "",
    "DELETE": "",
    # INSERT OR REPLACE removes a row without asking a DELETE trigger.
    "INSERT": "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)",
}

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: {MESSAGE}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def install(connection: BaseDatabaseWrapper = default_connection) -> None:
    """Refuse from now on; an attempt is an IntegrityError on both databases."""
    remove(connection)
    if connection.vendor == "postgresql":
        _execute(connection, POSTGRESQL_FUNCTION)
    for table in TABLES:
        if connection.vendor == "postgresql":
            _execute(
                connection,
                f"CREATE TRIGGER {table}_vast BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
            )
        else:
            for verb, when in SQLITE_VERBS.items():
                _execute(
                    connection,
                    f"CREATE TRIGGER {table}_vast_{verb.lower()} BEFORE {verb} ON {table} {when.format(table=table)} "
                    f"BEGIN SELECT RAISE(ABORT, '{table}: {MESSAGE}'); END",
                )


def remove(connection: BaseDatabaseWrapper = default_connection) -> None:
    """Let the rows go. For the test harness and for turning the migration back."""
    for table in TABLES:
        if connection.vendor == "postgresql":
            _execute(connection, f"DROP TRIGGER IF EXISTS {table}_vast ON {table}")
        else:
            for verb in SQLITE_VERBS:
                _execute(connection, f"DROP TRIGGER IF EXISTS {table}_vast_{verb.lower()}")
    if connection.vendor == "postgresql":
        _execute(connection, "DROP FUNCTION IF EXISTS audit_refuse()")


def _execute(connection: BaseDatabaseWrapper, sql: str) -> None:
    """Without parameters, so that a % in the text is a %."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
