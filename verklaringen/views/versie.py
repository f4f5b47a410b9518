"""A version on its way: send, send again, take back."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from praktijkleren.accounts.http import Request
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten.fonts import MissingGlyphError
from praktijkleren.documenten.signer import Rol, Signer
from trajecten.refused import RefusedError
from verklaringen import actions
from verklaringen.forms import SendForm, WithdrawForm
from verklaringen.models import Verklaringversie
from verklaringen.permissions import may_chase, may_issue, may_send, may_send_again
from verklaringen.signers import co_signers, signers_of
from verklaringen.snapshot import build_snapshot, latin_before
from verklaringen.tekst import Verklaringtekst
from verklaringen.views._shared import STEPS, TOO_LATE, attempt, back_to, find_versie, show, warn_of_typo

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def send(request: Request, pk: UUID) -> HttpResponse:
    """What will happen to whom, and then it happens: the contents can no longer change."""
    versie = find_versie(request, pk)
    if not may_issue(request.user, versie.verklaring):
        raise PermissionDenied
    if not may_send(request.user, versie):
        messages.info(request, "Deze verklaring is al verstuurd.")
        return back_to(versie.verklaring)
    signers, mede = signers_of(versie), co_signers(versie, request.user)
    form = _form(request, versie, signers, mede)
    if form.is_valid() and _send(request, versie, form):
        return back_to(versie.verklaring)
    doc, problem = None, ""
    try:
        doc = Verklaringtekst(build_snapshot(versie, next(iter(signers.values())), mede)) if signers else None
    except RefusedError as refused:
        problem = str(refused)
    context = {"versie": versie, "form": form, "doc": doc, "problem": problem, "has_signers": bool(signers)}
    context |= {"steps_to_take": STEPS, "mede": list(dict.fromkeys(each.als for each in mede))}
    context["without_parent"] = any(each.rol == Rol.VERTEGENWOORDIGER and not each.naam for each in mede)
    return show(request, "verklaringen/send.html", versie.verklaring, **context)


def _form(request: Request, versie: Verklaringversie, signers: dict[str, Signer], mede: Sequence[Signer]) -> SendForm:
    kandidaat = versie.verklaring.kandidaat
    data = request.POST if request.method == "POST" else None
    naam = kandidaat.volledige_naam if kandidaat else ""
    return SendForm(data, signers=signers, mede=mede, naam=naam, latijn=latin_before(versie))


def _send(request: Request, versie: Verklaringversie, form: SendForm) -> bool:
    signer, by = form.signer(), Actor.gebruiker(request.user)
    try:
        actions.send(versie, signer=signer, mede=form.mede(), naam_latijn=form.naam_latijn(), by=by)
    except TransitionError:
        messages.warning(request, TOO_LATE)
        return True
    except (RefusedError, MissingGlyphError) as refused:
        for reason in refused.args:
            form.add_error(None, reason)
        return False
    messages.success(request, f"Verstuurd. {signer.naam} krijgt een mail met een link.")
    for each in (signer, *form.mede()):
        warn_of_typo(request, each.email)
    return True


@require_POST
def send_again(request: Request, pk: UUID) -> HttpResponse:
    versie = find_versie(request, pk)
    if not may_issue(request.user, versie.verklaring):
        raise PermissionDenied
    if not may_send_again(request.user, versie):
        messages.info(request, TOO_LATE)
        return back_to(versie.verklaring)
    done = "Opnieuw verstuurd, met een nieuwe termijn."
    attempt(request, lambda: actions.send_again(versie, by=Actor.gebruiker(request.user)), done)
    return back_to(versie.verklaring)


@require_http_methods(GET_POST)
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    versie = _chased(request, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason, by = form.cleaned_data["reason"], Actor.gebruiker(request.user)
        attempt(
            request, lambda: actions.withdraw_versie(versie, reason=reason, by=by), "De verklaring is teruggetrokken."
        )
        return redirect(versie.verklaring)
    context = {"versie": versie, "form": form}
    return show(request, "verklaringen/withdraw.html", versie.verklaring, **context)


def _chased(request: Request, pk: UUID) -> Verklaringversie:
    """A version that waits for a signature, of which this colleague is in charge."""
    versie = find_versie(request, pk)
    if not may_issue(request.user, versie.verklaring) or not may_chase(request.user, versie):
        raise PermissionDenied
    return versie
