from datetime import timedelta

import pytest
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.links import actions
from praktijkleren.links.codes import check_code
from praktijkleren.links.models import Token
from praktijkleren.post.models import Bericht
from tests.factories.links import DOEL, ToegangslinkFactory, token_of

BY = Actor.systeem("test")


def test_make_link_leaves_a_trace_and_no_token(db):
    subject = ToegangslinkFactory.build().onderwerp_id

    link = actions.make_link(
        DOEL, subject, email="p@bedrijf.example", naam="Petra", verloopt_op=timezone.now() + timedelta(days=1), by=BY
    )

    assert link.is_open
    assert [event.what for event in AuditEvent.objects.order_by("pk")] == ["toegangslink.made"]
    assert not Token.objects.exists()


def test_only_a_keyed_hash_of_a_token_is_stored(db):
    link = ToegangslinkFactory()

    token = token_of(link)

    stored = Token.objects.get()
    assert len(token) == 43
    assert token not in stored.hash
    assert actions.find_link(token) == link


def test_another_pepper_opens_nothing(db, settings):
    token = token_of(ToegangslinkFactory())

    settings.LINK_PEPPER = "een andere"

    assert actions.find_link(token) is None


def test_every_token_works_until_the_link_ends(db):
    link = ToegangslinkFactory()
    first, second = token_of(link), token_of(link)

    actions.end_link(link, reason="ondertekend", by=BY)

    assert actions.find_link(first) == actions.find_link(second) == link
    assert not link.is_open


@pytest.mark.parametrize(
    "after", ["", "/", ".", "/.", ")", "/),", ">", "/>", "'", '"', "”", " ", "/%20", ";", "…", "]"]
)
def test_what_a_mail_program_adds_does_not_matter(db, after):
    link = ToegangslinkFactory()

    assert actions.find_link(token_of(link) + after.replace("%20", " ")) == link


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t + "a", lambda t: t.swapcase(), lambda t: "", lambda t: "é"]
)
def test_a_changed_token_opens_nothing(db, change):
    token = token_of(ToegangslinkFactory())

    assert actions.find_link(change(token)) is None


def test_ending_twice_keeps_the_first_reason(db):
    link = ToegangslinkFactory()

    actions.end_link(link, reason="ondertekend", by=BY)
    actions.end_link(link, reason="verlopen", by=BY)

    assert link.end_reason == "ondertekend"
    assert AuditEvent.objects.filter(what="toegangslink.ended").count() == 1


def test_a_fresh_link_is_mailed_once_a_day(db):
    link = ToegangslinkFactory(email="petra@bedrijf.example")

    sent = [actions.mail_fresh(link, by=BY) for _ in range(3)]

    assert sent == [True, False, False]
    assert [bericht.aan for bericht in Bericht.objects.all()] == ["petra@bedrijf.example"]


def test_an_expired_link_lives_on_when_asked_for(db):
    link = ToegangslinkFactory(expired=True)

    actions.mail_fresh(link, by=BY)

    link.refresh_from_db()
    assert link.is_open


@pytest.mark.parametrize(
    "changes",
    [{"ended": True}, {"without_email": True}, {"verloopt_op": timezone.now() - timedelta(days=200)}],
)
def test_what_is_really_over_is_not_mailed(db, changes):
    link = ToegangslinkFactory(**changes)

    assert not actions.mail_fresh(link, by=BY)
    assert not Bericht.objects.exists()


def test_lost_links_are_all_mailed_to_their_own_mailbox(db):
    waiting = [ToegangslinkFactory(email="Petra@bedrijf.example") for _ in range(2)]
    ToegangslinkFactory(email="Petra@bedrijf.example", ended=True)
    ToegangslinkFactory(email="ander@bedrijf.example")

    actions.mail_lost_links("petra@BEDRIJF.example", by=BY)

    assert {bericht.geheim_id for bericht in Bericht.objects.all()} == {link.pk for link in waiting}


def test_on_screen_someone_without_email_gets_an_address_and_a_code(db):
    link = ToegangslinkFactory(without_email=True)

    shown = actions.show_on_screen(link, by=BY)

    assert actions.find_link(shown.url.rpartition("/l/")[2]) == link
    assert check_code(link, shown.code, sessie="welke browser dan ook")
    assert AuditEvent.objects.filter(what="toegangslink.shown").exists()


def test_showing_it_again_ends_the_code_before(db):
    link = ToegangslinkFactory(without_email=True)

    first, second = actions.show_on_screen(link, by=BY), actions.show_on_screen(link, by=BY)

    assert not check_code(link, first.code, sessie="x") or first.code == second.code
    assert check_code(link, second.code, sessie="x")
