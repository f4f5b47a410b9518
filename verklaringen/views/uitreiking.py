"""The day on which someone gets it in hand."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from praktijkleren.accounts.http import Request
from praktijkleren.audit.actor import Actor
from praktijkleren.links.actions import show_on_screen as on_screen
from praktijkleren.links.qr import qr_svg
from verklaringen import actions
from verklaringen.forms_uitreiking import HandOverForm
from verklaringen.holders import give_to_kandidaat
from verklaringen.permissions import may_hand_over
from verklaringen.states import VersieStatus
from verklaringen.views._shared import attempt, back_to, find_verklaring, show


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: Request, pk: UUID) -> HttpResponse:
    verklaring = find_verklaring(request, pk, may_hand_over)
    if verklaring.uitgereikt_op:
        messages.info(request, "De uitreiking is al vastgelegd.")
        return back_to(verklaring)
    form = HandOverForm(
        request.POST if request.method == "POST" else None, verklaringen=[verklaring], door=request.user.naam
    )
    if form.is_valid():
        by, data = Actor.gebruiker(request.user), form.cleaned_data
        attempt(request, lambda: actions.record_uitreiking(verklaring, by=by, **data), "De uitreiking is vastgelegd.")
        return back_to(verklaring)
    return show(request, "verklaringen/hand_over.html", verklaring, form=form)


@require_POST
def undo_hand_over(request: Request, pk: UUID) -> HttpResponse:
    verklaring = find_verklaring(request, pk, may_hand_over)
    by = Actor.gebruiker(request.user)
    attempt(request, lambda: actions.undo_uitreiking(verklaring, by=by), "De uitreiking is ongedaan gemaakt.")
    return back_to(verklaring)


@require_POST
def show_on_screen(request: Request, pk: UUID) -> HttpResponse:
    """For someone without e-mail: a QR code and a code to take the PDF along on the own phone."""
    verklaring = find_verklaring(request, pk, may_hand_over)
    if not verklaring.versies.filter(status=VersieStatus.VERZEGELD).exists():
        messages.info(request, "De verklaring is nog niet verzegeld.")
        return back_to(verklaring)
    by = Actor.gebruiker(request.user)
    shown = on_screen(give_to_kandidaat(verklaring, naam=verklaring.naam, email="", by=by), by=by)
    qr = qr_svg(shown.url, title="QR-code van de link naar de praktijkverklaring")
    return show(request, "verklaringen/show_on_screen.html", verklaring, shown=shown, qr=qr)
