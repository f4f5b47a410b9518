"""Whether documents get made, for a beheerder: never what they say."""

from django.contrib import admin

from praktijkleren.audit.beheer import ReadOnlyAdmin
from praktijkleren.documenten.models import Document

SHOWN = ("soort", "created_at", "volledig_ondertekend_op", "rendered_at", "render_pogingen", "render_fout")


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    ordering = ("-created_at", "-pk")
    list_display = SHOWN
    list_filter = ("soort",)
    fields = (*SHOWN, "inhoud_sha256", "pdf_sha256")
