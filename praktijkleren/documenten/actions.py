"""Freezing a document and having it signed. What a kind means by it stands in its Kind (kinds.py)."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

import rfc8785
from django.db import transaction
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError, first_step, move
from praktijkleren.documenten.dates import deadline
from praktijkleren.documenten.fonts import check_glyphs, composed
from praktijkleren.documenten.kinds import kind_of
from praktijkleren.documenten.models import Document, Handtekening, Ondertekenverzoek
from praktijkleren.documenten.signer import Signer
from praktijkleren.documenten.states import NEXT, VerzoekStatus, WeigerReden
from praktijkleren.documenten.tasks import seal
from praktijkleren.links.actions import end_link, make_link
from praktijkleren.werk.wake import wake_after_commit

DOEL = "ondertekenen"


class ChangedError(TransitionError):
    """What the signer saw is not what would be signed."""


class ExpiredError(TransitionError):
    """The last day on which this could be signed is over."""


class Signature(TypedDict):
    naam: str
    functie: str
    zin: str
    inhoud_sha256: str
    code_checked_at: datetime
    netwerk: NotRequired[str]
    apparaat: NotRequired[str]


@transaction.atomic
def freeze(soort: str, onderwerp_id: UUID, snapshot: dict[str, Any], *, by: Actor) -> Document:
    """Keep what a document says for good. Refuses a character that cannot be printed (MissingGlyphError)."""
    snapshot = composed(snapshot)
    check_glyphs(snapshot)
    document = Document.objects.create(
        soort=soort,
        onderwerp_id=onderwerp_id,
        snapshot=snapshot,
        inhoud_sha256=content_hash(snapshot),
        audit_dossier=kind_of(soort).audit_dossier(onderwerp_id),
        created_at=timezone.now(),
    )
    record("document.bevroren", document, by=by, changes={"soort": soort, "inhoud_sha256": document.inhoud_sha256})
    return document


def content_hash(snapshot: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON (RFC 8785), so that anyone can compute it again."""
    return hashlib.sha256(rfc8785.dumps(snapshot)).hexdigest()


@transaction.atomic
def request_signature(
    document: Document,
    signer: Signer,
    *,
    verloopt_op: datetime,
    by: Actor,
    volgorde: int = 1,
    opvolger_van: Ondertekenverzoek | None = None,
    now: bool = True,
) -> Ondertekenverzoek:
    """Ask one person to sign one document: a link of their own, and the invitation that the kind writes.

    Not `now`: when everyone with a lower `volgorde` has signed. Until then there is no link.
    """
    verzoek = Ondertekenverzoek(
        document=document,
        volgorde=volgorde,
        rol=signer.rol,
        naam=signer.naam,
        functie=signer.functie,
        organisatie=signer.organisatie,
        email=signer.email,
        verloopt_op=verloopt_op,
        opvolger_van=opvolger_van,
        created_at=timezone.now(),
    )
    verzoek.save(force_insert=True)
    first_step(verzoek, verzoek.status, by=by)
    record("ondertekenverzoek.open", verzoek, by=by, changes={"document": document.pk, "rol": signer.rol})
    return invite(verzoek, by=by) if now else verzoek


@transaction.atomic
def request_signatures(
    document: Document, signers: Sequence[Signer], *, verloopt_op: datetime, by: Actor, in_turn: bool = False
) -> list[Ondertekenverzoek]:
    """Ask several persons: all at once, or each when the one before has signed."""
    return [
        request_signature(
            document,
            signer,
            verloopt_op=verloopt_op,
            by=by,
            volgorde=turn if in_turn else 1,
            now=turn == 1 or not in_turn,
        )
        for turn, signer in enumerate(signers, start=1)
    ]


