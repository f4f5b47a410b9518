import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praktijkleren.links import purposes
from praktijkleren.links.models import Code, Poging, Toegangslink, Token
from praktijkleren.links.purposes import Purpose
from praktijkleren.post.models import Bericht
from tests.factories.links import ToegangslinkFactory, token_of

pytestmark = [pytest.mark.urls("tests.links.urls"), pytest.mark.django_db]
SCANNERS = ["", "Mozilla/5.0 (compatible; SafeLinks)", "Slackbot-LinkExpanding 1.0", "curl/8"]


def rows():
    return {
        model: list(model.objects.order_by("pk").values()) for model in (Toegangslink, Token, Code, Bericht, Poging)
    }


def address(link):
    return reverse("links:open", args=[f"{token_of(link)}/"])


def code_in_the_mail(run_queued):
    run_queued()
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


@pytest.fixture
def inside(client, run_queued, django_capture_on_commit_callbacks):
    """Follow the link from mail to page; answers the link."""
    link = ToegangslinkFactory()
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(address(link))
    client.post(asked.url, {"code": code_in_the_mail(run_queued)})
    return link


@pytest.mark.parametrize("agent", SCANNERS)
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_changes_nothing_and_shows_nobody(client, method, agent):
    link = ToegangslinkFactory(naam="Petra Geheim")
    url = address(link)
    before = rows()

    for _ in range(100):
        response = getattr(client, method)(url, headers={"user-agent": agent})

    assert rows() == before
    assert not client.session.keys()
    assert "Petra" not in response.content.decode()
    assert link.email not in response.content.decode()


def test_the_neutral_page_says_what_waits_and_who_asks(client):
    content = client.get(address(ToegangslinkFactory())).content.decode()

    assert "Er staat een proef klaar" in content
    assert "Regio Proef" in content
    assert "Verder" in content


@pytest.mark.parametrize(
    "path",
    ["/l/onbekend/", "/link-kwijt/", "/l/verstuurd/", "/l/code/6a1d8c1e-0000-4000-8000-000000000001/"],
)
def test_pages_of_links_are_not_kept_and_tell_no_one_their_address(client, path):
    response = client.get(path)

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]


def test_from_mail_to_page(client, inside):
    page = client.get(f"/proef/{inside.onderwerp_id}/")

    assert inside.naam in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_the_page_that_asks_for_the_code_has_no_token_and_hides_the_mailbox(client):
    link = ToegangslinkFactory(email="petra.opleider@bedrijf.example")
    token = token_of(link)

    response = client.post(reverse("links:open", args=[f"{token}/"]), follow=True)

    content = response.content.decode()
    assert response.redirect_chain[-1][0] == reverse("links:code", args=[link.pk])
    assert token not in content
    assert "p•••@bedrijf.example" in content
    assert "petra.opleider" not in content
    assert 'autocomplete="one-time-code"' in content


def test_a_scanner_that_presses_the_button_gets_no_further(client):
    link = ToegangslinkFactory()

    client.post(address(link))

    assert client.get(f"/proef/{link.onderwerp_id}/").url == reverse("links:code", args=[link.pk])


def test_a_wrong_code_is_explained_and_counted(client):
    link = ToegangslinkFactory()
    asked = client.post(address(link))

    response = client.post(asked.url, {"code": "000000"})

    assert "Deze code klopt niet" in response.content.decode()
    assert Code.objects.get().tries == 1


def test_after_five_wrong_codes_only_a_new_one_is_offered(client):
    asked = client.post(address(ToegangslinkFactory()))
    for _ in range(5):
        response = client.post(asked.url, {"code": "000000"})

    content = response.content.decode()
    assert "De code is niet meer geldig" in content
    assert 'autocomplete="one-time-code"' not in content
    assert "Stuur een nieuwe code" in content


@pytest.mark.parametrize("code", ["", "12345", "abc", "1234567"])
def test_what_is_no_code_is_not_counted(client, code):
    asked = client.post(address(ToegangslinkFactory()))

    response = client.post(asked.url, {"code": code})

    assert response.status_code == 200
    assert Code.objects.get().tries == 0


def test_the_code_page_helps_nobody_without_the_mailed_address(client):
    link = ToegangslinkFactory()
    path = reverse("links:code", args=[link.pk])

    found = [client.get(path), client.post(path, {"code": "123456"}), client.post(f"{path}nieuw/")]

    assert [response.status_code for response in found] == [404, 404, 404]
    assert not Code.objects.exists()


def test_a_link_opens_no_other_subject(client, inside):
    other = ToegangslinkFactory()

    for method in ("get", "head", "post"):
        assert getattr(client, method)(f"/proef/{other.onderwerp_id}/").status_code == 404


def test_what_was_opened_here_is_closed_elsewhere(inside):
    assert Client().get(f"/proef/{inside.onderwerp_id}/").status_code == 404


def test_twice_through_the_same_mail_asks_one_code(client, inside):
    response = client.post(address(inside))

    assert response.url == f"/proef/{inside.onderwerp_id}/"
    assert Code.objects.count() == 1


def test_what_was_typed_survives_the_end_of_the_session(client, inside, run_queued, django_capture_on_commit_callbacks):
    path = f"/proef/{inside.onderwerp_id}/"
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        with django_capture_on_commit_callbacks(execute=True):
            asked = client.post(path, {"tekst": "lang verhaal"})
        assert "is bewaard" in client.get(asked.url).content.decode()

        back = client.post(asked.url, {"code": code_in_the_mail(run_queued)})

        assert back.url == path
        assert "lang verhaal" in client.get(path).content.decode()
        client.post(path, {"tekst": "verstuurd"})
        assert "lang verhaal" not in client.get(path).content.decode()


