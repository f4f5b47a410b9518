"""Reading a factory must never be necessary: every trait makes a row that the database accepts."""

import pytest

from tests.factories import trajecten as factories
from trajecten.states import TrajectStatus


@pytest.mark.parametrize("trait", [status.value for status in TrajectStatus])
def test_every_status_of_a_traject_is_a_trait(db, trait):
    traject = factories.TrajectFactory(**{trait: True})

    assert traject.status == trait


@pytest.mark.parametrize(
    ("name", "traits"),
    [
        ("GroepFactory", {}),
        ("InschrijvingFactory", {}),
        ("PlaatsingFactory", {"proef": True}),
        ("PlaatsingFactory", {"bpv": True, "lopend": True}),
        ("PlaatsingFactory", {"bpv": True, "beeindigd": True}),
        ("BegeleidingFactory", {}),
        ("PraktijkovereenkomstFactory", {"getekend": True}),
        ("LeerdoelFactory", {}),
        ("LogregelFactory", {}),
        ("AanwezigheidFactory", {}),
        ("BeoordelingsverzoekFactory", {"beantwoord": True}),
        ("BeoordelingFactory", {}),
        ("ResultaatFactory", {}),
    ],
)
def test_every_factory_makes_a_row(db, name, traits):
    made = getattr(factories, name)(**traits)

    assert made.audit_dossier if name != "GroepFactory" else made.pk


def test_what_hangs_together_shares_its_traject(db):
    beoordeling = factories.BeoordelingFactory()
    pok = factories.PraktijkovereenkomstFactory(getekend=True)

    assert beoordeling.leerdoel.traject == beoordeling.plaatsing.traject
    assert beoordeling.praktijkopleider.relatie.leerbedrijf == beoordeling.plaatsing.leerbedrijf
    assert beoordeling.leerdoel.werkproces.kerntaak.kwalificatie == beoordeling.plaatsing.traject.kwalificatie
    assert (pok.inschrijving.traject, pok.getekend_op) == (pok.plaatsing.traject, pok.begindatum)


def test_one_plaatsing_has_one_praktijkopleider_unless_another_is_given(db):
    begeleiding = factories.BegeleidingFactory()

    beoordeling = factories.BeoordelingFactory(plaatsing=begeleiding.plaatsing)

    assert beoordeling.praktijkopleider == begeleiding.praktijkopleider
