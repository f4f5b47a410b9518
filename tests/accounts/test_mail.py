import pytest
from django.core import mail
from django.utils import timezone

from praktijkleren.accounts.actions import change_email, invite
from praktijkleren.accounts.adapter import AccountAdapter
from praktijkleren.accounts.mail import HAPPENED, queue_password_link, queue_security_notice
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.post.models import Bericht
from praktijkleren.post.states import BerichtStatus
from tests.factories.accounts import DeelnameFactory, GebruikerFactory

SYSTEEM = Actor.systeem("test")


@pytest.fixture
def jobcoach(db):
    return GebruikerFactory(rol=Rol.JOBCOACH, naam="Joep Jobcoach")


@pytest.fixture
def delivered(django_capture_on_commit_callbacks, run_queued):
    """What arrives after the work that is given to it."""

    def delivered(work):
        with django_capture_on_commit_callbacks(execute=True):
            work()
        run_queued()
        return mail.outbox[-1]

    return delivered


@pytest.mark.parametrize("event", HAPPENED)
def test_the_owner_reads_what_changed_when_and_what_to_do(delivered, jobcoach, event):
    moment = timezone.now()

    sent = delivered(lambda: queue_security_notice(jobcoach, event, moment=moment))

    assert sent.to == [jobcoach.email]
    assert HAPPENED[event] in sent.body
    assert f"{timezone.localtime(moment):%d-%m-%Y}" in sent.body


def test_the_mail_for_a_password_holds_one_link_of_ours(delivered, jobcoach, settings):
    sent = delivered(lambda: queue_password_link(jobcoach))

    links = [line for line in sent.body.splitlines() if "://" in line]
    assert sent.subject == "Een nieuw wachtwoord kiezen"
    assert [link.startswith(f"{settings.SITE_URL}/wachtwoord/l/") for link in links] == [True]


def test_a_link_is_not_mailed_to_an_account_that_was_closed_meanwhile(jobcoach, run_queued, delivered):
    def close_in_between():
        queue_password_link(jobcoach)
        Gebruiker.objects.update(is_active=False)

    with pytest.raises(IndexError):
        delivered(close_in_between)

    assert Bericht.objects.get().status == BerichtStatus.MISLUKT


def test_the_mail_of_an_invitation_says_who_what_and_by_when(delivered, jobcoach):
    organisatie = DeelnameFactory().organisatie
    asked = {"naam": "Nadia Nieuw", "email": "nadia@gemeente.example", "organisatie": organisatie, "regio": None}

    sent = delivered(lambda: invite(**asked, rol=Rol.KLANTMANAGER, by=Actor.gebruiker(jobcoach)))

    assert "Joep Jobcoach nodigt je uit" in sent.body
    assert f"als klantmanager bij {organisatie}" in sent.body
    assert "Maak je account:" in sent.body


def test_the_former_address_hears_of_a_new_one_and_sessions_end(jobcoach, sign_in):
    former, browser = jobcoach.email, sign_in(jobcoach)

    change_email(jobcoach, email="Nieuw@Adres.example", by=SYSTEEM)
    change_email(jobcoach, email="nieuw@adres.example", by=SYSTEEM)

    assert Bericht.objects.get().aan == former
    assert Gebruiker.objects.get(pk=jobcoach.pk).email == "nieuw@adres.example"
    assert browser.get("/mijn-account/").status_code == 302


def test_no_mail_of_allauth_leaves_past_the_outbox():
    with pytest.raises(NotImplementedError):
        AccountAdapter().send_mail("account/email/iets", "a@b.example", {})
