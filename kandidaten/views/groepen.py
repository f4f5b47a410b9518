"""Klantgroep, income and support of one person."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from kandidaten.actions.groepen import (
    correct_situatie,
    record_situatie,
    save_ondersteuning,
    save_sociaal,
    withdraw_situatie,
)
from kandidaten.forms.groepen import OndersteuningForm, SituatieForm, SociaalForm
from kandidaten.models import Ondersteuning, Situatie, Sociaal
from kandidaten.permissions import may_edit_ondersteuning, may_edit_sociaal
from kandidaten.views._shared import find_kandidaat, show
from kandidaten.views.intake_steps import intake_steps
from praktijkleren.accounts.http import Request
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import StaleError, show_conflict

WITHDRAWN = "Deze regel was al verbeterd of weggehaald."


@require_http_methods(["GET", "HEAD", "POST"])
def sociaal(request: Request, pk: UUID) -> HttpResponse:
    kandidaat = find_kandidaat(request, pk, may_edit_sociaal)
    steps = intake_steps(request, kandidaat, "sociaal")
    group = Sociaal.objects.visible_to(request.user).filter(kandidaat=kandidaat)
    form = SociaalForm(request.POST or None, sociaal=group.first())
    conflict = None
    if form.is_valid():
        try:
            save_sociaal(kandidaat, by=Actor.gebruiker(request.user), **form.cleaned_data)
        except StaleError:
            stands = form.stands(group.get())
            conflict = show_conflict(form, stands, stands.pop("versie"))
        if not conflict:
            messages.success(request, "Klantgroep en startkwalificatie zijn bewaard.")
            return redirect(steps.then)
    return show(request, "kandidaten/sociaal.html", kandidaat, form=form, conflict=conflict, steps=steps)


@require_http_methods(["GET", "HEAD", "POST"])
def ondersteuning(request: Request, pk: UUID) -> HttpResponse:
    kandidaat = find_kandidaat(request, pk, may_edit_ondersteuning)
    steps = intake_steps(request, kandidaat, "ondersteuning")
    group = Ondersteuning.objects.visible_to(request.user).filter(kandidaat=kandidaat)
    form = OndersteuningForm(request.POST or None, ondersteuning=group.first())
    conflict = None
    if form.is_valid():
        try:
            save_ondersteuning(kandidaat, by=Actor.gebruiker(request.user), **form.cleaned_data)
        except StaleError:
            stands = form.stands(group.get())
            conflict = show_conflict(form, stands, stands.pop("versie"))
        if not conflict:
            messages.success(request, "De ondersteuning is bewaard.")
            return redirect(steps.then)
    return show(request, "kandidaten/ondersteuning.html", kandidaat, form=form, conflict=conflict, steps=steps)


@require_http_methods(["GET", "HEAD", "POST"])
def situatie(request: Request, pk: UUID) -> HttpResponse:
    kandidaat = find_kandidaat(request, pk, may_edit_sociaal)
    steps = intake_steps(request, kandidaat, "situatie")
    form = SituatieForm(request.POST or None, kandidaat=kandidaat)
    if form.is_valid():
        fields = form.cleaned_data
        known = Situatie.objects.known().filter(kandidaat=kandidaat, soort=fields["soort"], van=fields["van"])
        if known.exists():
            messages.info(request, "Dit stond er al. Klopt er iets niet? Verbeter dan die regel.")
        else:
            record_situatie(kandidaat, by=Actor.gebruiker(request.user), **fields)
            messages.success(request, "De situatie is toegevoegd.")
        return redirect(steps.then)
    return show(request, "kandidaten/situatie.html", kandidaat, form=form, steps=steps)


def find_situatie(request: Request, pk: UUID) -> Situatie:
    known = Situatie.objects.visible_to(request.user).select_related("kandidaat__regio")
    found = get_object_or_404(known, pk=pk)
    if not may_edit_sociaal(request.user, found.kandidaat):
        raise PermissionDenied
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def situatie_correct(request: Request, pk: UUID) -> HttpResponse:
    row = find_situatie(request, pk)
    form = SituatieForm(request.POST or None, kandidaat=row.kandidaat, situatie=row)
    if form.is_valid():
        if correct_situatie(row, by=Actor.gebruiker(request.user), **form.cleaned_data):
            messages.success(request, "De situatie is verbeterd.")
        else:
            messages.warning(request, WITHDRAWN)
        return redirect(row.kandidaat)
    return show(request, "kandidaten/situatie_correct.html", row.kandidaat, form=form, row=row)


@require_POST
def situatie_withdraw(request: Request, pk: UUID) -> HttpResponse:
    row = find_situatie(request, pk)
    if withdraw_situatie(row, by=Actor.gebruiker(request.user)):
        messages.success(request, "De regel is weggehaald.")
    else:
        messages.warning(request, WITHDRAWN)
    return redirect(row.kandidaat)
