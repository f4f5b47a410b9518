"""The national register: the list, the page of a leerbedrijf, and what is written down of it for everyone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kwalificaties.models import Kwalificatie
from kwalificaties.searching import search_box
from leerbedrijven import actions
from leerbedrijven.filters import LeerbedrijfFilter
from leerbedrijven.forms.register import REGISTER_FIELDS, ErkenningEditForm, ErkenningForm, LeerbedrijfForm
from leerbedrijven.history import history_for
from leerbedrijven.listing import erkenningen_of, first_to_end, for_list, kennis_of, next_step, with_erkenningen
from leerbedrijven.models import Erkenning, Leerbedrijf
from leerbedrijven.permissions import may_edit, may_import, may_view
from praktijkleren.accounts.http import Request
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import StaleError, show_conflict
from praktijkleren.ui.keyset import KeysetPage

SORTS = {"naam": ("zoeknaam", "pk"), "plaats": ("zoekplaats", "zoeknaam", "pk")}
KNOWN = "Dit stond er al. Er is niets dubbel vastgelegd."


@require_safe
def leerbedrijf_list(request: Request) -> HttpResponse:
    if not may_view(request.user):
        raise PermissionDenied
    visible = for_list(Leerbedrijf.objects.visible_to(request.user), request.user)
    found = LeerbedrijfFilter(request.GET, visible, request=request)
    box = search_box(request)
    page = KeysetPage(found.qs.search_all(box.text), request, order=SORTS["naam"], sorts=SORTS)
    context = {
        "box": box,
        "filter": found,
        "page": page,
        "rows": with_erkenningen(page.rows, timezone.localdate()),
        "may_edit": may_edit(request.user),
        "may_import": may_import(request.user),
    }
    return render(request, "leerbedrijven/list.html", context)


@require_safe
def leerbedrijf_detail(request: Request, pk: UUID) -> HttpResponse:
    leerbedrijf = get_object_or_404(Leerbedrijf.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    erkenningen = erkenningen_of(leerbedrijf, today)
    kennis = kennis_of(leerbedrijf, request.user, today)
    context = {
        "leerbedrijf": leerbedrijf,
        "erkenningen": [row for row in erkenningen if not row.is_over],
        "eerdere": [row for row in erkenningen if row.is_over],
        "stand": first_to_end([row.erkenning for row in erkenningen], today),
        "regios": kennis,
        "subtitle": ", ".join(part for part in (leerbedrijf.vestiging, leerbedrijf.plaats) if part),
        "may_edit": may_edit(request.user),
        "primary": next_step(leerbedrijf, erkenningen, kennis) if may_edit(request.user) else None,
    }
    return render(request, "leerbedrijven/detail.html", context)


@require_safe
def leerbedrijf_history(request: Request, pk: UUID) -> HttpResponse:
    leerbedrijf = get_object_or_404(Leerbedrijf.objects.visible_to(request.user), pk=pk)
    context = {"leerbedrijf": leerbedrijf, "geschiedenis": history_for(leerbedrijf, request.user)}
    return render(request, "leerbedrijven/history.html", context)


@require_http_methods(["GET", "POST"])
def leerbedrijf_add(request: Request) -> HttpResponse:
    if not may_edit(request.user):
        raise PermissionDenied
    form = LeerbedrijfForm(request.POST or None, initial={name: request.GET.get(name, "") for name in REGISTER_FIELDS})
    if form.is_valid():
        try:
            leerbedrijf = actions.make_leerbedrijf(by=Actor.gebruiker(request.user), **form.cleaned_data)
        except actions.KnownError:
            leerbedrijf = Leerbedrijf.objects.get(leerbedrijf_id=form.cleaned_data["leerbedrijf_id"])
            messages.warning(request, KNOWN)
            return redirect(leerbedrijf)
        messages.success(request, f"{leerbedrijf.naam} staat in het register. Leg nu de erkenning vast.")
        return redirect("leerbedrijven:erkenning_choose", leerbedrijf.pk)
    return render(request, "leerbedrijven/add.html", {"form": form})


@require_http_methods(["GET", "POST"])
def leerbedrijf_edit(request: Request, pk: UUID) -> HttpResponse:
    leerbedrijf = get_object_or_404(Leerbedrijf.objects.visible_to(request.user), pk=pk)
    if not may_edit(request.user):
        raise PermissionDenied
    form = LeerbedrijfForm(request.POST or None, leerbedrijf=leerbedrijf)
    conflict: list[Any] = []
    if form.is_valid():
        try:
            actions.change_leerbedrijf(leerbedrijf, by=Actor.gebruiker(request.user), **form.cleaned_data)
        except StaleError:
            stands = Leerbedrijf.objects.get(pk=leerbedrijf.pk)
            conflict = show_conflict(form, LeerbedrijfForm.stands(stands), stands.versie)
        if not conflict:
            messages.success(request, "De gegevens zijn bewaard.")
            return redirect(leerbedrijf)
    context = {"form": form, "leerbedrijf": leerbedrijf, "conflict": conflict}
    return render(request, "leerbedrijven/edit.html", context)


@require_safe
def erkenning_choose(request: Request, pk: UUID) -> HttpResponse:
    """First which kwalificatie: found by its words, because nobody knows eight hundred of them."""
    leerbedrijf = get_object_or_404(Leerbedrijf.objects.visible_to(request.user), pk=pk)
    if not may_edit(request.user):
        raise PermissionDenied
    box = search_box(request)
    found = Kwalificatie.objects.open().search_werkprocessen(box.text) if box.text else Kwalificatie.objects.none()
    context = {
        "leerbedrijf": leerbedrijf,
        "box": box,
        "kwalificaties": found.select_related("sector").order_by("zoektitel", "crebo")[:30],
        "erkend": list(leerbedrijf.erkenningen.values_list("kwalificatie", flat=True)),
    }
    return render(request, "leerbedrijven/erkenning_choose.html", context)


@require_http_methods(["GET", "POST"])
def erkenning_add(request: Request, pk: UUID, crebo: int) -> HttpResponse:
    leerbedrijf = get_object_or_404(Leerbedrijf.objects.visible_to(request.user), pk=pk)
    kwalificatie = get_object_or_404(Kwalificatie.objects.open(), crebo=str(crebo))
    if not may_edit(request.user):
        raise PermissionDenied
    form = ErkenningForm(request.POST or None, leerbedrijf=leerbedrijf, kwalificatie=kwalificatie)
    if form.is_valid():
        by = Actor.gebruiker(request.user)
        try:
            actions.recognise(leerbedrijf, kwalificatie=kwalificatie, by=by, **form.cleaned_data)
            messages.success(request, f"De erkenning voor {kwalificatie.titel} is vastgelegd.")
        except actions.KnownError:
            messages.warning(request, KNOWN)
        return redirect(leerbedrijf)
    context = {"form": form, "leerbedrijf": leerbedrijf, "kwalificatie": kwalificatie}
    return render(request, "leerbedrijven/erkenning_add.html", context)


@require_http_methods(["GET", "POST"])
def erkenning_edit(request: Request, pk: int) -> HttpResponse:
    visible = Erkenning.objects.filter(leerbedrijf__in=Leerbedrijf.objects.visible_to(request.user))
    erkenning = get_object_or_404(visible.select_related("leerbedrijf", "kwalificatie"), pk=pk)
    if not may_edit(request.user):
        raise PermissionDenied
    form = ErkenningEditForm(request.POST or None, erkenning=erkenning)
    if form.is_valid():
        actions.change_erkenning(erkenning, by=Actor.gebruiker(request.user), **form.cleaned_data)
        messages.success(request, "De erkenning is bewaard.")
        return redirect(erkenning.leerbedrijf)
    context = {"form": form, "erkenning": erkenning, "leerbedrijf": erkenning.leerbedrijf}
    return render(request, "leerbedrijven/erkenning_edit.html", context)
