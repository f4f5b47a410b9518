import pytest

from praktijkleren.audit import triggers


@pytest.fixture
def tamper(db):
    """Change the logs behind the back of the application, as someone with the password of the database could."""
    triggers.remove()
    yield
    triggers.install()


@pytest.fixture
def guarded(db):
    """With the triggers that a migrated database has; the test database is made without migrations."""
    triggers.install()
