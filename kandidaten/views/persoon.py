"""Changing a person: contact data, representatives, and the regio that a person belongs to."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from kandidaten.actions.persoon import (
    add_vertegenwoordiger,
    change_kandidaat,
    change_vertegenwoordiger,
    fill_in_birthplace,
    move_to_regio,
)
from kandidaten.forms.layout import initial_of
from kandidaten.forms.persoon import BirthplaceForm, MoveForm, PersonForm, VertegenwoordigerForm
from kandidaten.models import Kandidaat, Vertegenwoordiger, VertegenwoordigerSoort
from kandidaten.permissions import may_edit, may_fill_in_birthplace, may_move_to_regio
from kandidaten.views._shared import find_kandidaat, show
from praktijkleren.accounts.http import Request
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import StaleError, show_conflict

SAME_TWICE = "Dit was al bewaard."


@require_http_methods(["GET", "HEAD", "POST"])
def kandidaat_edit(request: Request, pk: UUID) -> HttpResponse:
    kandidaat = find_kandidaat(request, pk, may_edit)
    form = PersonForm(request.POST or None, kandidaat=kandidaat)
    conflict = None
    if form.is_valid():
        try:
            change_kandidaat(kandidaat, by=Actor.gebruiker(request.user), **form.cleaned_data)
        except StaleError:
            stands = Kandidaat.objects.select_related("gemeente").get(pk=pk)
            conflict = show_conflict(form, initial_of(stands, form._meta.fields), stands.versie)
        if not conflict:
            messages.success(request, SAME_TWICE if conflict == [] else "De gegevens zijn bewaard.")
            return redirect(kandidaat)
    return show(request, "kandidaten/edit.html", kandidaat, form=form, conflict=conflict)


@require_http_methods(["GET", "HEAD", "POST"])
def kandidaat_birthplace(request: Request, pk: UUID) -> HttpResponse:
    """What must stand on documents and nobody asked for yet. Once it is known, only who edits a person changes it."""
    kandidaat = find_kandidaat(request, pk, may_fill_in_birthplace)
    back = asked_from(request)
    if kandidaat.birthplace:
        messages.info(request, f"De geboorteplaats is al bekend: {kandidaat.birthplace}.")
        return redirect(back or kandidaat)
    form = BirthplaceForm(request.POST or None)
    if form.is_valid():
        fill_in_birthplace(kandidaat, by=Actor.gebruiker(request.user), **form.cleaned_data)
        messages.success(request, "De geboorteplaats is bewaard.")
        return redirect(back or kandidaat)
    return show(request, "kandidaten/birthplace.html", kandidaat, form=form, back=back)


def asked_from(request: Request) -> str:
    """The page of ours that led here, if the address names one."""
    back = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if ours else ""


@require_http_methods(["GET", "HEAD", "POST"])
def vertegenwoordiger_add(request: Request, pk: UUID) -> HttpResponse:
    kandidaat = find_kandidaat(request, pk, may_edit)
    parent = {"soort": VertegenwoordigerSoort.OUDER, "tot": kandidaat.last_day_as_minor}
    form = VertegenwoordigerForm(request.POST or None, initial=parent if kandidaat.is_minor else {})
    if form.is_valid():
        fields = form.cleaned_data
        if kandidaat.vertegenwoordigers.filter(naam=fields["naam"], soort=fields["soort"], van=fields["van"]).exists():
            messages.info(request, SAME_TWICE)
        else:
            row = add_vertegenwoordiger(kandidaat, by=Actor.gebruiker(request.user), **fields)
            messages.success(request, f"{row.naam} is toegevoegd.")
        return redirect(kandidaat)
    return show(request, "kandidaten/vertegenwoordiger_add.html", kandidaat, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def vertegenwoordiger_edit(request: Request, pk: UUID) -> HttpResponse:
    visible = Vertegenwoordiger.objects.visible_to(request.user)
    row = get_object_or_404(visible.select_related("kandidaat"), pk=pk)
    if not may_edit(request.user, row.kandidaat):
        raise PermissionDenied
    form = VertegenwoordigerForm(request.POST or None, row=row)
    if form.is_valid():
        change_vertegenwoordiger(row, by=Actor.gebruiker(request.user), **form.cleaned_data)
        messages.success(request, f"{row.naam} is bewaard.")
        return redirect(row.kandidaat)
    return show(request, "kandidaten/vertegenwoordiger_edit.html", row.kandidaat, form=form, row=row)


@require_http_methods(["GET", "HEAD", "POST"])
def kandidaat_move(request: Request, pk: UUID) -> HttpResponse:
    """Afterwards whoever did it no longer sees the person, so one goes back to the list."""
    kandidaat = find_kandidaat(request, pk, may_move_to_regio)
    form = MoveForm(request.POST or None, kandidaat=kandidaat)
    if form.is_valid():
        regio = form.cleaned_data["regio"]
        reden = form.cleaned_data["reden"]
        move_to_regio(kandidaat, regio=regio, gemeente=None, reden=reden, by=Actor.gebruiker(request.user))
        messages.success(request, f"{kandidaat.naam} hoort nu bij {regio}. De coördinator daar krijgt bericht.")
        return redirect("kandidaten:list")
    return show(request, "kandidaten/move.html", kandidaat, form=form)
