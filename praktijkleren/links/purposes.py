"""What a mailed link may be for. Each room registers its own purposes in `AppConfig.ready()`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from praktijkleren.audit.actor import Actor
    from praktijkleren.links.models import Toegangslink


def _nobody(_onderwerp_id: UUID) -> str:
    return ""


def _nobody_asks(_onderwerp_id: UUID) -> bool:
    return False


def _nothing_instead(_link: "Toegangslink") -> "Toegangslink | None":
    return None


@dataclass(frozen=True)
class Purpose:
    doel: str
    title: str | Callable[[UUID], str]
    """What waits, without anybody's name: "Er staat een praktijkverklaring klaar om te ondertekenen"."""
    url: Callable[[UUID], str]
    """The page behind the link, given the subject."""
    code: bool = True
    """Whether a code to the mailbox is asked. Without one the address alone opens the page."""
    sender: Callable[[UUID], str] = _nobody
    """Who asks: the name of the regio or organisatie, never of a person."""
    opened: "Callable[[Toegangslink, Actor], None] | None" = None
    """What follows when someone got in: the code was right, or none was needed."""
    renew: "Callable[[Toegangslink, Actor], None] | None" = None
    """How an expired link is replaced and mailed. Without it the same link simply lives on for a while."""
    asks: Callable[[UUID], bool] = _nobody_asks
    """Whether the person at this address still has something to do: then it stands in the one mail of a day."""
    bounced: "Callable[[Toegangslink, Actor], bool] | None" = None
    """What follows when mail does not arrive; answers whether somebody was asked to repair the address."""
    instead: "Callable[[Toegangslink], Toegangslink | None]" = _nothing_instead
    """What else waits at the same mailbox for the same person, once a link has ended: its address then leads there."""
    ended: Mapping[str, str] = field(default_factory=dict)
    """Per reason for which a link ended: one sentence for the neutral page."""

    def title_of(self, onderwerp_id: UUID) -> str:
        return self.title if isinstance(self.title, str) else self.title(onderwerp_id)


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    _purposes[purpose.doel] = purpose


def purpose_of(doel: str) -> Purpose:
    return _purposes[doel]
