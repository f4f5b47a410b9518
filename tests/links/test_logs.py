import logging

import pytest

from praktijkleren.links.logs import TokenFilter
from tests.factories.links import ToegangslinkFactory, token_of


@pytest.mark.parametrize("form", ["Not Found: /l/{}/", "GET /l/{} 200", "Gone: /l/{}/."])
def test_no_token_gets_into_a_log(db, form):
    token = token_of(ToegangslinkFactory())
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, form.replace("{}", "%s"), (token,), None)

    TokenFilter().filter(record)

    assert token not in record.getMessage()
    assert "/l/" in record.getMessage()
