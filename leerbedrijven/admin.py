"""The register is entered here too, under the same rules. Of people a beheerder sees the name and nothing else."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from leerbedrijven import actions
from leerbedrijven.forms.register import clean_kvk, clean_leerbedrijf_id, clean_postcode
from leerbedrijven.models import (
    Contactmoment,
    ErkendWerkproces,
    Erkenning,
    Inlezing,
    Leerbedrijf,
    Leerplaats,
    Praktijkopleider,
    Relatie,
    four_years,
)
from praktijkleren.accounts.admin.base import AuditedAdmin, AuditedInline, by
from praktijkleren.audit.beheer import ReadOnlyAdmin


class LeerbedrijfAdminForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    def clean_leerbedrijf_id(self) -> str:
        return clean_leerbedrijf_id(self.cleaned_data["leerbedrijf_id"])

    def clean_postcode(self) -> str:
        return clean_postcode(self.cleaned_data["postcode"])

    def clean_kvk(self) -> str:
        return clean_kvk(self.cleaned_data["kvk"])


@admin.register(Leerbedrijf)
class LeerbedrijfAdmin(AuditedAdmin):
    form = LeerbedrijfAdminForm
    list_display = ("naam", "vestiging", "plaats", "leerbedrijf_id")
    search_fields = ("zoeknaam",)
    ordering = ("zoeknaam", "pk")
    fields = ("leerbedrijf_id", "naam", "vestiging", "straat", "postcode", "plaats", "kvk", "organisatie")


class ErkenningAdminForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    """As on the page: four years when nothing is said, and none before one that was decided later."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        van, tot = data.get("van"), data.get("tot")
        if van and not tot:
            data["tot"] = four_years(van)
        if van and data.get("leerbedrijf") and data.get("kwalificatie") and self._is_taken(data, van):
            self.add_error("van", "Er is al een erkenning met dit besluit of een later besluit.")
        return data

    def _is_taken(self, data: dict[str, Any], van: date) -> bool:
        same = Erkenning.objects.filter(leerbedrijf=data["leerbedrijf"], kwalificatie=data["kwalificatie"])
        return bool(same.filter(van__gte=van).exists())


class ErkendWerkprocesInline(AuditedInline):
    model = ErkendWerkproces
    ordering = ("werkproces__code",)
    show_change_link = False


@admin.register(Erkenning)
class ErkenningAdmin(AuditedAdmin):
    """After adding one the werkprocessen appear, to say which of them can be done there."""

    form = ErkenningAdminForm
    list_display = ("leerbedrijf", "kwalificatie", "van", "tot", "bron")
    list_select_related = ("leerbedrijf", "kwalificatie")
    search_fields = ("leerbedrijf__zoeknaam", "kwalificatie__zoektekst")
    ordering = ("-recorded_at", "-pk")
    fields = ("leerbedrijf", "kwalificatie", "van", "tot", "bron")

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return [ErkendWerkprocesInline] if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("leerbedrijf", "kwalificatie", "van") if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        obj.pk = actions.recognise(uitvoerbaar=[], by=by(request), **form.cleaned_data).pk
        obj.refresh_from_db()


class RegionalAdmin(ReadOnlyAdmin):
    """What a regio knows is written by that regio."""


@admin.register(Relatie)
class RelatieAdmin(RegionalAdmin):
    list_display = ("leerbedrijf", "regio", "laatste_contact")
    list_select_related = ("leerbedrijf", "regio")
    search_fields = ("leerbedrijf__zoeknaam",)
    ordering = ("leerbedrijf__zoeknaam", "pk")
    fields = ("leerbedrijf", "regio", "capaciteit", "laatste_contact")


@admin.register(Praktijkopleider)
class PraktijkopleiderAdmin(RegionalAdmin):
    list_display = ("naam", "relatie", "van", "tot")
    list_select_related = ("relatie__leerbedrijf", "relatie__regio")
    search_fields = ("naam", "relatie__leerbedrijf__zoeknaam")
    ordering = ("naam", "pk")
    fields = ("naam", "relatie", "van", "tot")


@admin.register(Leerplaats)
class LeerplaatsAdmin(RegionalAdmin):
    list_display = ("titel", "relatie", "kwalificatie", "aantal", "van", "tot")
    list_select_related = ("relatie__leerbedrijf", "relatie__regio", "kwalificatie")
    search_fields = ("titel", "relatie__leerbedrijf__zoeknaam")
    ordering = ("-created_at", "-pk")
    fields = ("titel", "relatie", "kwalificatie", "aantal", "uren_per_week", "van", "tot")


@admin.register(Contactmoment)
class ContactmomentAdmin(RegionalAdmin):
    list_display = ("relatie", "datum", "soort", "gebruiker")
    list_select_related = ("relatie__leerbedrijf", "relatie__regio", "gebruiker")
    search_fields = ("relatie__leerbedrijf__zoeknaam",)
    ordering = ("-datum", "-pk")
    exclude = ("verslag",)


@admin.register(Inlezing)
class InlezingAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "bestandsnaam", "gebruiker", "ingelezen_op")
    list_select_related = ("gebruiker",)
    search_fields = ("bestandsnaam",)
    ordering = ("-created_at", "-pk")
    exclude = ("inhoud", "telling")
