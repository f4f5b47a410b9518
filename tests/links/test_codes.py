from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from praktijkleren.links.codes import MAX_TRIES, PER_HOUR, Sent, check_code, has_living_code, mint_code, send_code
from praktijkleren.links.models import Code
from praktijkleren.post.models import Bericht
from tests.factories.links import ToegangslinkFactory

HERE, ELSEWHERE = "deze browser", "een andere"
START = timezone.now().replace(microsecond=0)


@pytest.fixture
def link(db):
    return ToegangslinkFactory()


def digits_of(link, sessie=HERE):
    """What stands in the mail."""
    send_code(link, sessie=sessie)
    return mint_code(link.codes.latest("created_at"))


def wrong(digits):
    return f"{(int(digits) + 1) % 10**6:06d}"


def test_a_right_code_works_once(link):
    digits = digits_of(link)

    assert check_code(link, digits, sessie=HERE)
    assert not check_code(link, digits, sessie=HERE)


def test_the_digits_are_stored_nowhere(link):
    digits = digits_of(link)

    code = Code.objects.get()
    assert digits not in code.hash
    assert digits not in str(Bericht.objects.values().get())


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1} {2}", "{1}-{2}", "Code: {0}."])
def test_a_code_may_be_pasted_with_what_stands_around_it(link, typed):
    digits = digits_of(link)

    assert check_code(link, typed.format(digits, digits[:3], digits[3:]), sessie=HERE)


def test_a_code_works_only_in_the_browser_that_asked(link):
    digits = digits_of(link)

    assert not check_code(link, digits, sessie=ELSEWHERE)
    assert check_code(link, digits, sessie=HERE)


def test_a_code_is_of_one_link(link):
    digits = digits_of(link)

    assert not check_code(ToegangslinkFactory(), digits, sessie=HERE)


def test_after_five_tries_even_the_right_code_is_refused(link):
    digits = digits_of(link)

    for _ in range(MAX_TRIES):
        assert not check_code(link, wrong(digits), sessie=HERE)

    assert not has_living_code(link, sessie=HERE)
    assert not check_code(link, digits, sessie=HERE)


def test_the_fifth_try_may_be_the_right_one(link):
    digits = digits_of(link)
    for _ in range(MAX_TRIES - 1):
        check_code(link, wrong(digits), sessie=HERE)

    assert check_code(link, digits, sessie=HERE)


def test_a_code_lives_ten_minutes_from_the_moment_it_is_mailed(link):
    with time_machine.travel(START, tick=False) as clock:
        send_code(link, sessie=HERE)
        clock.shift(timedelta(minutes=30))
        digits = mint_code(link.codes.get())
        clock.shift(timedelta(minutes=9, seconds=59))
        assert has_living_code(link, sessie=HERE)
        clock.shift(timedelta(seconds=1))

        assert not check_code(link, digits, sessie=HERE)


def test_a_new_code_comes_at_most_every_minute(link):
    with time_machine.travel(START, tick=False) as clock:
        first = send_code(link, sessie=HERE)
        second = send_code(link, sessie=HERE)
        clock.shift(timedelta(seconds=61))
        third = send_code(link, sessie=HERE)

    assert [first, second, third] == [Sent.SENT, Sent.TOO_SOON, Sent.SENT]
    assert Bericht.objects.count() == 2


def test_there_is_a_limit_per_hour_whatever_the_browser(link):
    with time_machine.travel(START, tick=False) as clock:
        for number in range(PER_HOUR):
            assert send_code(link, sessie=f"browser {number}") == Sent.SENT
            clock.shift(timedelta(minutes=2))
        assert send_code(link, sessie="nog een") == Sent.TOO_MANY
        clock.shift(timedelta(hours=1))
        assert send_code(link, sessie="nog een") == Sent.SENT


def test_an_earlier_mail_still_works_while_its_code_lives(link):
    with time_machine.travel(START, tick=False) as clock:
        earlier = digits_of(link)
        clock.shift(timedelta(minutes=2))
        digits_of(link)

        assert check_code(link, earlier, sessie=HERE)


def test_without_email_nothing_is_mailed(db):
    assert send_code(ToegangslinkFactory(without_email=True), sessie=HERE) == Sent.NO_EMAIL
    assert not Bericht.objects.exists()
