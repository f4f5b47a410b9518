import pytest

from tests.factories.documenten import HEARD


@pytest.fixture(autouse=True)
def _nothing_heard():
    HEARD.clear()
