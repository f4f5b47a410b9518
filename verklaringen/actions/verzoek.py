"""One person who was asked to sign: reminded, asked at another address, handed over, out of reach."""

from dataclasses import replace as changed
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten import handing_over
from praktijkleren.documenten.actions import replace, signer_of
from praktijkleren.documenten.dates import deadline, moment_in_words
from praktijkleren.documenten.models import Document, Ondertekenverzoek
from praktijkleren.documenten.signer import Signer
from praktijkleren.documenten.states import VerzoekStatus
from praktijkleren.ui.dates import datum
from trajecten.refused import RefusedError
from verklaringen import mail, taken
from verklaringen.actions.versie import renewed, signer_problem, term_of, versie_of
from verklaringen.models import Verklaringversie

COOLDOWN = timedelta(hours=24)


def requests_of(versie: Verklaringversie) -> QuerySet[Ondertekenverzoek]:
    """Those that count, in the order of signing: without the ones that made way for another."""
    found = Ondertekenverzoek.objects.filter(document=versie.document_id, opvolgers__isnull=True)
    related = ("document", "link", "opvolger_van", "handtekening__scan__geupload_door")
    return found.select_related(*related).order_by("volgorde", "created_at")


def may_be_reminded_at(verzoek: Ondertekenverzoek) -> datetime:
    """A day after the last mail."""
    return (verzoek.laatst_herinnerd_op or verzoek.uitgenodigd_op or verzoek.created_at) + COOLDOWN


@transaction.atomic
def remind_now(verzoek: Ondertekenverzoek, *, by: Actor) -> Ondertekenverzoek:
    """Mail the link once more because someone asks for it; not twice within a day."""
    now = timezone.now()
    if not verzoek.may_be_answered or not verzoek.link:
        raise TransitionError(f"{verzoek.pk} is {verzoek.status}")
    if verzoek.link.onbestelbaar_op:
        raise RefusedError("Mail naar dit adres komt niet aan. Verbeter eerst het e-mailadres.")
    if verzoek.is_away and verzoek.terug_op:
        raise RefusedError(f"{verzoek.naam} is er weer op {datum(verzoek.terug_op)}. Tot die dag gaat er geen mail.")
    if (until := may_be_reminded_at(verzoek)) > now:
        last = moment_in_words(until - COOLDOWN)
        raise RefusedError(f"Er is op {last} al een mail gestuurd. Dat kan één keer per dag.")
    same = Ondertekenverzoek.objects.filter(pk=verzoek.pk, laatst_herinnerd_op=verzoek.laatst_herinnerd_op)
    if not same.update(laatst_herinnerd_op=now):
        raise TransitionError(f"{verzoek.pk} is net herinnerd")
    mail.reminder(verzoek, versie_of(verzoek.document), key=f"hand.{now:%Y%m%d%H%M%S}", by=by)
    return verzoek


@transaction.atomic
def send_again(versie: Verklaringversie, *, by: Actor) -> list[Ondertekenverzoek]:
    """After it expired: the same document, the full term anew, for everyone who was too late."""
    late = requests_of(versie).filter(status=VerzoekStatus.VERLOPEN)
    made = [_ask_anew(verzoek, signer_of(verzoek), by=by) for verzoek in late]
    if not made:
        raise TransitionError(f"{versie.pk} is {versie.status}")
    return made


def correct_address(verzoek: Ondertekenverzoek, *, email: str, by: Actor) -> Ondertekenverzoek:
    """The mail went to a wrong address: ask again at the right one, for the same document; other signatures stay."""
    signer = changed(signer_of(verzoek), email=email)
    if problem := signer_problem(versie_of(verzoek.document).verklaring, signer, by=by):
        raise RefusedError(problem)
    return _ask_anew(verzoek, signer, by=by)


@transaction.atomic
def _ask_anew(verzoek: Ondertekenverzoek, signer: Signer, *, by: Actor) -> Ondertekenverzoek:
    verklaring = versie_of(verzoek.document).verklaring
    made = replace(verzoek, signer, verloopt_op=deadline(term_of(verklaring)), by=by)
    renewed(made, by)
    return made


@transaction.atomic
def let_other_sign(verzoek: Ondertekenverzoek, *, naam: str, functie: str, email: str, by: Actor) -> Ondertekenverzoek:
    """Whoever was asked left the company, or cannot sign for another reason; what others signed stays."""
    try:
        return handing_over.choose_colleague(verzoek, naam=naam, functie=functie, email=email, by=by)
    except handing_over.SignerRefusedError as refused:
        raise RefusedError(str(refused)) from refused


@transaction.atomic
def approve_colleague(verzoek: Ondertekenverzoek, *, by: Actor) -> Ondertekenverzoek:
    try:
        return handing_over.approve_colleague(verzoek, by=by)
    except handing_over.SignerRefusedError as refused:
        raise RefusedError(str(refused)) from refused


@transaction.atomic
def refuse_colleague(verzoek: Ondertekenverzoek, *, by: Actor) -> Ondertekenverzoek:
    """Whoever was asked first is asked again."""
    verzoek = handing_over.forget_colleague(verzoek, by=by)
    mail.sign_yourself(verzoek, versie_of(verzoek.document), by=by)
    return verzoek


def check_signer(document: Document, signer: Signer) -> str:
    """For a colleague whom the signer names."""
    versie = versie_of(document)
    maker = Actor.gebruiker(versie.gemaakt_door) if versie.gemaakt_door else Actor.systeem("verklaringen")
    return signer_problem(versie.verklaring, signer, by=maker)


def colleague_named(verzoek: Ondertekenverzoek, by: Actor) -> None:
    taken.ask_to_approve(versie_of(verzoek.document), verzoek, by=by)


def colleague_forgotten(verzoek: Ondertekenverzoek, by: Actor) -> None:
    taken.finish_approval(verzoek, by=by)


def handed_over(verzoek: Ondertekenverzoek, by: Actor) -> None:
    mail.handed_over(verzoek, versie_of(verzoek.document), by=by)


def away(verzoek: Ondertekenverzoek, by: Actor) -> None:
    taken.finish_calling(verzoek, by=by)


def undeliverable(verzoek: Ondertekenverzoek, by: Actor) -> None:
    taken.ask_for_address(versie_of(verzoek.document), verzoek, by=by)


def closed(verzoek: Ondertekenverzoek, by: Actor) -> None:
    taken.finish_of(verzoek, by=by)
