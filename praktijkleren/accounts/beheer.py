"""The Django admin of the beheerders: signed in through our own page, without the tables that we do not use."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth import logout
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

NOT_HERE = frozenset({Group, EmailAddress, Authenticator})
"""Rights follow from Lidmaatschap, an account has one address, and nobody looks at the second factor of another."""


class BeheerSite(admin.AdminSite):
    site_header = "Beheer van Praktijkleren"
    site_title = "Beheer"
    index_title = "Wat wil je beheren?"
    empty_value_display = "–"
    site_url = "/vandaag/"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        super().register([model for model in models if model not in NOT_HERE], admin_class, **options)

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().login(request, extra_context)

    @method_decorator(require_POST)
    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        logout(request)
        return redirect("accounts:home")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Everyone changes a password on the same page, with the same limits."""
        return redirect("account_change_password")
