"""What every ModelAdmin of ours has: it writes down who looked and who changed, and never reads a whole table."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse

from praktijkleren.audit.actions import record, record_many
from praktijkleren.audit.actor import Actor

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker

    ModelAdmin = admin.ModelAdmin[Any]
    BasePaginator = Paginator[Any]
else:
    ModelAdmin, BasePaginator = admin.ModelAdmin, Paginator

MOST_COUNTED = 5000


class BoundedPaginator(BasePaginator):
    """Counts no further than one would ever page; searching finds the rest."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return len(rows) if isinstance(rows, list) else int(rows[:MOST_COUNTED].count())


def actor_of(request: HttpRequest) -> Actor:
    return Actor.gebruiker(cast("Gebruiker", request.user))


class LoggedAdmin(ModelAdmin):
    """Logs each list, search and page that was opened and each change that was saved; nothing is deleted in bulk."""

    list_per_page = 50
    show_full_result_count = False
    view_on_site: Any = False
    """The pages are for who works with a person or a company; a beheerder sees no more than stands here."""
    paginator = BoundedPaginator

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method == "GET":
            changes = {"gezocht": bool(request.GET)}
            record_many(f"{self.opts.model_name}.lijst_bekeken", self.model, by=actor_of(request), changes=changes)
        return super().changelist_view(request, extra_context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "GET" and (obj := self.get_object(request, object_id)):
            record(f"{self.opts.model_name}.bekeken", obj, by=actor_of(request))
        return super().change_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        verb = "gewijzigd" if change else "gemaakt"
        record(f"{self.opts.model_name}.{verb}", obj, by=actor_of(request), changes={"velden": form.changed_data})

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        record(f"{self.opts.model_name}.verwijderd", obj, by=actor_of(request))
        super().delete_model(request, obj)


class ReadOnlyAdmin(LoggedAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
