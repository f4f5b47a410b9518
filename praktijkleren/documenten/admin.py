"""Whether documents get made, for a beheerder: never what they say."""

import re
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from praktijkleren.audit.beheer import ReadOnlyAdmin
from praktijkleren.documenten.models import Document

SHOWN = (
    "soort",
    "volledig_ondertekend_op",
    "verzegeld_op",
    "zegel_pogingen",
    "zegel_fouten",
    "zegel_fout",
    "zegel_weer_op",
)


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    ordering = ("-created_at", "-pk")
    list_display = SHOWN
    list_filter = (
        "soort",
        ("verzegeld_op", admin.EmptyFieldListFilter),
        ("volledig_ondertekend_op", admin.EmptyFieldListFilter),
    )
    fields = (*SHOWN, "created_at", "inhoud_sha256")
    search_fields = ("soort",)
    search_help_text = "Zoek op soort, op de naam die op het document staat of op de controlecode."

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Finds, and does not show: what a document says stays closed to a beheerder."""
        code = re.sub(r"[\s-]", "", search_term).upper()
        said = Q()
        for word in search_term.split():
            said &= Q(soort__icontains=word) | Q(snapshot__naam__icontains=word)
        return queryset.filter(said | Q(snapshot__code=code)), False
