"""What rooms above show on the page of a person. They register in AppConfig.ready(); this room knows none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kandidaten.models import Kandidaat

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


@dataclass(frozen=True)
class Section:
    """A fragment; its template finds `context` under the name `section`, beside `kandidaat`."""

    template: str
    context: Mapping[str, Any]


MakeSection = Callable[["Gebruiker", Kandidaat], Section | None]

_sections: dict[tuple[int, str], MakeSection] = {}


def register(order: int, make: MakeSection) -> None:
    """`make` starts at visible_to and answers None when it does not concern this person or this gebruiker."""
    _sections[order, f"{make.__module__}.{make.__qualname__}"] = make


def sections_for(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> list[Section]:
    made = (make(gebruiker, kandidaat) for _, make in sorted(_sections.items(), key=lambda item: item[0]))
    return [section for section in made if section]
