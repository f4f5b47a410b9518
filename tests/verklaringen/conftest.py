import pytest

from tests.factories import verklaringen as made
from tests.factories.kandidaten import KandidaatFactory
from tests.verklaringen.checking import PDF, become, keep
from verklaringen.states import VersieStatus


@pytest.fixture
def verklaring(db):
    """Signed, of someone of whom nothing may show."""
    kandidaat = KandidaatFactory(voornamen="Geheime", achternaam="Naam", geboorteplaats="Verweggistan")
    return made.signed(made.ready(kandidaat, naam="Stille Opleider")).verklaring


@pytest.fixture
def sealed(tamper, verklaring):
    """Its version, with a file that is quickly made."""
    versie = made.again(verklaring.versies.get())
    become(versie, VersieStatus.VERZEGELD)
    keep(versie, PDF)
    return versie
