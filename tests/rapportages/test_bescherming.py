"""No cell under five can be computed back, by subtraction or by trying everything that fits."""

from hypothesis import given
from hypothesis import strategies as st

from rapportages.bescherming import KLEIN, hidden, protect
from rapportages.cijfers import Deel, Uitslag
from rapportages.indicatoren.begrip import Cijfer
from rapportages.indicatoren.uitkomst import I12


def shown(*numbers):
    """A line as it leaves: its total and its parts."""
    whole = sum(numbers)
    delen = tuple(Deel(str(place), str(place), number, whole) for place, number in enumerate(numbers))
    uitslag = protect(Uitslag(I12.lijnen[0], Cijfer(whole, whole), delen))
    return uitslag.cijfer.waarde, [deel.aantal for deel in uitslag.delen], {deel.noemer for deel in uitslag.delen}


def fits(total, parts):
    """Per hidden part the lowest and the highest number that it can be, for who knows the rules and the total."""
    places = [place for place, part in enumerate(parts) if part is None]
    if total is None:
        return dict.fromkeys(places, (0, None))
    left = total - sum(part for part in parts if part is not None)
    return {place: (1, left - (len(places) - 1)) for place in places}


@given(st.lists(st.integers(0, 40), min_size=1, max_size=9))
def test_each_hidden_number_may_be_five_or_more(numbers):
    total, parts, wholes = shown(*numbers)

    assert [part for part in parts if part is not None and 0 < part < KLEIN] == []
    for lowest, highest in fits(total, parts).values():
        assert highest is None or (lowest < KLEIN <= highest)
    assert total is not None or wholes == {None}


@given(st.lists(st.integers(0, 40), min_size=1, max_size=9))
def test_nothing_is_hidden_without_need(numbers):
    if not any(0 < number < KLEIN for number in numbers):
        assert hidden(numbers) == set()


@given(st.lists(st.integers(0, 40), min_size=2, max_size=9))
def test_it_hides_the_smallest_first(numbers):
    places = hidden(numbers)

    assert all(numbers[kept] >= max((numbers[place] for place in places), default=0) or numbers[kept] == 0
               for kept in set(range(len(numbers))) - places)  # fmt: skip


def test_twente_leaves_as_nothing():
    """Domain.md 5.4, case 3: of four people nothing leaves the regio; inside it stays 2, 1 and 1 onbekend."""
    assert shown(2, 1, 1) == (None, [None, None, None], {None})


def test_one_small_part_takes_the_next_one_along():
    assert shown(30, 3, 9) == (42, [30, None, None], {42})


def test_four_ones_cannot_be_told_apart_from_each_other():
    """Two hidden parts that add up to two would be one each."""
    assert shown(1, 1, 8, 20) == (30, [None, None, None, 20], {30})
