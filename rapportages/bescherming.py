"""No small cell leaves: what is under five is not shown, nor anything from which it can be computed (domain.md 5.2)."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from rapportages.cijfers import Deel, Uitslag

KLEIN = 5
"""Cells with fewer persons than this are suppressed; nothing at all is no person, and is shown."""


def hidden(numbers: Sequence[int], *, also: Collection[int] = ()) -> set[int]:
    """Which places of a row to hide, when its total is shown or known.

    Besides the small ones the smallest others, until each hidden number could be five or more as well: the reader knows
    their sum, and that each is at least one. When that cannot be reached all are hidden, and the total with them.
    `also`: places that must be hidden for another reason.
    """
    found = {place for place, number in enumerate(numbers) if 0 < number < KLEIN} | set(also)
    if not found:
        return found
    others = sorted((number, place) for place, number in enumerate(numbers) if number >= KLEIN and place not in found)
    while len(found) < 2 or sum(numbers[place] for place in found) - len(found) + 1 < KLEIN:
        if not others:
            return set(range(len(numbers)))
        found.add(others.pop(0)[1])
    return found


def about(delen: Sequence[Deel]) -> list[int]:
    """By what it is decided whether a part is small: persons where those were counted, or else its number."""
    return [int((deel.aantal if deel.personen is None else deel.personen) or 0) for deel in delen]


def protect(uitslag: Uitslag) -> Uitslag:
    """The same line with its small parts hidden; a total that would give them away goes too."""
    numbers = about(uitslag.delen)
    places = hidden(numbers)
    if not places:
        return uitslag
    whole = None if len(places) == len(numbers) else uitslag.cijfer.waarde
    delen = tuple(
        replace(deel, aantal=None if place in places else deel.aantal, noemer=None if whole is None else deel.noemer)
        for place, deel in enumerate(uitslag.delen)
    )
    return replace(uitslag, cijfer=replace(uitslag.cijfer, waarde=whole, records=int(whole or 0)), delen=delen)
