from datetime import UTC, date, datetime

import pytest

from praktijkleren.ui import dates
from praktijkleren.ui.templatetags import components

TODAY = date(2026, 11, 24)


def test_datum_is_short_and_dutch():
    assert components.datum(TODAY) == "di 24 nov 2026"
    assert components.datum(date(2026, 3, 1)) == "zo 1 mrt 2026"
    assert components.datum(None) == ""


def test_a_birth_date_has_no_day_of_the_week():
    assert components.geboren_op(date(1999, 3, 3)) == "3 mrt 1999"
    assert components.geboren_op(None) == ""


def test_a_moment_shows_as_the_day_it_was_in_the_netherlands():
    assert components.datum(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "di 24 nov 2026"
    assert dates.datum(datetime(2026, 11, 23, 23, 30)) == "ma 23 nov 2026"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "vandaag"),
        (date(2026, 11, 25), "morgen"),
        (date(2026, 11, 23), "gisteren"),
        (date(2026, 11, 27), "over 3 dagen"),
        (date(2026, 11, 14), "10 dagen geleden"),
        (date(2026, 12, 24), "over 4 weken"),
        (date(2026, 8, 24), "3 maanden geleden"),
        (date(2029, 1, 1), "over 2 jaar"),
    ],
)
def test_over_says_how_far_away_a_day_is(day, words):
    assert dates.over(day, today=TODAY) == words


def test_over_of_nothing_is_nothing():
    assert components.over(None) == ""


@pytest.mark.parametrize(
    ("amount", "words"), [(2700, "€ 2.700,00"), (0.5, "€ 0,50"), (-1234567.891, "€ -1.234.567,89"), (None, "")]
)
def test_bedrag_is_written_the_dutch_way(amount, words):
    assert components.bedrag(amount) == words
