from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.ui.keyset import KeysetPage
from praktijkleren.werk.actions import retry_opdracht, tick_off, untick
from praktijkleren.werk.models import Opdracht, Taak
from praktijkleren.werk.today import first_few, panels_for

if TYPE_CHECKING:
    from praktijkleren.accounts.http import Request

TASKS_SHOWN = 50


@require_safe
def today(request: "Request") -> HttpResponse:
    """What asks for this person now, most urgent first."""
    taken = Taak.objects.visible_to(request.user).open()
    shown, totaal = first_few(taken.most_urgent_first(), TASKS_SHOWN)
    panels = panels_for(request.user)
    opdrachten = Opdracht.objects.visible_to(request.user).recent(timezone.now()).order_by("-created_at", "-pk")[:10]
    if personen := [persoon for panel in panels for persoon in panel.personen]:
        log_inzage(Actor.gebruiker(request.user), personen, waar="werk:today")
    context = {
        "taken": shown,
        "totaal": totaal,
        "panels": panels,
        "opdrachten": opdrachten,
        "ticked": _just_ticked_off(request),
        "only_reads": request.user.only_reads,
    }
    return render(request, "werk/today.html", context)


@require_POST
def taak_done(request: "Request", pk: UUID) -> HttpResponse:
    taak = get_object_or_404(Taak.objects.visible_to(request.user), pk=pk)
    if not tick_off(taak, by=Actor.gebruiker(request.user)):
        messages.info(request, f"“{taak.titel}” was al klaar.")
        return redirect("werk:today")
    return redirect(f"{reverse('werk:today')}?klaar={taak.pk}")


@require_POST
def taak_undo(request: "Request", pk: UUID) -> HttpResponse:
    taak = get_object_or_404(Taak.objects.visible_to(request.user), pk=pk)
    if untick(taak, by=Actor.gebruiker(request.user)):
        messages.success(request, f"“{taak.titel}” staat weer op je lijst.")
    return redirect("werk:today")


@require_safe
def opdracht(request: "Request", pk: UUID) -> HttpResponse:
    """How far a job is. The page asks for its own middle part every two seconds, or is opened again by hand."""
    opdracht = get_object_or_404(Opdracht.objects.visible_to(request.user), pk=pk)
    regels = opdracht.regels.all()
    context = {
        "opdracht": opdracht,
        "failed": regels.filter(gelukt=False).count(),
        "page": KeysetPage(regels, request, order=("gelukt", "nummer"), size=50),
    }
    template = "werk/opdracht.html#progress" if request.headers.get("HX-Request") else "werk/opdracht.html"
    return render(request, template, context)


@require_POST
def opdracht_retry(request: "Request", pk: UUID) -> HttpResponse:
    opdracht = get_object_or_404(Opdracht.objects.visible_to(request.user), pk=pk)
    try:
        retry_opdracht(opdracht, by=Actor.gebruiker(request.user))
    except TransitionError:
        messages.warning(request, "Deze opdracht is al verder gegaan.")
    else:
        messages.success(request, "We gaan verder waar het bleef steken.")
    return redirect(opdracht)


def _just_ticked_off(request: "Request") -> Taak | None:
    """The task that the address names, so that ticking off can be undone."""
    try:
        pk = UUID(request.GET.get("klaar", ""))
    except ValueError:
        return None
    return Taak.objects.visible_to(request.user).filter(pk=pk, met_de_hand=True).first()
