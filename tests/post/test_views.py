import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.models import AuditEvent
from praktijkleren.post.models import Bericht
from praktijkleren.post.panels import outbox_panel
from tests.factories.accounts import GebruikerFactory
from tests.factories.post import BerichtFactory


@pytest.fixture
def eigenaar(db):
    return GebruikerFactory(rol=Rol.JOBCOACH)


def page_of(client, bericht):
    return client.get(reverse("post:detail", args=[bericht.pk])).content.decode()


def test_the_owner_reads_what_went_wrong_and_what_to_do(eigenaar, sign_in):
    context = {"wat": "geheim verhaal", "pagina": "/trajecten/1/"}
    bericht = BerichtFactory(undeliverable=True, eigenaar=eigenaar, onderwerp="Een afspraak", context=context)

    html = page_of(sign_in(eigenaar), bericht)

    assert "Mail aan Sem de Vries" in html
    assert "Dit adres bestaat niet (550 5.1.1)." in html
    assert 'href="/trajecten/1/"' in html
    assert "Vraag de ontvanger om een ander e-mailadres" in html
    assert "geheim verhaal" not in html
    assert "Verzend opnieuw" not in html


def test_the_owner_tries_again(eigenaar, sign_in):
    bericht = BerichtFactory(failed=True, eigenaar=eigenaar)
    client = sign_in(eigenaar)
    assert "Verzend opnieuw" in page_of(client, bericht)

    response = client.post(reverse("post:retry", args=[bericht.pk]), follow=True)

    bericht.refresh_from_db()
    assert bericht.status == "gepland"
    assert "De mail wordt opnieuw verzonden." in response.content.decode()


def test_trying_again_twice_is_done_once_and_kindly_said(eigenaar, sign_in):
    bericht = BerichtFactory(failed=True, eigenaar=eigenaar)
    client, url = sign_in(eigenaar), reverse("post:retry", args=[bericht.pk])

    client.post(url)
    response = client.post(url, follow=True)

    assert "Deze mail kan niet opnieuw worden verzonden." in response.content.decode()
    assert AuditEvent.objects.filter(dossier=bericht.pk, what="bericht.gepland").count() == 1


def test_what_was_no_longer_needed_asks_nothing(eigenaar, sign_in):
    bericht = BerichtFactory(failed=True, eigenaar=eigenaar, vervallen=True)

    html = page_of(sign_in(eigenaar), bericht)

    assert "Wat je kunt doen" not in html
    assert "Verzend opnieuw" not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_mail_takes_the_same_queries(rows, eigenaar, sign_in, count_queries):
    berichten = BerichtFactory.create_batch(rows, failed=True, eigenaar=eigenaar)

    assert count_queries(sign_in(eigenaar), reverse("post:detail", args=[berichten[0].pk])) == 5


def test_a_beheerder_sees_on_vandaag_that_mail_is_late_or_failed(db, django_assert_num_queries):
    beheerder = GebruikerFactory(rol=Rol.BEHEERDER)
    BerichtFactory(failed=True)
    BerichtFactory(failed=True, vervallen=True)
    BerichtFactory.create_batch(2)
    Bericht.objects.filter(status="gepland").update(created_at="2026-01-01T00:00:00Z")
    assert beheerder.is_staff

    with django_assert_num_queries(1):
        panel = outbox_panel(beheerder)

    titles = [(regel.titel, regel.urgent) for regel in panel.regels]
    assert titles == [
        ("2 mails wachten langer dan een half uur", True),
        ("1 mail kon niet worden verzonden", False),
    ]


def test_others_see_nothing_of_the_outbox(eigenaar, django_assert_num_queries):
    assert not eigenaar.is_staff

    with django_assert_num_queries(0):
        assert outbox_panel(eigenaar) is None
