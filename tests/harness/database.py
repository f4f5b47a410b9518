"""What the suite needs of a database besides its tables."""

from typing import Any

from django.test import TransactionTestCase

from praktijkleren.audit.triggers import LOGS
from praktijkleren.documenten.triggers import SEALED_FILES

GUARDS = (LOGS, SEALED_FILES)


def flush_past_the_triggers() -> None:
    """Some tables refuse UPDATE and DELETE; emptying them between tests of the suite is the one exception."""
    original = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        unguard()
        original(self)
        guard()

    TransactionTestCase._fixture_teardown = teardown


def guard() -> None:
    for each in GUARDS:
        each.install()


def unguard() -> None:
    for each in GUARDS:
        each.remove()


def use_file_for_sqlite(settings_dict: dict[str, Any], folder: Any) -> None:
    """In memory all threads would share one connection, and so one transaction: a live server needs its own."""
    if settings_dict["ENGINE"].endswith("sqlite3"):
        settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")
