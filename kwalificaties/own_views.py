"""Kerntaken and werkprocessen that a beheerder types in, one by one or from a file."""

import csv
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kwalificaties import actions, own_rows
from kwalificaties.choices import open_werkprocessen
from kwalificaties.forms import TAKEN, CsvUploadForm, KerntaakEditForm, KerntaakForm, WerkprocesEditForm, WerkprocesForm
from kwalificaties.models import Inlezing, Kerntaak, Kwalificatie, Werkproces
from kwalificaties.permissions import may_edit, may_edit_row
from praktijkleren.accounts.http import Request
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.csvfile import CsvError

TOO_LATE = "Iemand was je voor: dit is al gesloten of gewijzigd."


@require_http_methods(["GET", "POST"])
def kerntaak_add(request: Request, crebo: int) -> HttpResponse:
    kwalificatie = get_object_or_404(Kwalificatie.objects.open(), crebo=str(crebo))
    if not may_edit(request.user):
        raise PermissionDenied
    form = KerntaakForm(request.POST or None, kwalificatie=kwalificatie)
    if form.is_valid():
        try:
            kerntaak = actions.add_kerntaak(kwalificatie, by=Actor.gebruiker(request.user), **form.cleaned_data)
        except actions.CodeTakenError:
            form.add_error("code", TAKEN)
        else:
            messages.success(request, f"Kerntaak {kerntaak.code} is toegevoegd. Voeg nu de werkprocessen toe.")
            return redirect("kwalificaties:werkproces_add", kerntaak.pk)
    return render(request, "kwalificaties/kerntaak_add.html", {"form": form, "kwalificatie": kwalificatie})


@require_http_methods(["GET", "POST"])
def werkproces_add(request: Request, pk: int) -> HttpResponse:
    kerntaak = get_object_or_404(Kerntaak.objects.select_related("kwalificatie"), pk=pk, gesloten_op__isnull=True)
    if not may_edit(request.user):
        raise PermissionDenied
    form = WerkprocesForm(request.POST or None, kerntaak=kerntaak)
    if form.is_valid():
        try:
            werkproces = actions.add_werkproces(kerntaak, by=Actor.gebruiker(request.user), **form.cleaned_data)
        except actions.CodeTakenError:
            form.add_error("code", TAKEN)
        else:
            messages.success(request, f"Werkproces ‘{werkproces.naam}’ is toegevoegd. Je kunt er nog een toevoegen.")
            return redirect("kwalificaties:werkproces_add", kerntaak.pk)
    present = [row for row in open_werkprocessen(kerntaak.kwalificatie) if row.kerntaak_id == kerntaak.pk]
    context = {"form": form, "kerntaak": kerntaak, "kwalificatie": kerntaak.kwalificatie, "werkprocessen": present}
    return render(request, "kwalificaties/werkproces_add.html", context)


@require_http_methods(["GET", "POST"])
def kerntaak_edit(request: Request, pk: int) -> HttpResponse:
    kerntaak = get_object_or_404(Kerntaak.objects.select_related("kwalificatie"), pk=pk)
    if not may_edit_row(request.user, kerntaak):
        raise PermissionDenied
    form = KerntaakEditForm(request.POST or None, row=kerntaak)
    if form.is_valid():
        try:
            actions.edit_kerntaak(kerntaak, by=Actor.gebruiker(request.user), **form.cleaned_data)
            messages.success(request, "De kerntaak is bewaard.")
        except actions.NotOwnError:
            messages.warning(request, TOO_LATE)
        return redirect(kerntaak.kwalificatie)
    context = {"form": form, "row": kerntaak, "kwalificatie": kerntaak.kwalificatie}
    return render(request, "kwalificaties/kerntaak_edit.html", context)


