"""What the pages of one verklaring have in common: see, may, and write down who was shown."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten.fonts import MissingGlyphError
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.post.addresses import suggestion
from trajecten.refused import RefusedError
from verklaringen.models import Praktijkverklaring, Verklaringversie
from verklaringen.permissions import may_chase

STEPS = ("Kiezen", "Versturen", "Ondertekenen")
TOO_LATE = "Iemand was je voor: de verklaring is intussen veranderd."


def find_verklaring(
    request: Request, pk: UUID, may: Callable[[Gebruiker, Praktijkverklaring], bool]
) -> Praktijkverklaring:
    visible = Praktijkverklaring.objects.visible_to(request.user).select_related("kandidaat", "regio", "verstrekker")
    verklaring = get_object_or_404(visible, pk=pk)
    if not may(request.user, verklaring):
        raise PermissionDenied
    return verklaring


def find_versie(
    request: Request, pk: UUID, may: Callable[[Gebruiker, Verklaringversie], bool] | None = None
) -> Verklaringversie:
    """404 for who may not know of it. What one may no longer do is said kindly, so `may` is asked by the view."""
    visible = Praktijkverklaring.objects.visible_to(request.user)
    versies = Verklaringversie.objects.filter(verklaring__in=visible).select_related(
        "verklaring__regio",
        "verklaring__kandidaat",
        "verklaring__verstrekker",
        "verklaring__plaatsing__leerbedrijf",
        "verklaring__traject__kwalificatie__dossier",
        "document",
        "vervangt__document",
        "gemaakt_door",
    )
    versie = get_object_or_404(versies, pk=pk)
    if may and not may(request.user, versie):
        raise PermissionDenied
    return versie


def find_verzoek(
    request: Request, pk: UUID, may: Callable[[Gebruiker, Verklaringversie], bool] = may_chase
) -> tuple[Ondertekenverzoek, Verklaringversie]:
    """A request that still waits; unless said otherwise of a version of which this colleague is in charge."""
    verzoek = get_object_or_404(Ondertekenverzoek.objects.select_related("document", "link"), pk=pk)
    versie = find_versie(request, verzoek.document.onderwerp_id)
    if not may(request.user, versie):
        raise PermissionDenied
    return verzoek, versie


def warn_of_typo(request: Request, email: str) -> None:
    """After it was done: a hint never stands in the way."""
    if found := suggestion(email):
        messages.warning(request, f"Klopt {email}? Misschien is het {found}. Je kunt het adres nog wijzigen.")


def show(request: Request, template: str, verklaring: Praktijkverklaring, **context: Any) -> HttpResponse:
    waar = request.resolver_match.view_name if request.resolver_match else template
    log_inzage(Actor.gebruiker(request.user), [verklaring.dossier], waar=waar)
    return render(request, template, {"verklaring": verklaring, **context})


def attempt(request: Request, act: Callable[[], object], done: str) -> bool:
    """Do it, or say kindly why not."""
    try:
        act()
    except TransitionError:
        messages.warning(request, TOO_LATE)
    except (RefusedError, MissingGlyphError) as refused:
        for reason in refused.args:
            messages.error(request, reason)
    else:
        messages.success(request, done)
        return True
    return False


def back_to(verklaring: Praktijkverklaring) -> HttpResponse:
    return redirect("verklaringen:detail", verklaring.pk)