@transaction.atomic
def invite(verzoek: Ondertekenverzoek, *, by: Actor) -> Ondertekenverzoek:
    """It is this person's turn: a link of their own, and a mail. Once."""
    waiting = Ondertekenverzoek.objects.open().filter(pk=verzoek.pk, uitgenodigd_op__isnull=True)
    if not waiting.update(uitgenodigd_op=timezone.now()):
        return verzoek
    link = make_link(
        DOEL,
        verzoek.pk,
        email=verzoek.email,
        naam=verzoek.naam,
        functie=verzoek.functie,
        verloopt_op=verzoek.verloopt_op,
        by=by,
    )
    Ondertekenverzoek.objects.filter(pk=verzoek.pk).update(link=link)
    verzoek.refresh_from_db()
    verzoek.document.kind.invite(verzoek, by)
    return verzoek


def lock(document: Document) -> None:
    """What happens to the requests of one document happens one after the other, so that no two wait for each other."""
    Document.objects.select_for_update(no_key=True).get(pk=document.pk)


def signer_of(verzoek: Ondertekenverzoek) -> Signer:
    return Signer(
        naam=verzoek.naam,
        email=verzoek.email,
        functie=verzoek.functie,
        organisatie=verzoek.organisatie,
        rol=verzoek.rol,
    )


def record_opening(verzoek: Ondertekenverzoek, *, by: Actor) -> Ondertekenverzoek:
    """A right code was given. From here on it can be signed; a second time, or a second tab, changes nothing."""
    if verzoek.status == VerzoekStatus.OPEN:
        with suppress(TransitionError):
            return _move(verzoek, VerzoekStatus.IN_BEHANDELING, by=by)
        verzoek.refresh_from_db()
    return verzoek


@transaction.atomic
def keep_remarks(verzoek: Ondertekenverzoek, opmerkingen: dict[str, Any]) -> Ondertekenverzoek:
    """What the signer answered so far. Not an event: nothing was decided, and it may change until it is."""
    Ondertekenverzoek.objects.open().filter(pk=verzoek.pk).update(opmerkingen=opmerkingen)
    verzoek.refresh_from_db()
    return verzoek


@transaction.atomic
def sign(verzoek: Ondertekenverzoek, *, by: Actor, **signature: Unpack[Signature]) -> Handtekening:
    """Sign, once. Of twenty clicks one signs; the others get the same signature back (signing.md 2.6).

    Raises ChangedError or ExpiredError, and TransitionError when it was declined, withdrawn or never opened.
    """
    now = timezone.now()
    lock(verzoek.document)
    verzoek.refresh_from_db()
    if made := Handtekening.objects.filter(verzoek=verzoek).first():
        return made
    if signature["inhoud_sha256"] != verzoek.document.inhoud_sha256:
        raise ChangedError(str(verzoek.pk))
    if verzoek.is_open and verzoek.verloopt_op <= now:
        raise ExpiredError(str(verzoek.pk))
    methode = "link_code" if verzoek.email else "scherm_code"
    try:
        with transaction.atomic():
            return place(verzoek, by=by, methode=methode, ondertekend_op=now, **signature)
    except TransitionError:
        if other := Handtekening.objects.filter(verzoek=verzoek).first():
            return other
        raise


def place(verzoek: Ondertekenverzoek, *, by: Actor, **fields: Any) -> Handtekening:
    """The one way in which a signature comes to be, and what follows from it. May raise MissingGlyphError."""
    fields = composed(fields)
    check_glyphs([fields["naam"], fields["functie"]])
    _move(verzoek, VerzoekStatus.ONDERTEKEND, by=by)
    made = Handtekening.objects.create(verzoek=verzoek, email=verzoek.email, **fields)
    record("handtekening.gezet", made, by=by, changes={"inhoud_sha256": made.inhoud_sha256, "methode": made.methode})
    close(verzoek, by=by)
    _complete(verzoek.document, by=by)
    return made