@require_http_methods(["GET", "POST"])
def werkproces_edit(request: Request, pk: int) -> HttpResponse:
    werkproces = get_object_or_404(Werkproces.objects.select_related("kerntaak__kwalificatie"), pk=pk)
    if not may_edit_row(request.user, werkproces):
        raise PermissionDenied
    form = WerkprocesEditForm(request.POST or None, row=werkproces)
    if form.is_valid():
        try:
            actions.edit_werkproces(werkproces, by=Actor.gebruiker(request.user), **form.cleaned_data)
            messages.success(request, "Het werkproces is bewaard.")
        except actions.NotOwnError:
            messages.warning(request, TOO_LATE)
        return redirect(werkproces.kerntaak.kwalificatie)
    context = {
        "form": form,
        "row": werkproces,
        "kwalificatie": werkproces.kerntaak.kwalificatie,
        "in_use": actions.in_use(werkproces),
    }
    return render(request, "kwalificaties/werkproces_edit.html", context)


@require_http_methods(["GET", "POST"])
def kerntaak_close(request: Request, pk: int) -> HttpResponse:
    kerntaak = get_object_or_404(Kerntaak.objects.select_related("kwalificatie"), pk=pk)
    if not may_edit_row(request.user, kerntaak):
        raise PermissionDenied
    if request.method == "POST":
        try:
            actions.close_kerntaak(kerntaak, by=Actor.gebruiker(request.user))
            messages.success(request, f"Kerntaak {kerntaak.code} is gesloten.")
        except actions.NotOwnError:
            messages.warning(request, TOO_LATE)
        return redirect(kerntaak.kwalificatie)
    werkprocessen = kerntaak.werkprocessen.filter(gesloten_op__isnull=True).order_by("code")
    context = {"row": kerntaak, "kwalificatie": kerntaak.kwalificatie, "werkprocessen": werkprocessen}
    return render(request, "kwalificaties/kerntaak_close.html", context)


@require_http_methods(["GET", "POST"])
def werkproces_close(request: Request, pk: int) -> HttpResponse:
    werkproces = get_object_or_404(Werkproces.objects.select_related("kerntaak__kwalificatie"), pk=pk)
    kwalificatie = werkproces.kerntaak.kwalificatie
    if not may_edit_row(request.user, werkproces):
        raise PermissionDenied
    if request.method == "POST":
        try:
            actions.close_werkproces(werkproces, by=Actor.gebruiker(request.user))
            messages.success(request, f"Werkproces ‘{werkproces.naam}’ is gesloten.")
        except actions.NotOwnError:
            messages.warning(request, TOO_LATE)
        return redirect(kwalificatie)
    context = {"row": werkproces, "kwalificatie": kwalificatie, "in_use": actions.in_use(werkproces)}
    return render(request, "kwalificaties/werkproces_close.html", context)


@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    if not may_edit(request.user):
        raise PermissionDenied
    form = CsvUploadForm(request.POST or None, request.FILES or None)
    error = None
    if form.is_valid():
        try:
            inlezing = own_rows.keep(form.cleaned_data["bestand"].name, form.text, request.user)
            return redirect(inlezing)
        except CsvError as found:
            error = found
    context = {"form": form, "error": error, "columns": own_rows.COLUMNS}
    return render(request, "kwalificaties/upload.html", context)


@require_http_methods(["GET", "POST"])
def upload_confirm(request: Request, pk: UUID) -> HttpResponse:
    """Only who offered the file reads it in."""
    inlezing = get_object_or_404(Inlezing, pk=pk, gebruiker=request.user)
    if not may_edit(request.user):
        raise PermissionDenied
    if request.method == "POST":
        try:
            done = own_rows.read_in(inlezing, by=Actor.gebruiker(request.user))
            messages.success(request, "De werkprocessen zijn ingelezen." if done else "Dit bestand was al ingelezen.")
            return redirect("kwalificaties:list")
        except CsvError as error:
            return render(request, "kwalificaties/upload_confirm.html", {"inlezing": inlezing, "error": error})
    return render(request, "kwalificaties/upload_confirm.html", {"inlezing": inlezing, "error": None})


@require_safe
def upload_example(request: Request) -> HttpResponse:
    if not may_edit(request.user):
        raise PermissionDenied
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="voorbeeld-werkprocessen.csv"'
    response.write("\N{BYTE ORDER MARK}")
    writer = csv.writer(response, delimiter=";")
    writer.writerows([own_rows.COLUMNS, *own_rows.EXAMPLE])
    return response
