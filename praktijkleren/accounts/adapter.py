"""What allauth asks of us: who may in, in which words, and how a mail leaves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts import limits
from praktijkleren.accounts.backends import may_sign_in
from praktijkleren.accounts.mail import queue_password_link, queue_security_notice
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.sealing import seal, unseal
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.links.limits import client_address
from praktijkleren.ui.views import too_many_requests

RECENT_SECONDS = 300


def display(gebruiker: Gebruiker) -> str:
    return str(gebruiker)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dit account is afgesloten.",
        "email_password_mismatch": "Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het nog een keer.",
        "enter_current_password": "Dit is niet het wachtwoord dat je nu hebt.",
        "incorrect_code": "Deze code klopt niet. Gebruik de code die nu in de app staat.",
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "invalid_password_reset": "Deze link werkt niet meer.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """A colleague comes in by an invitation, never by signing up."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Every try counts before the password is looked at, whether the address is known or not."""
        try:
            limits.attempt(request, "inloggen", credentials.get("email", ""))
        except limits.TooManyTriesError:
            raise ImmediateHttpResponse(too_many_requests(request, wait=limits.WAIT)) from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Gebruiker | None:
        gebruiker: Gebruiker | None = super().authenticate(request, **credentials)
        if gebruiker:
            limits.forgive(request, "inloggen", credentials.get("email", ""))
        return gebruiker

    def pre_login(self, request: HttpRequest, user: Gebruiker, **kwargs: Any) -> HttpResponse | None:
        """Right password, closed account or no membership any more: said in so many words, and not let in."""
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if response is None and not may_sign_in(user):
            response = self.respond_user_inactive(request, user)
        return response

    def login(self, request: HttpRequest, user: Gebruiker) -> None:
        super().login(request, user)
        record("gebruiker.ingelogd", user, by=Actor.gebruiker(user))

    def set_password(self, user: Gebruiker, password: str) -> None:
        """A new password ends every other session of this person (Django ties sessions to its hash)."""
        user.set_password(password)
        user.save(update_fields=["password"])
        record("gebruiker.wachtwoord", user, by=Actor.gebruiker(user))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def send_password_reset_mail(self, user: Gebruiker, email: str, context: dict[str, Any]) -> None:
        if may_sign_in(user):
            queue_password_link(user)

    def send_notification_mail(
        self, template_prefix: str, user: Gebruiker, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        queue_security_notice(user, template_prefix.rpartition("/")[2], moment=timezone.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every mail leaves through the outbox; one that allauth would send by itself is a mistake of ours."""
        raise NotImplementedError(template_prefix)

    def get_reauthentication_methods(self, user: Gebruiker) -> list[dict[str, Any]]:
        words = {"reauthenticate": "Gebruik je wachtwoord", "mfa_reauthenticate": "Gebruik de code uit de app"}
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in methods]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in a moment ago proved it well enough to change the second factor."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not any(timezone.now().timestamp() - record["at"] < RECENT_SECONDS for record in records[-1:])


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Je kunt de tweede stap niet uitzetten.",
        "cannot_generate_recovery_codes": "Stel eerst de tweede stap in. Daarna kun je herstelcodes maken.",
        "incorrect_code": "Deze code klopt niet. Gebruik de code die nu in de app staat.",
    }

    def get_totp_label(self, user: Gebruiker) -> str:
        return str(user.email)

    def get_totp_issuer(self) -> str:
        return str(settings.MFA_TOTP_ISSUER)

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)
