"""Accounts, memberships and invitations: through the same actions as the pages, with the same guards."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from praktijkleren.accounts.actions import (
    InvitationClosedError,
    LastAdministratorError,
    change_email,
    change_last_day,
    close_account,
    edit_profile,
    end_sessions,
    give_membership,
    reopen_account,
    resend_invitation,
    reset_second_factor,
    withdraw_invitation,
)
from praktijkleren.accounts.actions.memberships import check_administrators_stay
from praktijkleren.accounts.admin.base import AuditedAdmin, AuditedInline, by
from praktijkleren.accounts.models import Gebruiker, Lidmaatschap, Uitnodiging

PROFILE = ("naam", "functie", "telefoon")


class LidmaatschapInline(AuditedInline):
    model = Lidmaatschap
    fields = ["organisatie", "rol", "regio", "van", "tot"]
    ordering = ["-van"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Gebruiker)
class GebruikerAdmin(AuditedAdmin):
    """No password here, not even as a hash: everyone sets one's own by mail."""

    list_display = ["naam", "email", "functie", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["zoeknaam", "naam", "email"]
    ordering = ["zoeknaam", "pk"]
    fields = ["naam", "functie", "telefoon", "email", "is_active", "last_login", "created_at"]
    readonly_fields = ["is_active", "last_login", "created_at"]
    inlines = [LidmaatschapInline]
    actions = ["close_accounts", "reopen_accounts", "reset_second_factors", "sign_out"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Someone comes in by an invitation."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        gebruiker = Gebruiker.objects.get(pk=obj.pk)
        edit_profile(gebruiker, by=by(request), **{name: form.cleaned_data[name] for name in PROFILE})
        change_email(gebruiker, email=form.cleaned_data["email"], by=by(request))

    @admin.action(description="Sluit de gekozen accounts af")
    def close_accounts(self, request: HttpRequest, queryset: QuerySet[Gebruiker]) -> None:
        for gebruiker in queryset:
            if gebruiker == request.user:
                messages.warning(request, "Je kunt je eigen account niet afsluiten.")
                continue
            try:
                close_account(gebruiker, by=by(request))
            except LastAdministratorError as refused:
                messages.warning(request, f"{gebruiker}: {refused}")
            else:
                messages.success(request, f"Het account van {gebruiker} is afgesloten.")

    @admin.action(description="Open de gekozen accounts weer")
    def reopen_accounts(self, request: HttpRequest, queryset: QuerySet[Gebruiker]) -> None:
        for gebruiker in queryset:
            reopen_account(gebruiker, by=by(request))
            messages.success(request, f"Het account van {gebruiker} is weer open.")

    @admin.action(description="Verwijder de tweede stap (telefoon kwijt)")
    def reset_second_factors(self, request: HttpRequest, queryset: QuerySet[Gebruiker]) -> None:
        for gebruiker in queryset:
            if gebruiker == request.user:
                continue
            reset_second_factor(gebruiker, by=by(request))
            messages.success(request, f"{gebruiker} stelt bij het inloggen een nieuwe tweede stap in.")

    @admin.action(description="Log de gekozen mensen overal uit")
    def sign_out(self, request: HttpRequest, queryset: QuerySet[Gebruiker]) -> None:
        for gebruiker in queryset:
            end_sessions(gebruiker, by=by(request))
            messages.success(request, f"{gebruiker} is overal uitgelogd.")


class LidmaatschapForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    def clean_tot(self) -> date | None:
        """The guard speaks here, so that its words stand beside the field."""
        tot: date | None = self.cleaned_data["tot"]
        if tot and self.instance.pk:
            try:
                check_administrators_stay([Lidmaatschap.objects.get(pk=self.instance.pk)])
            except LastAdministratorError as refused:
                raise forms.ValidationError(str(refused)) from None
        return tot


@admin.register(Lidmaatschap)
class LidmaatschapAdmin(AuditedAdmin):
    """Once given, only the last day changes; another role is another membership."""

    form = LidmaatschapForm
    list_display = ["gebruiker", "rol", "organisatie", "regio", "van", "tot"]
    list_select_related = ["gebruiker", "organisatie", "regio"]
    list_filter = ["rol"]
    search_fields = ["gebruiker__zoeknaam", "gebruiker__naam", "gebruiker__email", "organisatie__naam"]
    ordering = ["gebruiker__zoeknaam", "pk"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["gebruiker", "organisatie", "rol", "regio", "van", *(["tot"] if obj else [])]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["gebruiker", "organisatie", "rol", "regio", "van"] if obj else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            change_last_day(Lidmaatschap.objects.get(pk=obj.pk), tot=form.cleaned_data["tot"], by=by(request))
            return
        given = {name: form.cleaned_data[name] for name in ("organisatie", "rol", "regio", "van")}
        made = give_membership(form.cleaned_data["gebruiker"], by=by(request), **given)
        obj.pk = made.pk


@admin.register(Uitnodiging)
class UitnodigingAdmin(AuditedAdmin):
    list_display = ["naam", "email", "rol", "organisatie", "verloopt_op", "aangenomen_op", "ingetrokken_op"]
    list_select_related = ["organisatie"]
    search_fields = ["naam", "email", "organisatie__naam"]
    ordering = ["-created_at", "pk"]
    actions = ["resend", "withdraw"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Inviting is done on the page of the colleagues."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description="Stuur de gekozen uitnodigingen opnieuw", permissions=["view"])
    def resend(self, request: HttpRequest, queryset: QuerySet[Uitnodiging]) -> None:
        for uitnodiging in queryset:
            try:
                resend_invitation(uitnodiging, by=by(request))
            except InvitationClosedError:
                messages.warning(request, f"{uitnodiging}: al aangenomen of ingetrokken.")
            else:
                messages.success(request, f"De uitnodiging gaat opnieuw naar {uitnodiging.email}.")

    @admin.action(description="Trek de gekozen uitnodigingen in", permissions=["view"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Uitnodiging]) -> None:
        for uitnodiging in queryset:
            if withdraw_invitation(uitnodiging, by=by(request)).ingetrokken_op:
                messages.success(request, f"De uitnodiging voor {uitnodiging.naam} is ingetrokken.")
            else:
                messages.warning(request, f"{uitnodiging}: al aangenomen.")
