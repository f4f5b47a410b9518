"""What happens to one plaatsing: start, end, period, who guides, and the quality that the school guards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import Difference
from praktijkleren.ui.dates import datum
from trajecten import actions
from trajecten.conditions import StartCheck, check_start, still_open
from trajecten.forms import plaatsing as forms
from trajecten.models import Plaatsing
from trajecten.page import with_may
from trajecten.permissions import may_change_plaatsing, may_end_plaatsing, may_start_plaatsing
from trajecten.views._shared import WRITE, attempt, attempt_versioned, find_plaatsing, posted, show, too_late


@dataclass(frozen=True)
class PlaatsingPage:
    permission: Permission
    may: Callable[[Gebruiker, Plaatsing], bool]
    form: Callable[..., Any]
    act: Callable[..., Any]
    done: str
    template: str
    stands: Callable[[Plaatsing], dict[str, Any]] = lambda plaatsing: {}
    """For a form with a versie: what is there now."""


def _page(request: Request, pk: UUID, page: PlaatsingPage) -> HttpResponse:
    plaatsing = find_plaatsing(request, pk, page.permission)
    if not page.may(request.user, plaatsing):
        return too_late(request, plaatsing.traject)
    form = page.form(posted(request), plaatsing=plaatsing)
    by = Actor.gebruiker(request.user)
    over, conflict = False, list[Difference]()
    if form.is_valid():
        over, conflict = attempt_versioned(
            request,
            form,
            lambda: page.act(plaatsing, by=by, **form.cleaned_data),
            lambda: page.stands(plaatsing),
            page.done,
        )
    if over:
        return redirect(plaatsing)
    return show(request, page.template, plaatsing.traject, form=form, plaatsing=plaatsing, conflict=conflict)


def _period(plaatsing: Plaatsing) -> dict[str, Any]:
    plaatsing.refresh_from_db()
    return {"versie": plaatsing.versie, **forms.period_of(plaatsing)}


def _begeleiding(plaatsing: Plaatsing) -> dict[str, Any]:
    newest = plaatsing.begeleidingen.select_related("praktijkopleider").order_by("-pk").first()
    if newest is None:
        return {"versie": 0, "praktijkopleider": None, "van": None}
    return {"versie": newest.pk, "praktijkopleider": newest.praktijkopleider, "van": newest.van}


@require_http_methods(WRITE)
def plaatsing_start(request: Request, pk: UUID) -> HttpResponse:
    """A bpv that may not start says why; one whose erkenning ends on the way asks to confirm that."""
    plaatsing = find_plaatsing(request, pk, Permission.TRAJECT_PLAN)
    if not may_start_plaatsing(request.user, plaatsing):
        return too_late(request, plaatsing.traject)
    on = parse_date(request.POST.get("on", "")) or plaatsing.van
    check = check_start(plaatsing, on) if plaatsing.is_bpv else None
    form = forms.StartPlaatsingForm(posted(request), plaatsing=plaatsing, warning=check.warning if check else "")
    by = Actor.gebruiker(request.user)
    if form.is_valid() and attempt(
        request, form, lambda: actions.start_plaatsing(plaatsing, by=by, **form.cleaned_data), "De start is vastgelegd."
    ):
        return redirect(plaatsing)
    return show(
        request,
        "trajecten/start_plaatsing.html",
        plaatsing.traject,
        form=form,
        plaatsing=plaatsing,
        blocked_title=f"Deze bpv kan op {datum(on)} nog niet beginnen",
        **_before_start(request, plaatsing, check),
    )


def _before_start(request: Request, plaatsing: Plaatsing, check: StartCheck | None) -> dict[str, Any]:
    """What stands in the way, what may be recorded later, and what ends with it."""
    left_open = still_open(check.conditions) if check else []
    return {
        "check": check,
        "unsettled": with_may(request.user, plaatsing.traject, left_open),
        "ending": actions.ends_with_start(plaatsing),
        "too_early": plaatsing.van > timezone.localdate(),
    }


@require_http_methods(WRITE)
def plaatsing_end(request: Request, pk: UUID) -> HttpResponse:
    page = PlaatsingPage(
        Permission.TRAJECT_PLAN,
        may_end_plaatsing,
        forms.EndPlaatsingForm,
        actions.end_plaatsing,
        "De plaatsing is beëindigd.",
        "trajecten/end_plaatsing.html",
    )
    return _page(request, pk, page)


@require_http_methods(WRITE)
def plaatsing_period(request: Request, pk: UUID) -> HttpResponse:
    page = PlaatsingPage(
        Permission.TRAJECT_PLAN,
        may_change_plaatsing,
        forms.PeriodForm,
        actions.change_period,
        "De plaatsing is gewijzigd.",
        "trajecten/period.html",
        _period,
    )
    return _page(request, pk, page)


@require_http_methods(WRITE)
def plaatsing_begeleiding(request: Request, pk: UUID) -> HttpResponse:
    page = PlaatsingPage(
        Permission.TRAJECT_PLAN,
        may_change_plaatsing,
        forms.BegeleidingForm,
        actions.assign_praktijkopleider,
        "De begeleiding is vastgelegd.",
        "trajecten/begeleiding.html",
        _begeleiding,
    )
    return _page(request, pk, page)


@require_http_methods(WRITE)
def plaatsing_quality(request: Request, pk: UUID) -> HttpResponse:
    page = PlaatsingPage(
        Permission.POK_EDIT,
        may_change_plaatsing,
        forms.QualityForm,
        actions.record_quality,
        "Vastgelegd dat de kwaliteit van de bpv besproken is.",
        "trajecten/quality.html",
    )
    return _page(request, pk, page)
