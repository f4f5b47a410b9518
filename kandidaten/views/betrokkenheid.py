"""Who is betrokken with a person, and handing over a whole caseload."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from kandidaten.actions.betrokkenheid import end_betrokkenheid, hand_over, involve
from kandidaten.caseloads import caseloads_of, rows_of
from kandidaten.forms.betrokkenheid import EndForm, HandOverForm, InvolveForm
from kandidaten.models import Betrokkenheid, Kandidaat
from kandidaten.permissions import current_rows, may_transfer
from kandidaten.views._shared import find_kandidaat, show
from praktijkleren.accounts.http import Request
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor


@require_http_methods(["GET", "HEAD", "POST"])
def kandidaat_involve(request: Request, pk: UUID) -> HttpResponse:
    kandidaat = find_kandidaat(request, pk, may_transfer)
    form = InvolveForm(request.POST or None, kandidaat=kandidaat)
    if form.is_valid():
        wie, by = form.cleaned_data["wie"], Actor.gebruiker(request.user)
        involve(kandidaat, wie, van=form.cleaned_data["van"], waarom=form.cleaned_data["waarom"], by=by)
        messages.success(request, f"Betrokken: {wie}.")
        return redirect(kandidaat)
    return show(request, "kandidaten/involve.html", kandidaat, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def betrokkenheid_end(request: Request, pk: UUID) -> HttpResponse:
    """The last one who leaves is warned: afterwards only the coördinator sees the person."""
    visible = Betrokkenheid.objects.visible_to(request.user).select_related("kandidaat", "gebruiker", "organisatie")
    row = get_object_or_404(visible, pk=pk)
    if not may_transfer(request.user, row.kandidaat):
        raise PermissionDenied
    is_last = all(other == row for other in current_rows(row.kandidaat))
    form = EndForm(request.POST or None, row=row, is_last=is_last)
    if form.is_valid():
        tot, reden = form.cleaned_data["tot"], form.cleaned_data["reden"]
        if end_betrokkenheid(row, tot=tot, reden=reden, by=Actor.gebruiker(request.user)):
            messages.success(request, f"De betrokkenheid van {row.wie} stopt.")
        else:
            messages.info(request, f"De betrokkenheid van {row.wie} was al gestopt.")
        still_seen = Kandidaat.objects.visible_to(request.user).filter(pk=row.kandidaat.pk).exists()
        return redirect(row.kandidaat) if still_seen else redirect("kandidaten:list")
    context = {"form": form, "row": row, "is_last": is_last}
    return show(request, "kandidaten/betrokkenheid_end.html", row.kandidaat, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def caseload_hand_over(request: Request) -> HttpResponse:
    """First whose caseload, then a preview of who goes, to whom and why."""
    if not request.user.has(Permission.KANDIDAAT_TRANSFER):
        raise PermissionDenied
    caseloads = caseloads_of(request.user)
    key = request.GET.get("van") or (caseloads[0].key if len(caseloads) == 1 else "")
    rows = rows_of(request.user, key)
    listed = list(rows)
    if not listed:
        if request.method == "POST":
            messages.info(request, "Deze kandidaten waren al overgedragen.")
        return render(request, "kandidaten/hand_over.html", {"caseloads": caseloads, "title": "", "form": None})
    form = HandOverForm(request.POST or None, rows=rows)
    if form.is_valid():
        made = hand_over(by=Actor.gebruiker(request.user), **form.cleaned_data)
        people = "1 kandidaat is" if len(made) == 1 else f"{len(made)} kandidaten zijn"
        messages.success(request, f"{people} overgedragen aan {form.cleaned_data['to']}.")
        return redirect("kandidaten:list")
    shown = [row.kandidaat.pseudoniem for row in listed]
    log_inzage(Actor.gebruiker(request.user), shown, waar="kandidaten:hand_over")
    title = next((row.label for row in caseloads if row.key == key), "")
    return render(request, "kandidaten/hand_over.html", {"caseloads": caseloads, "title": title, "form": form})
