"""Beheerders see of a person the name and how far someone is, and nothing else; every look is logged."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from kandidaten.models import Advies, Kandidaat, Klantgroep
from kandidaten.standing import standing_of
from praktijkleren.accounts.admin import AuditedAdmin


class ReadOnlyAdmin(AuditedAdmin):
    """To look up, never to change: that is for who is betrokken."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Kandidaat)
class KandidaatAdmin(ReadOnlyAdmin):
    list_display = ("lijstnaam", "regio", "stand")
    list_select_related = ("regio",)
    fields = readonly_fields = ("lijstnaam", "regio", "stand")
    search_fields = ("zoeknaam",)
    search_help_text = "Zoek op naam."
    ordering = ("-created_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        advies = Advies.objects.latest_version().filter(kandidaat=OuterRef("pk")).order_by("-versie")
        found = Kandidaat.objects.with_traject().annotate(advies_status=Subquery(advies.values("status")[:1]))
        return found.order_by(*self.ordering)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return queryset.filter(pk__in=Kandidaat.objects.search(search_term).values("pk")), False

    @admin.display(description="naam", ordering="zoeknaam")
    def lijstnaam(self, kandidaat: Kandidaat) -> str:
        return kandidaat.lijstnaam

    @admin.display(description="stand")
    def stand(self, kandidaat: Any) -> str:
        return standing_of(kandidaat, kandidaat.advies_status).label


@admin.register(Klantgroep)
class KlantgroepAdmin(AuditedAdmin):
    list_display = ("code", "naam", "hoofdgroep", "gevoelig")
    list_select_related = ("hoofdgroep",)
    search_fields = ("code", "naam")
    ordering = ("code",)
