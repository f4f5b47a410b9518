"""What the pages of one traject have in common: see, may, act, and write down who was shown."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.ui.conflict import Difference, StaleError, show_conflict
from trajecten.models import Inschrijving, Logregel, Plaatsing, Praktijkovereenkomst, Traject
from trajecten.refused import RefusedError

M = TypeVar("M", bound=models.Model)
WRITE = ["GET", "HEAD", "POST"]
TOO_LATE = "Dit kan nu niet meer: het is net gewijzigd. Hier zie je hoe het er nu voor staat."
THROUGH = ("traject__kandidaat", "traject__regio", "traject__kwalificatie")


def find_traject(request: Request, pk: UUID, permission: Permission) -> Traject:
    """404 for who may not know that it exists, 403 for who may not do this. Whether it can be done now comes after."""
    visible = Traject.objects.visible_to(request.user).select_related("kandidaat", "regio", "kwalificatie")
    traject = get_object_or_404(visible, pk=pk)
    return _allowed(request, traject, traject, permission)


def find_plaatsing(request: Request, pk: UUID, permission: Permission) -> Plaatsing:
    visible = Plaatsing.objects.visible_to(request.user).select_related(*THROUGH, "leerbedrijf")
    plaatsing = get_object_or_404(visible, pk=pk)
    return _allowed(request, plaatsing, plaatsing.traject, permission)


def find_pok(request: Request, pk: UUID, permission: Permission) -> Praktijkovereenkomst:
    through = [f"plaatsing__{path}" for path in (*THROUGH, "leerbedrijf")]
    visible = Praktijkovereenkomst.objects.visible_to(request.user).select_related(*through)
    pok = get_object_or_404(visible.select_related("inschrijving__instelling", "inschrijving__kwalificatie"), pk=pk)
    return _allowed(request, pok, pok.plaatsing.traject, permission)


def find_inschrijving(request: Request, pk: UUID, permission: Permission) -> Inschrijving:
    visible = Inschrijving.objects.visible_to(request.user).select_related(*THROUGH, "instelling", "kwalificatie")
    inschrijving = get_object_or_404(visible, pk=pk)
    return _allowed(request, inschrijving, inschrijving.traject, permission)


def find_logregel(request: Request, pk: UUID, permission: Permission) -> Logregel:
    visible = Logregel.objects.visible_to(request.user).select_related(*THROUGH, "plaatsing")
    logregel = get_object_or_404(visible, pk=pk)
    return _allowed(request, logregel, logregel.traject, permission)


def _allowed(request: Request, found: M, traject: Traject, permission: Permission) -> M:
    if not request.user.can(permission, for_=traject):
        raise PermissionDenied
    return found


def posted(request: Request) -> QueryDict | None:
    """Data for a bound form, also when nothing was ticked."""
    return request.POST if request.method == "POST" else None


def too_late(request: Request, traject: Traject) -> HttpResponse:
    """A second click, a colleague who was first, an old tab: kindly said, and on to how it is now."""
    messages.info(request, TOO_LATE)
    return redirect(traject)


def attempt(request: Request, form: forms.Form | None, act: Callable[[], Any], done: str = "") -> bool:
    """Do it. True when the page may be left: it is done, or someone was first. Refusals stand in the form."""
    try:
        act()
    except TransitionError:
        messages.info(request, TOO_LATE)
        return True
    except RefusedError as refused:
        for reason in refused.reasons:
            if form is None:
                messages.warning(request, reason)
            else:
                form.add_error(None, reason)
        return form is None
    if done:
        messages.success(request, done)
    return True


def attempt_versioned(
    request: Request, form: forms.Form, act: Callable[[], Any], stands: Callable[[], dict[str, Any]], done: str = ""
) -> tuple[bool, list[Difference]]:
    """As attempt(). On top of someone else's save nothing is done; it answers where the form differs from `stands`.

    `stands` reads what is there now, with its `versie`. No difference means that the same form was sent twice.
    """
    try:
        return attempt(request, form, act, done), []
    except StaleError:
        now = stands()
        conflict = show_conflict(form, now, now.pop("versie"))
        return not conflict, conflict


def show(request: Request, template: str, traject: Traject, **context: Any) -> HttpResponse:
    """Render a page of one traject and write down that its person was shown."""
    waar = request.resolver_match.view_name if request.resolver_match else template
    log_inzage(Actor.gebruiker(request.user), [traject.kandidaat.pseudoniem], waar=waar)
    return render(request, template, {"traject": traject, **context})
