"""Asking for trajecten oneself: the page, and what it shows as a file."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.keyset import KeysetPage
from praktijkleren.ui.sheets import FORMATEN
from rapportages.models import Weergave
from rapportages.weergaven import blad, uitvoer
from rapportages.weergaven.actions import log_export
from rapportages.weergaven.permissions import may_search
from rapportages.weergaven.vraag import PERSOON, WEERGAVE, Vraag
from trajecten.overview import ORDER

SEARCH = "rapportages:search"


@require_safe
def search(request: Request) -> HttpResponse:
    vraag = ask(request)
    weergaven = list(Weergave.objects.visible_to(request.user).select_related("eigenaar").order_by("naam", "pk"))
    context: dict[str, Any] = {
        "vraag": vraag,
        "weergaven": weergaven,
        "weergave": next((row for row in weergaven if str(row.pk) == request.GET.get(WEERGAVE)), None),
        "gekozen": blad.chosen(vraag),
        "te_kiezen": blad.to_choose(vraag),
        "te_groeperen": [kolom for kolom in vraag.mogelijk.values() if kolom.groepeert],
        "formaten": FORMATEN,
    }
    if vraag.per:
        return render(request, "rapportages/search.html", context | {"groepen": blad.Groepen(vraag, vraag.per)})
    page = KeysetPage(vraag.values, request, order=ORDER, sorts=vraag.sorts)
    log_inzage(Actor.gebruiker(request.user), [row[PERSOON] for row in page.rows], waar=SEARCH)
    caption = "1 traject" if page.count == 1 else f"{page.count} trajecten"
    context |= {"page": page, "caption": caption, "rijen": blad.rows_of(vraag, page.rows)}
    return render(request, "rapportages/search.html", context)


@require_safe
def search_download(request: Request, soort: str) -> HttpResponse:
    """What the page shows, all of it, in one file; who took it is written down."""
    vraag, by = ask(request), Actor.gebruiker(request.user)
    if soort not in FORMATEN:
        raise Http404
    if uitvoer.too_large(vraag, soort):
        messages.warning(request, uitvoer.TOO_MANY)
        return redirect(reverse(SEARCH) + vraag.query())
    log_export(vraag, soort=soort, by=by)
    formaat = FORMATEN[soort]
    response = HttpResponse(formaat.write(uitvoer.sheets(vraag, by=by)), content_type=formaat.mime)
    name = uitvoer.filename(vraag, soort)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def ask(request: Request) -> Vraag:
    if not may_search(request.user):
        raise PermissionDenied
    return Vraag(request)
