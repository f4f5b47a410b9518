"""What one regio knows of a leerbedrijf: the relatie, who guides there, contact, and the places it offers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from leerbedrijven import actions
from leerbedrijven.forms.regio import ContactForm, PraktijkopleiderForm, RelatieForm
from leerbedrijven.models import Leerbedrijf, Praktijkopleider, Relatie
from leerbedrijven.permissions import may_edit_in, own_regios
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Regio
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import StaleError, show_conflict


def find(request: Request, pk: UUID, code: str) -> tuple[Leerbedrijf, Regio]:
    """The leerbedrijf and a regio of one's own; 404 for another's, 403 for who only reads."""
    leerbedrijf = get_object_or_404(Leerbedrijf.objects.visible_to(request.user), pk=pk)
    regio = get_object_or_404(own_regios(request.user), code=code)
    if not may_edit_in(request.user, regio.pk):
        raise PermissionDenied
    return leerbedrijf, regio


@require_http_methods(["GET", "POST"])
def relatie_edit(request: Request, pk: UUID, code: str) -> HttpResponse:
    leerbedrijf, regio = find(request, pk, code)
    relatie = Relatie.objects.filter(leerbedrijf=leerbedrijf, regio=regio).first()
    form = RelatieForm(request.POST or None, relatie=relatie)
    conflict: list[Any] = []
    if form.is_valid():
        by = Actor.gebruiker(request.user)
        relatie = relatie or actions.relate(leerbedrijf, regio=regio, by=by)
        try:
            actions.change_relatie(relatie, by=by, **form.cleaned_data)
        except StaleError:
            stands = Relatie.objects.get(pk=relatie.pk)
            conflict = show_conflict(form, RelatieForm.stands(stands), stands.versie)
        if not conflict:
            messages.success(request, "Bewaard.")
            return redirect(leerbedrijf)
    context = {"form": form, "leerbedrijf": leerbedrijf, "regio": regio, "conflict": conflict}
    return render(request, "leerbedrijven/relatie_edit.html", context)


@require_http_methods(["GET", "POST"])
def contact_add(request: Request, pk: UUID, code: str) -> HttpResponse:
    leerbedrijf, regio = find(request, pk, code)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        by = Actor.gebruiker(request.user)
        relatie = actions.relate(leerbedrijf, regio=regio, by=by)
        actions.log_contact(relatie, gebruiker=request.user, by=by, **form.cleaned_data)
        messages.success(request, "Het contact is vastgelegd.")
        return redirect(leerbedrijf)
    context = {"form": form, "leerbedrijf": leerbedrijf, "regio": regio}
    return render(request, "leerbedrijven/contact_add.html", context)


@require_http_methods(["GET", "POST"])
def praktijkopleider_add(request: Request, pk: UUID, code: str) -> HttpResponse:
    leerbedrijf, regio = find(request, pk, code)
    form = PraktijkopleiderForm(request.POST or None)
    if form.is_valid():
        by = Actor.gebruiker(request.user)
        relatie = actions.relate(leerbedrijf, regio=regio, by=by)
        opleider = actions.add_praktijkopleider(relatie, by=by, **form.cleaned_data)
        messages.success(request, f"{opleider.naam} is toegevoegd als praktijkopleider.")
        return redirect(leerbedrijf)
    context = {"form": form, "leerbedrijf": leerbedrijf, "regio": regio}
    return render(request, "leerbedrijven/praktijkopleider_add.html", context)


@require_http_methods(["GET", "POST"])
def praktijkopleider_edit(request: Request, pk: UUID) -> HttpResponse:
    """Correct a row or give it a last day; who is guided there keeps the praktijkopleider until that is changed."""
    visible = Praktijkopleider.objects.visible_to(request.user).select_related("relatie__leerbedrijf")
    opleider = get_object_or_404(visible, pk=pk)
    if not may_edit_in(request.user, opleider.relatie.regio_id):
        raise PermissionDenied
    form = PraktijkopleiderForm(request.POST or None, opleider=opleider)
    conflict: list[Any] = []
    if form.is_valid():
        try:
            actions.change_praktijkopleider(opleider, by=Actor.gebruiker(request.user), **form.cleaned_data)
        except StaleError:
            stands = Praktijkopleider.objects.get(pk=opleider.pk)
            conflict = show_conflict(form, PraktijkopleiderForm.stands(stands), stands.versie)
        if not conflict:
            messages.success(request, "De praktijkopleider is bewaard.")
            return redirect(opleider.relatie.leerbedrijf)
    today = timezone.localdate()
    context = {
        "form": form,
        "opleider": opleider,
        "leerbedrijf": opleider.relatie.leerbedrijf,
        "conflict": conflict,
        "begeleidt": opleider.begeleidingen.current(today).filter(plaatsing__status="lopend").count(),
    }
    return render(request, "leerbedrijven/praktijkopleider_edit.html", context)
