"""What a mail must carry and the outbox must not keep: a fresh link, a code. Minted at delivery, never stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from praktijkleren.audit.actor import Actor

if TYPE_CHECKING:
    from praktijkleren.post.models import Bericht

Mint = Callable[["Bericht"], Mapping[str, Any]]
Bounced = Callable[["Bericht", Actor], bool]


class GoneError(Exception):
    """Raised by a mint: what the mail was for is over, so it is not sent. The message says why, for people."""


@dataclass(frozen=True)
class Secret:
    mint: Mint
    once: bool = False
    bounced: Bounced | None = None


_secrets: dict[str, Secret] = {}


def register(soort: str, mint: Mint, *, once: bool = False, bounced: Bounced | None = None) -> None:
    """Say how a kind of secret is made: `mint` gives the values for the template, such as {"link_url": "https://…"}.

    `once` is for a secret that confuses when it arrives twice, such as a code: when it is unknown whether the mail
    left, it becomes `onzeker` and is never sent again.

    `bounced` hears that the mail did not arrive, and answers whether somebody was asked to repair the address.
    """
    _secrets[soort] = Secret(mint, once, bounced)


def mint(bericht: "Bericht") -> Mapping[str, Any]:
    return _secrets[bericht.geheim_soort].mint(bericht) if bericht.geheim_soort else {}


def is_once(bericht: "Bericht") -> bool:
    secret = _secrets.get(bericht.geheim_soort)
    return secret.once if secret else False


def tell_bounced(bericht: "Bericht", *, by: Actor) -> bool:
    """Whether the room behind it asked somebody to repair the address."""
    secret = _secrets.get(bericht.geheim_soort)
    return bool(secret and secret.bounced and secret.bounced(bericht, by))
