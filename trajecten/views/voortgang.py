"""The log of a jobcoach: writing down a visit on a phone, changing one's own line, taking it back; and the hours."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import Difference, StaleError, show_conflict
from trajecten.actions import edit_logregel, log_visit, record_hours, undo_logregel
from trajecten.actions.voortgang import monday, running_on
from trajecten.forms.voortgang import EditLogForm, HoursForm, VisitForm
from trajecten.models import Aanwezigheid, Logregel
from trajecten.permissions import may_edit_log, may_see_hours
from trajecten.states import PlaatsingStatus
from trajecten.views._shared import WRITE, attempt, find_logregel, find_plaatsing, find_traject, posted, show

IN_ORDER = ("werkproces__kerntaak__code", "werkproces__code", "pk")


@require_http_methods(WRITE)
def traject_log(request: Request, pk: UUID) -> HttpResponse:
    traject = find_traject(request, pk, Permission.VOORTGANG_WRITE)
    plaatsing = running_on(traject, timezone.localdate())
    rows = traject.leerdoelen.chosen().select_related("werkproces").order_by(*IN_ORDER)
    known = Aanwezigheid.objects.filter(plaatsing=plaatsing, week=monday(timezone.localdate())).first()
    form = VisitForm(posted(request), leerdoelen=rows, plaatsing=plaatsing, known=known.uren if known else None)
    by = Actor.gebruiker(request.user)
    if form.is_valid() and attempt(
        request, form, lambda: log_visit(traject, by=by, **form.cleaned_data), "Het bezoek is bewaard."
    ):
        return redirect(traject)
    return show(request, "trajecten/log.html", traject, form=form, plaatsing=plaatsing)


@require_http_methods(WRITE)
def logregel_edit(request: Request, pk: UUID) -> HttpResponse:
    """One's own line. When it was saved elsewhere in the meantime both texts are shown, and nothing typed is lost."""
    logregel = find_logregel(request, pk, Permission.VOORTGANG_WRITE)
    if not may_edit_log(request.user, logregel):
        raise PermissionDenied
    form = EditLogForm(posted(request), logregel=logregel)
    by, conflict = Actor.gebruiker(request.user), []
    if form.is_valid():
        try:
            edit_logregel(logregel, by=by, **form.cleaned_data)
            return redirect(logregel.traject)
        except StaleError:
            conflict = _differences(form, logregel)
            if not conflict:
                return redirect(logregel.traject)
    context = {"form": form, "logregel": logregel, "conflict": conflict}
    return show(request, "trajecten/edit_log.html", logregel.traject, **context)


def _differences(form: EditLogForm, logregel: Logregel) -> list[Difference]:
    logregel.refresh_from_db()
    stands = {name: getattr(logregel, name) for name in ("tekst", "soort", "datum")}
    return show_conflict(form, stands, logregel.versie)


@require_POST
def logregel_undo(request: Request, pk: UUID) -> HttpResponse:
    logregel = find_logregel(request, pk, Permission.VOORTGANG_WRITE)
    if not may_edit_log(request.user, logregel):
        raise PermissionDenied
    traject, by = logregel.traject, Actor.gebruiker(request.user)
    attempt(request, None, lambda: undo_logregel(logregel, by=by), "De regel is weg, met wat hij had gewijzigd.")
    return redirect(traject)


@require_http_methods(WRITE)
def plaatsing_hours(request: Request, pk: UUID) -> HttpResponse:
    """The hours per week: evidence for the subsidy (domain.md 4.4)."""
    plaatsing = find_plaatsing(request, pk, Permission.TRAJECT_VIEW)
    if not may_see_hours(request.user, plaatsing.traject):
        raise PermissionDenied
    may_write = request.user.can(Permission.VOORTGANG_WRITE, for_=plaatsing.traject)
    may_write = may_write and plaatsing.status != PlaatsingStatus.GEPLAND
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    form = HoursForm(posted(request))
    by = Actor.gebruiker(request.user)
    if form.is_valid() and attempt(
        request, form, lambda: record_hours(plaatsing, by=by, **form.cleaned_data), "De uren zijn bewaard."
    ):
        return redirect("trajecten:hours", plaatsing.pk)
    weeks = list(plaatsing.aanwezigheid.select_related("door").order_by("-week"))
    context = {"plaatsing": plaatsing, "weeks": weeks, "total": sum(row.uren for row in weeks)}
    return show(request, "trajecten/hours.html", plaatsing.traject, form=form if may_write else None, **context)
