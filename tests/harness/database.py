"""What the suite needs of a database besides its tables."""

from typing import Any

from django.test import TransactionTestCase

from praktijkleren.audit import triggers


def flush_past_the_triggers() -> None:
    """The audit tables refuse UPDATE and DELETE; emptying them between tests of the suite is the one exception."""
    original = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        triggers.remove()
        original(self)
        triggers.install()

    TransactionTestCase._fixture_teardown = teardown


def use_file_for_sqlite(settings_dict: dict[str, Any], folder: Any) -> None:
    """In memory all threads would share one connection, and so one transaction: a live server needs its own."""
    if settings_dict["ENGINE"].endswith("sqlite3"):
        settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")
