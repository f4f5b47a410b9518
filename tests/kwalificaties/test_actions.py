from datetime import date

import pytest

from kwalificaties import actions
from kwalificaties.models import Herkomst, Werkproces
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from tests.factories.kwalificaties import KerntaakFactory, KwalificatieFactory, WerkprocesFactory
from tests.factories.leerbedrijven import ErkendWerkprocesFactory

BY = Actor.systeem("proef")
ORIGIN = {"bron": "SBB", "vanaf": date(2026, 8, 1)}


def events():
    return list(AuditEvent.objects.order_by("pk").values_list("what", flat=True))


def test_a_kerntaak_is_marked_as_typed_in(db):
    kerntaak = actions.add_kerntaak(KwalificatieFactory(), code="B1-K1", titel="Maakt schoon", by=BY, **ORIGIN)

    assert (kerntaak.herkomst, kerntaak.versie, events()) == (Herkomst.ZELF, 1, ["kerntaak.ingevoerd"])


def test_an_open_code_is_refused(db):
    werkproces = WerkprocesFactory()
    kerntaak = werkproces.kerntaak

    with pytest.raises(actions.CodeTakenError):
        actions.add_kerntaak(kerntaak.kwalificatie, code=kerntaak.code, titel="Nieuw", by=BY, **ORIGIN)
    with pytest.raises(actions.CodeTakenError):
        actions.add_werkproces(kerntaak, code=werkproces.code, naam="Nieuw", by=BY, **ORIGIN)
    assert events() == []


def test_a_closed_code_may_be_used_again(db):
    closed = WerkprocesFactory(closed=True, own=True)

    again = actions.add_werkproces(closed.kerntaak, code=closed.code, naam="Nieuw", by=BY, **ORIGIN)

    assert again.versie == 2


def test_a_typo_is_mended_where_nobody_uses_it(db):
    werkproces = WerkprocesFactory(own=True, naam="Wsat ramen")

    edited = actions.edit_werkproces(werkproces, naam="Wast ramen", by=BY, **ORIGIN)

    assert (edited.pk, edited.versie) == (werkproces.pk, 1)
    assert AuditEvent.objects.get().changes["naam"] == ["Wsat ramen", "Wast ramen"]


def test_what_is_used_keeps_its_name_in_its_own_versie(db):
    werkproces = ErkendWerkprocesFactory(werkproces__own=True, werkproces__naam="Wast ramen").werkproces

    edited = actions.edit_werkproces(werkproces, naam="Wast alle ramen", by=BY, **ORIGIN)

    old = Werkproces.objects.get(pk=werkproces.pk)
    assert (old.naam, old.gesloten_op is None) == ("Wast ramen", False)
    assert (edited.naam, edited.versie, edited.zoektekst) == (
        "Wast alle ramen",
        2,
        f"wast alle ramen {werkproces.code.lower()}",
    )


def test_a_used_kerntaak_takes_its_werkprocessen_along(db):
    kerntaak = KerntaakFactory(own=True)
    werkproces = ErkendWerkprocesFactory(werkproces__own=True, werkproces__kerntaak=kerntaak).werkproces

    edited = actions.edit_kerntaak(kerntaak, titel="Anders", by=BY, **ORIGIN)

    werkproces.refresh_from_db()
    assert (edited.versie, werkproces.kerntaak) == (2, edited)


def test_saving_the_same_leaves_no_trace(db):
    werkproces = WerkprocesFactory(own=True, **ORIGIN)

    actions.edit_werkproces(werkproces, naam=werkproces.naam, by=BY, **ORIGIN)

    assert events() == []


def test_closing_a_kerntaak_closes_what_hangs_under_it(db):
    werkproces = WerkprocesFactory(own=True, kerntaak=KerntaakFactory(own=True))

    actions.close_kerntaak(werkproces.kerntaak, by=BY)

    assert events() == ["werkproces.gesloten", "kerntaak.gesloten"]
    assert not Werkproces.objects.open().exists()


def test_the_shipped_rows_and_closed_rows_are_refused(db):
    for row in (WerkprocesFactory(), WerkprocesFactory(own=True, closed=True)):
        with pytest.raises(actions.NotOwnError):
            actions.close_werkproces(row, by=BY)
        with pytest.raises(actions.NotOwnError):
            actions.edit_werkproces(row, naam="Anders", by=BY, **ORIGIN)
    assert events() == []
