"""Colleagues: who they are, what they may do, and how they leave."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from praktijkleren.accounts.actions import (
    LastAdministratorError,
    change_last_day,
    hand_over_taken,
    reset_second_factor,
)
from praktijkleren.accounts.filters import ColleagueFilter
from praktijkleren.accounts.forms.colleagues import EndMembershipForm
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.leaving import in_hand
from praktijkleren.accounts.models import Gebruiker, Lidmaatschap, Uitnodiging
from praktijkleren.accounts.permissions import may_end, may_invite, may_reset_second_factor
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.keyset import KeysetPage
from praktijkleren.werk.models import Taak

SHOWN_INVITATIONS = 50


@require_safe
def colleague_list(request: Request) -> HttpResponse:
    shown = Lidmaatschap.objects.visible_to(request.user).current().select_related("organisatie", "regio")
    colleagues = Gebruiker.objects.visible_to(request.user).filter(is_active=True)
    filter_ = ColleagueFilter(request.GET, queryset=colleagues)
    rows = filter_.qs.prefetch_related(Prefetch("lidmaatschappen", shown.order_by("van", "pk"), to_attr="shown"))
    context = {
        "page": KeysetPage(rows, request, order=("zoeknaam", "pk")),
        "filter": filter_,
        "may_invite": may_invite(request.user),
        "uitnodigingen": open_invitations(request.user),
    }
    return render(request, "accounts/colleagues.html", context)


def open_invitations(gebruiker: Gebruiker) -> list[Uitnodiging]:
    waiting = Uitnodiging.objects.visible_to(gebruiker).open().select_related("organisatie", "regio")
    return list(waiting.order_by("-created_at", "pk")[:SHOWN_INVITATIONS])


@require_safe
def colleague(request: Request, pk: int) -> HttpResponse:
    collega = get_object_or_404(Gebruiker.objects.visible_to(request.user), pk=pk)
    shown = Lidmaatschap.objects.visible_to(request.user).filter(gebruiker=collega)
    memberships = [
        (lidmaatschap, lidmaatschap.holds() and may_end(request.user, lidmaatschap))
        for lidmaatschap in shown.select_related("organisatie", "regio").with_regios().order_by("-van", "pk")
    ]
    context = {
        "collega": collega,
        "memberships": memberships,
        "may_reset": may_reset_second_factor(request.user, collega),
    }
    return render(request, "accounts/colleague.html", context)


@require_http_methods(["GET", "POST"])
def membership_end(request: Request, pk: int) -> HttpResponse:
    lidmaatschap = get_object_or_404(Lidmaatschap.objects.visible_to(request.user), pk=pk)
    if not may_end(request.user, lidmaatschap):
        raise PermissionDenied
    collega = lidmaatschap.gebruiker
    taken = Taak.objects.filter(wie=collega.pk).open().count()
    heirs = possible_heirs(request.user, lidmaatschap)
    form = EndMembershipForm(request.POST or None, lidmaatschap=lidmaatschap, colleagues=heirs, taken=taken)
    if form.is_valid() and end_by_form(request, lidmaatschap, form):
        messages.success(request, f"De toegang van {collega} stopt na {form.cleaned_data['tot']:%d-%m-%Y}.")
        return redirect("accounts:colleagues")
    context = {"form": form, "lidmaatschap": lidmaatschap, "taken": taken, "in_hand": in_hand(collega)}
    return render(request, "accounts/membership_end.html", context)


def end_by_form(request: Request, lidmaatschap: Lidmaatschap, form: EndMembershipForm) -> bool:
    """Whether it was done; if not, the form says why."""
    by = Actor.gebruiker(request.user)
    try:
        change_last_day(lidmaatschap, tot=form.cleaned_data["tot"], by=by)
    except LastAdministratorError as refused:
        form.add_error(None, str(refused))
        return False
    if form.hands_over:
        hand_over_taken(lidmaatschap.gebruiker, aan=form.heir, team=lidmaatschap, by=by)
    return True


def possible_heirs(gebruiker: Gebruiker, lidmaatschap: Lidmaatschap) -> list[Gebruiker]:
    """Who works for the same organisatie today."""
    same = Lidmaatschap.objects.current().filter(organisatie=lidmaatschap.organisatie_id).values("gebruiker")
    others = Gebruiker.objects.visible_to(gebruiker).filter(pk__in=same, is_active=True)
    return list(others.exclude(pk=lidmaatschap.gebruiker_id).order_by("zoeknaam", "pk"))


@require_POST
def second_factor_reset(request: Request, pk: int) -> HttpResponse:
    collega = get_object_or_404(Gebruiker.objects.visible_to(request.user), pk=pk)
    if not may_reset_second_factor(request.user, collega):
        raise PermissionDenied
    if request.POST.get("zeker") != "ja":
        messages.warning(request, "Zet eerst een vinkje om te laten weten dat je het zeker weet.")
        return redirect(collega)
    reset_second_factor(collega, by=Actor.gebruiker(request.user))
    messages.success(request, f"{collega} stelt bij de volgende keer inloggen een nieuwe tweede stap in.")
    return redirect(collega)
