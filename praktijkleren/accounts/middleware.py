from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

ON_THE_WAY = frozenset({"mfa_activate_totp", "account_reauthenticate"})
"""Pages that one needs in order to set up a second factor."""


class SecondFactorMiddleware:
    """Whoever signed in without a second factor sets one up first, where TOTP_REQUIRED. Public pages stay open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not settings.TOTP_REQUIRED or not getattr(view, "login_required", True):
            return None
        if getattr(request.user, "has_second_factor", True):
            return None
        if request.resolver_match and request.resolver_match.view_name in ON_THE_WAY:
            return None
        where = {REDIRECT_FIELD_NAME: request.get_full_path()} if request.method == "GET" else {}
        return redirect(f"{reverse('mfa_activate_totp')}?{urlencode(where)}")
