"""HTML to one PDF that is PDF/A-3a and PDF/UA-1 at the same time (signing.md 3.3), the same bytes on every machine."""

import io
import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string

# Before WeasyPrint: it tells fontconfig which fonts there are.
from praktijkleren.documenten import fonts  # noqa: F401
from praktijkleren.documenten.finishing import (
    Finisher,
    RenderError,
    add_field,
    as_weasyprint,
    identify_as_ua,
    name_types,
)

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    from praktijkleren.documenten.kinds import Attachment, Kind, Snapshot
    from praktijkleren.documenten.models import Document
    from praktijkleren.documenten.zegeltekst import Zegeltekst

CSS_DIR = settings.BASE_DIR / "static" / "documenten"
NOTDEF = ".notdef glyph"
logging.getLogger("weasyprint").setLevel(logging.WARNING)
_one_at_a_time = threading.Lock()
"""Threads share one font configuration, and Pango is not made for that."""


def render_document(document: "Document", zegel: "Zegeltekst", attachments: "Sequence[Attachment]" = ()) -> bytes:
    """What was frozen and signed, with an empty field for the seal that it says it has."""
    html = document_html(document, zegel=zegel)
    return html_to_pdf(html, css=document.kind.css, finishers=[add_field], attachments=attachments)


def render_concept(document: "Document") -> bytes:
    """What it will look like; says on each page that it is a concept."""
    return render_preview(document.kind, document.snapshot)


def render_preview(kind: "Kind", snapshot: "Snapshot") -> bytes:
    """A concept of what was not frozen yet."""
    return html_to_pdf(_html(kind, snapshot, [], concept=True), css=kind.css)


def render_print(document: "Document") -> bytes:
    """To sign by hand: with a line for each signature that is still missing."""
    html = _html(document.kind, document.snapshot, _signatures(document), open_lines=_missing(document))
    return html_to_pdf(html, css=document.kind.css)


def document_html(document: "Document", *, zegel: "Zegeltekst | None" = None) -> str:
    return _html(document.kind, document.snapshot, _signatures(document), zegel=zegel)


def _html(kind: "Kind", snapshot: "Snapshot", handtekeningen: list[Any], **shown: Any) -> str:
    empty = {"concept": False, "zegel": None, "open_lines": ()}
    context = {"doc": kind.presenter(snapshot), "handtekeningen": handtekeningen, **empty, **shown}
    return render_to_string(kind.pdf_template, context)


def _signatures(document: "Document") -> list[Any]:
    signed = document.verzoeken.filter(handtekening__isnull=False).select_related("handtekening")
    return [verzoek.handtekening for verzoek in signed.order_by("volgorde", "created_at")]


def _missing(document: "Document") -> list[Any]:
    return list(document.verzoeken.open().order_by("volgorde", "created_at"))


def html_to_pdf(
    html: str,
    *,
    css: str = "document.css",
    finishers: "Sequence[Finisher]" = (),
    attachments: "Sequence[Attachment]" = (),
) -> bytes:
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    def finish(_document: Any, pdf: Any) -> None:
        for each in (identify_as_ua, *finishers):
            each(pdf)
        name_types(pdf, attachments)

    buffer = io.BytesIO()
    try:
        with _one_at_a_time, _refuse_missing_glyphs():
            HTML(string=html, url_fetcher=_fetcher(), base_url=f"{CSS_DIR.as_uri()}/").write_pdf(
                buffer,
                pdf_variant="pdf/a-3a",
                finisher=finish,
                stylesheets=[_stylesheet(css)],
                font_config=_font_config(),
                attachments=[as_weasyprint(attachment) for attachment in attachments],
            )
    except FatalURLFetchingError as error:  # derives from BaseException, which no caller expects
        raise RenderError(str(error)) from error
    pdf = buffer.getvalue()
    if not pdf.startswith(b"%PDF"):
        raise RenderError("Er kwam geen PDF uit.")
    return pdf


@cache
def _font_config() -> "FontConfiguration":
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _stylesheet(name: str) -> "CSS":
    """Parsed once per process: two thirds of the time of a naive rendering (performance.md A1)."""
    from weasyprint import CSS

    return CSS(filename=str(CSS_DIR / name), font_config=_font_config(), url_fetcher=_fetcher())


@cache
def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    allowed = [Path(settings.FONTS_DIR).resolve(), CSS_DIR.resolve()]

    class OwnFilesOnly(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            """Nothing but our own fonts and stylesheets; whatever a name or remark may contain."""
            path = Path(unquote(urlsplit(url).path)).resolve()
            if urlsplit(url).scheme != "file" or not any(path.is_relative_to(folder) for folder in allowed):
                raise FatalURLFetchingError(f"Een document mag {url} niet ophalen.")
            return super().fetch(url, headers)

    return OwnFilesOnly(allowed_protocols=["file"])


class _MissingGlyphs(logging.Handler):
    """Hears what WeasyPrint only warns of, for the thread that is drawing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.thread, self.found = threading.get_ident(), list[str]()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread and NOTDEF in record.getMessage():
            self.found.append(record.getMessage())


@contextmanager
def _refuse_missing_glyphs() -> Iterator[None]:
    logger, handler = logging.getLogger("weasyprint"), _MissingGlyphs()
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
    if handler.found:
        raise RenderError(handler.found[0])
