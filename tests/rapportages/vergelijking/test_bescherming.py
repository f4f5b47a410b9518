"""No cell under five can be computed back from all that is shown of a regio: years, totals and parts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from rapportages.bescherming import KLEIN
from rapportages.vergelijking.bescherming import protect_parts, protect_years
from rapportages.vergelijking.tellen import Aantal, Duur, Jaar
from tests.rapportages.vergelijking import attack

MOST = 6
"""Of most numbers in these histories, so that trying everything stays possible; what matters happens around five."""
SOME = st.integers(0, MOST)


def alike(number):
    return Aantal(number, number)


@st.composite
def histories(draw):
    """Two to four years of a small regio, in which most people receive one praktijkverklaring."""
    persons = running = 0
    jaren = []
    for jaar in range(2021, 2021 + draw(st.integers(2, 4))):
        new, started = draw(SOME), draw(SOME)
        again = min(persons, draw(st.sampled_from([0, 0, 0, 1])))
        more = draw(st.sampled_from([0, 0, 0, 1])) if new + again else 0
        ended = min(draw(SOME), running + started)
        work = draw(st.integers(0, ended))
        persons, running = persons + new, running + started - ended
        jaren.append(
            Jaar(
                jaar,
                starts=alike(started),
                verklaringen=Aantal(new + again + more, new + again),
                nieuw=new,
                uitkomst=alike(ended),
                uitkomsten={"werk": alike(work), "onbekend": alike(ended - work)},
            )
        )
    return jaren


def truth(jaar):
    return {
        "verklaringen": jaar.verklaringen.aantal,
        "personen": jaar.verklaringen.personen,
        "gestarte_trajecten": jaar.starts.aantal,
        "uitkomst": jaar.uitkomst.aantal,
        **{f"uitkomst {deel}": jaar.uitkomsten.get(deel, Aantal()).aantal for deel in attack.DELEN},
    }


def resist(jaren, shown):
    """Each small cell can still be anything from one to four, and five or more as well."""
    for jaar, cells in zip(jaren, attack.possible(shown, 2 * MOST), strict=True):
        true = truth(jaar)
        for name, values in cells.items():
            if 0 < true[name] < KLEIN:
                assert values >= set(range(1, KLEIN)), (jaar.jaar, name, values)
                assert max(values) >= KLEIN, (jaar.jaar, name, values)


@hypothesis_settings(max_examples=80)
@given(histories())
def test_no_small_cell_can_be_computed_back(jaren):
    shown = list(protect_years(jaren).values())

    assert not [value for year in shown for value in year.values() if value is not None and value < KLEIN]
    resist(jaren, shown)


def history(*rows):
    """Per year: praktijkverklaringen, persons, new persons, started trajecten, outcomes."""
    return [
        Jaar(
            2021 + n,
            verklaringen=Aantal(given, persons),
            nieuw=new,
            starts=alike(started),
            uitkomst=alike(ended),
            uitkomsten={"werk": alike(1), "onbekend": alike(ended - 1)} if ended else {},
        )
        for n, (given, persons, new, started, ended) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [(3, 3, 3, 0, 0), (8, 8, 8, 0, 0)],
        [(6, 6, 6, 0, 0), (3, 3, 3, 0, 0), (1, 1, 1, 0, 0)],
        [(5, 4, 4, 0, 0), (7, 6, 6, 0, 0), (7, 6, 6, 0, 0)],
        [(3, 3, 3, 0, 0), (7, 6, 3, 0, 0), (5, 4, 3, 0, 0)],
        [(0, 0, 0, 6, 5), (0, 0, 0, 4, 5)],
        [(0, 0, 0, 6, 1), (0, 0, 0, 5, 10)],
        [(0, 0, 0, 6, 5), (0, 0, 0, 6, 6)],
        [(0, 0, 0, 12, 6), (0, 0, 0, 0, 0)],
    ],
)
def test_the_ways_that_were_tried(rows):
    """Each gave a small number away to someone who subtracts, with one of the rules left out."""
    jaren = history(*rows)

    resist(jaren, list(protect_years(jaren).values()))


@hypothesis_settings(max_examples=60)
@given(histories())
def test_the_file_of_last_year_stays_true(jaren):
    """What a year shows does not depend on the years after it: comparing two editions gives nothing away."""
    assert protect_years(jaren[:-1]).items() <= protect_years(jaren).items()


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_a_hidden_part_can_be_five_or_more(numbers):
    parts = dict(zip(attack.DELEN, map(alike, numbers), strict=True))

    hidden = [deel for deel, shown in protect_parts(parts).items() if shown is None]

    assert {deel for deel, part in parts.items() if part.aantal < KLEIN} <= set(hidden)
    assert not hidden or sum(numbers) < KLEIN or (len(hidden) > 1 and sum(parts[d].aantal for d in hidden) >= KLEIN)


def years(*numbers):
    """Per year: praktijkverklaringen of as many new persons."""
    jaren = [Jaar(2021 + n, verklaringen=alike(number), nieuw=number) for n, number in enumerate(numbers)]
    shown = protect_years(jaren).values()
    return [(year["verklaringen", "totaal"], year["verklaringen_totaal", "totaal"]) for year in shown]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([20, 80, 160], [(20, 20), (80, 100), (160, 260)]),
        ([3, 20, 60], [(None, None), (None, 23), (60, 83)]),
        ([3, 4, 60], [(None, None), (None, 7), (60, 67)]),
        ([20, 0, 60], [(20, 20), (None, 20), (60, 80)]),
        ([0, 20], [(None, None), (20, 20)]),
        ([1, 2], [(None, None), (None, None)]),
    ],
)
def test_a_total_is_shown_where_its_difference_says_nothing_small(numbers, expected):
    assert years(*numbers) == expected


def test_few_new_persons_keep_the_total_of_persons_back():
    jaren = [
        Jaar(2021, verklaringen=alike(20), nieuw=20),
        Jaar(2022, verklaringen=alike(20), nieuw=2),
        Jaar(2023, verklaringen=alike(20), nieuw=6),
    ]

    shown = protect_years(jaren).values()

    assert [year["personen_totaal", "totaal"] for year in shown] == [20, None, 28]


def test_many_verklaringen_of_few_persons_are_hidden():
    (shown,) = protect_years([Jaar(2021, verklaringen=Aantal(12, 4), nieuw=4, starts=Aantal(9, 4))]).values()

    assert {shown["verklaringen", "totaal"], shown["gestarte_trajecten", "totaal"]} == {None}


@pytest.mark.parametrize(("records", "expected"), [(4, None), (5, Decimal("8.5"))])
def test_a_median_needs_five_records(records, expected):
    jaar = Jaar(2021, starts=alike(20), tot_start=Duur(Decimal("8.5"), records))

    (shown,) = protect_years([jaar]).values()

    assert shown["weken_tot_start", "totaal"] == expected
