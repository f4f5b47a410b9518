"""Whether documents get made, for a beheerder: never what they say."""

from django.contrib import admin

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
