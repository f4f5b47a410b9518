"""What rooms show on the page Vandaag. A room registers a panel; this room knows none of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db.models import Count, Model, QuerySet, Window

from praktijkleren.ui.parts import Registry

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker

M = TypeVar("M", bound=Model)
SHOWN = 5
"""Lines of a panel; the rest is counted."""


@dataclass(frozen=True)
class Regel:
    """One line with one button."""

    titel: str
    url: str
    knop: str
    detail: str = ""
    urgent: bool = False


@dataclass(frozen=True)
class Panel:
    """The first few of what a room has waiting.

    `personen` are the pseudonyms of the people whom it shows; the page logs that they were seen.
    """

    titel: str
    regels: Sequence[Regel]
    totaal: int = 0
    alles_url: str = ""
    personen: Sequence[UUID] = ()


MakePanel = Callable[["Gebruiker"], Panel | None]

_panels: Registry[MakePanel] = Registry()


def register_panel(order: int, make: MakePanel) -> None:
    """Add a panel. `make` takes the same number of queries however much there is; None when it does not concern one."""
    _panels.add(order, make)


def first_few(rows: QuerySet[M], shown: int = SHOWN) -> tuple[list[M], int]:
    """The first rows and how many there are in all; one query, however many that is."""
    found = list(rows.annotate(in_all=Window(Count("*")))[:shown])
    return found, getattr(found[0], "in_all") if found else 0  # noqa: B009 - added by annotate


def panels_for(gebruiker: "Gebruiker") -> list[Panel]:
    """The panels that have something to show, in order."""
    made = [make(gebruiker) for make in _panels]
    return [panel for panel in made if panel and panel.regels]
