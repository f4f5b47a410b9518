"""How a page of a regio looks. The look itself is ui's; which regio it is, is known here."""

from django.http import HttpRequest
from django.urls import reverse

from praktijkleren.accounts.models import Gebruiker, Regio
from praktijkleren.ui.huisstijl import Huisstijl


def style_of(regio: Regio, *, home_url: str = "/") -> Huisstijl:
    """For a page of one regio: put it in the context as `huisstijl`."""
    return Huisstijl(naam=str(regio), kleur=regio.kleur, home_url=home_url)


def own_style(request: HttpRequest) -> Huisstijl | None:
    """Who works in one regio sees its name and colour; who works in several sees the common ones."""
    gebruiker = getattr(request, "user", None)
    if not isinstance(gebruiker, Gebruiker):
        return None
    home_url, regios = reverse("werk:today"), gebruiker.regios
    return style_of(regios[0], home_url=home_url) if len(regios) == 1 else Huisstijl(home_url=home_url)
