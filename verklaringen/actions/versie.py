"""A version on its way: sent, asked for again, signed, sent back, expired."""

from dataclasses import replace as changed
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from kandidaten.models import Betrokkenheid
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError, move
from praktijkleren.documenten.actions import Signer, freeze, replace, request_signature, signer_of, withdraw
from praktijkleren.documenten.dates import deadline
from praktijkleren.documenten.models import Document, Ondertekenverzoek
from trajecten.actions import record_resultaat
from trajecten.models import ResultaatSoort
from trajecten.refused import RefusedError
from verklaringen import mail, taken
from verklaringen.actions.concept import check_mastered
from verklaringen.models import Praktijkverklaring, Verklaringversie
from verklaringen.snapshot import SOORT, build_snapshot
from verklaringen.states import NEXT, VersieStatus

COOLDOWN = timedelta(hours=24)


@transaction.atomic
def send(versie: Verklaringversie, *, signer: Signer, by: Actor) -> Ondertekenverzoek:
    """Freeze what stands on it and ask the praktijkopleider to sign. May raise MissingGlyphError."""
    verklaring = versie.verklaring
    if versie.status != VersieStatus.CONCEPT:
        raise TransitionError(f"{versie.pk} is {versie.status}")
    _check_complete(versie)
    _check_signer(verklaring, signer, by=by)
    document = freeze(SOORT, versie.pk, build_snapshot(versie, signer), by=by)
    _move(versie, VersieStatus.TER_ONDERTEKENING, by=by, document=document, verstuurd_op=timezone.now())
    return request_signature(document, signer, verloopt_op=deadline(term_of(verklaring)), by=by)


def _check_complete(versie: Verklaringversie) -> None:
    plaatsing, kandidaat = versie.verklaring.plaatsing, versie.verklaring.kandidaat
    if plaatsing:
        rows = versie.werkprocessen.select_related("beoordeling").order_by("volgorde")
        check_mastered(plaatsing, [row.beoordeling for row in rows])
    if kandidaat and not (kandidaat.geboorteplaats or kandidaat.geboorteland):
        raise RefusedError("De geboorteplaats ontbreekt. Die moet op de verklaring staan. Vul die eerst in.")


def _check_signer(verklaring: Praktijkverklaring, signer: Signer, *, by: Actor) -> None:
    """Whoever guides or made it cannot sign it, and neither can the person whom it is about (signing.md 2.3)."""
    email = signer.email.casefold()
    involved = Betrokkenheid.objects.filter(kandidaat=verklaring.kandidaat_id, gebruiker__isnull=False)
    colleagues = set(involved.values_list("gebruiker__email", flat=True))
    colleagues |= set(Gebruiker.objects.filter(pk=by.gebruiker_id).values_list("email", flat=True))
    if verklaring.kandidaat and email == verklaring.kandidaat.email.casefold():
        raise RefusedError("Dit is het e-mailadres van de kandidaat. De praktijkopleider moet zelf ondertekenen.")
    if email in {colleague.casefold() for colleague in colleagues}:
        raise RefusedError("Dit is het e-mailadres van een begeleider. De praktijkopleider moet zelf ondertekenen.")


def term_of(verklaring: Praktijkverklaring) -> timedelta:
    return timedelta(days=verklaring.regio.ondertekentermijn_dagen)


def verzoek_of(versie: Verklaringversie) -> Ondertekenverzoek | None:
    """The request that counts: the last that was made."""
    if versie.document is None:
        return None
    return versie.document.verzoeken.select_related("document", "link").order_by("-created_at").first()


@transaction.atomic
def remind_now(versie: Verklaringversie, *, by: Actor) -> Ondertekenverzoek:
    """Mail the link once more because someone asks for it; not twice within a day."""
    verzoek, now = verzoek_of(versie), timezone.now()
    if verzoek is None or not verzoek.is_signable:
        raise TransitionError(f"{versie.pk} is {versie.status}")
    last = verzoek.laatst_herinnerd_op or verzoek.created_at
    if last > now - COOLDOWN:
        raise RefusedError(f"Er is op {mail.moment(last)} al een mail gestuurd. Dat kan één keer per dag.")
    Ondertekenverzoek.objects.filter(pk=verzoek.pk).update(laatst_herinnerd_op=now)
    mail.reminder(verzoek, versie, key=f"hand.{now:%Y%m%d%H%M%S}", by=by)
    return verzoek


