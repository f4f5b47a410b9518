"""The admin of the beheerders: through the same actions, everything recorded, no select without an end."""

from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import label_for_field
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    ForeignKeyRawIdWidget,
    ManyToManyRawIdWidget,
)
from django.test import RequestFactory
from django.urls import reverse

from praktijkleren.accounts.admin import AuditedAdmin
from praktijkleren.accounts.models import Gebruiker, Gemeente, Lidmaatschap, Organisatie, Uitnodiging
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import AuditEvent
from praktijkleren.post.models import Bericht
from tests.factories.accounts import (
    GebruikerFactory,
    GemeenteFactory,
    OrganisatieFactory,
    RegioFactory,
    UitnodigingFactory,
)

BOUNDED = {AutocompleteSelect, AutocompleteSelectMultiple, ForeignKeyRawIdWidget, ManyToManyRawIdWidget}
OURS = ["regio", "gemeente", "organisatie", "deelname", "werkgebied", "samenwerkingsverband"]
OURS += ["gebruiker", "lidmaatschap", "uitnodiging"]


@pytest.fixture
def regio(db):
    return RegioFactory()


@pytest.fixture
def beheerder(regio):
    return GebruikerFactory(rol=Rol.BEHEERDER, regio=regio)


@pytest.fixture
def browser(beheerder, sign_in):
    return sign_in(beheerder)


def changelist(model):
    return reverse(f"admin:accounts_{model}_changelist")


def change(obj):
    return reverse(f"admin:accounts_{obj._meta.model_name}_change", args=[obj.pk])


def act(browser, model, action, *rows):
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return browser.post(changelist(model), data, follow=True).content.decode()


def whats():
    return [event.what for event in AuditEvent.objects.order_by("pk")]


def test_only_a_beheerder_opens_it(regio, sign_in, client):
    coordinator = GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)

    assert client.get("/beheer/", follow=True).redirect_chain[-1][0].startswith(reverse("account_login"))
    assert sign_in(coordinator).get("/beheer/", follow=True).status_code == 403


def test_it_takes_the_second_factor(beheerder, browser, settings):
    settings.TOTP_REQUIRED = True
    assert browser.get("/beheer/").url.startswith(reverse("mfa_activate_totp"))

    TOTP.activate(beheerder, "JBSWY3DPEHPK3PXP")

    assert browser.get("/beheer/").status_code == 200


@pytest.mark.parametrize("model", OURS)
def test_every_table_opens_and_is_searched(browser, regio, model):
    UitnodigingFactory(regio=regio)
    GemeenteFactory(regio=regio)

    assert browser.get(changelist(model), {"q": "zoek"}).status_code == 200


def test_every_admin_of_ours_is_searchable_and_records():
    ours = [site for model, site in admin.site._registry.items() if model._meta.app_label == "accounts"]

    assert sorted(site.opts.model_name for site in ours) == sorted(OURS)
    assert all(isinstance(site, AuditedAdmin) and site.search_fields and site.ordering for site in ours)


def test_no_choice_is_a_select_with_all_rows(beheerder):
    request = RequestFactory().get("/")
    request.user = beheerder

    for site in admin.site._registry.values():
        if isinstance(site, AuditedAdmin):
            for field in site.get_form(request)().fields.values():
                if hasattr(field, "queryset"):
                    assert type(field.widget.widget) in BOUNDED, site


@pytest.mark.parametrize("path", ["auth/group/", "account/emailaddress/", "mfa/authenticator/"])
def test_tables_that_we_do_not_use_are_not_there(browser, path):
    assert browser.get(f"/beheer/{path}").status_code == 404


def test_changing_and_looking_are_recorded_without_names(browser):
    gemeente = GemeenteFactory()

    browser.get(change(gemeente))
    browser.post(change(gemeente), {"code": gemeente.code, "naam": "Nieuwdorp", "regio": gemeente.regio_id})

    assert Gemeente.objects.get(pk=gemeente.pk).naam == "Nieuwdorp"
    events = AuditEvent.objects.filter(soort="accounts.gemeente").order_by("pk")
    assert [event.what for event in events] == ["gemeente.bekeken", "gemeente.gewijzigd"]
    assert events[1].changes == {"beheer": True, "velden": ["naam"]}
    assert not LogEntry.objects.exists()


def test_the_history_of_a_row_is_that_of_the_audit_log(browser):
    gemeente = GemeenteFactory()
    browser.post(change(gemeente), {"code": gemeente.code, "naam": "Nieuwdorp", "regio": gemeente.regio_id})

    page = browser.get(reverse("admin:accounts_gemeente_history", args=[gemeente.pk])).content.decode()

    assert "gemeente.gewijzigd" in page
    assert browser.get(reverse("admin:accounts_gemeente_history", args=[0])).status_code == 404


