"""What rooms above show on the page of a traject. They register in AppConfig.ready(); this room knows none of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from praktijkleren.ui.parts import Registry, Section
from trajecten.models import Traject

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker

MakeSection = Callable[["Gebruiker", Traject], Section | None]

_sections: Registry[MakeSection] = Registry()


def register(order: int, make: MakeSection) -> None:
    """`make` starts at visible_to, takes one query, and answers None when there is nothing for this gebruiker."""
    _sections.add(order, make)


def sections_for(gebruiker: "Gebruiker", traject: Traject) -> list[Section]:
    made = (make(gebruiker, traject) for make in _sections)
    return [section for section in made if section]