def test_each_post_gives_another_half_hour_but_no_fresh_code(client, inside):
    path, now = f"/proef/{inside.onderwerp_id}/", timezone.now()

    with time_machine.travel(now + timedelta(minutes=25)):
        assert client.post(path, {"tekst": "een"}).status_code == 200
    with time_machine.travel(now + timedelta(minutes=50)):
        assert client.get(path).status_code == 200
        assert client.post(path, {"tekst": "twee"}).url == reverse("links:code", args=[inside.pk])


def test_no_session_outlives_a_working_day(client, inside):
    path, now = f"/proef/{inside.onderwerp_id}/", timezone.now()
    session = client.session
    session["links_opened"][str(inside.pk)]["tot"] = (now + timedelta(hours=8)).isoformat()
    session.save()

    with time_machine.travel(now + timedelta(hours=7, minutes=50)):
        client.post(path)

    assert client.session["links_opened"][str(inside.pk)]["tot"] <= (now + timedelta(hours=8)).isoformat()


def test_a_link_that_ended_says_why_and_names_nobody(client):
    link = ToegangslinkFactory(ended=True, naam="Petra Geheim")

    response = client.get(address(link))

    assert response.status_code == 410
    assert "Dit is al ondertekend." in response.content.decode()
    assert "Petra" not in response.content.decode()


@pytest.mark.parametrize("stuck", [".", ",", ")", ">", "/", "/.", "%20", "%22", "!", "..."])
def test_what_a_mail_program_put_behind_it_does_not_matter(client, stuck):
    response = client.get(f"{address(ToegangslinkFactory()).rstrip('/')}{stuck}")

    assert "Verder" in response.content.decode()


def test_one_character_changed_is_no_link_and_the_page_helps_on(client):
    url = address(ToegangslinkFactory()).rstrip("/")
    changed = url[:-1] + ("A" if url[-1] != "A" else "B")

    response = client.get(f"{changed}/")

    assert response.status_code == 404
    assert "Misschien is de link niet helemaal meegekomen" in response.content.decode()
    assert reverse("links:lost") in response.content.decode()


def test_older_mails_keep_working_until_the_end(client):
    link = ToegangslinkFactory()
    tokens = [token_of(link) for _ in range(3)]

    assert [client.get(f"/l/{token}/").status_code for token in tokens] == [200, 200, 200]
    Toegangslink.objects.update(ended_at=timezone.now(), end_reason="ondertekend")
    assert [client.get(f"/l/{token}/").status_code for token in tokens] == [410, 410, 410]
    assert not Token.objects.filter(hash__in=tokens).exists()


def test_to_a_dead_mailbox_no_code_and_no_link_goes(client):
    link = ToegangslinkFactory()
    Toegangslink.objects.update(onbestelbaar_op=timezone.now())

    asked = client.post(address(link), follow=True)
    client.post(reverse("links:lost"), {"email": link.email})

    assert "komt niet aan" in asked.content.decode()
    assert not Bericht.objects.exists()


def test_an_expired_link_mails_a_new_one_to_its_own_mailbox_only(client):
    link = ToegangslinkFactory(expired=True)
    token = token_of(link)
    assert "Stuur een nieuwe link" in client.get(reverse("links:open", args=[token])).content.decode()

    answers = [client.post(reverse("links:renew"), {"token": each}) for each in (token, token, "onbekend")]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, reverse("links:sent"))}
    assert [bericht.aan for bericht in Bericht.objects.all()] == [link.email]


def test_known_and_unknown_mailboxes_get_the_same_answer(client):
    link = ToegangslinkFactory()

    answers = [client.post(reverse("links:lost"), {"email": email}) for email in (link.email, "x@nergens.example")]

    assert len({(answer.status_code, answer.url) for answer in answers}) == 1
    assert [bericht.aan for bericht in Bericht.objects.all()] == [link.email]


def test_a_slip_in_a_well_known_domain_is_hinted_at(client):
    answer = client.post(reverse("links:lost"), {"email": "petra@gmial.com"}, follow=True)

    assert "petra@gmail.com?" in answer.content.decode()


def test_asking_for_lost_links_is_limited(client):
    for number in range(20):
        client.post(reverse("links:lost"), {"email": f"{number}@nergens.example"})

    assert client.post(reverse("links:lost"), {"email": "nog@nergens.example"}).status_code == 429


def test_a_form_without_csrf_token_is_refused():
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(address(ToegangslinkFactory())).status_code == 403


@pytest.mark.parametrize(("site", "expected"), [("same-origin", 302), ("cross-site", 403)])
def test_a_browser_that_hides_its_origin_may_still_press_the_button(site, expected):
    """`no-referrer` makes it send `Origin: null`."""
    strict = Client(enforce_csrf_checks=True)
    url = address(ToegangslinkFactory())
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get(url).content.decode())[1]

    response = strict.post(
        url, {"csrfmiddlewaretoken": token}, headers={"Origin": "null", "Sec-Fetch-Site": site}, secure=True
    )

    assert response.status_code == expected


def test_a_purpose_without_code_opens_at_once(client, monkeypatch):
    heard = []
    purpose = Purpose(
        "kort", title="Kort", url=lambda pk: f"/kort/{pk}/", code=False, opened=lambda *e: heard.append(e)
    )
    monkeypatch.setitem(purposes._purposes, "kort", purpose)
    link = ToegangslinkFactory(doel="kort", email="")

    response = client.post(address(link))

    assert response.url == f"/kort/{link.onderwerp_id}/"
    assert [opened for opened, _ in heard] == [link]
    assert not Code.objects.exists()
