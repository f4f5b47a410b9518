from datetime import date, timedelta

import pytest
from django.utils import timezone

from leerbedrijven import actions
from leerbedrijven.models import Leerplaats, Relatie
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.ui.conflict import StaleError
from tests.factories.accounts import RegioFactory
from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.leerbedrijven import (
    ErkenningFactory,
    LeerbedrijfFactory,
    LeerplaatsFactory,
    PraktijkopleiderFactory,
    RelatieFactory,
)

BY = Actor.systeem("proef")


def events():
    return [(event.what, event.changes) for event in AuditEvent.objects.order_by("pk")]


def test_a_leerbedrijf_is_made_once(db):
    fields = {"leerbedrijf_id": "100200300", "naam": "De Korst", "plaats": "Assen"}
    leerbedrijf = actions.make_leerbedrijf(by=BY, **fields)

    with pytest.raises(actions.KnownError):
        actions.make_leerbedrijf(by=BY, **fields)

    assert events() == [("leerbedrijf.gemaakt", {})]
    assert leerbedrijf.zoeknaam == "de korst assen 100200300"


def test_a_change_names_its_fields_and_not_what_they_hold(db):
    opleider = PraktijkopleiderFactory()

    actions.change_praktijkopleider(opleider, by=BY, naam="Iemand anders", functie=opleider.functie)

    assert events() == [("praktijkopleider.gewijzigd", {"velden": ["naam"]})]


def test_a_save_without_a_change_leaves_no_trace(db):
    relatie = RelatieFactory(contactpersoon="Jan")

    actions.change_relatie(relatie, versie=1, by=BY, contactpersoon="Jan")

    assert events() == []


@pytest.mark.parametrize(
    ("factory", "change", "fields"),
    [
        (LeerbedrijfFactory, actions.change_leerbedrijf, {"naam": "Anders"}),
        (RelatieFactory, actions.change_relatie, {"notitie": "Anders"}),
        (PraktijkopleiderFactory, actions.change_praktijkopleider, {"naam": "Anders"}),
        (LeerplaatsFactory, actions.change_leerplaats, {"titel": "Anders"}),
    ],
)
def test_a_save_on_an_older_versie_is_refused(db, factory, change, fields):
    obj = factory()
    change(type(obj).objects.get(pk=obj.pk), versie=1, by=BY, **fields)

    with pytest.raises(StaleError):
        change(obj, versie=1, by=BY, **fields)

    assert len(events()) == 1


def test_an_erkenning_from_before_a_later_one_is_refused(db):
    later = ErkenningFactory(van=date(2024, 1, 1))

    with pytest.raises(actions.KnownError):
        actions.recognise(
            later.leerbedrijf, kwalificatie=later.kwalificatie, van=date(2023, 1, 1), tot=None, uitvoerbaar=[], by=BY
        )


def test_an_erkenning_for_something_else_stays(db):
    other = ErkenningFactory(tot=date(2030, 1, 1))

    actions.recognise(
        other.leerbedrijf, kwalificatie=KwalificatieFactory(), van=timezone.localdate(), tot=None, uitvoerbaar=[], by=BY
    )

    other.refresh_from_db()
    assert other.tot == date(2030, 1, 1)


def test_changing_an_erkenning_tells_what_changed(db):
    erkenning = ErkenningFactory(tot=date(2030, 1, 1))
    every = [row.werkproces for row in erkenning.werkprocessen.order_by("pk")]

    actions.change_erkenning(erkenning, tot=date(2029, 1, 1), uitvoerbaar=every[:2], bron="", by=BY)

    changes = {"tot": ["2030-01-01", "2029-01-01"], "uitvoerbaar": [3, 2]}
    assert events() == [("erkenning.gewijzigd", changes)]


def test_an_older_contact_does_not_move_the_last_one(db):
    relatie = RelatieFactory(laatste_contact=timezone.localdate())

    actions.log_contact(
        relatie,
        datum=timezone.localdate() - timedelta(days=9),
        soort="mail",
        verslag="Eerder",
        gebruiker=None,
        by=BY,
    )

    assert Relatie.objects.get().laatste_contact == timezone.localdate()


def test_a_place_that_came_in_makes_the_relatie(db):
    leerbedrijf, regio = LeerbedrijfFactory(), RegioFactory()

    for _ in range(2):
        actions.offer_leerplaats(leerbedrijf, regio=regio, titel="Plek", omschrijving="", aantal=1, by=BY)

    assert Relatie.objects.get().regio == regio
    assert Leerplaats.objects.count() == 2
