from typing import Any
from uuid import UUID

from django.contrib import admin

from aanmeldingen.models import Aanmelding
from kandidaten.admin import ReadOnlyAdmin


@admin.register(Aanmelding)
class AanmeldingAdmin(ReadOnlyAdmin):
    """Of persons a beheerder sees name and status only."""

    list_display = ("wie", "regio", "status", "ontvangen_op")
    list_filter = ("status",)
    search_fields = ("zoeknaam",)
    list_select_related = ("regio", "kandidaat")
    ordering = ("-ontvangen_op", "-pk")
    fields = readonly_fields = ("wie", "regio", "ingang", "status", "ontvangen_op", "afgerond_op")

    def person_of(self, obj: Any) -> UUID | None:
        pseudoniem: UUID | None = obj.persoon_pseudoniem
        return pseudoniem
