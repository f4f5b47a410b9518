"""Someone else signs: the one who was asked names a colleague (signing.md 2.8)."""

from django.db import transaction
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten.actions import close, lock, request_signature, to_handed_over
from praktijkleren.documenten.dates import deadline
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.documenten.signer import Signer
from praktijkleren.documenten.states import VerzoekStatus
from praktijkleren.post.addresses import domain_of, is_freemail

MAX_HOPS = 3


class SignerRefusedError(Exception):
    """This colleague cannot be asked; the message says why, for people."""


@transaction.atomic
def name_colleague(verzoek: Ondertekenverzoek, *, naam: str, functie: str, email: str, by: Actor) -> Ondertekenverzoek:
    """Hand over at once within the company; to another domain or to free mail someone approves first.

    Answers the request that now waits: the new one, or the old one with the colleague beside it.
    """
    lock(verzoek.document)
    verzoek.refresh_from_db()
    if not verzoek.may_be_answered:
        raise TransitionError(f"{verzoek.pk} is {verzoek.status}")
    colleague = _colleague(verzoek, naam=naam, functie=functie, email=email)
    if problem := why_not(verzoek, colleague):
        raise SignerRefusedError(problem)
    if is_known_domain(verzoek, email):
        return hand_over(verzoek, colleague, by=by)
    voorgestelde = {"naam": naam, "functie": functie, "email": email}
    Ondertekenverzoek.objects.filter(pk=verzoek.pk).update(voorgestelde=voorgestelde, voorgesteld_op=timezone.now())
    verzoek.refresh_from_db()
    record("ondertekenverzoek.voorgesteld", verzoek, by=by)
    verzoek.document.kind.on_colleague_named(verzoek, by)
    return verzoek


@transaction.atomic
def hand_over(verzoek: Ondertekenverzoek, colleague: Signer, *, by: Actor) -> Ondertekenverzoek:
    """All old links are dead; a request of its own for the colleague, with the full term. The chain is kept."""
    to_handed_over(verzoek, by=by)
    close(verzoek, by=by)
    made = request_signature(
        verzoek.document,
        colleague,
        verloopt_op=deadline(verzoek.document.kind.term(verzoek.document.onderwerp_id)),
        by=by,
        volgorde=verzoek.volgorde,
        opvolger_van=verzoek,
    )
    verzoek.document.kind.on_handed_over(made, by)
    return made


@transaction.atomic
def choose_colleague(
    verzoek: Ondertekenverzoek, *, naam: str, functie: str, email: str, by: Actor
) -> Ondertekenverzoek:
    """A colleague of ours knows who signs instead, such as when someone left the company."""
    lock(verzoek.document)
    verzoek.refresh_from_db()
    if not verzoek.is_signable:
        raise TransitionError(f"{verzoek.pk} is {verzoek.status}")
    colleague = _colleague(verzoek, naam=naam, functie=functie, email=email)
    if colleague.email.casefold() == verzoek.email.casefold():
        raise SignerRefusedError("Dit is het adres van wie nu is gevraagd. Vul het adres van een ander in.")
    if problem := why_not(verzoek, colleague):
        raise SignerRefusedError(problem)
    return hand_over(verzoek, colleague, by=by)


@transaction.atomic
def approve_colleague(verzoek: Ondertekenverzoek, *, by: Actor) -> Ondertekenverzoek:
    lock(verzoek.document)
    verzoek.refresh_from_db()
    if not (verzoek.is_open and verzoek.voorgestelde):
        raise TransitionError(f"{verzoek.pk} is {verzoek.status}")
    colleague = _colleague(verzoek, **verzoek.voorgestelde)
    if problem := why_not(verzoek, colleague):
        raise SignerRefusedError(problem)
    return hand_over(verzoek, colleague, by=by)


@transaction.atomic
def forget_colleague(verzoek: Ondertekenverzoek, *, by: Actor) -> Ondertekenverzoek:
    """Whoever was asked signs after all: nobody approved, or the mind was changed."""
    waiting = Ondertekenverzoek.objects.open().filter(pk=verzoek.pk, voorgesteld_op__isnull=False)
    if not waiting.update(voorgestelde={}, voorgesteld_op=None):
        raise TransitionError(f"{verzoek.pk} is {verzoek.status}")
    verzoek.refresh_from_db()
    record("ondertekenverzoek.zelf", verzoek, by=by)
    verzoek.document.kind.on_colleague_forgotten(verzoek, by)
    return verzoek


def why_not(verzoek: Ondertekenverzoek, colleague: Signer) -> str:
    """Why this person cannot be asked, in one sentence; empty when all is well."""
    if verzoek.in_person:
        return f"Alleen de {verzoek.als} zelf kan dit ondertekenen."
    if colleague.email.casefold() == verzoek.email.casefold():
        return "Dit is uw eigen e-mailadres. Vul het adres van uw collega in."
    if hops(verzoek) >= MAX_HOPS:
        return "Dit document is al drie keer doorgegeven. Bel de organisatie die de mail stuurde."
    others = verzoek.document.verzoeken.required().exclude(pk=verzoek.pk)
    if others.filter(email__iexact=colleague.email).exists():
        return "Deze persoon is al gevraagd om te ondertekenen. Kies iemand anders."
    return verzoek.document.kind.check_signer(verzoek.document, colleague)


def is_known_domain(verzoek: Ondertekenverzoek, email: str) -> bool:
    """Of the company on record: the address that a colleague of ours wrote down, before anybody handed over."""
    domain = domain_of(_on_record(verzoek).email)
    return bool(domain) and domain == domain_of(email) and not is_freemail(email)


def hops(verzoek: Ondertekenverzoek) -> int:
    count = 0
    while before := verzoek.opvolger_van:
        count += before.status == VerzoekStatus.OVERGEDRAGEN
        verzoek = before
    return count


def _on_record(verzoek: Ondertekenverzoek) -> Ondertekenverzoek:
    """A corrected address was written down by us too."""
    while (before := verzoek.opvolger_van) and before.status != VerzoekStatus.TERUGGETROKKEN:
        verzoek = before
    return verzoek


def _colleague(verzoek: Ondertekenverzoek, *, naam: str, functie: str, email: str) -> Signer:
    return Signer(naam=naam, email=email, functie=functie, organisatie=verzoek.organisatie, rol=verzoek.rol)
