from django.http import HttpRequest

from praktijkleren.accounts.models import Gebruiker


class Request(HttpRequest):
    """A request behind the sign-in: LoginRequiredMiddleware let it through."""

    user: Gebruiker
