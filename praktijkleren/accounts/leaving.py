"""What a colleague who leaves still has in hand. Rooms above register how they count it."""

from collections.abc import Callable
from dataclasses import dataclass

from praktijkleren.accounts.models import Gebruiker


@dataclass(frozen=True)
class InHand:
    """Something that needs another owner first, such as "12 kandidaten", and the page where that is arranged."""

    titel: str
    url: str
    knop: str = "Draag over"


CountInHand = Callable[[Gebruiker], InHand | None]
_counters: list[CountInHand] = []


def register(counter: CountInHand) -> None:
    """`counter` gives None when there is nothing."""
    if counter not in _counters:
        _counters.append(counter)


def in_hand(gebruiker: Gebruiker) -> list[InHand]:
    return [found for counter in _counters if (found := counter(gebruiker))]
