"""Reading in leerbedrijven from a file: choose, look at what will happen, confirm."""

import csv
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kwalificaties.forms import CsvUploadForm
from leerbedrijven import csv_plan, csv_rows, jobs
from leerbedrijven.models import Inlezing
from leerbedrijven.permissions import may_import
from praktijkleren.accounts.http import Request
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.csvfile import CsvError
from praktijkleren.werk.opdrachten import start_job

AT_ONCE = 200
"""Up to so many leerbedrijven one waits for the answer; more goes to the progress page."""


@require_http_methods(["GET", "POST"])
def import_file(request: Request) -> HttpResponse:
    if not may_import(request.user):
        raise PermissionDenied
    form = CsvUploadForm(request.POST or None, request.FILES or None)
    error = None
    if form.is_valid():
        try:
            return redirect(csv_plan.keep(form.cleaned_data["bestand"].name, form.text, request.user))
        except CsvError as found:
            error = found
    context = {"form": form, "error": error, "columns": csv_rows.MEANING}
    return render(request, "leerbedrijven/import.html", context)


@require_http_methods(["GET", "POST"])
def import_confirm(request: Request, pk: UUID) -> HttpResponse:
    """Only who offered the file reads it in."""
    inlezing = get_object_or_404(Inlezing, pk=pk, gebruiker=request.user)
    if not may_import(request.user):
        raise PermissionDenied
    error = None
    if request.method == "POST":
        if inlezing.telling["leerbedrijven"] > AT_ONCE:
            return redirect(_start(request, inlezing))
        try:
            done = _read_in(request, inlezing)
            messages.success(request, "De leerbedrijven zijn ingelezen." if done else "Dit bestand was al ingelezen.")
            return redirect("leerbedrijven:list")
        except CsvError as found:
            error = found
    return render(request, "leerbedrijven/import_confirm.html", {"inlezing": inlezing, "error": error})


def _read_in(request: Request, inlezing: Inlezing) -> bool:
    by = Actor.gebruiker(request.user)
    done = csv_plan.write(inlezing, by=by)
    if done:
        list(csv_plan.note(inlezing, inlezing.telling["effect"], by=by))
    return done


def _start(request: Request, inlezing: Inlezing) -> str:
    opdracht = start_job(
        f"{jobs.READ_IN}:{inlezing.pk}",
        soort=jobs.READ_IN,
        titel=f"Leerbedrijven inlezen uit {inlezing.bestandsnaam}"[:160],
        eigenaar=request.user,
        gegevens={"inlezing": str(inlezing.pk)},
        by=Actor.gebruiker(request.user),
    )
    return opdracht.get_absolute_url()


@require_safe
def import_example(request: Request) -> HttpResponse:
    if not may_import(request.user):
        raise PermissionDenied
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="voorbeeld-leerbedrijven.csv"'
    response.write("\N{BYTE ORDER MARK}")
    csv.writer(response, delimiter=";").writerows(csv_rows.EXAMPLE)
    return response
