"""The navigation. It names no room: every room registers its own entry in `AppConfig.ready()`."""

from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.urls import reverse

Place = Literal["main", "account"]
BAR_SIZE = 4


@dataclass(frozen=True, order=True)
class Entry:
    order: int
    label: str
    url_name: str
    permissions: tuple[str, ...] = ()
    icon: str = "document"
    place: Place = "main"


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    icon: str
    current: bool


_entries: dict[tuple[Place, str], Entry] = {}


def register(
    *,
    order: int,
    label: str,
    url_name: str,
    permission: str | tuple[str, ...] = (),
    icon: str = "document",
    place: Place = "main",
) -> None:
    """Add an entry for who has the permission, or one of them; without any everyone who signed in sees it.

    `place="account"` is the menu of one's own.
    """
    permissions = (permission,) if isinstance(permission, str) else permission
    _entries[place, url_name] = Entry(order, label, url_name, permissions, icon, place)


def nav_items(request: HttpRequest, place: Place = "main") -> list[NavItem]:
    """What this person may open, in order; the entry with the longest matching address is the current one."""
    if not request.user.is_authenticated:
        return []
    shown = [(entry, reverse(entry.url_name)) for entry in sorted(_entries.values()) if entry.place == place]
    shown = [(entry, url) for entry, url in shown if _may_see(request, entry)]
    matching = [url for _, url in shown if request.path == url or (url != "/" and request.path.startswith(url))]
    current = max(matching, key=len, default=None)
    return [NavItem(entry.label, url, entry.icon, url == current) for entry, url in shown]


def _may_see(request: HttpRequest, entry: Entry) -> bool:
    # Gebruiker and its Permission live above this room; whoever can sign in here has `has`.
    return not entry.permissions or any(request.user.has(one) for one in entry.permissions)  # type: ignore[union-attr,arg-type]