def _complete(document: Document, *, by: Actor) -> None:
    """With the last required signature the document is signed; it is sealed after the commit. Else: who is next."""
    unsigned = document.verzoeken.required().exclude(status=VerzoekStatus.ONDERTEKEND)
    if first := unsigned.order_by("volgorde").first():
        for verzoek in unsigned.filter(volgorde=first.volgorde, uitgenodigd_op__isnull=True).order_by("created_at"):
            _give_turn(verzoek, by=by)
        return
    waiting = Document.objects.filter(pk=document.pk, volledig_ondertekend_op__isnull=True)
    if not waiting.update(volledig_ondertekend_op=timezone.now()):
        return
    document.refresh_from_db()
    record("document.ondertekend", document, by=by)
    document.kind.on_signed(document, by)
    document.kind.on_seal_started(document, by)
    wake_after_commit(seal, str(document.pk))


def _give_turn(verzoek: Ondertekenverzoek, *, by: Actor) -> None:
    """With the full term from now on."""
    verloopt_op = deadline(verzoek.document.kind.term(verzoek.document.onderwerp_id))
    Ondertekenverzoek.objects.filter(pk=verzoek.pk).update(verloopt_op=verloopt_op)
    verzoek.refresh_from_db()
    invite(verzoek, by=by)


@transaction.atomic
def decline(
    verzoek: Ondertekenverzoek,
    *,
    reden: WeigerReden,
    by: Actor,
    toelichting: str = "",
) -> Ondertekenverzoek:
    """Send it back unsigned, with a reason and the remarks per item; never after signing. Nobody else need sign it."""
    lock(verzoek.document)
    verzoek.refresh_from_db()
    _move(
        verzoek,
        VerzoekStatus.GEWEIGERD,
        by=by,
        reason=reden,
        weigering_reden=reden,
        weigering_toelichting=toelichting,
    )
    close(verzoek, by=by)
    for other in verzoek.document.verzoeken.open().select_related("link").order_by("created_at"):
        withdraw(other, by=by, reason=reden)
    verzoek.document.kind.on_declined(verzoek, by)
    return verzoek


@transaction.atomic
def withdraw(verzoek: Ondertekenverzoek, *, by: Actor, reason: str = "") -> Ondertekenverzoek:
    lock(verzoek.document)
    _move(verzoek, VerzoekStatus.TERUGGETROKKEN, by=by, reason=reason)
    close(verzoek, by=by)
    return verzoek


@transaction.atomic
def expire(verzoek: Ondertekenverzoek, *, by: Actor) -> Ondertekenverzoek:
    lock(verzoek.document)
    _move(verzoek, VerzoekStatus.VERLOPEN, by=by)
    close(verzoek, by=by)
    verzoek.document.kind.on_expired(verzoek, by)
    return verzoek


@transaction.atomic
def replace(verzoek: Ondertekenverzoek, signer: Signer, *, verloopt_op: datetime, by: Actor) -> Ondertekenverzoek:
    """Another address, or another try after it expired: a new request for the same document; other signatures stay."""
    lock(verzoek.document)
    verzoek.refresh_from_db()
    if verzoek.is_open:
        withdraw(verzoek, by=by, reason="vervangen")
    elif verzoek.status != VerzoekStatus.VERLOPEN or verzoek.opvolgers.exists():
        raise TransitionError(f"{verzoek.pk} is {verzoek.status}")
    return request_signature(
        verzoek.document,
        signer,
        verloopt_op=verloopt_op,
        by=by,
        volgorde=verzoek.volgorde,
        opvolger_van=verzoek,
        now=verzoek.uitgenodigd_op is not None,
    )


def to_handed_over(verzoek: Ondertekenverzoek, *, by: Actor) -> Ondertekenverzoek:
    return _move(verzoek, VerzoekStatus.OVERGEDRAGEN, by=by)


def close(verzoek: Ondertekenverzoek, *, by: Actor) -> None:
    """Nothing is asked of this person any more, for whatever reason."""
    if verzoek.link:
        end_link(verzoek.link, reason=verzoek.status, by=by)
    verzoek.document.kind.on_closed(verzoek, by)


def _move(verzoek: Ondertekenverzoek, to: VerzoekStatus, *, by: Actor, **fields: Any) -> Ondertekenverzoek:
    return move(verzoek, to, NEXT, by=by, **fields)
