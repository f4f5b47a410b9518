"""From a mail to a colleague who works."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.actions import (
    InvitationClosedError,
    accept_invitation,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from praktijkleren.accounts.models import Gebruiker, Lidmaatschap, Uitnodiging
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.links.models import Toegangslink
from praktijkleren.post.models import Bericht
from tests.factories.accounts import (
    PASSWORD,
    DeelnameFactory,
    GebruikerFactory,
    OrganisatieFactory,
    RegioFactory,
    UitnodigingFactory,
    give_membership,
)
from tests.harness.links import open_link

SYSTEEM = Actor.systeem("test")
NEW = "nieuw@gemeente.example"
OWN = "/mijn-account/"


@pytest.fixture
def regio(db):
    return RegioFactory()


@pytest.fixture
def coordinator(regio):
    return GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)


@pytest.fixture
def organisatie(regio):
    return DeelnameFactory(regio=regio, organisatie=OrganisatieFactory(gemeente=True)).organisatie


def form_data(organisatie, **changes):
    return {"naam": "Nadia  Nieuw", "email": NEW, "organisatie": organisatie.pk, "rol": Rol.KLANTMANAGER, **changes}


def accept(uitnodiging, **changes):
    data = {"naam": "Nadia Nieuw", "password1": PASSWORD, "password2": PASSWORD, **changes}
    browser = open_link("uitnodiging", uitnodiging.pk)
    return browser, browser.post(reverse("accounts:invitation", args=[uitnodiging.pk]), data)


def test_a_coordinator_invites_and_the_colleague_comes_in(
    coordinator, organisatie, regio, sign_in, run_queued, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(coordinator).post(reverse("accounts:invite"), form_data(organisatie))
    run_queued()
    link = next(line for line in mail.outbox[0].body.splitlines() if "/l/" in line)
    newcomer = Client()
    page = newcomer.post(link).url

    response = newcomer.post(page, {"naam": "Nadia Nieuw", "password1": PASSWORD, "password2": PASSWORD})

    assert response.url == reverse("werk:today")
    assert newcomer.get(OWN).status_code == 200
    lidmaatschap = Lidmaatschap.objects.get(gebruiker__email=NEW)
    assert (lidmaatschap.rol, lidmaatschap.organisatie, lidmaatschap.regio) == (Rol.KLANTMANAGER, organisatie, regio)
    assert lidmaatschap.van == timezone.localdate()


def test_the_mail_says_who_asks_what_and_until_when(coordinator, organisatie, sign_in):
    sign_in(coordinator).post(reverse("accounts:invite"), form_data(organisatie))

    bericht = Bericht.objects.get()
    assert (bericht.aan, bericht.eigenaar, bericht.geheim_soort) == (NEW, coordinator, "toegangslink")
    assert bericht.context["door"] == coordinator.naam
    assert bericht.context["rol"] == "klantmanager"


def test_a_newcomer_with_totp_required_goes_on_to_the_second_factor(regio, organisatie, settings):
    settings.TOTP_REQUIRED = True
    uitnodiging = UitnodigingFactory(organisatie=organisatie, regio=regio)

    browser, _ = accept(uitnodiging)

    to_setup = browser.get(OWN)
    assert to_setup.url.startswith(reverse("mfa_activate_totp"))
    assert browser.get(to_setup.url).status_code == 200


def test_a_weak_password_is_said_next_to_the_field_and_the_name_is_kept(regio, organisatie):
    uitnodiging = UitnodigingFactory(organisatie=organisatie, regio=regio)

    _, response = accept(uitnodiging, naam="Nadia Anders", password1="kort", password2="kort")

    assert list(response.context["form"].errors) == ["password1"]
    assert 'value="Nadia Anders"' in response.content.decode()
    assert not Gebruiker.objects.filter(email=uitnodiging.email).exists()


def test_two_passwords_that_differ_are_refused(regio, organisatie):
    _, response = accept(UitnodigingFactory(organisatie=organisatie, regio=regio), password2="iets heel anders")

    assert list(response.context["form"].errors) == ["password2"]


def test_who_has_an_account_keeps_its_password_and_gets_the_role(regio, organisatie):
    known = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)
    uitnodiging = UitnodigingFactory(organisatie=organisatie, regio=regio, email=known.email, rol=Rol.KLANTMANAGER)

    browser, response = accept(uitnodiging, password1="een ander wachtwoord", password2="een ander wachtwoord")

    known = Gebruiker.objects.get(pk=known.pk)
    assert response.url == reverse("account_login")
    assert browser.get(OWN).status_code == 302
    assert known.check_password(PASSWORD)
    assert known.has_role(Rol.KLANTMANAGER)


def test_accepting_twice_is_once(regio, organisatie):
    uitnodiging = UitnodigingFactory(organisatie=organisatie, regio=regio)
    accept_invitation(uitnodiging, naam="Nadia", password=PASSWORD, by=SYSTEEM)

    with pytest.raises(InvitationClosedError):
        accept_invitation(uitnodiging, naam="Nadia", password=PASSWORD, by=SYSTEEM)

    assert Lidmaatschap.objects.count() == 1


@pytest.mark.parametrize("state", ["expired", "withdrawn", "accepted"])
def test_a_closed_invitation_makes_nobody(regio, organisatie, state):
    uitnodiging = UitnodigingFactory(organisatie=organisatie, regio=regio, **{state: True})

    with pytest.raises(InvitationClosedError):
        accept_invitation(uitnodiging, naam="Nadia", password=PASSWORD, by=SYSTEEM)

    assert not Lidmaatschap.objects.exists()


def test_a_closed_account_is_not_opened_by_an_invitation(regio, organisatie):
    closed = GebruikerFactory(is_active=False)
    uitnodiging = UitnodigingFactory(organisatie=organisatie, regio=regio, email=closed.email)

    _, response = accept(uitnodiging)

    assert response.url == reverse("accounts:home")
    assert not closed.lidmaatschappen.exists()


def test_inviting_the_same_colleague_again_sends_the_first_once_more(coordinator, organisatie, regio):
    asked = {"naam": "Nadia", "email": NEW, "organisatie": organisatie, "rol": Rol.JOBCOACH, "regio": regio}

    first = invite(**asked, by=SYSTEEM)
    again = invite(**asked, by=SYSTEEM)

    assert again == first
    assert Toegangslink.objects.count() == 1


def test_sending_again_makes_an_expired_invitation_valid(regio, organisatie):
    uitnodiging = UitnodigingFactory(organisatie=organisatie, regio=regio, expired=True)

    resend_invitation(uitnodiging, by=SYSTEEM)

    assert uitnodiging.is_open
    assert Toegangslink.objects.get().verloopt_op == uitnodiging.verloopt_op
    assert AuditEvent.objects.filter(what="uitnodiging.verlengd").count() == 1


def test_withdrawing_ends_the_link_and_sending_is_over(regio, organisatie):
    uitnodiging = invite(naam="N", email=NEW, organisatie=organisatie, rol=Rol.LEZER, regio=regio, by=SYSTEEM)

    withdraw_invitation(uitnodiging, by=SYSTEEM)
    withdraw_invitation(uitnodiging, by=SYSTEEM)

    assert Toegangslink.objects.get().end_reason == "teruggetrokken"
    assert AuditEvent.objects.filter(what="uitnodiging.ingetrokken").count() == 1
    with pytest.raises(InvitationClosedError):
        resend_invitation(uitnodiging, by=SYSTEEM)


def test_the_buttons_on_the_page_send_again_and_withdraw(coordinator, organisatie, regio, sign_in):
    uitnodiging = UitnodigingFactory(organisatie=organisatie, regio=regio)
    browser = sign_in(coordinator)

    for name in ("invitation_resend", "invitation_withdraw", "invitation_resend"):
        response = browser.post(reverse(f"accounts:{name}", args=[uitnodiging.pk]), follow=True)

    assert "al aangenomen of ingetrokken" in response.content.decode()
    assert not Uitnodiging.objects.open().exists()


def test_a_withdrawn_link_explains_itself(regio, organisatie):
    uitnodiging = UitnodigingFactory(organisatie=organisatie, regio=regio)
    browser = open_link("uitnodiging", uitnodiging.pk)
    withdraw_invitation(uitnodiging, by=SYSTEEM)

    response = browser.get(reverse("accounts:invitation", args=[uitnodiging.pk]))

    assert response.status_code == 410
    assert "ingetrokken" in response.content.decode()


def test_a_coordinator_makes_no_beheerder_and_reaches_no_other_regio(coordinator, organisatie, regio, sign_in):
    elsewhere = DeelnameFactory().organisatie
    url = reverse("accounts:invite")

    beheerder = sign_in(coordinator).post(url, form_data(organisatie, rol=Rol.BEHEERDER))
    other = sign_in(coordinator).post(url, form_data(elsewhere))
    everywhere = sign_in(coordinator).post(url, form_data(organisatie, overal="on"))

    assert list(beheerder.context["form"].errors) == ["rol"]
    assert list(other.context["form"].errors) == ["organisatie"]
    assert everywhere.status_code == 302
    assert Uitnodiging.objects.get().regio == regio


def test_a_beheerder_first_chooses_a_regio(regio, organisatie, sign_in):
    beheerder = GebruikerFactory(rol=Rol.BEHEERDER, regio=RegioFactory())
    browser = sign_in(beheerder)
    url = reverse("accounts:invite")

    choose = browser.get(url)
    browser.post(f"{url}?regio={regio.code}", form_data(organisatie, overal="on", rol=Rol.BEHEERDER))

    assert f"?regio={regio.code}" in choose.content.decode()
    assert (Uitnodiging.objects.get().rol, Uitnodiging.objects.get().regio) == (Rol.BEHEERDER, None)


def test_who_has_the_role_or_is_closed_is_not_invited(coordinator, organisatie, regio, sign_in):
    member = GebruikerFactory()
    give_membership(member, rol=Rol.KLANTMANAGER, regio=regio, organisatie=organisatie)
    closed = GebruikerFactory(is_active=False)
    browser = sign_in(coordinator)

    errors = [
        browser.post(reverse("accounts:invite"), form_data(organisatie, email=email)).context["form"].errors["email"]
        for email in (member.email, closed.email)
    ]

    assert "al bij deze organisatie" in errors[0][0]
    assert "afgesloten" in errors[1][0]


def test_someone_who_comes_late_asks_for_a_fresh_link(regio, organisatie):
    uitnodiging = invite(naam="N", email=NEW, organisatie=organisatie, rol=Rol.LEZER, regio=regio, by=SYSTEEM)
    late = timezone.now() - timedelta(days=1)
    Uitnodiging.objects.update(verloopt_op=late)
    Toegangslink.objects.update(verloopt_op=late)
    Bericht.objects.update(key="eerste")
    link = Toegangslink.objects.get()

    link.purpose.renew(link, SYSTEEM)

    uitnodiging.refresh_from_db()
    assert uitnodiging.is_open
    assert Bericht.objects.count() == 2
