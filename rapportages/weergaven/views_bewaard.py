"""Questions that are kept: under a name, for oneself or with the regio."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.keyset import KeysetPage
from rapportages.models import Weergave
from rapportages.models.weergave import MOST
from rapportages.weergaven.actions import NameTakenError, change_weergave, delete_weergave, save_weergave
from rapportages.weergaven.forms import TAKEN, SaveForm, WeergaveForm
from rapportages.weergaven.permissions import may_change, may_delete, may_search
from rapportages.weergaven.views import SEARCH, ask
from rapportages.weergaven.vraag import WEERGAVE

WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(WRITE)
def save_view(request: Request) -> HttpResponse:
    """The question stands in the address of this page too; only what is known of it is kept."""
    vraag, by = ask(request), Actor.gebruiker(request.user)
    asked = vraag.query(**{WEERGAVE: None})
    form = SaveForm(request.POST or None, gebruiker=request.user, initial=_initial(_opened(request)))
    if len(asked) > MOST:
        messages.warning(request, "Deze vraag is te lang om te bewaren. Zet een filter uit of kies minder kolommen.")
        return redirect(reverse(SEARCH) + asked)
    if form.is_valid():
        try:
            weergave = save_weergave(request.user, vraag=asked[1:], by=by, **form.cleaned_data)
        except NameTakenError:
            form.add_error("naam", TAKEN)
        else:
            messages.success(request, f"Bewaard als “{weergave}”.")
            return redirect(weergave)
    context = {"form": form, "vraag": vraag, "back": reverse(SEARCH) + vraag.query()}
    return render(request, "rapportages/save_view.html", context)


@require_safe
def saved_views(request: Request) -> HttpResponse:
    if not may_search(request.user):
        raise PermissionDenied
    found = Weergave.objects.visible_to(request.user).select_related("eigenaar", "gedeeld_met")
    page = KeysetPage(found, request, order=("naam", "pk"))
    rows = [(row, may_change(request.user, row), may_delete(request.user, row)) for row in page.rows]
    return render(request, "rapportages/saved_views.html", {"page": page, "rows": rows})


@require_http_methods(WRITE)
def edit_view(request: Request, pk: UUID) -> HttpResponse:
    weergave = _visible(request, pk)
    if not may_change(request.user, weergave):
        raise PermissionDenied
    form = WeergaveForm(
        request.POST or None, gebruiker=request.user, button="Bewaar de wijziging", initial=_initial(weergave)
    )
    if form.is_valid():
        try:
            change_weergave(weergave, by=Actor.gebruiker(request.user), **form.cleaned_data)
        except NameTakenError:
            form.add_error("naam", TAKEN)
        else:
            messages.success(request, f"“{weergave}” is gewijzigd.")
            return redirect("rapportages:saved_views")
    return render(request, "rapportages/edit_view.html", {"form": form, "weergave": weergave})


@require_http_methods(WRITE)
def delete_view(request: Request, pk: UUID) -> HttpResponse:
    """The way back: whoever deleted it arrives at the question itself, and can keep it again."""
    weergave = _visible(request, pk)
    if not may_delete(request.user, weergave):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "rapportages/delete_view.html", {"weergave": weergave})
    way_back = weergave.without_name
    delete_weergave(weergave, by=Actor.gebruiker(request.user))
    messages.success(
        request, f"“{weergave}” is weg. Hieronder staat nog wat die toonde: bewaar die opnieuw als je hem terug wilt."
    )
    return redirect(way_back)


def _opened(request: Request) -> Weergave | None:
    """One's own, from which one came."""
    try:
        key = UUID(request.GET.get(WEERGAVE, ""))
    except ValueError:
        return None
    return Weergave.objects.visible_to(request.user).filter(pk=key, eigenaar=request.user).order_by("pk").first()


def _initial(weergave: Weergave | None) -> dict[str, Any]:
    return {"naam": weergave.naam, "gedeeld_met": weergave.gedeeld_met_id} if weergave else {}


def _visible(request: Request, pk: UUID) -> Weergave:
    return get_object_or_404(Weergave.objects.visible_to(request.user).select_related("eigenaar"), pk=pk)
