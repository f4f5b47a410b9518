import pytest

from aanmeldingen.models import Ingang
from aanmeldingen.states import AanmeldingStatus
from tests.factories.aanmeldingen import AanmeldingFactory


@pytest.mark.parametrize(
    ("trait", "ingang"),
    [("kandidaat_zelf", Ingang.KANDIDAAT), ("werkgever", Ingang.WERKGEVER), ("werknemer", Ingang.WERKGEVER)],
)
def test_every_entrance_has_a_trait(db, trait, ingang):
    assert AanmeldingFactory(**{trait: True}).ingang == ingang


def test_every_status_has_a_trait(db):
    made = {
        AanmeldingFactory(**({str(s): True} if s != AanmeldingStatus.NIEUW else {})).status for s in AanmeldingStatus
    }

    assert made == set(AanmeldingStatus)
