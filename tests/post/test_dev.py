import pytest
from django.urls import reverse

from praktijkleren.post.tasks import deliver
from tests.factories.post import BerichtFactory


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, db):
    settings.ONTWIKKELING = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "post"
    return settings.EMAIL_FILE_PATH


def sent(**fields):
    bericht = BerichtFactory(**fields)
    deliver(str(bericht.pk))
    return bericht


def listed(client, **params):
    return [mail.aan for mail in client.get(reverse("post:dev_list"), params).context["page"]]


def test_an_empty_folder_is_no_error(client):
    assert "Geen mails" in client.get(reverse("post:dev_list")).content.decode()


def test_mails_are_listed_newest_first_and_stay(client, folder):
    first, second = sent(), sent()

    for _ in range(2):
        assert sorted(listed(client)) == sorted([first.aan, second.aan])

    assert len(list(folder.iterdir())) == 2


def test_mails_are_found_by_address_and_by_subject(client):
    sem, work = sent(aan="sem@voorbeeld.example"), sent(context={"wat": "werk"})

    assert listed(client, aan="SEM@") == [sem.aan]
    assert listed(client, aan="werk voor") == [work.aan]
    assert listed(client, aan="nergens") == []


def test_a_mail_shows_its_text_and_its_html(client):
    sent(naam="Sem")
    name = client.get(reverse("post:dev_list")).context["page"][0].name

    page = client.get(reverse("post:dev_mail", args=[name])).content.decode()
    html = client.get(reverse("post:dev_html", args=[name]))

    assert "Beste Sem," in page
    assert 'sandbox="allow-popups"' in page
    assert "<p" in html.content.decode()
    assert html["X-Frame-Options"] == "SAMEORIGIN"
    assert "sandbox allow-popups" in html["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in html["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["niets", "niets-0", "..-0", "%2e%2e%2fsettings-0"])
def test_a_name_that_is_no_mail_is_not_found(name, client):
    sent()

    assert client.get(f"/ontwikkel/post/{name}/").status_code == 404


def test_a_mail_that_is_being_written_does_not_show_yet(client, folder):
    sent()
    half = next(folder.iterdir())
    half.write_bytes(half.read_bytes() + b"Subject: half\nTo: x@voorbeeld.example\n\nnog niet kl")

    assert len(listed(client)) == 1


def test_outside_development_there_is_no_such_page(client, settings):
    sent()
    settings.ONTWIKKELING = False

    assert client.get(reverse("post:dev_list")).status_code == 404
