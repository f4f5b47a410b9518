"""Reports that are made by themselves, and what the regio writes in them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Regio
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import StaleError, show_conflict
from rapportages.models import Rapportplan, Tekstblok
from rapportages.rapporten import actions, teksten
from rapportages.rapporten.forms import PlanForm, TekstForm
from rapportages.rapporten.views import regio_of

FIELDS = ("kop", "tekst", "soort", "plek", "volgorde")
READ_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_WRITE)
def plan(request: Request) -> HttpResponse:
    regio = regio_of(request, Permission.RAPPORT_MAKE)
    form = PlanForm(request.POST or None, regio=regio, initial={"ontvangers": [request.user]})
    if form.is_valid():
        soort, readers = form.cleaned_data["soort"], form.cleaned_data["ontvangers"]
        actions.start_plan(regio, soort, readers, gebruiker=request.user, by=Actor.gebruiker(request.user))
        messages.success(request, "Dit rapport komt er voortaan vanzelf, op de eerste werkdag na de periode.")
        return _back("rapporten", regio)
    return render(request, "rapportages/rapport_plan.html", {"form": form, "regio": regio})


@require_POST
def plan_stop(request: Request, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Rapportplan.objects.visible_to(request.user).select_related("regio"), pk=pk)
    if not actions.may_make(request.user, found.regio):
        raise PermissionDenied
    if actions.stop_plan(found, by=Actor.gebruiker(request.user)):
        messages.success(request, "Dit rapport komt er niet meer vanzelf. Wat er is, blijft bewaard.")
    return _back("rapporten", found.regio)


@require_safe
def texts(request: Request) -> HttpResponse:
    regio = regio_of(request, Permission.RAPPORT_MAKE)
    blocks = Tekstblok.objects.visible_to(request.user).filter(regio=regio)
    rows = list(blocks.order_by("plek", "volgorde", "kop", "pk"))
    rows.sort(key=lambda block: block.plek != "voor")
    return render(request, "rapportages/teksten.html", {"rows": rows, "query": f"?regio={regio.pk}"})


@require_http_methods(READ_WRITE)
def text_new(request: Request) -> HttpResponse:
    regio = regio_of(request, Permission.RAPPORT_MAKE)
    form = TekstForm(request.POST or None)
    if form.is_valid():
        teksten.add_text(regio, by=Actor.gebruiker(request.user), **_fields(form))
        messages.success(request, "De tekst is bewaard.")
        return _back("teksten", regio)
    return render(request, "rapportages/tekst.html", {"form": form, "conflict": None, "tekstblok": None})


@require_http_methods(READ_WRITE)
def text_edit(request: Request, pk: UUID) -> HttpResponse:
    block = _find(request, pk)
    stands = {name: getattr(block, name) for name in FIELDS}
    form = TekstForm(request.POST or None, initial={**stands, "versie": block.versie})
    conflict = None
    if form.is_valid():
        try:
            versie = form.cleaned_data["versie"] or 0
            teksten.edit_text(block, by=Actor.gebruiker(request.user), versie=versie, **_fields(form))
        except StaleError:
            conflict = show_conflict(form, stands, block.versie)
        if not conflict:
            messages.success(request, "De tekst is bewaard. Rapporten die er al zijn, houden de oude tekst.")
            return _back("teksten", block.regio)
    return render(request, "rapportages/tekst.html", {"form": form, "conflict": conflict, "tekstblok": block})


@require_POST
def text_remove(request: Request, pk: UUID) -> HttpResponse:
    block = _find(request, pk)
    teksten.remove_text(block, by=Actor.gebruiker(request.user))
    messages.success(request, "De tekst is weggehaald. Rapporten die er al zijn, houden de tekst.")
    return _back("teksten", block.regio)


def _back(name: str, regio: Regio) -> HttpResponse:
    return redirect(f"{reverse(f'rapportages:{name}')}?regio={regio.pk}")


def _find(request: Request, pk: UUID) -> Tekstblok:
    block: Tekstblok = get_object_or_404(Tekstblok.objects.visible_to(request.user).select_related("regio"), pk=pk)
    if not actions.may_make(request.user, block.regio):
        raise PermissionDenied
    return block


def _fields(form: TekstForm) -> Any:
    return {name: form.cleaned_data[name] for name in FIELDS}
