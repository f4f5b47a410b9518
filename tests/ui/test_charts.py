from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkleren.ui import charts
from praktijkleren.ui.charts import Point, Series
from praktijkleren.ui.charts.plot import FLOOR, TOP, WIDTHS
from praktijkleren.ui.charts.scale import axis

COUNTS = st.one_of(st.none(), st.integers(0, 1_000_000), st.decimals(0, 1_000_000, places=2))
LISTS = st.lists(COUNTS, max_size=36)
UNITS = st.sampled_from(["", "%", "dagen"])


def points(*values, url=""):
    return [Point(f"deel {number}", value, url) for number, value in enumerate(values)]


def numbers_in(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0, "", "0"),
        (1234, "", "1.234"),
        (1_000_000, "", "1.000.000"),
        (12.5, "%", "12,5 %"),
        (Decimal("12.04"), "dagen", "12 dagen"),
        (0.25, "", "0,3"),
        (None, "", "< 5"),
    ],
)
def test_a_number_reads_as_people_here_write_it(value, unit, text):
    assert charts.amount(value, unit) == text


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), Decimal("NaN")])
def test_what_has_no_place_on_an_axis_from_zero_is_refused(value):
    with pytest.raises(ValueError, match="Not to be drawn"):
        charts.bars(points(value))


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(1, 8, "12,5 %"), (3, 0, ""), (None, 8, ""), (3, None, ""), (0, 8, "0 %")]
)
def test_a_share_is_said_only_when_both_are_known(part, whole, text):
    assert charts.percent(part, whole) == text


@pytest.mark.parametrize(
    ("top", "whole", "steps"),
    [
        (1, True, [0, 1]),
        (41, True, [0, 10, 20, 30, 40, 50]),
        (100, True, [0, 20, 40, 60, 80, 100]),
        (1_000_000, True, [0, 200_000, 400_000, 600_000, 800_000, 1_000_000]),
        (Decimal("0.5"), False, [Decimal(number) / 10 for number in range(6)]),
    ],
)
def test_an_axis_has_round_steps_from_zero(top, whole, steps):
    assert axis(top, whole=whole) == steps


@given(LISTS, UNITS)
def test_bars_stay_inside_and_a_larger_value_is_never_shorter(values, unit):
    drawn = charts.bars(points(*values), unit=unit).bars

    assert all(0 <= bar.width <= 100 for bar in drawn)
    known = sorted((value, bar.width) for value, bar in zip(values, drawn, strict=True) if value is not None)
    assert [width for _, width in known] == sorted(width for _, width in known)
    assert all((bar.width > 0) == (value != 0) for value, bar in zip(values, drawn, strict=True))


@given(LISTS, st.booleans(), UNITS)
def test_columns_stay_inside_and_a_higher_value_is_never_lower(values, twice, unit):
    series = [Series(name, points(*values)) for name in ("een", "twee")[: 1 + twice]]

    plot = charts.columns(series, unit=unit)

    assert all(mark.x >= 0 and mark.x + mark.width <= 100.05 for mark in plot.marks)
    assert all(TOP - 0.01 <= mark.y <= FLOOR and abs(mark.y + mark.height - FLOOR) < 0.02 for mark in plot.marks)
    known = sorted((value, mark.height) for value, mark in zip(values, plot.marks, strict=False) if value is not None)
    assert [height for _, height in known] == sorted(height for _, height in known)


@given(st.lists(LISTS, min_size=1, max_size=3), UNITS)
def test_lines_stay_inside_and_every_known_value_can_be_seen(lists, unit):
    length = min(map(len, lists))
    series = [Series(f"reeks {number}", points(*values[:length])) for number, values in enumerate(lists)]

    plot = charts.line(series, unit=unit)

    seen = {(dot.x, dot.y) for dot in plot.dots}
    seen |= {spot for part in plot.segments for spot in ((part.x1, part.y1), (part.x2, part.y2))}
    assert all(0 <= x <= 100 and TOP - 0.01 <= y <= FLOOR for x, y in seen)
    assert all(TOP - 35 < end.y <= FLOOR for end in plot.ends)
    known = [point for each in series for point in each.points if point.value is not None]
    assert bool(seen) == bool(known)
    assert len(plot.marks) == length * len(series) - len(known)


def test_a_single_value_has_a_dot_also_between_hidden_ones():
    plot = charts.line([Series("", points(None, 8, None))])

    assert [(dot.x, dot.kind) for dot in plot.dots] == [(50, "first")]
    assert plot.segments == ()


def test_bars_say_the_share_of_the_whole():
    chart = charts.bars(points(30, 10))

    assert [(bar.text, bar.share) for bar in chart.bars] == [("30", "75 %"), ("10", "25 %")]
    assert [(bar.text, bar.share) for bar in charts.bars(points(30, 10), shares=False).bars] == [("30", ""), ("10", "")]


