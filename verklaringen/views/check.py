"""The page behind the QR: whether it is genuine, and nobody's data; and two ways to go further (signing.md 2.11)."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from praktijkleren.links.access import link_page
from praktijkleren.links.limits import allow, client_address
from verklaringen.checking import Bestand, check_hash, look_up, matches_paper, why_not
from verklaringen.codes import read_code
from verklaringen.forms_check import CheckForm, FileForm, PaperForm
from verklaringen.uploads import uploads_in_memory, was_too_large

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PER_ADDRESS, PER_CODE, FILES_PER_ADDRESS, TRIES_PER_CODE = 120, 60, 60, 5


@link_page
@require_safe
def check_start(request: HttpRequest) -> HttpResponse:
    """For whoever types the code instead of scanning it, or has only the PDF."""
    form = CheckForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("verklaringen:check", form.cleaned_data["code"])
    return render(request, "verklaringen/check_start.html", {"form": form, "file_form": FileForm()})


@link_page
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    if not _within(request, code):
        return _too_many(request)
    outcome = look_up(code)
    return _page(request, code, status=200 if outcome.known else 404, outcome=outcome)


@link_page
@require_POST
def check_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Surname and birth date from the paper; the answer is yes or no. A try counts whatever comes of it."""
    if not _within(request, code):
        return _too_many(request)
    outcome, form = look_up(code), PaperForm(request.POST)
    status = 200 if outcome.known else 404
    if not form.is_valid():
        return _page(request, code, status=status, outcome=outcome, form=form)
    if not allow("verklaringen.papier", read_code(code) or code[:40], times=TRIES_PER_CODE, per=DAY):
        form.add_error(None, "Deze code is vandaag al vijf keer zo gecontroleerd. Morgen kan het weer.")
        return _page(request, code, status=429, outcome=outcome, form=form)
    found = matches_paper(code, form.cleaned_data["achternaam"], form.cleaned_data["geboortedatum"])
    return _page(request, code, status=status, outcome=outcome, form=PaperForm(), found=found, compared=True)


@uploads_in_memory
@link_page
@require_POST
def check_file(request: HttpRequest) -> HttpResponse:
    """A PDF, or its hash alone when the browser made that. The file is looked at in memory and kept nowhere."""
    if not allow("verklaringen.check.file", client_address(request), times=FILES_PER_ADDRESS, per=HOUR):
        return _too_many(request)
    form = FileForm(request.POST, request.FILES, too_large=was_too_large(request))
    if not form.is_valid():
        return render(request, "verklaringen/check_start.html", {"form": CheckForm(), "file_form": form})
    code = form.cleaned_data["code"]
    outcome = check_hash(form.cleaned_data["sha256"], code=code)
    why = why_not(form.pdf) if form.pdf and outcome.bestand == Bestand.ONBEKEND else ""
    context = {"outcome": outcome, "file_form": FileForm(code=code), "why": why}
    return render(request, "verklaringen/check_file.html", context)


def _within(request: HttpRequest, code: str) -> bool:
    return allow("verklaringen.check.address", client_address(request), times=PER_ADDRESS, per=HOUR) and allow(
        "verklaringen.check.code", read_code(code) or code[:40], times=PER_CODE, per=HOUR
    )


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", {"wait": "een uur"}, status=429)


def _page(request: HttpRequest, code: str, *, status: int, **context: Any) -> HttpResponse:
    """The same parts for every code, known or not."""
    parts = {"form": PaperForm(), "found": None, "compared": False, "file_form": FileForm(code=code[:60]), **context}
    return render(request, "verklaringen/check.html", parts, status=status)
