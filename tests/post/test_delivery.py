"""What happens between claiming a mail and knowing what became of it, against a mail server that misbehaves."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from praktijkleren.post import delivery, secrets
from praktijkleren.post.models import Bericht
from praktijkleren.post.tasks import deliver
from praktijkleren.werk.models import Taak
from tests.factories.post import BerichtFactory

ADDRESS = "sem@voorbeeld.example"


def delivered(**fields):
    """One mail after one try."""
    bericht = BerichtFactory(aan=ADDRESS, **fields)
    deliver(str(bericht.pk))
    bericht.refresh_from_db()
    return bericht


def outcome(bericht):
    return (bericht.status, bericht.fout)


def test_a_mail_arrives_and_is_known_to_have_left(db, mail_server):
    bericht = delivered()

    assert outcome(bericht) == ("verzonden", "")
    assert (bericht.bezig_tot, bericht.pogingen, bericht.onderwerp) == (None, 1, "Een afspraak voor Sem de Vries")
    assert bericht.verzonden_op is not None
    assert [mail["Message-ID"] for mail in mail_server.mails] == [bericht.message_id]


def test_no_transaction_is_open_while_the_server_talks(transactional_db, mail_server, monkeypatch):
    seen = []
    monkeypatch.setattr(delivery.Postbode, "send", lambda postbode, mail: seen.append(connection.in_atomic_block))

    delivered()

    assert seen == [False]


def test_delivering_twice_sends_once(db, mail_server):
    bericht = delivered()

    deliver(str(bericht.pk))

    assert len(mail_server.mails) == 1


def test_a_mail_that_waits_for_its_next_try_is_left_alone(db, mail_server):
    later = timezone.now() + timedelta(minutes=5)

    assert delivered(pogingen=2, volgende_poging_op=later).status == "gepland"
    assert mail_server.mails == []


def test_an_unknown_id_is_no_error(db, mail_server):
    deliver("00000000-0000-0000-0000-000000000000")

    assert mail_server.mails == []


def test_an_address_that_does_not_exist_is_told_to_someone(db, mail_server):
    mail_server.at_rcpt[ADDRESS] = "550 5.1.1 <sem@voorbeeld.example> unknown"

    bericht = delivered()

    assert outcome(bericht) == ("onbestelbaar", "Dit adres bestaat niet (550 5.1.1).")
    assert Taak.objects.get().over_id == str(bericht.pk)


@pytest.mark.parametrize(
    ("answer", "fout"),
    [
        ("450 later", "Het adres kan nu geen mail krijgen (450)."),
        ("452 4.2.2 full", "Het adres kan nu geen mail krijgen (452 4.2.2)."),
    ],
)
def test_an_address_that_is_busy_is_tried_again(answer, fout, db, mail_server):
    mail_server.at_rcpt[ADDRESS] = answer

    assert outcome(delivered()) == ("gepland", fout)


def test_a_mail_that_the_server_will_never_take_fails_at_once(db, mail_server):
    mail_server.at_data[ADDRESS] = "554 5.7.1 spam"

    assert outcome(delivered()) == ("mislukt", "De mailserver nam de mail niet aan (554 5.7.1).")
    assert Taak.objects.count() == 1


def test_a_mail_that_the_server_cannot_take_now_is_tried_again(db, mail_server):
    mail_server.at_data[ADDRESS] = "451 later"

    assert outcome(delivered()) == ("gepland", "De mailserver nam de mail niet aan (451).")


@pytest.mark.parametrize("answer", ["421 too busy", "553 sender not allowed"])
def test_a_server_that_refuses_us_is_tried_again(answer, db, mail_server):
    mail_server.at_mail = answer

    assert outcome(delivered()) == ("gepland", f"De mailserver weigerde ons ({answer[:3]}).")


def test_a_server_that_cannot_be_reached_is_tried_again(db, mail_server):
    mail_server.stop()

    assert outcome(delivered()) == ("gepland", "De mailserver is niet te bereiken.")


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_line_that_goes_dead_means_a_second_copy_at_most(when, db, mail_server):
    mail_server.at_data[ADDRESS] = when
    bericht = delivered()
    assert outcome(bericht) == ("gepland", "De verbinding met de mailserver viel weg.")

    mail_server.at_data.clear()
    delivery.sweep(timezone.now() + timedelta(minutes=2))

    bericht.refresh_from_db()
    assert bericht.status == "verzonden"
    assert {mail["Message-ID"] for mail in mail_server.mails} == {bericht.message_id}


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_code_of_which_nobody_knows_whether_it_left_is_never_sent_again(when, db, mail_server):
    mail_server.at_data[ADDRESS] = when

    bericht = delivered(sjabloon="post/link", geheim_soort="code")
    delivery.sweep(timezone.now() + timedelta(days=1))

    bericht.refresh_from_db()
    assert bericht.status == "onzeker"
    assert len(mail_server.mails) == (1 if when == "after" else 0)
    assert not Taak.objects.exists()


def test_a_code_that_surely_did_not_leave_is_tried_again(db, mail_server):
    mail_server.at_rcpt[ADDRESS] = "450 later"

    assert delivered(sjabloon="post/link", geheim_soort="code").status == "gepland"


def test_each_try_mints_a_fresh_link(db, mail_server):
    mail_server.at_rcpt[ADDRESS] = "450 later"
    delivered(sjabloon="post/link", geheim_soort="link")
    mail_server.at_rcpt.clear()

    delivery.sweep(timezone.now() + timedelta(minutes=2))

    assert "/l/link2/" in mail_server.mails[0].get_body(("plain",)).get_content()


def test_a_mail_for_what_is_over_is_not_sent_and_asks_nobody(db, mail_server):
    def gone(_bericht):
        raise secrets.GoneError("de link is afgesloten")

    secrets.register("over", gone)

    bericht = delivered(geheim_soort="over")

    assert outcome(bericht) == ("mislukt", "Niet meer nodig: de link is afgesloten")
    assert bericht.vervallen
    assert (mail_server.mails, Taak.objects.count()) == ([], 0)


def test_a_mail_that_cannot_be_made_is_put_back_and_the_error_is_loud(db, mail_server):
    bericht = BerichtFactory(sjabloon="post/kapot")

    with pytest.raises(ValueError, match="onderwerp"):
        deliver(str(bericht.pk))

    bericht.refresh_from_db()
    assert outcome(bericht) == ("gepland", "De mail kon niet worden gemaakt.")


def test_an_address_that_no_mail_can_have_fails_at_once(db, mail_server):
    bericht = BerichtFactory(aan="sem@voorbeeld.example\nBcc: dief@voorbeeld.example")

    deliver(str(bericht.pk))

    bericht.refresh_from_db()
    assert outcome(bericht) == ("mislukt", "Aan dit adres is geen mail te sturen.")


def test_who_finishes_after_the_lease_went_to_another_changes_nothing(db, mail_server, monkeypatch):
    bericht = BerichtFactory(aan=ADDRESS)
    build = delivery.build

    def slow_build(taken):
        mail = build(taken)
        other = Bericht.objects.get(pk=taken.pk)
        with delivery.Postbode() as postbode:
            delivery._send(other, mail, postbode)
        return mail

    monkeypatch.setattr(delivery, "build", slow_build)

    deliver(str(bericht.pk))

    bericht.refresh_from_db()
    assert bericht.status == "verzonden"
    assert {mail["Message-ID"] for mail in mail_server.mails} == {bericht.message_id}
