"""The evidence of a document, for colleagues who may see its subject: on a page, as PDF and as JSON."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.evidence import Evidence
from praktijkleren.documenten.models import Document

if TYPE_CHECKING:
    from praktijkleren.accounts.http import Request


@require_safe
def evidence(request: "Request", pk: UUID) -> HttpResponse:
    found = _evidence(request, pk, waar="documenten:evidence")
    return render(request, "documenten/evidence.html", _context(found))


@require_safe
def evidence_pdf(request: "Request", pk: UUID) -> HttpResponse:
    from praktijkleren.documenten.finishing import RenderError
    from praktijkleren.documenten.pdf import html_to_pdf  # WeasyPrint is slow to import

    found = _evidence(request, pk, waar="documenten:evidence_pdf")
    try:
        pdf = html_to_pdf(render_to_string("documenten/evidence_pdf.html", _context(found)), css="bewijs.css")
    except RenderError:
        messages.error(request, "Er staat een teken in dat niet in een PDF past. Neem het bewijs mee als JSON.")
        return redirect("documenten:evidence", pk)
    return _download(HttpResponse(pdf, content_type="application/pdf"), found, "pdf")


@require_safe
def evidence_json(request: "Request", pk: UUID) -> HttpResponse:
    found = _evidence(request, pk, waar="documenten:evidence_json")
    options = {"ensure_ascii": False, "indent": 1}
    return _download(JsonResponse(found.as_json(), json_dumps_params=options), found, "json")


def _evidence(request: "Request", pk: UUID, *, waar: str) -> Evidence:
    document = get_object_or_404(Document, pk=pk)
    if not document.kind.may_see(request.user, document.onderwerp_id):
        raise Http404
    log_inzage(Actor.gebruiker(request.user), document.kind.personen(document.onderwerp_id), waar=waar)
    return Evidence(document)


def _context(found: Evidence) -> dict[str, Any]:
    kind = found.document.kind
    return {
        "evidence": found,
        "asked": found.asked,
        "rows": found.rows,
        "chain": found.chain,
        "file": found.file,
        "all_is_well": found.all_is_well,
        "kind": kind,
        "doc": kind.presenter(found.document.snapshot),
        "page_url": kind.page_url(found.document.onderwerp_id),
    }


def _download(response: HttpResponse, found: Evidence, suffix: str) -> HttpResponse:
    name = f"Bewijs bij {found.document.kind.filename(found.document.snapshot)}.{suffix}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
