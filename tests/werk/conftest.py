import pytest

from praktijkleren.ui.parts import Registry
from praktijkleren.werk import opdrachten, today


@pytest.fixture
def own_panels(monkeypatch):
    """Vandaag without the panels of the rooms; a test registers its own."""
    monkeypatch.setattr(today, "_panels", Registry())


@pytest.fixture(autouse=True)
def _own_jobs(monkeypatch):
    monkeypatch.setattr(opdrachten, "_jobs", {})
