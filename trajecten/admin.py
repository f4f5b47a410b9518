"""Beheerders see of a traject the name and the status, and nothing else; every look is logged."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from kandidaten.models import Kandidaat
from praktijkleren.audit.beheer import LoggedAdmin, ReadOnlyAdmin
from trajecten.models import Groep, Traject


@admin.register(Traject)
class TrajectAdmin(ReadOnlyAdmin):
    list_display = ("lijstnaam", "regio", "status")
    list_select_related = ("kandidaat", "regio")
    fields = ("lijstnaam", "regio", "status")
    search_fields = ("kandidaat__zoeknaam",)
    search_help_text = "Zoek op naam."
    ordering = ("-laatste_activiteit", "-pk")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return queryset.filter(kandidaat__in=Kandidaat.objects.search(search_term).values("pk")), False

    @admin.display(description="naam", ordering="kandidaat__zoeknaam")
    def lijstnaam(self, traject: Traject) -> str:
        return traject.kandidaat.lijstnaam


@admin.register(Groep)
class GroepAdmin(LoggedAdmin):
    list_display = ("naam", "regio", "startdatum")
    list_select_related = ("regio",)
    search_fields = ("naam",)
    ordering = ("naam", "pk")
    autocomplete_fields = ("regio",)
