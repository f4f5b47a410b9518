"""The kinds of document. The room above that owns a kind registers it in `AppConfig.ready()`; this room names none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker
    from praktijkleren.audit.actor import Actor
    from praktijkleren.documenten.models import Document, Ondertekenverzoek
    from praktijkleren.documenten.signer import Signer

Snapshot = Mapping[str, Any]


@dataclass(frozen=True)
class Item:
    """One line that the signer answers with "klopt" or "klopt niet"."""

    key: str
    titel: str
    groep: str = ""
    code: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file inside the sealed PDF, such as a credential."""

    name: str
    mime: str
    description: str
    content: bytes
    created: datetime
    """With an offset."""


def _nothing(*_args: Any) -> None:
    """For a kind to which an event means nothing."""


def _no_items(_snapshot: Snapshot, _rol: str) -> Sequence[Item]:
    return ()


def _no_person(_onderwerp_id: UUID) -> Sequence[UUID]:
    return ()


def _anybody(_document: "Document", _signer: "Signer") -> str:
    return ""


def _no_attachments(_document: "Document") -> Sequence[Attachment]:
    return ()


def _itself(onderwerp_id: UUID) -> UUID:
    return onderwerp_id


@dataclass(frozen=True, kw_only=True)
class Kind:
    soort: str
    titel: str
    """What it is called in a sentence, such as "praktijkverklaring"."""
    html_template: str
    """Shown to the signer; gets what `presenter` answers as `doc`."""
    pdf_template: str
    """Made into the PDF; gets `doc`, `handtekeningen`, `concept` and `zegel`."""
    css: str = "document.css"
    """In static/documenten."""
    presenter: Callable[[Snapshot], Any]
    """From the frozen snapshot, and nothing else, to what the templates show."""
    may_see: "Callable[[Gebruiker, UUID], bool]"
    page_url: Callable[[UUID], str]
    """The page of the subject, for colleagues."""
    sentence: Callable[[Snapshot, str], str]
    """What a signer in this rol declares, in full."""
    items: Callable[[Snapshot, str], Sequence[Item]] = _no_items
    """What a signer in this rol answers one by one."""
    check_signer: "Callable[[Document, Signer], str]" = _anybody
    """Why this person cannot be asked to sign, in one sentence; empty when all is well."""
    note: Callable[[UUID], str] = lambda _onderwerp_id: ""
    """What whoever sent it wants to say to the signer; no part of the document."""
    notes: Callable[[Sequence[UUID]], Mapping[UUID, str]] = lambda _onderwerp_ids: {}
    """The same of many at once."""
    sender: Callable[[Snapshot], str] = lambda _snapshot: ""
    """Who asks for the signature: an organisation, never a person."""
    filename: Callable[[Snapshot], str] = lambda _snapshot: "document"
    personen: Callable[[UUID], Sequence[UUID]] = _no_person
    """Pseudonyms of those whom the document shows, for the log of who was shown whom."""
    audit_dossier: Callable[[UUID], UUID] = _itself
    """The chain in which everything about this document stands."""
    term: Callable[[UUID], timedelta] = lambda _onderwerp_id: timedelta(days=30)
    """How long someone gets to sign."""
    invite: "Callable[[Ondertekenverzoek, Actor], None]" = _nothing
    """Asks someone to sign, by mail; called in the transaction that makes the request."""
    on_signed: "Callable[[Document, Actor], None]" = _nothing
    """All required signatures are in; called in the transaction of the last one."""
    on_closed: "Callable[[Ondertekenverzoek, Actor], None]" = _nothing
    """Nothing is asked of this signer any more, for whatever reason."""
    on_colleague_named: "Callable[[Ondertekenverzoek, Actor], None]" = _nothing
    """The signer named a colleague of elsewhere; someone approves, or not."""
    on_colleague_forgotten: "Callable[[Ondertekenverzoek, Actor], None]" = _nothing
    on_handed_over: "Callable[[Ondertekenverzoek, Actor], None]" = _nothing
    """A colleague was asked instead; gets the new request."""
    on_away: "Callable[[Ondertekenverzoek, Actor], None]" = _nothing
    """The signer is away until a day; called in the transaction that says so."""
    on_undeliverable: "Callable[[Ondertekenverzoek, Actor], None]" = _nothing
    """Mail to this signer does not arrive."""
    on_declined: "Callable[[Ondertekenverzoek, Actor], None]" = _nothing
    on_expired: "Callable[[Ondertekenverzoek, Actor], None]" = _nothing
    on_renewed: "Callable[[Ondertekenverzoek, Actor], None]" = _nothing
    """The request that had expired was replaced by this one, because the signer asked for it."""
    attachments: "Callable[[Document], Sequence[Attachment]]" = _no_attachments
    """Asked before rendering, outside a transaction, and again after a failure: then it answers the same bytes."""
    on_seal_started: "Callable[[Document, Actor], None]" = _nothing
    """It will be sealed; called after `on_signed`, in the same transaction."""
    on_sealed: "Callable[[Document, Actor], None]" = _nothing
    """The sealed file was stored, read back and verified; called in the transaction that says so."""
    on_seal_failed: "Callable[[Document, Actor], None]" = _nothing
    """Sealing failed three times or more. It is tried again; called in a transaction of its own."""
    is_replaced: "Callable[[Document], bool]" = lambda _document: False
    """Whether a newer version took its place, for who checks a file."""
    warning: "Callable[[Document], str]" = lambda _document: ""
    """Why it no longer counts, for who holds a copy; empty while it does."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.soort] = kind


def kind_of(soort: str) -> Kind:
    return _kinds[soort]
