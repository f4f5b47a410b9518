"""Rooms above that follow what happens: they are told of each event, inside the transaction that wrote it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from praktijkleren.audit.models import AuditEvent

Listener = Callable[["AuditEvent"], None]

_listeners: dict[str, Listener] = {}


def listen(listener: Listener) -> None:
    """In AppConfig.ready(). A listener is quick: it notes what is to be done, and does it after the transaction."""
    _listeners[f"{listener.__module__}.{listener.__qualname__}"] = listener


def tell(event: "AuditEvent") -> None:
    for listener in _listeners.values():
        listener(event)
