from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.contrib.auth.base_user import AbstractBaseUser

from praktijkleren.accounts.models import Gebruiker


class AuthenticationBackend(AllauthBackend):
    """Signing in, and staying signed in, takes an open account with at least one current membership."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        return isinstance(user, Gebruiker) and may_sign_in(user)

    def get_user(self, user_id: int) -> Gebruiker | None:
        """Asked at every request, so that a session ends at once with the account or its last membership."""
        gebruiker: Gebruiker | None = Gebruiker.objects.with_second_factor().filter(pk=user_id).first()
        return gebruiker if gebruiker and may_sign_in(gebruiker) else None


def may_sign_in(gebruiker: Gebruiker) -> bool:
    return gebruiker.is_active and bool(gebruiker.scopes)
