from kwalificaties.models import Kwalificatie
from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.leerbedrijven import (
    ErkendWerkprocesFactory,
    ErkenningFactory,
    LeerplaatsFactory,
    PraktijkopleiderFactory,
)


def test_a_kwalificatie_can_be_chosen_only_with_werkprocessen(db):
    chosen = KwalificatieFactory(with_werkprocessen=3)
    KwalificatieFactory()

    assert list(Kwalificatie.objects.choosable()) == [chosen]


def test_an_erkenning_lists_every_werkproces(db):
    erkenning = ErkenningFactory()
    narrow = ErkenningFactory(kwalificatie=erkenning.kwalificatie, uitvoerbaar=[])

    assert erkenning.werkprocessen.filter(uitvoerbaar=True).count() == 3
    assert narrow.werkprocessen.filter(uitvoerbaar=False).count() == 3


def test_the_other_factories_stand_alone(db):
    erkend = ErkendWerkprocesFactory()

    assert erkend.erkenning.kwalificatie == erkend.werkproces.kerntaak.kwalificatie
    assert LeerplaatsFactory().holds()
    assert PraktijkopleiderFactory(ended=True).holds() is False
