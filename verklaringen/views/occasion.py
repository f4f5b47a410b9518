"""Handing over to many at once: choosing who, the list and the ZIP for the occasion, and writing down that it was."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten.dates import in_words
from praktijkleren.ui.keyset import KeysetPage
from praktijkleren.werk.models import Opdracht
from verklaringen import actions
from verklaringen.export import (
    SHOWN,
    SOORT,
    allowed,
    in_order,
    in_pieces,
    included_ids,
    is_over,
    path_of,
    start_export,
)
from verklaringen.filters import ToHandOverFilter
from verklaringen.forms_uitreiking import HandOverForm
from verklaringen.handout import handout_pdf
from verklaringen.models import Praktijkverklaring

MOST = 200
SORTS = {"naam": ("zoeknaam", "pk"), "ondertekend": ("ondertekend_op", "pk")}
CHOOSE = "Kies eerst een of meer praktijkverklaringen in de lijst."
TOO_LATE = "Iemand was je voor: een van deze verklaringen is net uitgereikt. Er is niets vastgelegd. Kies opnieuw."


@require_safe
def to_hand_over(request: Request) -> HttpResponse:
    _require(request)
    mine = allowed(request.user)
    filter_ = ToHandOverFilter(request.GET, queryset=mine.to_hand_over().select_related(*SHOWN), request=request)
    page = KeysetPage(filter_.qs, request, order=("-laatste_activiteit", "-pk"), sorts=SORTS)
    _log(request, page.rows, "verklaringen:to_hand_over")
    done = mine.filter(uitreiking__isnull=False).values("uitreiking", "uitgereikt_op", "uitgereikt_plaats")
    context = {
        "filter": filter_,
        "page": page,
        "caption": "1 praktijkverklaring" if page.count == 1 else f"{page.count} praktijkverklaringen",
        "done": done.annotate(aantal=Count("pk")).order_by("-uitgereikt_op", "uitreiking")[:5],
    }
    return render(request, "verklaringen/to_hand_over.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_many(request: Request) -> HttpResponse:
    """First a look at who was chosen, with the list and the ZIP to take along. The address holds the choice."""
    _require(request)
    chosen = _chosen(request, request.GET, only_waiting=True)
    if not chosen:
        messages.info(request, CHOOSE)
        return redirect("verklaringen:to_hand_over")
    form = HandOverForm(request.POST if request.method == "POST" else None, verklaringen=chosen, door=request.user.naam)
    if form.is_valid():
        try:
            made = actions.record_uitreikingen(chosen, by=Actor.gebruiker(request.user), **form.cleaned_data)
        except TransitionError:
            messages.warning(request, TOO_LATE)
            return redirect("verklaringen:to_hand_over")
        return redirect("verklaringen:occasion", made)
    _log(request, chosen, "verklaringen:hand_over_many")
    missing = len(set(request.GET.getlist("pk"))) - len(chosen)
    context = {"chosen": chosen, "form": form, "missing": missing, "title": _title(chosen), "query": request.GET}
    return render(request, "verklaringen/hand_over_many.html", context)


@require_safe
def occasion(request: Request, pk: UUID) -> HttpResponse:
    """Who got theirs on one occasion."""
    rows = _of_occasion(request, pk)
    _log(request, rows, "verklaringen:occasion")
    return render(request, "verklaringen/occasion.html", {"rows": rows, "first": rows[0], "number": len(rows)})


@require_POST
def undo_occasion(request: Request, pk: UUID) -> HttpResponse:
    rows = _of_occasion(request, pk)
    try:
        number = actions.undo_uitreikingen(rows, by=Actor.gebruiker(request.user))
    except TransitionError:
        messages.warning(request, "Iemand was je voor: deze uitreiking is al veranderd.")
    else:
        what = "van 1 praktijkverklaring" if number == 1 else f"van {number} praktijkverklaringen"
        messages.success(request, f"De uitreiking {what} is ongedaan gemaakt.")
    return redirect("verklaringen:to_hand_over")


@require_safe
def hand_over_list(request: Request) -> HttpResponse:
    """To print."""
    from praktijkleren.documenten.finishing import RenderError

    _require(request)
    chosen = _chosen(request, request.GET)
    _log(request, chosen, "verklaringen:hand_over_list")
    try:
        response = HttpResponse(handout_pdf(chosen), content_type="application/pdf") if chosen else None
    except RenderError:
        response = None
    if response is None:
        messages.info(request, CHOOSE)
        return redirect("verklaringen:to_hand_over")
    response["Content-Disposition"] = content_disposition_header(False, "Lijst voor de uitreiking.pdf") or "inline"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def export(request: Request) -> HttpResponse:
    _require(request)
    chosen = _chosen(request, request.POST)
    if not chosen:
        messages.info(request, CHOOSE)
        return redirect("verklaringen:to_hand_over")
    return redirect(start_export(chosen, gebruiker=request.user))


@require_safe
def export_file(request: Request, pk: UUID) -> HttpResponseBase:
    """For who asked for it, for a day, and only while everyone in it may still be seen."""
    opdracht = get_object_or_404(Opdracht.objects.visible_to(request.user), soort=SOORT, key=f"{SOORT}:{pk}")
    if opdracht.is_running or opdracht.is_failed:
        return redirect(opdracht)
    ids = included_ids(opdracht)
    rows = in_order(request.user, ids)
    if is_over(opdracht) or len(rows) < len(ids):
        return render(request, "verklaringen/export_gone.html", status=410)
    _log(request, rows, "verklaringen:export_file")
    name = f"Praktijkverklaringen {in_words(timezone.localdate(opdracht.created_at))}.zip"
    path = path_of(pk)
    response = StreamingHttpResponse(in_pieces(path), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Length"] = str(path.stat().st_size)
    response["Cache-Control"] = "private, no-store"
    return response


def _require(request: Request) -> None:
    if not request.user.has(Permission.VERKLARING_HAND_OVER):
        raise PermissionDenied


def _chosen(request: Request, data: QueryDict, *, only_waiting: bool = False) -> list[Praktijkverklaring]:
    """What was ticked, or all of one occasion, as far as this colleague may hand it over."""
    mine = allowed(request.user)
    rows = mine.to_hand_over() if only_waiting else mine.signed().filter(elders=False)
    if whole := _uuid(data.get("uitreiking", "")):
        rows = rows.filter(uitreiking=whole)
    else:
        rows = rows.filter(pk__in=[key for text in data.getlist("pk")[:MOST] if (key := _uuid(text))])
    return list(rows.select_related(*SHOWN).order_by("zoeknaam", "pk")[:MOST])


def _of_occasion(request: Request, pk: UUID) -> list[Praktijkverklaring]:
    if not Praktijkverklaring.objects.visible_to(request.user).filter(uitreiking=pk).exists():
        raise Http404
    rows = list(allowed(request.user).filter(uitreiking=pk).select_related(*SHOWN).order_by("zoeknaam", "pk"))
    if not rows:
        raise PermissionDenied
    return rows


def _title(chosen: list[Praktijkverklaring]) -> str:
    return "1 praktijkverklaring gekozen" if len(chosen) == 1 else f"{len(chosen)} praktijkverklaringen gekozen"


def _log(request: Request, rows: list[Any], waar: str) -> None:
    log_inzage(Actor.gebruiker(request.user), [row.dossier for row in rows], waar=waar)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
