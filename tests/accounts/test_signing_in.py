"""Signing in as someone at a browser does it: password, second factor, limits, and what ends a session."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.models import Lidmaatschap
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import AuditEvent
from praktijkleren.links.models import Poging
from praktijkleren.post.models import Bericht
from tests.factories.accounts import PASSWORD, GebruikerFactory

SECRET = "JBSWY3DPEHPK3PXP"
TODAY, OWN = "/vandaag/", "/mijn-account/"
NEW_PASSWORD = "drie paarse fietsen"


@pytest.fixture
def jobcoach(db):
    return GebruikerFactory(rol=Rol.JOBCOACH)


def sign_in(client, gebruiker, password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": gebruiker.email, "password": password}, **extra)


@pytest.fixture
def code_now():
    """The six digits in the app, early in their half minute, so that they do not change under a test."""

    def code(secret=SECRET):
        return format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    with time_machine.travel(time.time() // 30 * 30 + 1, tick=True):
        yield code


def is_signed_in(client):
    return client.get(OWN).status_code == 200


def test_someone_signs_in_with_email_and_password(client, jobcoach):
    response = sign_in(client, jobcoach)

    assert (response.status_code, response.url) == (302, TODAY)
    assert is_signed_in(client)
    assert AuditEvent.objects.filter(what="gebruiker.ingelogd", dossier=jobcoach.audit_dossier).count() == 1


def test_case_of_the_address_does_not_matter(client, db):
    gebruiker = GebruikerFactory(rol=Rol.JOBCOACH, email="Anja.Bos@Example.nl")

    client.post(reverse("account_login"), {"login": "ANJA.bos@example.NL", "password": PASSWORD})

    assert gebruiker.email == "anja.bos@example.nl"
    assert is_signed_in(client)


def test_one_goes_on_to_the_page_that_was_asked_for(client, jobcoach):
    asked = reverse("accounts:profile")
    to_login = client.get(asked).url

    response = client.post(to_login, {"login": jobcoach.email, "password": PASSWORD})

    assert response.url == asked


def test_next_never_leads_to_another_site(client, jobcoach):
    response = client.post(
        f"{reverse('account_login')}?next=//elders.example/", {"login": jobcoach.email, "password": PASSWORD}
    )

    assert response.url == TODAY


def test_a_known_and_an_unknown_address_get_the_same_answer(client, jobcoach):
    def answer(email):
        response = client.post(reverse("account_login"), {"login": email, "password": "verkeerd"})
        return response.status_code, response.content.decode().replace(email, "").partition("csrf")[0]

    assert answer(jobcoach.email) == answer("niemand@praktijkleren.example")


@pytest.mark.parametrize("email", [None, "niemand@praktijkleren.example"])
def test_the_sixth_try_at_an_account_has_to_wait(client, jobcoach, email):
    email = email or jobcoach.email
    data = {"login": email, "password": "verkeerd"}

    statuses = [client.post(reverse("account_login"), data).status_code for _ in range(6)]

    assert statuses == [200] * 5 + [429]
    assert "een kwartier" in client.post(reverse("account_login"), data).content.decode()


def test_after_a_quarter_of_an_hour_one_may_try_again(client, jobcoach):
    for _ in range(6):
        sign_in(client, jobcoach, "verkeerd")
    Poging.objects.update(created_at=timezone.now() - timedelta(minutes=16))

    assert sign_in(client, jobcoach).status_code == 302


def test_the_right_password_is_not_counted(client, jobcoach):
    for _ in range(7):
        assert sign_in(Client(), jobcoach).status_code == 302

    assert not Poging.objects.exists()


def test_one_address_of_the_internet_gets_thirty_tries(client, db):
    url = reverse("account_login")
    tries = [{"login": f"raad{n}@praktijkleren.example", "password": "verkeerd"} for n in range(31)]

    statuses = [client.post(url, data, REMOTE_ADDR="192.0.2.7").status_code for data in tries]

    assert statuses == [200] * 30 + [429]
    assert client.post(url, tries[0], REMOTE_ADDR="192.0.2.8").status_code == 200


def test_who_may_sign_in_does_not_wipe_out_guesses_at_others(client, jobcoach):
    for n in range(4):
        client.post(reverse("account_login"), {"login": f"raad{n}@praktijkleren.example", "password": "verkeerd"})

    sign_in(client, jobcoach)

    assert Poging.objects.filter(soort="inloggen.adres").count() == 4


def test_a_closed_account_does_not_get_in(client, jobcoach):
    jobcoach.is_active = False
    jobcoach.save()

    response = sign_in(client, jobcoach)

    assert response.url == reverse("account_inactive")
    assert not is_signed_in(client)


def test_without_a_membership_one_does_not_get_in(client, jobcoach):
    Lidmaatschap.objects.update(tot=timezone.localdate() - timedelta(days=1))

    response = sign_in(client, jobcoach)

    assert response.url == reverse("account_inactive")
    assert not is_signed_in(client)


@pytest.mark.parametrize("what", ["account", "membership"])
def test_a_session_ends_at_once(client, jobcoach, what):
    sign_in(client, jobcoach)
    if what == "account":
        type(jobcoach).objects.update(is_active=False)
    else:
        Lidmaatschap.objects.update(tot=timezone.localdate() - timedelta(days=1))

    assert client.get(OWN).url.startswith(reverse("account_login"))


def test_signing_in_asks_for_the_code_of_the_app(client, jobcoach, code_now):
    TOTP.activate(jobcoach, SECRET)

    response = sign_in(client, jobcoach)
    half_way = is_signed_in(client)
    client.post(response.url, {"code": code_now()})

    assert response.url == reverse("mfa_authenticate")
    assert not half_way
    assert is_signed_in(client)


def test_the_sixth_try_at_a_code_has_to_wait(client, jobcoach, code_now):
    TOTP.activate(jobcoach, SECRET)
    url = sign_in(client, jobcoach).url

    statuses = [client.post(url, {"code": "000000"}).status_code for _ in range(6)]

    assert statuses == [200] * 5 + [429]
    assert client.post(url, {"code": code_now()}).status_code == 429


def test_the_secret_of_the_app_is_sealed_in_the_database(jobcoach, code_now):
    TOTP.activate(jobcoach, SECRET)

    authenticator = Authenticator.objects.get()

    assert SECRET not in str(authenticator.data)
    assert authenticator.wrap().validate_code(code_now())


def test_staff_set_up_a_second_factor_first(client, jobcoach, settings):
    settings.TOTP_REQUIRED = True
    sign_in(client, jobcoach)

    response = client.get(TODAY)

    assert response.url == f"{reverse('mfa_activate_totp')}?next=%2Fvandaag%2F"
    assert client.get(reverse("accounts:colleagues")).status_code == 302
    assert client.get(reverse("ui:privacy")).status_code == 200
    assert client.get(response.url).status_code == 200


def test_setting_up_the_second_factor_opens_the_house(client, jobcoach, settings, run_queued, code_now):
    settings.TOTP_REQUIRED = True
    sign_in(client, jobcoach)
    page = client.get(reverse("mfa_activate_totp"))

    response = client.post(reverse("mfa_activate_totp"), {"code": code_now(page.context["form"].secret)})

    assert response.url == reverse("mfa_view_recovery_codes")
    assert len(client.get(response.url).context["unused_codes"]) == 10
    assert is_signed_in(client)


def test_a_recovery_code_works_once(client, jobcoach, code_now):
    TOTP.activate(jobcoach, SECRET)
    client.force_login(jobcoach)
    sign_in(other := Client(), jobcoach)
    other.post(reverse("mfa_authenticate"), {"code": code_now()})
    other.post(reverse("mfa_generate_recovery_codes"))
    code = other.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]

    first, second = Client(), Client()
    for browser in (first, second):
        browser.post(sign_in(browser, jobcoach).url, {"code": code})

    assert (is_signed_in(first), is_signed_in(second)) == (True, False)


def test_the_second_factor_is_asked_again_before_it_changes(client, jobcoach):
    TOTP.activate(jobcoach, SECRET)
    client.force_login(jobcoach)

    response = client.post(reverse("mfa_deactivate_totp"))

    assert response.url.startswith(reverse("account_reauthenticate"))
    assert Authenticator.objects.exists()


def test_a_forgotten_password_is_set_by_a_mailed_link(client, jobcoach, run_queued, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": jobcoach.email})
    run_queued()
    link = next(line for line in mail.outbox[0].body.splitlines() if "/wachtwoord/l/" in line)

    form_page = client.get(link, follow=True).redirect_chain[-1][0]
    response = client.post(form_page, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert response.url == reverse("account_reset_password_from_key_done")
    assert sign_in(client, jobcoach, NEW_PASSWORD).status_code == 302
    assert "werkt niet meer" in Client().get(link).content.decode()


def test_the_link_for_a_password_is_stored_nowhere(client, jobcoach):
    client.post(reverse("account_reset_password"), {"email": jobcoach.email})
    client.post(reverse("account_reset_password"), {"email": jobcoach.email})

    bericht = Bericht.objects.get()
    assert (bericht.aan, bericht.context) == (jobcoach.email, {})


def test_an_unknown_or_closed_address_gets_the_same_page_and_no_mail(client, jobcoach):
    jobcoach.is_active = False
    jobcoach.save()

    for email in (jobcoach.email, "niemand@praktijkleren.example"):
        assert client.post(reverse("account_reset_password"), {"email": email}).url == reverse(
            "account_reset_password_done"
        )

    assert not Bericht.objects.exists()


def test_asking_for_links_is_limited(client, jobcoach):
    data = {"email": jobcoach.email}

    statuses = [client.post(reverse("account_reset_password"), data).status_code for _ in range(6)]

    assert statuses == [302] * 5 + [429]


def test_a_new_password_ends_other_sessions_and_tells_the_owner(client, jobcoach, sign_in):
    elsewhere = sign_in(jobcoach)
    client.force_login(jobcoach)
    passwords = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    client.post(reverse("account_change_password"), passwords)

    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert [bericht.sjabloon for bericht in Bericht.objects.order_by("created_at")] == ["accounts/security_notice"]


def test_guessing_the_current_password_is_limited(client, jobcoach):
    client.force_login(jobcoach)
    passwords = {"oldpassword": "verkeerd", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    statuses = [client.post(reverse("account_change_password"), passwords).status_code for _ in range(6)]

    assert statuses == [200] * 5 + [429]


@pytest.mark.parametrize("path", ["/account/signup/", "/signup/", "/account/email/", "/inloggen/aanmelden/"])
def test_there_is_no_signing_up(client, db, path):
    assert client.get(path).status_code == 404
