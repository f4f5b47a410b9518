"""Serving the PDF of a document: the sealed file, or a concept; never one without its seal, empty or changed."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from praktijkleren.documenten.integrity import kept_file
from praktijkleren.documenten.models import Document, Scan
from praktijkleren.documenten.paper import EXTENSIONS


class DamagedError(Exception):
    """The stored bytes are not those of which the hash was kept."""


def file_response(request: HttpRequest, document: Document) -> HttpResponse:
    if not document.is_signed:
        from praktijkleren.documenten.pdf import render_concept

        return _response(document, render_concept(document), suffix=" (concept)")
    if not document.is_sealed:
        return render(request, "documenten/waiting.html", {"document": document}, status=202)
    return _response(document, sealed_file(document))


def sealed_file(document: Document) -> bytes:
    """The bytes of a sealed document, exactly as they were sealed, or DamagedError."""
    file = kept_file(document)
    if file is None or not file.is_intact:
        raise DamagedError(str(document.pk))
    return file.pdf


def print_response(document: Document) -> HttpResponse:
    """To sign by hand: what was frozen, with a line for each signature that is still missing."""
    from praktijkleren.documenten.pdf import render_print

    return _response(document, render_print(document), suffix=" (om te ondertekenen)")


def scan_response(scan: Scan) -> HttpResponse:
    """To keep, never shown inside a page of ours: it came from outside."""
    content = bytes(scan.inhoud)
    if hashlib.sha256(content).hexdigest() != scan.sha256:
        raise DamagedError(str(scan.pk))
    response = HttpResponse(content, content_type=scan.mime)
    name = f"Ondertekend papier {scan.pk}.{EXTENSIONS[scan.mime]}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _response(document: Document, pdf: bytes, *, suffix: str = "") -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"{document.kind.filename(document.snapshot)}{suffix}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
