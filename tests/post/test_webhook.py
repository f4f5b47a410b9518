import json
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from praktijkleren.post import secrets, webhook
from praktijkleren.post.models import Bericht
from praktijkleren.werk.models import Taak
from tests.factories.post import BerichtFactory

URL = reverse("post:delivery_events")


@pytest.fixture(autouse=True)
def _secret(settings, db):
    settings.MAIL_WEBHOOK_SECRET = "geheim van de maildienst"


@pytest.fixture
def bericht(db):
    return BerichtFactory(sent=True)


def body_of(*events):
    return json.dumps({"events": list(events)}).encode()


def event(bericht, soort, **extra):
    return {"message_id": bericht.message_id, "event": soort, **extra}


def post(client, body, *, moment=None, signature=None):
    moment = str(int((moment or timezone.now()).timestamp()))
    header = f"t={moment},v1={signature or webhook.sign(moment, body)}"
    return client.post(URL, body, content_type="application/json", headers={"X-Signature": header})


def tell(client, bericht, soort, **extra):
    response = post(client, body_of(event(bericht, soort, **extra)))
    bericht.refresh_from_db()
    return response


def test_delivered_is_noted(client, bericht):
    assert tell(client, bericht, "delivered").json() == {"bekend": 1, "ontvangen": 1}
    assert bericht.status == "bezorgd"


@pytest.mark.parametrize("soort", ["hard_bounce", "blocked", "complaint"])
def test_what_does_not_arrive_asks_someone_at_once_and_once(client, bericht, soort):
    for _ in range(2):
        tell(client, bericht, soort, code="5.1.1 someone@somewhere")

    assert bericht.status == "onbestelbaar"
    assert bericht.fout.endswith("(5.1.1).")
    assert Taak.objects.get().knop == "Bekijk wat er misging"


def test_a_complaint_may_come_after_it_was_delivered(client, bericht):
    tell(client, bericht, "delivered")
    tell(client, bericht, "complaint")

    assert bericht.status == "onbestelbaar"


def test_a_soft_bounce_is_tried_again_three_times_in_a_day(client, bericht):
    tell(client, bericht, "soft_bounce")
    assert bericht.status == "gepland"
    assert timedelta(hours=7) < bericht.volgende_poging_op - timezone.now() < timedelta(hours=9)
    tell(client, bericht, "soft_bounce")
    assert bericht.zachte_bounces == 1

    for _ in range(2):
        Bericht.objects.update(status="verzonden")
        tell(client, bericht, "soft_bounce")

    assert (bericht.status, Taak.objects.count()) == ("onbestelbaar", 1)


def test_a_code_is_not_mailed_twice_because_of_a_soft_bounce(client):
    bericht = BerichtFactory(sent=True, geheim_soort="code")

    tell(client, bericht, "soft_bounce")

    assert bericht.status == "onzeker"


def test_the_room_behind_it_may_repair_the_address(client, monkeypatch):
    heard = []
    secrets.register("eigen", lambda _bericht: {}, bounced=lambda bericht, _by: bool(heard.append(bericht)) or True)
    bericht = BerichtFactory(sent=True, geheim_soort="eigen")

    tell(client, bericht, "hard_bounce")

    assert heard == [bericht]
    assert not Taak.objects.exists()


def test_of_an_unknown_mail_nothing_happens(client, bericht):
    body = body_of({"message_id": "<onbekend@elders.example>", "event": "hard_bounce"})

    assert post(client, body).json() == {"bekend": 0, "ontvangen": 1}


@pytest.mark.parametrize("minutes", [-6, 6])
def test_outside_the_window_it_is_refused(client, bericht, minutes):
    moment = timezone.now() + timedelta(minutes=minutes)

    assert post(client, body_of(event(bericht, "hard_bounce")), moment=moment).status_code == 403
    bericht.refresh_from_db()
    assert bericht.status == "verzonden"


def test_a_forged_signature_is_refused(client, bericht):
    body = body_of(event(bericht, "hard_bounce"))
    real = webhook.sign(str(int(timezone.now().timestamp())), body)

    with time_machine.travel(timezone.now(), tick=False):
        forged = [post(client, body, signature="0" * 64), post(client, body + b" ", signature=real)]
        forged.append(client.post(URL, body, content_type="application/json"))

    bericht.refresh_from_db()
    assert [response.status_code for response in forged] == [403, 403, 403]
    assert bericht.status == "verzonden"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"events": 3}',
        b'{"events": [3]}',
        b'{"events": [{"event": "weg", "message_id": "x"}]}',
        b"\xff",
    ],
)
def test_what_was_not_agreed_on_is_refused(client, body):
    assert post(client, body).status_code == 400


def test_too_much_is_refused(client):
    assert post(client, b" " * (webhook.MAX_BODY + 1)).status_code == 413


def test_without_a_secret_there_is_no_such_page(client, settings, bericht):
    settings.MAIL_WEBHOOK_SECRET = ""

    assert post(client, body_of(event(bericht, "hard_bounce"))).status_code == 404
