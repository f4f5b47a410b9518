from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone

from praktijkleren.links.limits import allow, client_address
from praktijkleren.links.models import Code, Poging
from praktijkleren.links.schedule import forget
from tests.factories.links import CodeFactory

HOUR = timedelta(hours=1)


def test_a_limit_counts_within_its_time(db):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert [allow("proef", "a", times=2, per=HOUR) for _ in range(4)] == [True, True, False, False]
        clock.shift(HOUR + timedelta(seconds=1))
        assert allow("proef", "a", times=2, per=HOUR)


def test_a_limit_is_per_sort_and_per_key(db):
    assert allow("proef", "a", times=1, per=HOUR)
    assert allow("proef", "b", times=1, per=HOUR)
    assert allow("anders", "a", times=1, per=HOUR)
    assert not allow("proef", "a", times=1, per=HOUR)


def test_tries_and_codes_are_forgotten_when_no_limit_looks_back_that_far(db):
    allow("proef", "a", times=1, per=HOUR)
    CodeFactory()

    forget((timezone.now() + timedelta(days=1)).isoformat())
    assert (Poging.objects.count(), Code.objects.count()) == (1, 1)
    forget((timezone.now() + timedelta(days=31)).isoformat())

    assert (Poging.objects.count(), Code.objects.count()) == (0, 0)


def test_what_is_counted_is_not_readable(db):
    allow("proef", "petra@bedrijf.example", times=1, per=HOUR)

    assert "petra" not in Poging.objects.get().sleutel


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "expected"),
    [
        (False, "203.0.113.9", "127.0.0.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.9.8.7, 203.0.113.9", "203.0.113.9"),
        (True, "onzin", "127.0.0.1"),
        (True, "", "127.0.0.1"),
    ],
)
def test_the_address_of_a_visitor_is_what_our_own_proxy_wrote(settings, behind_proxy, forwarded, expected):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if behind_proxy else None

    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})

    assert client_address(request) == expected
