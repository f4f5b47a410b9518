"""What the pages of one person have in common: see, may, and write down who was shown."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from kandidaten.models import Advies, Kandidaat
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor

May = Callable[[Gebruiker, Kandidaat], bool]


def find_kandidaat(request: Request, pk: UUID, may: May) -> Kandidaat:
    """404 for who may not know that this person exists, 403 for who may not do this."""
    visible = Kandidaat.objects.visible_to(request.user).select_related("regio", "gemeente")
    kandidaat = get_object_or_404(visible, pk=pk)
    if not may(request.user, kandidaat):
        raise PermissionDenied
    return kandidaat


def find_advies(request: Request, pk: UUID, may: May | None = None) -> Advies:
    visible = Advies.objects.visible_to(request.user)
    advies = get_object_or_404(visible.select_related("kandidaat__regio", "geschreven_door", "mbo_gebruiker"), pk=pk)
    if may and not may(request.user, advies.kandidaat):
        raise PermissionDenied
    return advies


def show(request: Request, template: str, kandidaat: Kandidaat, **context: Any) -> HttpResponse:
    """Render a page of one person and write down that it was shown."""
    waar = request.resolver_match.view_name if request.resolver_match else template
    log_inzage(Actor.gebruiker(request.user), [kandidaat.pseudoniem], waar=waar)
    return render(request, template, {"kandidaat": kandidaat, **context})
