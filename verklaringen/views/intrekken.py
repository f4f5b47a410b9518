"""Taking a sealed verklaring back for good, by two colleagues."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actor import Actor
from verklaringen import actions
from verklaringen.forms import RevokeForm
from verklaringen.models import Intrekking, Praktijkverklaring
from verklaringen.permissions import may_confirm, may_revoke
from verklaringen.views._shared import attempt, back_to, find_versie, show

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def propose_revoke(request: Request, pk: UUID) -> HttpResponse:
    """Why; a second colleague decides."""
    versie = find_versie(request, pk)
    if not request.user.can(Permission.VERKLARING_REVOKE, for_=versie.verklaring):
        raise PermissionDenied
    if not may_revoke(request.user, versie):
        messages.info(request, "Deze versie kun je niet intrekken.")
        return back_to(versie.verklaring)
    if waiting := versie.intrekkingen.filter(besloten_op__isnull=True).first():
        return redirect("verklaringen:decide_revoke", waiting.pk)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        by = Actor.gebruiker(request.user)
        done = "Voorgesteld. Een collega krijgt de vraag om te beslissen."
        attempt(request, lambda: actions.propose_revoke(versie, by=by, **form.cleaned_data), done)
        return back_to(versie.verklaring)
    return show(request, "verklaringen/propose_revoke.html", versie.verklaring, versie=versie, form=form)


@require_http_methods(GET_POST)
def decide_revoke(request: Request, pk: UUID) -> HttpResponse:
    """What was proposed, what will happen, and the two ways on. Who proposed it can only take that back."""
    visible = Praktijkverklaring.objects.visible_to(request.user)
    related = ("versie__verklaring", "versie__document", "versie__gemaakt_door", "voorgesteld_door", "besloten_door")
    intrekking = get_object_or_404(Intrekking.objects.select_related(*related), pk=pk, versie__verklaring__in=visible)
    verklaring, may = intrekking.versie.verklaring, may_confirm(request.user, intrekking)
    if not request.user.can(Permission.VERKLARING_REVOKE, for_=verklaring):
        raise PermissionDenied
    if request.method == "POST":
        if request.POST.get("besluit") == "akkoord":
            return _confirm(request, intrekking, may=may)
        drop = "Niet ingetrokken. De verklaring blijft geldig."
        attempt(request, lambda: actions.drop_revoke(intrekking, by=Actor.gebruiker(request.user)), drop)
        return back_to(verklaring)
    own = intrekking.voorgesteld_door_id == request.user.pk
    context = {"intrekking": intrekking, "may_confirm": may, "own": own}
    return show(request, "verklaringen/decide_revoke.html", verklaring, **context)


def _confirm(request: Request, intrekking: Intrekking, *, may: bool) -> HttpResponse:
    if intrekking.is_open and not may:
        raise PermissionDenied
    if "zeker" not in request.POST:
        messages.info(request, "Zet eerst een vinkje als je de verklaring wilt intrekken.")
        return redirect("verklaringen:decide_revoke", intrekking.pk)
    done = "Ingetrokken. Iedereen die de verklaring heeft krijgt bericht."
    attempt(request, lambda: actions.confirm_revoke(intrekking, by=Actor.gebruiker(request.user)), done)
    return back_to(intrekking.versie.verklaring)
