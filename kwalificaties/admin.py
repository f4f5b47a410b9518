"""All tables to read and search. What was typed in is added, changed and closed on the pages, not here."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from kwalificaties.models import Dossier, EerdereTitel, Inlezing, Kerntaak, Kwalificatie, Sector, Werkproces
from praktijkleren.audit.beheer import ReadOnlyAdmin


@admin.register(Sector)
class SectorAdmin(ReadOnlyAdmin):
    list_display = ("code", "naam", "gesloten_op")
    search_fields = ("naam", "code")
    ordering = ("code",)


@admin.register(Dossier)
class DossierAdmin(ReadOnlyAdmin):
    list_display = ("crebo", "titel", "sector", "opvolger_crebo", "gesloten_op")
    list_select_related = ("sector",)
    list_filter = (("gesloten_op", admin.EmptyFieldListFilter),)
    search_fields = ("titel", "crebo")
    ordering = ("crebo",)


@admin.register(Kwalificatie)
class KwalificatieAdmin(ReadOnlyAdmin):
    list_display = ("crebo", "titel", "niveau", "sector", "actueel", "gesloten_op")
    list_select_related = ("sector",)
    list_filter = ("niveau", "actueel", ("gesloten_op", admin.EmptyFieldListFilter))
    search_fields = ("zoektekst",)
    ordering = ("crebo",)

    def view_on_site(self, obj: Kwalificatie) -> str:
        return obj.get_absolute_url()


class VersionedAdmin(ReadOnlyAdmin):
    list_filter = ("herkomst", ("gesloten_op", admin.EmptyFieldListFilter))


@admin.register(Kerntaak)
class KerntaakAdmin(VersionedAdmin):
    list_display = ("kwalificatie", "code", "titel", "versie", "herkomst", "gesloten_op")
    list_select_related = ("kwalificatie",)
    search_fields = ("titel", "=code", "=kwalificatie__crebo")
    ordering = ("kwalificatie__crebo", "code", "-versie")


@admin.register(Werkproces)
class WerkprocesAdmin(VersionedAdmin):
    list_display = ("kwalificatie", "code", "naam", "versie", "herkomst", "gesloten_op")
    search_fields = ("zoektekst", "=kerntaak__kwalificatie__crebo")
    ordering = ("kerntaak__kwalificatie__crebo", "code", "-versie")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("kerntaak__kwalificatie")

    @admin.display(ordering="kerntaak__kwalificatie__crebo")
    def kwalificatie(self, werkproces: Werkproces) -> str:
        return str(werkproces.kerntaak.kwalificatie)


@admin.register(EerdereTitel)
class EerdereTitelAdmin(ReadOnlyAdmin):
    list_display = ("kwalificatie", "titel", "tot")
    list_select_related = ("kwalificatie",)
    search_fields = ("titel", "=kwalificatie__crebo")
    ordering = ("-tot", "-pk")


@admin.register(Inlezing)
class InlezingAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "bestandsnaam", "gebruiker", "ingelezen_op")
    list_select_related = ("gebruiker",)
    exclude = ("inhoud",)
    search_fields = ("bestandsnaam",)
    ordering = ("-created_at", "-pk")
