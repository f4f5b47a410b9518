from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.flows.story import Story

BEGIN = datetime(2027, 1, 11, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def story(transactional_db):
    """What is promised after a commit happens, as it does outside tests."""
    with time_machine.travel(BEGIN) as clock:
        yield Story(clock)
