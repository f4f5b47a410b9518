"""Two ways give the same number for every indicator: the application, and a recount that knows nothing of it."""

from collections import Counter
from datetime import date, datetime

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapportages.cijfers import Vraag, count
from rapportages.indicatoren import ALLE, INDICATOREN
from rapportages.models import Som, Telfeit
from rapportages.tijdvak import Tijdvak
from tests.rapportages.history import AMSTERDAM, MINUTE, History, steps

PERIODS = [
    (date(2023, 12, 1), date(2023, 12, 31)),
    (date(2024, 1, 1), date(2024, 12, 31)),
    (date(2024, 2, 29), date(2024, 3, 31)),
    (date(2025, 1, 1), date(2025, 2, 28)),
    (date(2023, 1, 1), date(2027, 12, 31)),
]
LINES = {
    "I1": ("I1", 0), "I1 persoon": ("I1", 1), "I1 aangenomen": ("I1", 2),
    "I2": ("I2", 0), "I2 keuze": ("I2", 1), "I2 anders": ("I2", 2),
    "I3": ("I3", 0), "I4": ("I4", 0),
    "I5": ("I5", 0), "I5 totaal": ("I5", 1), "I6": ("I6", 0), "I6 totaal": ("I6", 1),
    "I7": ("I7", 0), "I7 verschillend": ("I7", 1), "I8": ("I8", 0),
    "I9 start": ("I9", 0), "I9": ("I9", 1),
    "I10 start school": ("I10", 0), "I10 start company": ("I10", 1),
    "I10 school": ("I10", 2), "I10 company": ("I10", 3),
    "I11": ("I11", 0), "I11 afloop": ("I11", 1),
    "I12 0": ("I12", 0), "I12 6": ("I12", 1), "I12 12": ("I12", 2), "I13": ("I13", 0),
    "I14 wachten": ("I14", 0), "I14 leren": ("I14", 1), "I15": ("I15", 0), "I15 personen": ("I15", 1),
    "I18 voorbereiding": ("I18", 0), "I18 weken": ("I18", 1), "I18 contact": ("I18", 2), "I18 personen": ("I18", 3),
}  # fmt: skip
"""Where the application keeps what the recount calls so."""


def told(regio, van, tot, kennis=None):
    """What the application says, in the shape of the recount."""
    tijdvak = Tijdvak(van, tot)
    feiten = Vraag(regio, tijdvak, kennis).narrow(Telfeit.objects.all())
    counted = {code: count(INDICATOREN[code], feiten, tijdvak) for code in INDICATOREN}
    return {name: plain(counted[code][place]) for name, (code, place) in LINES.items()}


def plain(uitslag):
    if uitslag.delen:
        return Counter({deel.sleutel: deel.aantal for deel in uitslag.delen if deel.aantal})
    if uitslag.cijfer.laagste is not None and uitslag.lijn.meet == "spreiding":
        return (float(uitslag.cijfer.waarde), uitslag.cijfer.laagste, uitslag.cijfer.hoogste)
    return uitslag.cijfer.waarde


def same(told_, expected):
    for name in LINES:
        mine, other = told_[name], expected[name]
        if isinstance(other, tuple):
            assert mine == (pytest.approx(other[0], abs=0.051), *other[1:]), name
        elif isinstance(other, float):
            assert float(mine) == pytest.approx(other, abs=0.051), name
        else:
            assert mine == other, name


def test_every_line_of_every_indicator_is_recounted():
    lines = {(code, place) for code, indicator in INDICATOREN.items() for place in range(len(indicator.lijnen))}

    assert lines - set(LINES.values()) == {("I8", 1), ("I17", 0)}  # niveau like sector; erkenningen have their own test
    assert [indicator.code for indicator in ALLE] == [f"I{n}" for n in range(1, 19)]


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(taken=st.lists(st.tuples(steps, MINUTE), min_size=20, max_size=40))
def test_the_application_counts_what_happened(db_per_example, taken):
    with db_per_example():
        history = History()
        for step, minute in taken:
            history.take(step, minute)

        for van, tot in PERIODS:
            same(told(history.regio, van, tot), history.numbers(van, tot))


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    taken=st.lists(st.tuples(steps, MINUTE), min_size=15, max_size=25),
    split=st.dates(date(2023, 12, 1), date(2026, 2, 1)),
)
def test_sums_of_what_is_closed_never_lag_behind(db_per_example, taken, split):
    """Wherever the closed part ends: asked before and after every step, so that a sum that was not dropped shows."""
    with db_per_example(), time_machine.travel(datetime(split.year, split.month, 15, 12, tzinfo=AMSTERDAM), tick=False):
        history = History()
        for step, minute in taken:
            history.take(step, minute)
            same(told(history.regio, *PERIODS[4]), history.numbers(*PERIODS[4]))

        for van, tot in PERIODS:
            same(told(history.regio, van, tot), history.numbers(van, tot))
            assert told(history.regio, van, tot) == told(history.regio, van, tot)
        assert Som.objects.exists()


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    taken=st.lists(st.tuples(steps, MINUTE), min_size=15, max_size=30),
    later=st.lists(st.tuples(steps, MINUTE), min_size=5, max_size=10),
)
def test_what_was_known_then_can_be_counted_again(db_per_example, taken, later):
    """Corrections, backdating and erasing afterwards change today's count, never the count of that day."""
    with db_per_example():
        history = History()
        for step, minute in taken:
            history.take(step, minute)
        then = history.now
        counted = [history.numbers(van, tot) for van, tot in PERIODS]
        for step, minute in later:
            history.take(step, minute)

        for (van, tot), expected in zip(PERIODS, counted, strict=True):
            same(told(history.regio, van, tot, kennis=then), expected)
