"""The mails of this room. Secrets in them are minted at delivery and stored nowhere."""

from datetime import datetime
from typing import TYPE_CHECKING

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.audit.actor import Actor
from praktijkleren.post import secrets
from praktijkleren.post.actions import queue

if TYPE_CHECKING:
    from praktijkleren.post.models import Bericht

PASSWORD = "wachtwoord"  # noqa: S105 - the kind of secret, not one
HAPPENED = {
    "password_changed": "Het wachtwoord van je account is gewijzigd.",
    "password_reset": "Het wachtwoord van je account is opnieuw ingesteld.",
    "totp_activated": "De tweede stap bij het inloggen is aangezet.",
    "totp_deactivated": "De tweede stap bij het inloggen is uitgezet.",
    "second_factor_reset": "Een beheerder of coördinator heeft de tweede stap bij het inloggen verwijderd.",
    "recovery_codes_generated": "Er zijn nieuwe herstelcodes gemaakt.",
    "email_changed": "Het e-mailadres van je account is gewijzigd.",
}
"""What a mail about the safety of an account says, per event; allauth names most of these."""


def register_secrets() -> None:
    secrets.register(PASSWORD, mint_password_link)


def queue_password_link(gebruiker: Gebruiker) -> None:
    """Asking twice within a minute sends one mail."""
    minute = int(timezone.now().timestamp() // 60)
    queue(
        f"accounts.wachtwoord:{gebruiker.pk}:{minute}",
        sjabloon="accounts/password_reset",
        aan=gebruiker.email,
        naam=gebruiker.naam,
        by=Actor.systeem("accounts.wachtwoord_vergeten"),
        geheim=(PASSWORD, gebruiker.audit_dossier),
    )


def mint_password_link(bericht: "Bericht") -> dict[str, str]:
    gebruiker = Gebruiker.objects.filter(audit_dossier=bericht.geheim_id).first()
    if gebruiker is None or not gebruiker.is_active:
        raise secrets.GoneError("het account is afgesloten")
    token = default_token_generator.make_token(gebruiker)
    kwargs = {"uidb36": user_pk_to_url_str(gebruiker), "key": token}
    return {"link_url": f"{settings.SITE_URL}{reverse('account_reset_password_from_key', kwargs=kwargs)}"}


def queue_security_notice(gebruiker: Gebruiker, event: str, *, moment: datetime, aan: str = "") -> None:
    """Tell the owner of an account what changed in how it is opened, so that a stranger cannot do it unseen."""
    queue(
        f"accounts.{event}:{gebruiker.pk}:{moment.isoformat()}",
        sjabloon="accounts/security_notice",
        aan=aan or gebruiker.email,
        naam=gebruiker.naam,
        context={"wat": HAPPENED[event], "wanneer": f"{timezone.localtime(moment):%d-%m-%Y om %H:%M uur}"},
        by=Actor.systeem("accounts.veiligheid"),
    )
