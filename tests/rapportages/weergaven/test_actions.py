"""Keeping a question under a name."""

import pytest

from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from rapportages.models import Weergave
from rapportages.weergaven.actions import NameTakenError, change_weergave, delete_weergave, save_weergave
from tests.factories.accounts import GebruikerFactory, RegioFactory
from tests.factories.rapportages import WeergaveFactory


@pytest.fixture
def eigenaar(db):
    return GebruikerFactory(rol=Rol.JOBCOACH)


@pytest.fixture
def by(eigenaar):
    return Actor.gebruiker(eigenaar)


def test_each_step_leaves_a_trace_without_what_was_typed(eigenaar, by):
    regio = RegioFactory()

    weergave = save_weergave(eigenaar, naam="Van Piet", vraag="status=open", gedeeld_met=None, by=by)
    save_weergave(eigenaar, naam="van piet", vraag="status=lopend", gedeeld_met=regio, by=by, replace=True)
    change_weergave(weergave, naam="Van Kees", gedeeld_met=None, by=by)
    delete_weergave(weergave, by=by)

    assert not Weergave.objects.exists()
    events = AuditEvent.objects.order_by("pk")
    assert [(event.what, event.changes) for event in events] == [
        ("weergave.bewaard", {"gedeeld_met": None}),
        ("weergave.vervangen", {"gedeeld_met": regio.pk}),
        ("weergave.gewijzigd", {"gedeeld_met": None}),
        ("weergave.verwijderd", {}),
    ]
    assert {event.actor for event in events} == {f"gebruiker:{eigenaar.pk}"}


def test_two_tabs_cannot_keep_the_same_name(eigenaar, by):
    save_weergave(eigenaar, naam="Een", vraag="", gedeeld_met=None, by=by)
    other = save_weergave(eigenaar, naam="Twee", vraag="", gedeeld_met=None, by=by)

    with pytest.raises(NameTakenError):
        save_weergave(eigenaar, naam="een", vraag="", gedeeld_met=None, by=by)
    with pytest.raises(NameTakenError):
        change_weergave(other, naam="EEN", gedeeld_met=None, by=by)


def test_who_has_no_page_sees_none_of_them(eigenaar, by):
    regio = eigenaar.regios[0]
    shared = WeergaveFactory(eigenaar=eigenaar, gedeeld_met=regio)

    def seen_by(rol, where):
        return list(Weergave.objects.visible_to(GebruikerFactory(rol=rol, regio=where)).order_by("pk"))

    assert seen_by(Rol.MBO_CONTACT, regio) == [shared]
    assert seen_by(Rol.LEZER, regio) == seen_by(Rol.ADMINISTRATIE, regio) == []
    assert seen_by(Rol.MBO_CONTACT, RegioFactory()) == []
