from datetime import date

import pytest

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.werk.actions import finish_taak, make_taak, tick_off, untick
from praktijkleren.werk.models import Taak
from praktijkleren.werk.states import NEXT, OpdrachtStatus
from tests.factories.accounts import GebruikerFactory
from tests.factories.werk import TaakFactory

SYSTEM = Actor.systeem("test")
KEY = "erkenning:12"


@pytest.fixture
def wie(db):
    return GebruikerFactory(rol=Rol.JOBCOACH)


def ask(wie, **changes):
    return make_taak(
        KEY, **{"titel": "De erkenning loopt af", "url": "/leerbedrijven/12/", "wie": wie, **changes}, by=SYSTEM
    )


def events():
    return list(AuditEvent.objects.order_by("pk").values_list("what", flat=True))


def test_a_taak_says_what_where_and_before_when(wie):
    taak = ask(wie, voor=date(2026, 12, 1), over=("leerbedrijven.relatie", 12), knop="Bekijk de erkenning")

    assert (taak.titel, taak.url, taak.knop) == ("De erkenning loopt af", "/leerbedrijven/12/", "Bekijk de erkenning")
    assert (taak.wie, taak.voor, taak.over_soort, taak.over_id) == (
        wie,
        date(2026, 12, 1),
        "leerbedrijven.relatie",
        "12",
    )
    assert events() == ["taak.gemaakt"]


def test_asking_twice_gives_the_first_with_what_it_says_now(wie):
    first = ask(wie)

    second = ask(wie, titel="De erkenning loopt morgen af")

    assert (second.pk, second.titel) == (first.pk, "De erkenning loopt morgen af")
    assert events() == ["taak.gemaakt"]


def test_asking_twice_for_the_same_writes_nothing(wie, django_assert_num_queries):
    ask(wie)

    with django_assert_num_queries(4):  # savepoint, read, read, release
        ask(wie)


def test_a_reason_that_is_gone_finishes_the_taak_once(wie):
    taak = ask(wie)

    assert finish_taak(KEY, by=SYSTEM) is True
    assert finish_taak(KEY, by=SYSTEM) is False

    taak.refresh_from_db()
    assert not taak.is_open
    assert events() == ["taak.gemaakt", "taak.klaar"]


def test_finishing_what_was_never_asked_is_no_error(db):
    assert finish_taak("nooit:gevraagd", by=SYSTEM) is False


def test_a_reason_that_comes_back_opens_the_taak_again(wie):
    taak = ask(wie)
    finish_taak(KEY, by=SYSTEM)

    again = ask(wie, voor=date(2027, 1, 1))

    assert (again.pk, again.is_open, again.voor) == (taak.pk, True, date(2027, 1, 1))
    assert events() == ["taak.gemaakt", "taak.klaar", "taak.heropend"]


def test_what_someone_ticked_off_does_not_come_back_while_its_reason_lasts(wie):
    taak = ask(wie)
    tick_off(taak, by=Actor.gebruiker(wie))

    again = ask(wie)

    assert not again.is_open
    assert events() == ["taak.gemaakt", "taak.klaar"]


def test_what_someone_ticked_off_comes_back_with_a_new_reason(wie):
    taak = ask(wie)
    tick_off(taak, by=Actor.gebruiker(wie))
    finish_taak(KEY, by=SYSTEM)

    assert ask(wie).is_open


def test_ticking_off_can_be_undone_once(wie):
    taak = ask(wie)
    by = Actor.gebruiker(wie)
    tick_off(taak, by=by)

    assert untick(taak, by=by) is True
    assert untick(taak, by=by) is False

    assert Taak.objects.get().is_open
    assert events() == ["taak.gemaakt", "taak.klaar", "taak.teruggezet"]


def test_who_ticks_off_what_a_colleague_just_did_changes_nothing(wie):
    taak = ask(wie)
    tick_off(taak, by=Actor.gebruiker(wie))

    assert tick_off(taak, by=Actor.gebruiker(GebruikerFactory())) is False

    assert events() == ["taak.gemaakt", "taak.klaar"]


def test_what_the_system_finished_is_not_put_back_by_hand(wie):
    taak = TaakFactory(wie=wie, done=True)

    assert untick(taak, by=Actor.gebruiker(wie)) is False


def test_every_status_has_its_next_ones():
    assert set(NEXT) == set(OpdrachtStatus)
