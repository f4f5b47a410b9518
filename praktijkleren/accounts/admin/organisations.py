from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from praktijkleren.accounts.actions import edit_regio
from praktijkleren.accounts.admin.base import AuditedAdmin, AuditedInline, by
from praktijkleren.accounts.forms.regios import RegioForm
from praktijkleren.accounts.models import Deelname, Gemeente, Organisatie, Regio, Samenwerkingsverband, Werkgebied


@admin.register(Regio)
class RegioAdmin(AuditedAdmin):
    """The list itself comes from load_regios; here stands what a region decides, as on its own page."""

    form = RegioForm
    list_display = ["code", "naam", "weergavenaam", "neemt_aanmeldingen_aan", "contact_email"]
    list_filter = ["neemt_aanmeldingen_aan"]
    search_fields = ["code", "naam", "weergavenaam"]
    ordering = ["code"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        edit_regio(obj, by=by(request), **form.cleaned_data)


@admin.register(Gemeente)
class GemeenteAdmin(AuditedAdmin):
    list_display = ["code", "naam", "regio"]
    list_select_related = ["regio"]
    search_fields = ["code", "naam"]
    ordering = ["naam"]


class DeelnameInline(AuditedInline):
    model = Deelname
    ordering = ["-van"]


class WerkgebiedInline(AuditedInline):
    model = Werkgebied
    ordering = ["-van"]


@admin.register(Organisatie)
class OrganisatieAdmin(AuditedAdmin):
    list_display = ["naam", "soort", "brin", "plaats"]
    list_filter = ["soort"]
    search_fields = ["naam", "brin", "plaats"]
    ordering = ["naam"]
    inlines = [DeelnameInline, WerkgebiedInline]


@admin.register(Deelname)
class DeelnameAdmin(AuditedAdmin):
    list_display = ["organisatie", "regio", "van", "tot"]
    list_select_related = ["organisatie", "regio"]
    search_fields = ["organisatie__naam", "regio__naam"]
    ordering = ["organisatie__naam", "pk"]


@admin.register(Werkgebied)
class WerkgebiedAdmin(AuditedAdmin):
    list_display = ["organisatie", "gemeente", "van", "tot"]
    list_select_related = ["organisatie", "gemeente"]
    search_fields = ["organisatie__naam", "gemeente__naam"]
    ordering = ["organisatie__naam", "pk"]


@admin.register(Samenwerkingsverband)
class SamenwerkingsverbandAdmin(AuditedAdmin):
    list_display = ["naam", "van", "tot", "doel_aantal"]
    search_fields = ["naam"]
    ordering = ["naam"]
