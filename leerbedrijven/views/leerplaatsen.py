"""Places that a leerbedrijf offers in a regio, and the werkprocessen one can learn there."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kwalificaties.models import Kwalificatie
from leerbedrijven import actions
from leerbedrijven.erkenning import choices_for, recognised_kwalificaties
from leerbedrijven.forms.regio import CloseForm, LeerplaatsForm
from leerbedrijven.models import Leerbedrijf, Leerplaats, Relatie
from leerbedrijven.permissions import may_edit_in
from leerbedrijven.views.regio import find
from praktijkleren.accounts.http import Request
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import StaleError, show_conflict

NO_KWALIFICATIE = "geen"


def visible_leerplaats(request: Request, pk: UUID) -> Leerplaats:
    related = ("relatie__leerbedrijf", "relatie__regio", "kwalificatie", "praktijkopleider")
    visible = Leerplaats.objects.visible_to(request.user).select_related(*related)
    leerplaats: Leerplaats = get_object_or_404(visible.with_taken(), pk=pk)
    return leerplaats


@require_safe
def leerplaats_detail(request: Request, pk: UUID) -> HttpResponse:
    leerplaats = visible_leerplaats(request, pk)
    context = {
        "leerplaats": leerplaats,
        "leerbedrijf": leerplaats.relatie.leerbedrijf,
        "bezet": f"{leerplaats.bezet} van {leerplaats.aantal}",
        "werkprocessen": leerplaats.werkprocessen.select_related("kerntaak").order_by("kerntaak__code", "code"),
        "may_edit": may_edit_in(request.user, leerplaats.relatie.regio_id),
        "loopt": leerplaats.tot is None or leerplaats.tot >= timezone.localdate(),
    }
    return render(request, "leerbedrijven/leerplaats.html", context)


@require_http_methods(["GET", "POST"])
def leerplaats_add(request: Request, pk: UUID, code: str) -> HttpResponse:
    """First for which kwalificatie, out of those for which the leerbedrijf is recognised; then the place itself."""
    leerbedrijf, regio = find(request, pk, code)
    asked = request.GET.get("kwalificatie", "")
    erkend = recognised_kwalificaties(leerbedrijf, timezone.localdate())
    if asked != NO_KWALIFICATIE and asked not in {kwalificatie.crebo for kwalificatie in erkend}:
        context = {"leerbedrijf": leerbedrijf, "regio": regio, "erkend": erkend}
        return render(request, "leerbedrijven/leerplaats_choose.html", context)
    kwalificatie = next((row for row in erkend if row.crebo == asked), None)
    relatie = Relatie.objects.filter(leerbedrijf=leerbedrijf, regio=regio).first()
    form = _form(request, leerbedrijf, relatie, kwalificatie)
    if form.is_valid():
        by = Actor.gebruiker(request.user)
        relatie = relatie or actions.relate(leerbedrijf, regio=regio, by=by)
        if not _just_added(relatie, form):
            actions.make_leerplaats(relatie, kwalificatie=kwalificatie, by=by, **form.cleaned_data)
        messages.success(request, "De leerplaats is toegevoegd.")
        return redirect(leerbedrijf)
    context = {"form": form, "leerbedrijf": leerbedrijf, "regio": regio, "kwalificatie": kwalificatie}
    return render(request, "leerbedrijven/leerplaats_add.html", context)


@require_http_methods(["GET", "POST"])
def leerplaats_edit(request: Request, pk: UUID) -> HttpResponse:
    leerplaats = visible_leerplaats(request, pk)
    leerbedrijf = leerplaats.relatie.leerbedrijf
    if not may_edit_in(request.user, leerplaats.relatie.regio_id):
        raise PermissionDenied
    form = _form(request, leerbedrijf, leerplaats.relatie, leerplaats.kwalificatie, leerplaats)
    conflict: list[Any] = []
    if form.is_valid():
        try:
            actions.change_leerplaats(leerplaats, by=Actor.gebruiker(request.user), **form.cleaned_data)
        except StaleError:
            stands = Leerplaats.objects.select_related("praktijkopleider").get(pk=leerplaats.pk)
            conflict = show_conflict(form, form.stands_here(stands), stands.versie)
        if not conflict:
            messages.success(request, "De leerplaats is bewaard.")
            return redirect(leerplaats)
    context = {"form": form, "leerplaats": leerplaats, "leerbedrijf": leerbedrijf, "conflict": conflict}
    return render(request, "leerbedrijven/leerplaats_edit.html", context)


@require_http_methods(["GET", "POST"])
def leerplaats_close(request: Request, pk: UUID) -> HttpResponse:
    leerplaats = visible_leerplaats(request, pk)
    if not may_edit_in(request.user, leerplaats.relatie.regio_id):
        raise PermissionDenied
    form = CloseForm(request.POST or None, leerplaats=leerplaats)
    if form.is_valid():
        actions.change_leerplaats(leerplaats, by=Actor.gebruiker(request.user), tot=form.cleaned_data["tot"])
        messages.success(request, "De leerplaats is gesloten.")
        return redirect(leerplaats)
    context = {"form": form, "leerplaats": leerplaats, "leerbedrijf": leerplaats.relatie.leerbedrijf}
    return render(request, "leerbedrijven/leerplaats_close.html", context)


def _just_added(relatie: Relatie, form: LeerplaatsForm) -> bool:
    """Two equal places are one with two seats, so the same form within a minute is one click too many."""
    same = {name: form.cleaned_data[name] for name in ("titel", "omschrijving", "aantal", "van")}
    since = timezone.now() - timedelta(minutes=1)
    return relatie.leerplaatsen.filter(created_at__gte=since, **same).exists()


def _form(
    request: Request,
    leerbedrijf: Leerbedrijf,
    relatie: Relatie | None,
    kwalificatie: Kwalificatie | None,
    leerplaats: Leerplaats | None = None,
) -> LeerplaatsForm:
    keuzes = choices_for(leerbedrijf, kwalificatie, timezone.localdate()) if kwalificatie else []
    return LeerplaatsForm(
        request.POST or None, relatie=relatie, kwalificatie=kwalificatie, keuzes=keuzes, leerplaats=leerplaats
    )
