from datetime import date

import pytest

from kandidaten.actions.groepen import (
    correct_situatie,
    end_situatie,
    record_situatie,
    save_ondersteuning,
    save_sociaal,
    withdraw_situatie,
)
from kandidaten.models import Situatie, SituatieSoort
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import AuditEvent
from praktijkleren.ui.conflict import StaleError
from tests.factories.kandidaten import KandidaatFactory, KlantgroepFactory, OndersteuningFactory, SituatieFactory

BY = Actor.systeem("test")
START = date(2026, 9, 1)


def test_sociaal_is_made_and_then_changed(db):
    kandidaat, first, second = KandidaatFactory(), KlantgroepFactory(), KlantgroepFactory()

    for versie in (0, 1):
        sociaal = save_sociaal(
            kandidaat,
            versie=versie,
            startkwalificatie=False,
            primaire_klantgroep=first,
            klantgroepen=[first, second],
            by=BY,
        )

    assert list(sociaal.klantgroepen.all()) == [second]
    assert [event.changes for event in AuditEvent.objects.order_by("pk")] == [{}, {}]


def test_ondersteuning_on_top_of_another_save_is_refused(db):
    ondersteuning = OndersteuningFactory(versie=2)

    with pytest.raises(StaleError):
        save_ondersteuning(ondersteuning.kandidaat, versie=1, behoefte="Anders.", by=BY)

    ondersteuning.refresh_from_db()
    assert ondersteuning.behoefte == "Leert het beste door het voor te doen."


def test_ondersteuning_leaves_no_text_in_the_log(db):
    kandidaat = KandidaatFactory()

    save_ondersteuning(kandidaat, versie=0, behoefte="Canarie.", samenvatting="", by=BY)

    assert AuditEvent.objects.get().changes == {"velden": ["behoefte"]}


def test_a_new_situatie_ends_the_one_it_replaces(db):
    old = SituatieFactory(soort=SituatieSoort.PW, van=date(2020, 1, 1))

    record_situatie(old.kandidaat, soort=SituatieSoort.LOON, van=START, beeindigt=[old], by=BY)

    known = Situatie.objects.known().order_by("van").values_list("soort", "van", "tot")
    assert list(known) == [("PW", date(2020, 1, 1), date(2026, 8, 31)), ("LOON", START, None)]
    old.refresh_from_db()
    assert (old.tot, old.vervallen_op is None) == (None, False)


def test_a_situatie_that_had_not_begun_is_only_withdrawn(db):
    old = SituatieFactory(van=START)

    assert end_situatie(old, tot=date(2026, 8, 31), by=BY) is None
    assert not Situatie.objects.known().exists()


def test_a_correction_keeps_what_was_known_before(db):
    wrong = SituatieFactory(soort=SituatieSoort.PW, van=START)

    right = correct_situatie(wrong, soort=SituatieSoort.WW, van=START, by=BY)

    assert list(Situatie.objects.known()) == [right]
    assert Situatie.objects.count() == 2


def test_correcting_twice_is_done_once(db):
    wrong = SituatieFactory()
    correct_situatie(wrong, soort=SituatieSoort.WW, van=START, by=BY)

    assert correct_situatie(wrong, soort=SituatieSoort.WW, van=START, by=BY) is None
    assert withdraw_situatie(wrong, by=BY) is False
    assert Situatie.objects.count() == 2
