"""The one large box above a list. It stands apart from the filters, so that a phone shows it at once."""

from dataclasses import dataclass

from django.http import HttpRequest

from praktijkleren.ui.keyset import PAGE_KEYS

NAME = "q"


@dataclass(frozen=True)
class SearchBox:
    text: str
    kept: list[tuple[str, str]]
    """The filters and the sorting that stand in the address already."""


def search_box(request: HttpRequest) -> SearchBox:
    kept = [(name, str(value)) for name, value in request.GET.items() if name not in {NAME, *PAGE_KEYS} and value]
    return SearchBox(str(request.GET.get(NAME, "")).strip(), kept)
