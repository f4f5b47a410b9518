"""Beheerders see of a praktijkverklaring the name and the status, and nothing else; every look is logged."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from praktijkleren.audit.beheer import ReadOnlyAdmin
from verklaringen.models import Praktijkverklaring
from verklaringen.states import VersieStatus


@admin.register(Praktijkverklaring)
class PraktijkverklaringAdmin(ReadOnlyAdmin):
    list_display = ("naam", "regio", "stand")
    list_select_related = ("regio",)
    fields = ("naam", "regio", "stand")
    search_fields = ("zoeknaam",)
    search_help_text = "Zoek op naam."
    ordering = ("-laatste_activiteit", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Praktijkverklaring]:
        return Praktijkverklaring.objects.with_current()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return queryset.filter(pk__in=Praktijkverklaring.objects.search(search_term).values("pk")), False

    @admin.display(description="status", ordering="status")
    def stand(self, verklaring: Praktijkverklaring) -> str:
        status = getattr(verklaring, "status", None)
        return VersieStatus(status).label if status else "–"
