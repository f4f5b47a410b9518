"""The figures of a regio: the first page, one page per indicator, and the records behind a number."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.keyset import KeysetPage
from praktijkleren.ui.sheets import FORMATEN
from rapportages import overzicht, pagina, uitvoer
from rapportages.forms import VraagForm
from rapportages.indicatoren import ALLE, INDICATOREN
from rapportages.indicatoren.begrip import Indicator, Lijn
from rapportages.indicatoren.velden import VELDEN
from rapportages.kwaliteit.views import may_mend
from rapportages.lijst import BEHIND, facts_behind, may_list, objects_behind, persons_of, rows_of
from rapportages.models import Feit
from rapportages.weergaven.permissions import may_search


@require_safe
def overview(request: Request) -> HttpResponse:
    """Who has no figures to see begins at what there is to mend."""
    if may_mend(request.user) and not request.user.has(Permission.CIJFERS_VIEW):
        return redirect("rapportages:quality")
    form = _ask(request)
    context: dict[str, Any] = {
        "filter": form,
        "regio": form.of_regio,
        "indicatoren": ALLE,
        "may_mend": may_mend(request.user),
        "may_search": may_search(request.user),
        "may_read_reports": request.user.has(Permission.RAPPORT_VIEW),
    }
    if form.is_valid():
        vraag, feiten = form.vraag, form.vraag.facts(request.user)
        period = overzicht.per_kind(feiten, vraag.tijdvak)
        context |= {
            "vraag": vraag,
            "koppen": overzicht.heads(feiten, vraag.tijdvak, period),
            "grafieken": overzicht.charts(feiten, vraag.tijdvak, period),
            "query": pagina.query(request.GET),
            "formaten": FORMATEN,
            **_around(request, form),
        }
    return render(request, "rapportages/overview.html", context)


@require_safe
def download(request: Request, soort: str) -> HttpResponse:
    """All figures of this question in one file."""
    form = _ask(request)
    if soort not in FORMATEN or not form.is_valid():
        raise Http404
    vraag, formaat = form.vraag, FORMATEN[soort]
    content = formaat.write(uitvoer.sheets(vraag, vraag.facts(request.user)))
    response = HttpResponse(content, content_type=formaat.mime)
    name = uitvoer.filename(vraag, soort)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def indicator(request: Request, code: str) -> HttpResponse:
    form, found = _ask(request), _indicator(code)
    context: dict[str, Any] = {"filter": form, "regio": form.of_regio, "indicator": found}
    if form.is_valid():
        vraag = form.vraag
        shown = pagina.Blad(found, vraag, vraag.facts(request.user), request.GET, gebruiker=request.user)
        context |= {"vraag": vraag, "blad": shown, **_around(request, form)}
    return render(request, "rapportages/indicator.html", context)


@require_safe
def records(request: Request, code: str, place: int) -> HttpResponse:
    """Who may know these people at all sees which of them were counted."""
    form, lijn = _ask(request), _lijn(_indicator(code), place)
    if not form.is_valid():
        raise Http404
    if not may_list(request.user, lijn):
        raise PermissionDenied
    try:
        facts = facts_behind(request.user, form.vraag, lijn, _deel(request.GET))
    except PermissionError as error:
        raise PermissionDenied from error
    soort = BEHIND[Feit(lijn.feit)]
    page = KeysetPage(objects_behind(request.user, soort, facts), request, order=soort.order)
    log_inzage(Actor.gebruiker(request.user), persons_of(soort, page.rows), waar="rapportages:records")
    context = {
        "lijn": lijn,
        "indicator": _indicator(code),
        "vraag": form.vraag,
        "page": page,
        "caption": f"{page.count} geteld",
        "rows": rows_of(soort, page.rows, facts),
        "counted": facts.values("onderwerp").distinct().count(),
        "back": f"{reverse('rapportages:indicator', args=[code])}{pagina.query(request.GET)}",
    }
    return render(request, "rapportages/records.html", context)


def _ask(request: Request) -> VraagForm:
    if not request.user.regios_with(Permission.CIJFERS_VIEW):
        raise PermissionDenied
    return VraagForm(request.GET, gebruiker=request.user)


def _around(request: Request, form: VraagForm) -> dict[str, Any]:
    """What stands between the form and the numbers."""
    return {
        "alleen": pagina.narrowed(form, request.GET),
        "perioden": pagina.periods(request.GET, timezone.localdate()),
    }


def _indicator(code: str) -> Indicator:
    try:
        return INDICATOREN[code.upper()]
    except KeyError as error:
        raise Http404 from error


def _lijn(indicator: Indicator, place: int) -> Lijn:
    try:
        return indicator.lijnen[place]
    except IndexError as error:
        raise Http404 from error


def _deel(params: QueryDict) -> tuple[str, str] | None:
    veld = params.get("deel", "")
    if veld and veld not in VELDEN:
        raise Http404
    return (veld, params.get("waarde", "")) if veld else None
