"""The admin that every room uses for the tables of the beheerders: what is done and what is looked at is recorded."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.widgets import ForeignKeyRawIdWidget, ManyToManyRawIdWidget
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from praktijkleren.audit.actions import log_inzage, record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent

if TYPE_CHECKING:
    BaseModelAdmin = admin.options.BaseModelAdmin[Any]
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    BaseModelAdmin, ModelAdmin, TabularInline = admin.options.BaseModelAdmin, admin.ModelAdmin, admin.TabularInline

MAX_HISTORY = 200


def by(request: HttpRequest) -> Actor:
    return Actor.gebruiker(request.user)  # type: ignore[arg-type]  # signed in, or not here


class Bounded(BaseModelAdmin):
    """A choice out of another table is searched, or looked up in a window; never a select with all of its rows."""

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        fields = [*self.model._meta.fields, *self.model._meta.many_to_many]
        return [field.name for field in fields if field.remote_field and self._is_searchable(field.related_model)]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name not in self.get_autocomplete_fields(request):
            kwargs["widget"] = ForeignKeyRawIdWidget(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name not in self.get_autocomplete_fields(request):
            kwargs["widget"] = ManyToManyRawIdWidget(db_field.remote_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _is_searchable(self, model: Any) -> bool:
        return self.admin_site.is_registered(model) and bool(self.admin_site.get_model_admin(model).search_fields)


class AuditedInline(Bounded, TabularInline):
    extra = 0
    show_change_link = True
    can_delete = False


class AuditedAdmin(Bounded, ModelAdmin):
    """Give `search_fields` and `ordering`. Deleting is off unless `may_delete`; most tables are closed by a date.

    Where rows are about a person, `person_of` says which pseudonym is logged as seen.
    """

    view_on_site = False
    list_per_page = 50
    list_max_show_all = 50
    show_full_result_count = False
    may_delete = False

    def person_of(self, obj: Any) -> UUID | None:
        pseudoniem = getattr(obj, "pseudoniem", None)
        return pseudoniem if isinstance(pseudoniem, UUID) else None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_delete and super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Deleting many at once would pass by the log."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change or form.changed_data:
            self.record(request, obj, "gewijzigd" if change else "gemaakt", velden=form.changed_data)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for obj in formset.new_objects:
            self.record(request, obj, "gemaakt")
        for obj, fields in formset.changed_objects:
            self.record(request, obj, "gewijzigd", velden=fields)
        for obj in formset.deleted_objects:
            self.record(request, obj, "verwijderd")

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.record(request, obj, "verwijderd")
        super().delete_model(request, obj)

    def record(self, request: HttpRequest, obj: Any, verb: str, **changes: Any) -> None:
        record(f"{obj._meta.model_name}.{verb}", obj, by=by(request), changes={"beheer": True, **changes})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None and request.method == "GET":
            self.record(request, obj, "bekeken")
            self.log_persons(request, [obj], "change")
        return super().render_change_form(request, context, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        shown = (getattr(response, "context_data", None) or {}).get("cl")
        if shown and request.method == "GET":
            shown.result_list = list(shown.result_list)
            self.log_persons(request, shown.result_list, "changelist")
        return response

    def log_persons(self, request: HttpRequest, rows: Iterable[Any], page: str) -> None:
        persons = [person for row in rows if (person := self.person_of(row))]
        if persons:
            log_inzage(by(request), persons, waar=f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}")

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """What the audit log holds of this row, newest first."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        events = AuditEvent.objects.filter(soort=self.opts.label_lower, object_id=str(obj.pk)).order_by(
            "-recorded_at", "-pk"
        )
        context = {
            **self.admin_site.each_context(request),
            "title": f"Geschiedenis: {obj}",
            "object": obj,
            "opts": self.opts,
            "rows": [(event, ", ".join(event.changes.get("velden", []))) for event in events[:MAX_HISTORY]],
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/audit_history.html", context)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Django's own log keeps names of people; ours keeps keys."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """See log_addition."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """See log_addition."""
