"""The logs in the admin: to read and to search, never to change. Looking is logged as well."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from praktijkleren.audit.beheer import ReadOnlyAdmin
from praktijkleren.audit.labels import label
from praktijkleren.audit.models import AuditEvent, Inzage, Stap


def as_uuid(term: str) -> UUID | None:
    try:
        return UUID(term)
    except ValueError:
        return None


class LogAdmin(ReadOnlyAdmin):
    ordering = ("-pk",)
    list_filter = ("actor_soort",)
    search_fields = ("pk",)  # shows the box; what it searches stands in matching()

    def matching(self, term: str) -> Q:
        """Only columns that have an index: the logs are the largest tables there are."""
        raise NotImplementedError

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip()
        return (queryset.filter(self.matching(term)) if term else queryset), False


@admin.register(AuditEvent)
class AuditEventAdmin(LogAdmin):
    list_display = ("recorded_at", "gebeurtenis", "soort", "object_id", "actor", "dossier", "volgnummer")
    search_help_text = "Zoek op het nummer van een dossier of van een object."

    def matching(self, term: str) -> Q:
        found = as_uuid(term)
        return Q(dossier=found) | Q(object_id=str(found)) if found else Q(object_id=term)

    @admin.display(description="gebeurtenis")
    def gebeurtenis(self, event: AuditEvent) -> str:
        return label(event.what, event.soort)


@admin.register(Stap)
class StapAdmin(LogAdmin):
    list_display = ("recorded_at", "soort", "object_id", "van", "naar", "geldig_op", "actor")
    search_help_text = "Zoek op het nummer van een object."

    def matching(self, term: str) -> Q:
        found = as_uuid(term)
        return Q(object_id=found) if found else Q(pk__in=[])


@admin.register(Inzage)
class InzageAdmin(LogAdmin):
    list_display = ("recorded_at", "actor", "pseudoniem", "waar")
    search_help_text = "Zoek op het pseudoniem van een persoon, of op wie er keek (gebruiker:12)."

    def matching(self, term: str) -> Q:
        found = as_uuid(term)
        return Q(pseudoniem=found) if found else Q(actor=term)
