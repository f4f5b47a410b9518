"""What rooms above show on the page of a person. They register in AppConfig.ready(); this room knows none of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kandidaten.models import Kandidaat
from praktijkleren.ui.parts import Registry, Section

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker

MakeSection = Callable[["Gebruiker", Kandidaat], Section | None]

_sections: Registry[MakeSection] = Registry()


def register(order: int, make: MakeSection) -> None:
    """`make` starts at visible_to and answers None when it does not concern this person or this gebruiker."""
    _sections.add(order, make)


def sections_for(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> list[Section]:
    made = (make(gebruiker, kandidaat) for make in _sections)
    return [section for section in made if section]
