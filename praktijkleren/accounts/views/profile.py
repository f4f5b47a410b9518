"""One's own account, and the table of who may do what."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from praktijkleren.accounts.actions import edit_profile, end_sessions
from praktijkleren.accounts.forms.profile import ProfileForm
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.who import SEES, permission_rows
from praktijkleren.audit.actor import Actor


@require_http_methods(["GET", "POST"])
def profile(request: Request) -> HttpResponse:
    form = ProfileForm(request.POST or None, gebruiker=request.user)
    if form.is_valid():
        edit_profile(request.user, by=Actor.gebruiker(request.user), **form.cleaned_data)
        messages.success(request, "Je gegevens zijn bewaard.")
        return redirect("accounts:profile")
    context = {
        "form": form,
        "memberships": request.user.current_memberships,
        "has_second_factor": request.user.has_second_factor,
        "totp_required": settings.TOTP_REQUIRED,
    }
    return render(request, "accounts/profile.html", context)


@require_POST
def sessions_end(request: Request) -> HttpResponse:
    """Sign out everywhere, here included."""
    end_sessions(request.user, by=Actor.gebruiker(request.user))
    logout(request)
    messages.success(request, "Je bent overal uitgelogd.")
    return redirect("account_login")


@require_safe
def who_may_what(request: Request) -> HttpResponse:
    context = {
        "rows": permission_rows(),
        "sees": SEES,
        "own": {s.rol for s in request.user.scopes},
    }
    return render(request, "accounts/who_may_what.html", context)
