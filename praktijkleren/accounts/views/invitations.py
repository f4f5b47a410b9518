"""Inviting a colleague, and coming in by an invitation."""

from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from praktijkleren.accounts.actions import (
    InvitationClosedError,
    accept_invitation,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from praktijkleren.accounts.actions.invitations import PURPOSE
from praktijkleren.accounts.forms.colleagues import InviteForm, KnownColleagueForm, NewColleagueForm
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Gebruiker, Regio, Uitnodiging
from praktijkleren.accounts.permissions import may_invite, may_manage_invitation
from praktijkleren.accounts.roles import Permission
from praktijkleren.accounts.views.home import BACKEND
from praktijkleren.audit.actor import Actor
from praktijkleren.links.access import LinkRequest, require_link

ALREADY_CLOSED = "Deze uitnodiging is al aangenomen of ingetrokken."


@require_http_methods(["GET", "POST"])
def colleague_invite(request: Request) -> HttpResponse:
    """With more than one regio to choose from, that comes first: it decides which organisaties there are."""
    if not may_invite(request.user):
        raise PermissionDenied
    regios = list(Regio.objects.allowed_to(request.user, Permission.COLLEGA_INVITE).order_by("code"))
    chosen = [regio for regio in regios if regio.code == request.GET.get("regio")] or (
        regios if len(regios) == 1 else []
    )
    if not chosen:
        return render(request, "accounts/invite_regio.html", {"regios": sorted(regios, key=str)})
    form = InviteForm(request.POST or None, gebruiker=request.user, regio=chosen[0])
    if form.is_valid():
        uitnodiging = invite(by=Actor.gebruiker(request.user), **form.cleaned_data)
        messages.success(request, f"De uitnodiging voor {uitnodiging.naam} gaat naar {uitnodiging.email}.")
        return redirect("accounts:colleagues")
    return render(request, "accounts/invite.html", {"form": form, "regio": chosen[0], "several": len(regios) > 1})


@require_POST
def invitation_resend(request: Request, pk: UUID) -> HttpResponse:
    uitnodiging = manageable(request, pk)
    try:
        resend_invitation(uitnodiging, by=Actor.gebruiker(request.user))
    except InvitationClosedError:
        messages.warning(request, ALREADY_CLOSED)
    else:
        messages.success(request, f"De uitnodiging gaat opnieuw naar {uitnodiging.email}.")
    return redirect("accounts:colleagues")


@require_POST
def invitation_withdraw(request: Request, pk: UUID) -> HttpResponse:
    uitnodiging = withdraw_invitation(manageable(request, pk), by=Actor.gebruiker(request.user))
    if uitnodiging.ingetrokken_op:
        messages.success(request, f"De uitnodiging voor {uitnodiging.naam} is ingetrokken.")
    else:
        messages.warning(request, ALREADY_CLOSED)
    return redirect("accounts:colleagues")


def manageable(request: Request, pk: UUID) -> Uitnodiging:
    uitnodiging = get_object_or_404(Uitnodiging.objects.visible_to(request.user), pk=pk)
    if not may_manage_invitation(request.user, uitnodiging):
        raise PermissionDenied
    return uitnodiging


@require_link(PURPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: LinkRequest, pk: UUID) -> HttpResponse:
    uitnodiging = get_object_or_404(Uitnodiging.objects.select_related("organisatie", "regio"), pk=pk)
    known = Gebruiker.objects.filter(email=uitnodiging.email.lower()).exists()
    form_class = KnownColleagueForm if known else NewColleagueForm
    data = request.POST if request.method == "POST" else None
    form = form_class(data, uitnodiging=uitnodiging)
    if form.is_valid():
        return come_in(request, uitnodiging, form, known=known)
    context = {"form": form, "uitnodiging": uitnodiging, "known": known}
    return render(request, "accounts/invitation.html", context)


def come_in(
    request: LinkRequest, uitnodiging: Uitnodiging, form: NewColleagueForm | KnownColleagueForm, *, known: bool
) -> HttpResponse:
    """Someone new is signed in at once and goes on to the second factor; who has an account signs in as always."""
    data = form.cleaned_data
    try:
        gebruiker = accept_invitation(
            uitnodiging, naam=data.get("naam", ""), password=data.get("password1", ""), by=Actor.link(request.link)
        )
    except InvitationClosedError:
        messages.warning(request, "Deze uitnodiging kan niet meer worden aangenomen. Vraag je collega om een nieuwe.")
        return redirect("accounts:home")
    if known:
        messages.success(request, "Je hebt de uitnodiging aangenomen. Log in om verder te gaan.")
        return redirect("account_login")
    login(request, gebruiker, backend=BACKEND)
    record_authentication(request, gebruiker, method="password")
    return redirect("werk:today")
