"""The access matrix: every room says in tests/<app>/access.py what its pages are and who opens them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from tests.world import World

ROOMS = Path(__file__).parent


def nothing(_world: "World") -> Sequence[Any]:
    return []


@dataclass(frozen=True, kw_only=True)
class _Options:
    args: Callable[["World"], Sequence[Any]] = nothing
    """What stands in the address, made for this world."""
    ok: Collection[str] = field(default_factory=frozenset)
    """Roles of the own regio that open the page."""
    forbidden: Collection[str] = field(default_factory=frozenset)
    """Roles that may know it exists and get 403. All others get 404."""
    public: bool = False
    """Open to anyone who knows the address."""
    link: str = ""
    """Opened by the mailed link with this purpose; the first argument is its subject."""
    regional: bool | None = None
    """Whether a coordinator of the neighbour regio gets 404. Unless said: when something stands in the address."""
    status: int = 200
    """What a public page answers to someone who comes from nowhere."""
    query: str = ""
    """What stands behind the address, such as 'stap=2'."""
    data: Callable[["World"], dict[str, Any]] = lambda _world: {}
    """What is posted to a page that only takes POST; without it an empty form."""


@dataclass(frozen=True)
class Page(_Options):
    name: str
    """URL name, such as 'trajecten:detail'."""

    @property
    def is_regional(self) -> bool:
        if self.regional is not None:
            return self.regional
        return self.args is not nothing and not self.public and not self.link

    def url(self, world: "World") -> str:
        return self.url_of(self.args(world))

    def url_of(self, args: Sequence[Any]) -> str:
        path = reverse(self.name, args=list(args))
        return f"{path}?{self.query}" if self.query else path

    def __str__(self) -> str:
        return f"{self.name}?{self.query}" if self.query else self.name


def all_pages() -> list[Page]:
    modules = sorted(path.parent.name for path in ROOMS.glob("*/access.py"))
    return [page for name in modules for page in import_module(f"tests.{name}.access").PAGES]