def inline(prefix, *rows):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    return data | {f"{prefix}-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}


def test_an_organisatie_gets_its_deelname_on_the_same_page(browser, regio):
    fields = {"naam": "Gemeente Voorbeeld", "soort": "gemeente"}
    rows = inline("deelnames", {"regio": regio.pk, "van": "2026-01-01"}) | inline("werkgebieden")

    browser.post(reverse("admin:accounts_organisatie_add"), fields | rows)

    organisatie = Organisatie.objects.get(naam="Gemeente Voorbeeld")
    assert organisatie.deelnames.get().regio == regio
    assert {"organisatie.gemaakt", "deelname.gemaakt"} <= set(whats())


def test_nothing_is_deleted(browser, regio):
    organisatie = OrganisatieFactory()

    assert browser.get(reverse("admin:accounts_organisatie_delete", args=[organisatie.pk])).status_code == 403
    act(browser, "organisatie", "delete_selected", organisatie)
    assert Organisatie.objects.filter(pk=organisatie.pk).exists()


def test_a_region_is_changed_by_the_same_action(browser, regio):
    fields = {"weergavenaam": "Het Noorden", "kleur": "#123456", "stil_na_dagen": 28, "ondertekentermijn_dagen": 30}
    fields |= {"bel_na_dagen": 12, "escaleer_na_dagen": 20, "ondertekenvolgorde": "tegelijk"}

    browser.post(change(regio), fields)

    regio.refresh_from_db()
    assert str(regio) == "Het Noorden"
    assert "regio.gewijzigd" in whats()


def test_an_account_shows_no_password_and_changes_by_actions(browser, regio):
    gebruiker = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)
    page = browser.get(change(gebruiker)).content.decode()
    fields = {"naam": "Nieuwe Naam", "functie": "", "telefoon": "", "email": "Nieuw@adres.example"}

    browser.post(change(gebruiker), fields | inline("lidmaatschappen"))

    changed = Gebruiker.objects.get(pk=gebruiker.pk)
    assert 'name="password"' not in page
    assert gebruiker.password not in page
    assert (changed.naam, changed.email, changed.password) == ("Nieuwe Naam", "nieuw@adres.example", gebruiker.password)
    assert Bericht.objects.get().aan == gebruiker.email
    assert {"gebruiker.bekeken", "gebruiker.gewijzigd", "gebruiker.email_gewijzigd"} <= set(whats())


def test_accounts_are_closed_with_the_guard_and_opened_again(browser, regio, beheerder):
    coordinator = GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)
    jobcoach = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)

    page = act(browser, "gebruiker", "close_accounts", coordinator, jobcoach, beheerder)

    active = set(Gebruiker.objects.filter(is_active=True))
    assert active == {coordinator, beheerder}
    assert "heeft dan niemand meer" in page
    assert "je eigen account" in page
    act(browser, "gebruiker", "reopen_accounts", jobcoach)
    assert jobcoach in Gebruiker.objects.filter(is_active=True)


def test_a_beheerder_resets_a_phone_and_signs_someone_out(browser, regio, sign_in, beheerder):
    gebruiker = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)
    TOTP.activate(gebruiker, "JBSWY3DPEHPK3PXP")
    theirs = sign_in(gebruiker)

    act(browser, "gebruiker", "sign_out", gebruiker)
    act(browser, "gebruiker", "reset_second_factors", gebruiker, beheerder)

    assert theirs.get("/mijn-account/").status_code == 302
    assert not Gebruiker.objects.with_second_factor().get(pk=gebruiker.pk).has_second_factor


def test_a_membership_is_given_and_ended_by_actions(browser, regio):
    gebruiker, organisatie = GebruikerFactory(), OrganisatieFactory()
    fields = {"gebruiker": gebruiker.pk, "organisatie": organisatie.pk, "rol": Rol.LEZER, "van": "2026-01-01"}

    browser.post(reverse("admin:accounts_lidmaatschap_add"), fields)
    lidmaatschap = Lidmaatschap.objects.get(gebruiker=gebruiker)
    browser.post(change(lidmaatschap), {"tot": "2026-06-30"})

    lidmaatschap.refresh_from_db()
    assert lidmaatschap.tot == date(2026, 6, 30)
    assert {"lidmaatschap.gegeven", "lidmaatschap.gewijzigd"} <= set(whats())


def test_the_guard_speaks_beside_the_field(browser, beheerder):
    lidmaatschap = beheerder.lidmaatschappen.get()

    page = browser.post(change(lidmaatschap), {"tot": "2026-12-31"}).content.decode()

    assert "laatste beheerder" in page
    assert Lidmaatschap.objects.get(pk=lidmaatschap.pk).tot is None


def test_invitations_are_sent_again_and_withdrawn(browser, regio):
    uitnodiging = UitnodigingFactory(regio=regio)
    accepted = UitnodigingFactory(regio=regio, accepted=True)

    resent = act(browser, "uitnodiging", "resend", uitnodiging, accepted)
    act(browser, "uitnodiging", "withdraw", uitnodiging, accepted)

    assert Bericht.objects.get().aan == uitnodiging.email
    assert "al aangenomen of ingetrokken" in resent
    assert Uitnodiging.objects.get(pk=uitnodiging.pk).ingetrokken_op


def test_signing_out_of_the_admin_leads_to_the_front_door(browser):
    assert browser.post(reverse("admin:logout")).url == "/"
    assert browser.get("/beheer/").status_code == 302


def test_the_password_is_changed_on_ones_own_page(browser):
    assert browser.get(reverse("admin:password_change")).url == reverse("account_change_password")


ENGLISH = {"created", "recorded", "updated", "at", "id", "what", "changes", "active", "last", "by", "message"}


@pytest.mark.parametrize("model", sorted(admin.site._registry, key=str))
def test_each_column_and_field_has_a_dutch_label(model):
    shown = admin.site._registry[model]
    own = [field.name for field in model._meta.fields if field.editable and field.name not in (shown.exclude or ())]
    fields = shown.fields or [name for name in own if name not in ("id", "password")]
    names = {*shown.list_display, *shown.readonly_fields, *fields}

    labels = {name: label_for_field(name, model, shown) for name in names}

    assert {name: label for name, label in labels.items() if ENGLISH & set(label.lower().split())} == {}
