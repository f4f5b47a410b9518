"""The list for the occasion at which verklaringen are handed over, to print and tick off."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils import timezone

from verklaringen.models import Praktijkverklaring


def handout_pdf(verklaringen: Sequence[Praktijkverklaring]) -> bytes:
    from praktijkleren.documenten.pdf import html_to_pdf  # WeasyPrint is slow to import

    context = {"verklaringen": verklaringen, "today": timezone.localdate(), "occasion": occasion_of(verklaringen)}
    return html_to_pdf(render_to_string("verklaringen/pdf/uitreiking.html", context), css="uitreiking.css")


def occasion_of(verklaringen: Sequence[Praktijkverklaring]) -> Praktijkverklaring | None:
    """One of them, when all were handed over on the same occasion: it says when, where and by whom."""
    first = verklaringen[0]
    same = first.uitreiking and all(row.uitreiking == first.uitreiking for row in verklaringen)
    return first if same else None