def send_again(versie: Verklaringversie, *, by: Actor) -> Ondertekenverzoek:
    """After it expired: the same document, the full term anew."""
    verzoek = verzoek_of(versie)
    if verzoek is None or versie.status != VersieStatus.VERLOPEN:
        raise TransitionError(f"{versie.pk} is {versie.status}")
    return _ask_anew(versie, verzoek, signer_of(verzoek), by=by)


def correct_address(versie: Verklaringversie, *, email: str, by: Actor) -> Ondertekenverzoek:
    """The mail went to a wrong address: ask again at the right one, for the same document."""
    verzoek = verzoek_of(versie)
    if verzoek is None or versie.status not in {VersieStatus.TER_ONDERTEKENING, VersieStatus.VERLOPEN}:
        raise TransitionError(f"{versie.pk} is {versie.status}")
    signer = changed(signer_of(verzoek), email=email)
    _check_signer(versie.verklaring, signer, by=by)
    return _ask_anew(versie, verzoek, signer, by=by)


@transaction.atomic
def _ask_anew(versie: Verklaringversie, verzoek: Ondertekenverzoek, signer: Signer, *, by: Actor) -> Ondertekenverzoek:
    if versie.status == VersieStatus.VERLOPEN:
        _move(versie, VersieStatus.TER_ONDERTEKENING, by=by, verstuurd_op=timezone.now())
        taken.finish(versie, by=by)
    return replace(verzoek, signer, verloopt_op=deadline(term_of(versie.verklaring)), by=by)


@transaction.atomic
def withdraw_versie(versie: Verklaringversie, *, reason: str, by: Actor) -> Verklaringversie:
    """Take it back before it is signed; the link then says that nothing is asked any more."""
    _move(versie, VersieStatus.TERUGGETROKKEN, by=by, reason=reason)
    if versie.document:
        for verzoek in versie.document.verzoeken.open().select_related("document", "link").order_by("created_at"):
            withdraw(verzoek, by=by, reason=reason)
    return versie


def signed(document: Document, by: Actor) -> None:
    """The last signature is in. What follows for the traject stands in the same transaction."""
    versie = _move(versie_of(document), VersieStatus.ONDERTEKEND, by=by)
    verklaring, day = versie.verklaring, timezone.localdate()
    Praktijkverklaring.objects.filter(pk=verklaring.pk).update(ondertekend_op=day)
    if verklaring.traject:
        record_resultaat(
            verklaring.traject, by=by, soort=ResultaatSoort.PRAKTIJKVERKLARING, datum=day, code=verklaring.code
        )
    taken.finish(versie, by=by)


def declined(verzoek: Ondertekenverzoek, by: Actor) -> None:
    versie = _move(versie_of(verzoek.document), VersieStatus.GEWEIGERD, by=by, reason=verzoek.weigering_reden)
    taken.ask_after_decline(versie, verzoek, by=by)
    mail.declined(verzoek, versie, by=by)


def expired(verzoek: Ondertekenverzoek, by: Actor) -> None:
    versie = versie_of(verzoek.document)
    if versie.status == VersieStatus.TER_ONDERTEKENING:
        _move(versie, VersieStatus.VERLOPEN, by=by)
        taken.ask_after_expiry(versie, verzoek, by=by)


def renewed(verzoek: Ondertekenverzoek, by: Actor) -> None:
    """The praktijkopleider asked for a new link after it expired."""
    versie = versie_of(verzoek.document)
    if versie.status == VersieStatus.VERLOPEN:
        _move(versie, VersieStatus.TER_ONDERTEKENING, by=by, verstuurd_op=timezone.now())
        taken.finish(versie, by=by)


def rendered(document: Document, by: Actor) -> None:
    """The PDF is there: whoever signed gets a copy, and someone is asked to hand it over."""
    versie = versie_of(document)
    for verzoek in document.verzoeken.filter(handtekening__isnull=False).order_by("created_at"):
        mail.copy_for_signer(verzoek, versie, by=by)
    taken.ask_to_hand_over(versie, by=by)


def versie_of(document: Document) -> Verklaringversie:
    return Verklaringversie.objects.select_related("verklaring__regio", "gemaakt_door", "document").get(
        pk=document.onderwerp_id
    )


def invite(verzoek: Ondertekenverzoek, by: Actor) -> None:
    mail.invitation(verzoek, versie_of(verzoek.document), by=by)


def _move(versie: Verklaringversie, to: VersieStatus, *, by: Actor, **fields: Any) -> Verklaringversie:
    moved = move(versie, to, NEXT, by=by, **fields)
    Praktijkverklaring.objects.filter(pk=versie.verklaring_id).update(laatste_activiteit=timezone.now())
    return moved
