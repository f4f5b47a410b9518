from contextlib import contextmanager

import pytest
from django.db import transaction


@pytest.fixture
def db_per_example(db):
    """Hypothesis runs one test many times: each example starts from an empty regio and leaves nothing."""

    @contextmanager
    def empty():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return empty
