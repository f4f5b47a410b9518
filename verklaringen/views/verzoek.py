"""One person who was asked to sign: reminded, at another address, a colleague instead, on paper, from a screen."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.files import print_response
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.documenten.paper import sign_on_paper
from praktijkleren.links.actions import show_on_screen
from praktijkleren.links.qr import qr_svg
from verklaringen import actions
from verklaringen.forms import AddressForm, PaperForm
from verklaringen.models import Verklaringversie
from verklaringen.views._shared import TOO_LATE, attempt, back_to, find_verzoek, show, warn_of_typo

GET_POST = ["GET", "HEAD", "POST"]


@require_POST
def remind(request: Request, pk: UUID) -> HttpResponse:
    verzoek, versie = find_verzoek(request, pk)
    done = f"{verzoek.naam} krijgt de link opnieuw."
    attempt(request, lambda: actions.remind_now(verzoek, by=Actor.gebruiker(request.user)), done)
    return back_to(versie.verklaring)


@require_http_methods(GET_POST)
def correct_address(request: Request, pk: UUID) -> HttpResponse:
    verzoek, versie = find_verzoek(request, pk)
    if not verzoek.is_open:
        messages.info(request, TOO_LATE)
        return back_to(versie.verklaring)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email, by = form.cleaned_data["email"], Actor.gebruiker(request.user)
        if attempt(request, lambda: actions.correct_address(verzoek, email=email, by=by), f"Verstuurd naar {email}."):
            warn_of_typo(request, email)
            return back_to(versie.verklaring)
    context = {"versie": versie, "form": form, "verzoek": verzoek}
    return show(request, "verklaringen/correct_address.html", versie.verklaring, **context)


@require_http_methods(GET_POST)
def colleague(request: Request, pk: UUID) -> HttpResponse:
    """The signer named someone of elsewhere: may this person sign?"""
    verzoek, versie = find_verzoek(request, pk)
    if not (verzoek.is_open and verzoek.voorgestelde):
        messages.info(request, "Hier is al over beslist.")
        return back_to(versie.verklaring)
    if request.method == "POST":
        _decide(request, verzoek)
        return back_to(versie.verklaring)
    return show(request, "verklaringen/colleague.html", versie.verklaring, versie=versie, verzoek=verzoek)


def _decide(request: Request, verzoek: Ondertekenverzoek) -> None:
    by, naam = Actor.gebruiker(request.user), verzoek.voorgestelde["naam"]
    if "akkoord" in request.POST:
        attempt(request, lambda: actions.approve_colleague(verzoek, by=by), f"{naam} krijgt een mail met een link.")
    elif "zelf" in request.POST:
        done = f"{verzoek.naam} krijgt een mail met de vraag om zelf te ondertekenen."
        attempt(request, lambda: actions.refuse_colleague(verzoek, by=by), done)


@require_http_methods(GET_POST)
def paper(request: Request, pk: UUID) -> HttpResponse:
    """Print, sign by hand, and keep the scan."""
    verzoek, versie = _on_paper(request, pk)
    if not verzoek.is_open:
        messages.info(request, TOO_LATE)
        return back_to(versie.verklaring)
    posted = request.method == "POST"
    form = PaperForm(request.POST if posted else None, request.FILES if posted else None, verzoek=verzoek)
    if form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "gezien"}
        by = Actor.gebruiker(request.user)
        attempt(request, lambda: sign_on_paper(verzoek, by=by, **data), "De handtekening op papier is vastgelegd.")
        return back_to(versie.verklaring)
    return show(request, "verklaringen/paper.html", versie.verklaring, versie=versie, verzoek=verzoek, form=form)


@require_safe
def paper_pdf(request: Request, pk: UUID) -> HttpResponse:
    """What was frozen, with a line to sign on."""
    verzoek, versie = _on_paper(request, pk)
    log_inzage(Actor.gebruiker(request.user), [versie.verklaring.dossier], waar="verklaringen:paper_pdf")
    return print_response(verzoek.document)


def _on_paper(request: Request, pk: UUID) -> tuple[Ondertekenverzoek, Verklaringversie]:
    verzoek, versie = find_verzoek(request, pk)
    if not versie.verklaring.regio.op_papier:
        raise PermissionDenied
    return verzoek, versie


@require_POST
def on_screen(request: Request, pk: UUID) -> HttpResponse:
    """For someone without e-mail who sits beside a colleague: a QR code and a code."""
    verzoek, versie = find_verzoek(request, pk)
    if verzoek.email or not verzoek.link or not verzoek.is_open:
        messages.info(request, TOO_LATE)
        return back_to(versie.verklaring)
    shown = show_on_screen(verzoek.link, by=Actor.gebruiker(request.user))
    qr = qr_svg(shown.url, title="QR-code van de link om te ondertekenen")
    return show(request, "verklaringen/show_on_screen.html", versie.verklaring, shown=shown, qr=qr, verzoek=verzoek)
