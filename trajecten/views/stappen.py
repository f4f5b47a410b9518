"""Opening a traject and its steps: each step is one form and one action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from kandidaten.models import Kandidaat
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from trajecten import actions
from trajecten.forms import traject as forms
from trajecten.models import Traject
from trajecten.permissions import (
    may_complete,
    may_interrupt,
    may_open,
    may_reopen,
    may_resume,
    may_start,
    may_stop,
    may_switch,
)
from trajecten.refused import RefusedError
from trajecten.views._shared import WRITE, attempt, find_traject, posted, show, too_late


@dataclass(frozen=True)
class StepPage:
    may: Callable[[Gebruiker, Traject], bool]
    form: Callable[..., Any]
    act: Callable[..., Traject]
    done: str
    template: str


def _step(request: Request, pk: UUID, page: StepPage) -> HttpResponse:
    traject = find_traject(request, pk, Permission.TRAJECT_START)
    if not page.may(request.user, traject):
        return too_late(request, traject)
    form = page.form(posted(request), traject=traject)
    by, then = Actor.gebruiker(request.user), [traject]
    if form.is_valid() and attempt(
        request, form, lambda: then.append(page.act(traject, by=by, **form.cleaned_data)), page.done
    ):
        return redirect(then[-1])
    ending = traject.plaatsingen.open().select_related("leerbedrijf").order_by("van", "pk")
    results = traject.resultaten.current().order_by("datum", "pk")
    return show(request, page.template, traject, form=form, ending=ending, results=results)


@require_http_methods(WRITE)
def traject_open(request: Request, kandidaat_pk: UUID) -> HttpResponse:
    visible = Kandidaat.objects.visible_to(request.user).select_related("regio")
    kandidaat = get_object_or_404(visible, pk=kandidaat_pk)
    if not may_open(request.user, kandidaat):
        raise PermissionDenied
    by, advies = Actor.gebruiker(request.user), forms.advies_for(kandidaat)
    form = forms.OpenForm(posted(request), kandidaat=kandidaat, advies=advies)
    if form.is_valid():
        try:
            traject = actions.open_traject(kandidaat, by=by, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error(None, refused.reasons[0])
        else:
            messages.success(request, f"Het traject van {kandidaat.naam} is geopend.")
            return redirect(traject)
    log_inzage(by, [kandidaat.pseudoniem], waar="trajecten:open")
    running = kandidaat.trajecten.visible_to(request.user).open().order_by("-created_at")
    context = {"form": form, "kandidaat": kandidaat, "advies": advies, "running": running}
    return render(request, "trajecten/open.html", context)


@require_http_methods(WRITE)
def traject_start(request: Request, pk: UUID) -> HttpResponse:
    page = StepPage(
        may_start, forms.StartForm, actions.start_traject, "De opleiding is gestart.", "trajecten/start.html"
    )
    return _step(request, pk, page)


@require_http_methods(WRITE)
def traject_interrupt(request: Request, pk: UUID) -> HttpResponse:
    done = "Het traject is onderbroken. Hervat het als het weer verder gaat."
    page = StepPage(may_interrupt, forms.InterruptForm, actions.interrupt_traject, done, "trajecten/interrupt.html")
    return _step(request, pk, page)


@require_http_methods(WRITE)
def traject_resume(request: Request, pk: UUID) -> HttpResponse:
    page = StepPage(
        may_resume, forms.ResumeForm, actions.resume_traject, "Het traject gaat weer verder.", "trajecten/resume.html"
    )
    return _step(request, pk, page)


@require_http_methods(WRITE)
def traject_complete(request: Request, pk: UUID) -> HttpResponse:
    page = StepPage(
        may_complete,
        forms.CompleteForm,
        actions.complete_traject,
        "Het traject is afgerond.",
        "trajecten/complete.html",
    )
    return _step(request, pk, page)


@require_http_methods(WRITE)
def traject_stop(request: Request, pk: UUID) -> HttpResponse:
    page = StepPage(may_stop, forms.StopForm, actions.stop_traject, "Het traject is gestopt.", "trajecten/stop.html")
    return _step(request, pk, page)


@require_http_methods(WRITE)
def traject_reopen(request: Request, pk: UUID) -> HttpResponse:
    page = StepPage(
        may_reopen, forms.ReopenForm, actions.reopen_traject, "Het traject is weer open.", "trajecten/reopen.html"
    )
    return _step(request, pk, page)


@require_http_methods(WRITE)
def traject_switch(request: Request, pk: UUID) -> HttpResponse:
    done = "De overstap is vastgelegd. Dit is het nieuwe traject."
    page = StepPage(may_switch, forms.SwitchForm, actions.switch_traject, done, "trajecten/switch.html")
    return _step(request, pk, page)
