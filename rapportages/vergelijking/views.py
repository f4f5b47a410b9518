"""Beside other regio's: the page that compares, and the page on which a regio decides what it shares."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Regio
from praktijkleren.accounts.permissions import may_edit_regio
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actor import Actor
from rapportages.models import Deling, Inwonertal
from rapportages.vergelijking.actions import set_inwonertal, share
from rapportages.vergelijking.forms import DelenForm, InwonertalForm, VergelijkForm
from rapportages.vergelijking.pagina import Vergelijking


@require_safe
def compare(request: Request) -> HttpResponse:
    """What one sees depends on what regio's share, not on what one may count oneself."""
    own = {regio.pk for regio in request.user.regios_with(Permission.CIJFERS_VIEW)}
    if not own:
        raise PermissionDenied
    form = VergelijkForm(request.GET)
    mine = Regio.objects.allowed_to(request.user, Permission.REGIO_EDIT).filter(pk__in=own).order_by("code")
    choose = [(reverse("rapportages:sharing", args=[regio.code]), f"Kies wat {regio} deelt") for regio in mine]
    context: dict[str, Any] = {"filter": form, "choose": choose}
    if form.is_valid():
        shown = Vergelijking(Deling.objects.visible_to(request.user), own=own, **form.cleaned_data)
        context |= {"blad": shown, "indicator": shown.afspraak.indicator}
    return render(request, "rapportages/compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: Request, code: str) -> HttpResponse:
    regio = _regio(request, code)
    form = DelenForm(request.POST or None, regio=regio)
    if form.is_valid():
        share(regio, form.cleaned_data, by=Actor.gebruiker(request.user))
        messages.success(request, f"Bewaard. Wat {regio} niet deelt, staat nu nergens meer.")
        return redirect("rapportages:sharing", code=regio.code)
    return _sharing_page(request, regio, form, InwonertalForm(None, regio=regio))


@require_POST
def population(request: Request, code: str) -> HttpResponse:
    regio = _regio(request, code)
    form = InwonertalForm(request.POST, regio=regio)
    if form.is_valid():
        set_inwonertal(regio, by=Actor.gebruiker(request.user), **form.cleaned_data)
        messages.success(request, f"Het inwonertal van {form.cleaned_data['jaar']} is bewaard.")
        return redirect("rapportages:sharing", code=regio.code)
    return _sharing_page(request, regio, DelenForm(None, regio=regio), form)


def _regio(request: Request, code: str) -> Regio:
    regio = get_object_or_404(Regio.objects.visible_to(request.user), code=code)
    if not may_edit_regio(request.user, regio):
        raise PermissionDenied
    return regio


def _sharing_page(request: Request, regio: Regio, form: DelenForm, inwoners: InwonertalForm) -> HttpResponse:
    context = {
        "regio": regio,
        "form": form,
        "inwoners": inwoners,
        "inwonertallen": Inwonertal.objects.filter(regio=regio).order_by("-jaar")[:10],
        "sees_figures": request.user.has(Permission.CIJFERS_VIEW),
    }
    return render(request, "rapportages/sharing.html", context)
