"""The state of the outbox for a beheerder: whether mail arrives, never what it says."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator

from praktijkleren.audit.beheer import ReadOnlyAdmin, actor_of
from praktijkleren.audit.steps import TransitionError
from praktijkleren.post.actions import retry
from praktijkleren.post.models import Bericht


@admin.register(Bericht)
class BerichtAdmin(ReadOnlyAdmin):
    ordering = ("-created_at", "-pk")
    list_display = ("created_at", "status", "aan", "sjabloon", "pogingen", "wat_er_mis_ging")
    list_filter = ("status",)
    search_fields = ("aan",)
    search_help_text = "Zoek op het hele e-mailadres."
    actions = ("try_again",)
    fields = (
        "status",
        "aan",
        "sjabloon",
        "fout",
        "pogingen",
        "volgende_poging_op",
        "created_at",
        "verzonden_op",
        "message_id",
    )

    @admin.display(description="fout")
    def wat_er_mis_ging(self, bericht: Bericht) -> str:
        """The whole of it stands on the page of the Bericht."""
        return Truncator(bericht.fout).chars(60)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Bericht], search_term: str
    ) -> tuple[QuerySet[Bericht], bool]:
        term = search_term.strip()
        return (queryset.filter(Q(aan=term) | Q(aan=term.lower())) if term else queryset), False

    @admin.action(description="Opnieuw proberen")
    def try_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        again = 0
        for bericht in queryset.order_by("created_at", "pk"):
            try:
                retry(bericht, by=actor_of(request))
            except TransitionError:
                continue
            again += 1
        skipped = queryset.count() - again
        self.message_user(request, f"Mails die opnieuw worden verzonden: {again}.", messages.SUCCESS)
        if skipped:
            self.message_user(request, f"Mails die niet opnieuw kunnen: {skipped}.", messages.WARNING)
