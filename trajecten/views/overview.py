"""The list of trajecten and the page of one."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.keyset import KeysetPage
from trajecten.facts import with_papers
from trajecten.filters import TrajectFilter
from trajecten.overview import ORDER, SORTS, as_values, row_of
from trajecten.page import page_of
from trajecten.progress import trajecten_with_progress
from trajecten.views._shared import show


@require_safe
def traject_list(request: Request) -> HttpResponse:
    if not request.user.has(Permission.TRAJECT_VIEW):
        raise PermissionDenied
    visible = trajecten_with_progress(request.user).visible_to(request.user).with_in_full(request.user)
    found = TrajectFilter(request.GET, queryset=visible, request=request)
    in_full = request.user.has(Permission.KANDIDAAT_VIEW)
    sorts = SORTS if in_full else {name: SORTS[name] for name in ("naam", "beroep")}
    page = KeysetPage(as_values(found.qs), request, order=ORDER, sorts=sorts)
    rows = [row_of(values, reverse("trajecten:list")) for values in page.rows]
    log_inzage(Actor.gebruiker(request.user), [row.pseudoniem for row in rows], waar="trajecten:list")
    context: dict[str, Any] = {
        "filter": found,
        "page": page,
        "rows": rows,
        "caption": "1 traject" if page.count == 1 else f"{page.count} trajecten",
        "in_full": in_full,
        "kept": [(key, value) for key, values in request.GET.lists() if key != "pk" for value in values],
        "may_choose": request.user.has(Permission.TRAJECT_START),
    }
    return render(request, "trajecten/list.html", context)


@require_safe
def traject_detail(request: Request, pk: UUID) -> HttpResponse:
    visible = trajecten_with_progress(request.user).visible_to(request.user).with_in_full(request.user)
    told = with_papers(visible)
    traject = get_object_or_404(told.select_related("kandidaat", "regio", "kwalificatie", "groep"), pk=pk)
    return show(request, "trajecten/detail.html", traject, **page_of(request.user, traject))
