"""What rooms above show on the page of a traject. They register in AppConfig.ready(); this room knows none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trajecten.models import Traject

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


@dataclass(frozen=True)
class Section:
    """A fragment; its template finds `context` under the name `section`, beside `traject`."""

    template: str
    context: Mapping[str, Any]


MakeSection = Callable[["Gebruiker", Traject], Section | None]

_sections: dict[tuple[int, str], MakeSection] = {}


def register(order: int, make: MakeSection) -> None:
    """`make` starts at visible_to, takes one query, and answers None when there is nothing for this gebruiker."""
    _sections[order, f"{make.__module__}.{make.__qualname__}"] = make


def sections_for(gebruiker: "Gebruiker", traject: Traject) -> list[Section]:
    made = (make(gebruiker, traject) for _, make in sorted(_sections.items(), key=lambda item: item[0]))
    return [section for section in made if section]