def test_no_share_gives_away_what_is_hidden():
    chart = charts.bars(points(30, None, 10))

    assert [bar.share for bar in chart.bars] == ["", "", ""]
    assert (chart.bars[1].kind, chart.bars[1].text) == ("small", "< 5")
    assert [entry.text for entry in chart.legend] == ["< 5: te klein om te tonen"]


def test_a_measure_that_is_hidden_is_not_said_to_be_less_than_five():
    chart = charts.bars(points(160, None), unit="dagen", shares=False)

    assert [bar.text for bar in chart.bars] == ["160 dagen", "te weinig"]
    assert [entry.text for entry in chart.legend] == ["te weinig: minder dan 5, te klein om te tonen"]


def test_what_is_unknown_stands_last_with_a_hatch_of_its_own():
    chart = charts.bars([Point("Onbekend", 9), Point("Werk", 3)])

    assert [(bar.label, bar.kind) for bar in chart.bars] == [("Werk", "first"), ("Onbekend", "unknown")]


def test_a_funnel_says_how_many_are_left_of_the_step_before():
    chart = charts.funnel(points(200, 150, None, 30))

    assert [bar.share for bar in chart.bars] == ["", "75 %", "", ""]
    assert [cell.heading for cell in chart.table.headings] == ["Aantal", "Van de vorige stap"]
    assert "vorige stap" in chart.remark
    assert charts.funnel(points(200)).remark == ""


@given(st.lists(st.integers(0, 1_000_000), min_size=1, max_size=36))
def test_the_table_says_the_same_numbers(values):
    expected = [[charts.amount(value)] for value in values]

    assert numbers_in(charts.bars(points(*values), shares=False).table) == expected
    assert numbers_in(charts.columns([Series("", points(*values))]).table) == expected
    assert numbers_in(charts.line([Series("", points(*values))]).table) == expected


def test_the_table_has_a_column_for_each_series_and_for_notes():
    first, second = [Point("2025", 8, "/a/", "tot juni")], [Point("2025", None)]

    table = charts.columns([Series("Nieuw", first), Series("Klaar", second)], what="Jaar").table

    assert table.what == "Jaar"
    assert [(cell.heading, cell.text, cell.url) for cell in table.rows[0].cells] == [
        ("Nieuw", "8", "/a/"),
        ("Klaar", "< 5", ""),
        ("Toelichting", "tot juni", ""),
    ]


def test_in_a_narrow_chart_only_the_highest_column_has_its_number():
    plot = charts.columns([Series("", points(*range(10, 46)))])

    assert [text.text for text in plot.numbers] == ["45"]
    assert plot.numbers[0].hide == ()


def test_numbers_that_fit_at_a_desk_but_not_on_a_phone_hide_there():
    plot = charts.columns([Series("", points(*range(101, 113)))])

    assert {text.hide for text in plot.numbers} == {("middle", "narrow"), ()}
    assert [text.text for text in plot.numbers if not text.hide] == ["112"]


def test_of_many_months_the_same_ones_have_a_label():
    months = [Point(f"{month:02}-{year}", 1) for year in (2023, 2024, 2025) for month in range(1, 13)]

    labels = charts.columns([Series("", months)]).labels

    shown = {width: [text.text for text in labels if width not in text.hide] for width in WIDTHS}
    assert shown["wide"] == ["01-2023", "07-2023", "01-2024", "07-2024", "01-2025", "07-2025"]
    assert shown["middle"] == ["01-2023", "01-2024", "01-2025"]


def test_a_long_label_is_shortened_and_stays_whole_in_its_title():
    plot = charts.columns([Series("", [Point("Gemeente Westerkwartier", 9)])])

    assert [(text.text, text.full) for text in plot.labels] == [("Gemeente…", "Gemeente Westerkwartier")]


def test_names_at_the_end_of_lines_keep_apart():
    series = [Series(name, points(1, value)) for name, value in (("laag", 0), ("hoog", 1), ("midden", 1))]

    ends = charts.line(series).ends

    assert [end.naam for end in ends] == ["hoog", "midden", "laag"]
    assert all(below.y - above.y >= 34 for above, below in pairwise(ends))


def test_the_description_tells_the_period_the_highest_and_the_last():
    plot = charts.line([Series("Klaar", [Point("jan", 3), Point("feb", 9), Point("mrt", 7)])])

    assert plot.description == "Van jan tot en met mrt. Klaar: hoogste waarde 9 (feb), laatste waarde 7."
    assert charts.columns([Series("", [Point("2025", None)])]).description == "2025. Laatste waarde < 5."


def test_series_about_different_periods_or_too_many_are_refused():
    with pytest.raises(ValueError, match="different periods"):
        charts.line([Series("a", points(1)), Series("b", points(1, 2))])
    with pytest.raises(ValueError, match="At most 2"):
        charts.columns([Series(name, points(1)) for name in "abc"])


@pytest.mark.parametrize(
    "chart", [charts.bars([]), charts.funnel([]), charts.columns([Series("", [])]), charts.columns([]), charts.line([])]
)
def test_without_values_a_chart_is_empty(chart):
    assert chart.is_empty
