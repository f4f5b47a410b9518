from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string

from praktijkleren.audit import labels
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.history import Gebeurtenis, history
from tests.factories.accounts import GebruikerFactory
from tests.factories.audit import AuditEventFactory, make_chain
from tests.factories.links import ToegangslinkFactory
from tests.factories.werk import TaakFactory


@pytest.fixture
def own_labels(monkeypatch):
    monkeypatch.setattr(labels, "_labels", {})
    labels.register({"taak.klaar": "Taak afgerond"})


def test_history_tells_newest_first_who_did_what(db, own_labels):
    taak = TaakFactory()
    sanne, wim = GebruikerFactory(naam="Sanne Bakker"), ToegangslinkFactory(naam="Wim Kok")
    record("taak.gemaakt", taak, by=Actor.systeem("trajecten.watch"))
    record("taak.klaar", taak, by=Actor.gebruiker(sanne))
    record("taak.klaar", taak, by=Actor.link(wim))

    sentences = [str(gebeurtenis) for gebeurtenis in history(taak.pk)]

    assert sentences == [
        "Taak afgerond door Wim Kok",
        "Taak afgerond door Sanne Bakker",
        "Taak: gemaakt door het systeem",
    ]


def test_history_goes_on_when_a_person_is_gone(db):
    taak = TaakFactory()
    sanne = GebruikerFactory()
    record("taak.klaar", taak, by=Actor.gebruiker(sanne))
    sanne.delete()

    assert [gebeurtenis.wie for gebeurtenis in history(taak.pk)] == ["een medewerker"]


def test_history_of_another_dossier_is_not_shown(db):
    make_chain(2)

    assert len(history(make_chain(3))) == 3


def test_history_stops_at_its_limit(db):
    assert len(history(make_chain(5), limit=2)) == 2


@pytest.mark.parametrize("people", [1, 3])
def test_history_takes_the_same_queries_however_many_people(people, db, django_assert_num_queries):
    taak = TaakFactory()
    for _ in range(people):
        record("taak.klaar", taak, by=Actor.gebruiker(GebruikerFactory()))
        record("taak.klaar", taak, by=Actor.link(ToegangslinkFactory()))

    with django_assert_num_queries(3):
        history(taak.pk)


def test_an_event_of_a_model_that_was_removed_still_has_words(db):
    event = AuditEventFactory(what="ding.verdwenen", soort="oud.ding")

    assert history(event.dossier)[0].wat == "Oud.ding: verdwenen"


def test_the_fragment_shows_the_sentences():
    moment = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)

    html = render_to_string(
        "audit/_history.html", {"geschiedenis": [Gebeurtenis(moment, "Traject gestart", "Sanne Bakker")]}
    )

    assert "<strong>Traject gestart</strong> door Sanne Bakker" in html
    assert "di 24 nov 2026 om 10:05" in html


def test_the_fragment_says_that_there_is_nothing():
    assert "Er is nog niets vastgelegd" in render_to_string("audit/_history.html", {"geschiedenis": []})
