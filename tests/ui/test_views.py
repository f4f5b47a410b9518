import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.ui import views


@pytest.fixture
def asked():
    request = RequestFactory().get("/ergens/")
    request.user = AnonymousUser()
    request.session = {}
    return request


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (views.bad_request, 400, "We begrepen je verzoek niet"),
        (views.not_found, 404, "Deze pagina is er niet"),
        (views.too_many_requests, 429, "Probeer het over een paar minuten opnieuw"),
        (views.server_error, 500, "Er ging iets mis bij ons"),
        (views.csrf_failure, 403, "Wat je typte is er nog"),
    ],
)
def test_what_goes_wrong_is_said_in_plain_dutch_with_one_way_on(asked, view, status, words):
    response = view(asked)

    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "data-keep-drafts" in page


def test_a_stranger_reads_the_same_for_403_and_404(asked):
    refused, missing = views.permission_denied(asked), views.not_found(asked)

    assert (refused.status_code, missing.status_code) == (403, 404)
    assert refused.content == missing.content


def test_a_colleague_is_told_that_it_is_not_for_this_role(asked, world):
    asked.user = world.gebruiker(Rol.JOBCOACH)

    assert "Dat hoort bij een andere rol" in views.permission_denied(asked).content.decode()


def test_too_many_says_how_long_to_wait(asked):
    assert "over 12 minuten" in views.too_many_requests(asked, "12 minuten").content.decode()


def test_an_unknown_address_gives_our_page(client, db):
    response = client.get("/bestaat/niet/")

    assert response.status_code == 404
    assert "Deze pagina is er niet" in response.content.decode()


def test_a_form_without_token_is_refused_with_advice(db):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@b.nl", "password": "x"})

    assert response.status_code == 403
    assert "Dit is nog niet opgeslagen" in response.content.decode()


def test_health_is_ok_when_the_database_answers(client, db):
    response = client.get(reverse("ui:health"))

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_health_is_not_ok_when_the_database_does_not(client, db, monkeypatch):
    def refuse():
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", refuse)
        response = client.get(reverse("ui:health"))

    assert response.status_code == 503


@pytest.mark.parametrize(("name", "words"), [("accessibility", "WCAG 2.2"), ("privacy", "Je burgerservicenummer")])
def test_everyone_may_read_what_we_promise(client, db, name, words):
    assert words in client.get(reverse(f"ui:{name}")).content.decode()


def test_the_gallery_is_for_development_only(client, db, settings):
    assert client.get(reverse("ui:gallery")).status_code == 404

    settings.ONTWIKKELING = True

    assert client.get(reverse("ui:gallery")).status_code == 200
