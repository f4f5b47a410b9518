"""A version on its way: sent, asked for again, signed, sent back, expired."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kandidaten.models import Betrokkenheid
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.models.regio import Volgorde
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError, move
from praktijkleren.documenten.actions import freeze, lock, request_signatures, withdraw
from praktijkleren.documenten.dates import deadline
from praktijkleren.documenten.models import Document, Ondertekenverzoek
from praktijkleren.documenten.signer import Rol, Signer
from praktijkleren.documenten.states import VerzoekStatus
from trajecten.actions import record_resultaat
from trajecten.models import ResultaatSoort
from trajecten.refused import RefusedError
from verklaringen import mail, taken
from verklaringen.actions.concept import check_mastered
from verklaringen.models import Praktijkverklaring, Verklaringversie
from verklaringen.signers import address_problem, co_signers, require_known, twice
from verklaringen.snapshot import SOORT, build_snapshot
from verklaringen.states import NEXT, VersieStatus
from verklaringen.zending import goes_together
from verklaringen.zending import invite as invite_together

NO_BIRTHPLACE = "De geboorteplaats ontbreekt. Die moet op de verklaring staan. Vul die eerst in."


@transaction.atomic
def send(
    versie: Verklaringversie,
    *,
    signer: Signer,
    by: Actor,
    mede: Sequence[Signer] | None = None,
    naam_latijn: str = "",
    zending: UUID | None = None,
) -> Ondertekenverzoek:
    """Freeze what stands on it and ask the praktijkopleider to sign. May raise MissingGlyphError.

    `mede` sign as well; unless given they are whom the regio asks, as far as they are known. Answers the first request.
    With a `zending` the mails wait for the others of that go (verklaringen.zending).
    """
    verklaring = versie.verklaring
    if versie.status != VersieStatus.CONCEPT:
        raise TransitionError(f"{versie.pk} is {versie.status}")
    _check_complete(versie)
    maker = Gebruiker.objects.filter(pk=by.gebruiker_id).first()
    mede = require_known(list(co_signers(versie, maker) if mede is None else mede))
    if naam_latijn:
        mede = [replace(each, naam=naam_latijn) if each.rol == Rol.KANDIDAAT else each for each in mede]
    for each in (signer, *mede):
        if problem := signer_problem(verklaring, each, by=by):
            raise RefusedError(problem)
    if problem := twice([signer, *mede]):
        raise RefusedError(problem)
    document = freeze(SOORT, versie.pk, build_snapshot(versie, signer, mede, naam_latijn=naam_latijn), by=by)
    sent = {"document": document, "verstuurd_op": timezone.now(), "zending": zending}
    _move(versie, VersieStatus.TER_ONDERTEKENING, by=by, **sent)
    in_turn = verklaring.regio.ondertekenvolgorde == Volgorde.NA_ELKAAR
    made = request_signatures(
        document, [signer, *mede], verloopt_op=deadline(term_of(verklaring)), by=by, in_turn=in_turn
    )
    mail.sent_for_kandidaat(versie, by=by)
    return made[0]


def _check_complete(versie: Verklaringversie) -> None:
    plaatsing, kandidaat = versie.verklaring.plaatsing, versie.verklaring.kandidaat
    if plaatsing:
        rows = versie.werkprocessen.select_related("beoordeling").order_by("volgorde")
        check_mastered(plaatsing, [row.beoordeling for row in rows])
    if kandidaat and not (kandidaat.geboorteplaats or kandidaat.geboorteland):
        raise RefusedError(NO_BIRTHPLACE)


def signer_problem(verklaring: Praktijkverklaring, signer: Signer, *, by: Actor) -> str:
    """Whoever guides or made it cannot sign for the company, nor can the person whom it is about (signing.md 2.3)."""
    involved = Betrokkenheid.objects.filter(kandidaat=verklaring.kandidaat_id, gebruiker__isnull=False)
    colleagues = set(involved.values_list("gebruiker__email", flat=True))
    colleagues |= set(Gebruiker.objects.filter(pk=by.gebruiker_id).values_list("email", flat=True))
    kandidaat = verklaring.kandidaat.email if verklaring.kandidaat else ""
    return address_problem(signer, kandidaat=kandidaat, colleagues=colleagues)


def term_of(verklaring: Praktijkverklaring) -> timedelta:
    return timedelta(days=verklaring.regio.ondertekentermijn_dagen)


@transaction.atomic
def withdraw_versie(versie: Verklaringversie, *, reason: str, by: Actor) -> Verklaringversie:
    """Take it back before it is signed; the link then says that nothing is asked any more."""
    if versie.document:
        lock(versie.document)
    _move(versie, VersieStatus.TERUGGETROKKEN, by=by, reason=reason)
    if versie.document:
        for verzoek in versie.document.verzoeken.open().select_related("document", "link").order_by("created_at"):
            withdraw(verzoek, by=by, reason=reason)
    return versie


def signed(document: Document, by: Actor) -> None:
    """The last signature is in. What follows for the traject stands in the same transaction."""
    versie = _move(versie_of(document), VersieStatus.ONDERTEKEND, by=by)
    verklaring, day = versie.verklaring, timezone.localdate()
    first = Praktijkverklaring.objects.filter(pk=verklaring.pk, ondertekend_op__isnull=True)
    if first.update(ondertekend_op=day) and verklaring.traject:  # a correction is no second result
        record_resultaat(
            verklaring.traject, by=by, soort=ResultaatSoort.PRAKTIJKVERKLARING, datum=day, code=verklaring.code
        )
    taken.finish(versie, by=by)


def declined(verzoek: Ondertekenverzoek, by: Actor) -> None:
    versie = _move(versie_of(verzoek.document), VersieStatus.GEWEIGERD, by=by, reason=verzoek.weigering_reden)
    taken.ask_after_decline(versie, verzoek, by=by)
    mail.declined(verzoek, versie, by=by)
    for signed_before in verzoek.document.verzoeken.filter(status=VerzoekStatus.ONDERTEKEND).order_by("created_at"):
        mail.declined_by_other(signed_before, versie, by=by)


def expired(verzoek: Ondertekenverzoek, by: Actor) -> None:
    versie = versie_of(verzoek.document)
    if versie.status == VersieStatus.TER_ONDERTEKENING:
        _move(versie, VersieStatus.VERLOPEN, by=by)
        taken.ask_after_expiry(versie, verzoek, by=by)
        mail.expired_for_kandidaat(verzoek, versie, by=by)


def renewed(verzoek: Ondertekenverzoek, by: Actor) -> None:
    """Asked once more after it expired, by us or by the signer."""
    versie = versie_of(verzoek.document)
    if versie.status == VersieStatus.VERLOPEN:
        _move(versie, VersieStatus.TER_ONDERTEKENING, by=by, verstuurd_op=timezone.now())
        taken.finish(versie, by=by)


def seal_started(document: Document, by: Actor) -> None:
    _move(versie_of(document), VersieStatus.VERZEGELEN, by=by)


def seal_failed(document: Document, by: Actor) -> None:
    taken.tell_of_seal(versie_of(document).verklaring, by=by)


def sealed(document: Document, by: Actor) -> None:
    """The file is there: whoever signed gets a copy, and someone is asked to hand it over."""
    versie = versie_of(document)
    if versie.status == VersieStatus.ONDERTEKEND:
        versie = _move(versie, VersieStatus.VERZEGELEN, by=by)
    versie = _move(versie, VersieStatus.VERZEGELD, by=by)
    taken.finish_seal(versie.verklaring, by=by)
    replace_older(versie, by=by)
    for verzoek in document.verzoeken.filter(handtekening__isnull=False).order_by("created_at"):
        mail.copy_for_signer(verzoek, versie, by=by)
    taken.ask_to_hand_over(versie, by=by)


def is_replaced(document: Document) -> bool:
    return versie_of(document).status == VersieStatus.VERVANGEN


def warning(document: Document) -> str:
    match versie_of(document).status:
        case VersieStatus.VERVANGEN:
            return "Deze praktijkverklaring is vervangen door een nieuwe versie."
        case VersieStatus.INGETROKKEN:
            return "Deze praktijkverklaring is ingetrokken."
    return ""


def replace_older(versie: Verklaringversie, *, by: Actor) -> None:
    """From the moment that a correction is sealed, the version before it no longer counts."""
    older = Verklaringversie.objects.filter(verklaring=versie.verklaring_id, status=VersieStatus.VERZEGELD)
    replaced = [
        _move(old, VersieStatus.VERVANGEN, by=by)
        for old in older.exclude(pk=versie.pk).select_related("verklaring").order_by("versie")
    ]
    if replaced and versie.verklaring.uitgereikt_op:
        mail.replaced(versie, by=by)
        taken.ask_to_give_new_version(versie, by=by)


def revoked(versie: Verklaringversie, *, reden: str, by: Actor) -> Verklaringversie:
    return _move(versie, VersieStatus.INGETROKKEN, by=by, reason=reden)


def versie_of(document: Document) -> Verklaringversie:
    return Verklaringversie.objects.select_related("verklaring__regio", "gemaakt_door", "document").get(
        pk=document.onderwerp_id
    )


def invite(verzoek: Ondertekenverzoek, by: Actor) -> None:
    versie = versie_of(verzoek.document)
    if goes_together(verzoek, versie):
        invite_together(verzoek, versie, by=by)
    else:
        mail.invitation(verzoek, versie, by=by)


def _move(versie: Verklaringversie, to: VersieStatus, *, by: Actor, **fields: Any) -> Verklaringversie:
    moved = move(versie, to, NEXT, by=by, **fields)
    Praktijkverklaring.objects.filter(pk=versie.verklaring_id).update(laatste_activiteit=timezone.now())
    return moved
