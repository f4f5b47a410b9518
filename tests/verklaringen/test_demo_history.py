from datetime import date

import pytest

from verklaringen.demo.history import handed_over_days

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2021, 12, 31), 20), (date(2022, 4, 13), 99), (date(2022, 4, 14), 100), (date(2025, 10, 6), 500)],
)
def test_handed_over_days_reach_the_published_counts(on, expected):
    days = handed_over_days(TODAY)

    assert sum(day <= on for day in days) == expected


def test_handed_over_days_pass_250_in_the_summer_of_2023():
    days = handed_over_days(TODAY)

    assert 250 < sum(day <= date(2023, 7, 1) for day in days) < 260


def test_handed_over_days_never_go_back_and_never_reach_today():
    days = handed_over_days(TODAY)

    assert days == sorted(days)
    assert days[-1] < TODAY


def test_three_are_handed_over_on_the_day_of_the_500th():
    assert handed_over_days(TODAY)[497:500] == [date(2025, 10, 6)] * 3
