"""What rooms above add to the pages of a room below, which knows none of them: they register in AppConfig.ready()."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Make = TypeVar("Make", bound=Callable[..., Any])


class Registry(Generic[Make]):
    """Functions in an order; the same function at the same place counts once, however often it is registered."""

    def __init__(self) -> None:
        self._makers: dict[tuple[int, str], Make] = {}

    def add(self, order: int, make: Make) -> None:
        self._makers[order, f"{make.__module__}.{make.__qualname__}"] = make

    def __iter__(self) -> Iterator[Make]:
        return iter([self._makers[place] for place in sorted(self._makers)])


@dataclass(frozen=True)
class Section:
    """A fragment of a page; its template finds `context` under the name `section`, beside what the page is about."""

    template: str
    context: Mapping[str, Any]
