import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import AuditEvent
from tests.factories.accounts import GebruikerFactory
from tests.factories.post import BerichtFactory

LIST = "admin:post_bericht_changelist"


@pytest.fixture
def beheerder(db, sign_in):
    return sign_in(GebruikerFactory(rol=Rol.BEHEERDER))


def test_a_beheerder_sees_the_state_and_never_what_a_mail_says(beheerder):
    bericht = BerichtFactory(failed=True, context={"wat": "geheim verhaal"}, onderwerp="geheim onderwerp")

    pages = [beheerder.get(reverse(LIST)), beheerder.get(reverse("admin:post_bericht_change", args=[bericht.pk]))]

    for page in pages:
        html = page.content.decode()
        assert bericht.aan in html
        assert "De mailserver is niet te bereiken." in html
        assert "geheim" not in html


def test_looking_at_a_mail_is_logged(beheerder):
    bericht = BerichtFactory()

    beheerder.get(reverse("admin:post_bericht_change", args=[bericht.pk]))

    event = AuditEvent.objects.get(dossier=bericht.pk)
    assert (event.what, event.actor_soort) == ("bericht.bekeken", "gebruiker")


def test_mails_are_found_by_their_whole_address(beheerder):
    bericht = BerichtFactory(aan="sem@voorbeeld.example")
    BerichtFactory()

    response = beheerder.get(reverse(LIST), {"q": "Sem@Voorbeeld.example "})

    assert list(response.context["cl"].result_list) == [bericht]


def test_a_beheerder_tries_again_what_failed(beheerder):
    failed, sent = BerichtFactory(failed=True), BerichtFactory(sent=True)

    data = {"action": "try_again", "_selected_action": [str(failed.pk), str(sent.pk)]}
    response = beheerder.post(reverse(LIST), data, follow=True)

    failed.refresh_from_db()
    sent.refresh_from_db()
    assert (failed.status, sent.status) == ("gepland", "verzonden")
    assert "Mails die opnieuw worden verzonden: 1." in response.content.decode()
    assert "Mails die niet opnieuw kunnen: 1." in response.content.decode()
    assert AuditEvent.objects.get(dossier=failed.pk).actor_soort == "gebruiker"


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_a_beheerder_changes_no_mail_by_hand(page, beheerder):
    args = [] if page == "add" else [BerichtFactory().pk]

    assert beheerder.post(reverse(f"admin:post_bericht_{page}", args=args), {"status": "verzonden"}).status_code == 403
