import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from praktijkleren.accounts.views import home
from tests.factories.accounts import GebruikerFactory, RegioFactory


@pytest.fixture
def regio(db):
    return RegioFactory(open=True, naam="Groenland")


def test_a_visitor_reads_what_this_is_and_where_to_sign_in(client, regio):
    page = client.get("/").content.decode()

    assert "praktijkverklaring" in page
    assert reverse("account_login") in page
    assert "log in als" not in page


def test_regios_that_take_aanmeldingen_are_linked(client, regio, monkeypatch):
    RegioFactory(naam="Dichtland")
    monkeypatch.setattr(home, "reverse", lambda name, args: f"/{name}/{args[0]}/")

    page = client.get("/").content.decode()

    assert f"/aanmeldingen:apply/{regio.code}/" in page
    assert "Dichtland" not in page


def test_who_is_signed_in_goes_to_today(regio, sign_in):
    jobcoach = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio)

    assert sign_in(jobcoach).get("/").url == reverse("werk:today")


def test_one_click_signs_in_during_development_only(client, regio, settings):
    jobcoach = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio, naam="Joep Jobcoach")
    url = reverse("accounts:demo_login", args=[jobcoach.pk])
    assert client.post(url).status_code == 404

    settings.ONTWIKKELING = True
    assert "Joep Jobcoach" in client.get("/").content.decode()
    assert client.get(url).status_code == 405
    assert client.post(url).url == reverse("werk:today")
    assert client.get("/mijn-account/").status_code == 200


def test_one_click_opens_no_closed_account(client, regio, settings):
    settings.ONTWIKKELING = True
    closed = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio, is_active=False)

    assert client.post(reverse("accounts:demo_login", args=[closed.pk])).status_code == 404
