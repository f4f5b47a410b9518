"""What rooms above add to who sees a kandidaat, such as the adviseur werkgevers after a match."""

from collections.abc import Callable

from django.db.models import Q

from praktijkleren.accounts.visibility import NOTHING, Scope

_additions: list[Callable[[Scope], Q]] = []


def add_sight(addition: Callable[[Scope], Q]) -> None:
    """Register in AppConfig.ready(): from one Scope to a Q over Kandidaat, by subquery only."""
    _additions.append(addition)


def seen_through_rooms_above(scope: Scope) -> Q:
    seen = NOTHING
    for addition in _additions:
        seen |= addition(scope)
    return seen
