"""The quality of the data: what can be mended and by whom, the list behind each check, and how much is unknown."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.keyset import KeysetPage
from rapportages.kwaliteit import CONTROLES
from rapportages.kwaliteit.begrip import Controle
from rapportages.kwaliteit.blad import Blad, lines
from rapportages.kwaliteit.eigenaar import names_of
from rapportages.kwaliteit.forms import LijstFilter, OnbekendForm, regio_in
from rapportages.kwaliteit.onbekend_blad import OnbekendBlad
from rapportages.kwaliteit.tellen import count, owned
from rapportages.pagina import narrowed, query


def may_mend(gebruiker: Gebruiker) -> bool:
    """Who sees people in full can put right what is wrong about them, or ask who can."""
    return gebruiker.has(Permission.KANDIDAAT_VIEW)


@require_safe
def quality(request: Request) -> HttpResponse:
    if not may_mend(request.user):
        raise PermissionDenied
    shown = Blad(request.user, request.GET, timezone.localdate())
    context = {"blad": shown, "filter": shown.filter, "may_count": request.user.has(Permission.CIJFERS_VIEW)}
    return render(request, "rapportages/quality.html", context)


@require_safe
def quality_list(request: Request, code: str) -> HttpResponse:
    """Of whom one check says that something is wrong."""
    controle = _controle(request, code)
    today, regio = timezone.localdate(), regio_in(request.GET, request.user)
    tellingen = count(request.user, today, regio, [controle])
    names = names_of({row.eigenaar for row in tellingen})
    chosen = LijstFilter(request.GET, gebruiker=request.user, eigenaren=names)
    found = owned(controle, controle.rows(request.user, today, regio))
    if wie := chosen.chosen("wie"):
        found = found.filter(eigenaar=wie)
    page = KeysetPage(found.select_related(*controle.over.related), request, order=controle.over.order)
    log_inzage(Actor.gebruiker(request.user), map(controle.over.persoon, page.rows), waar="rapportages:quality_list")
    context = {
        "controle": controle,
        "filter": chosen,
        "page": page,
        "caption": f"{page.count} gevonden",
        "rows": lines(request.user, controle, page.rows, names),
        "back": reverse("rapportages:quality") + query(request.GET),
    }
    return render(request, "rapportages/quality_list.html", context)


@require_safe
def unknown(request: Request) -> HttpResponse:
    """How much of each figure is not known. Only numbers, so also for who sees no people."""
    if not request.user.regios_with(Permission.CIJFERS_VIEW):
        raise PermissionDenied
    form = OnbekendForm(request.GET, gebruiker=request.user)
    context: dict[str, Any] = {"filter": form, "regio": form.of_regio, "may_mend": may_mend(request.user)}
    if form.is_valid():
        feiten = form.vraag.facts(request.user)
        context["blad"] = OnbekendBlad(feiten, request.GET, timezone.localdate())
        context["alleen"] = narrowed(form, request.GET)
    return render(request, "rapportages/unknown.html", context)


def _controle(request: Request, code: str) -> Controle:
    if code not in CONTROLES:
        raise Http404
    controle = CONTROLES[code]
    if not may_mend(request.user) or not controle.may_list(request.user):
        raise PermissionDenied
    return controle
