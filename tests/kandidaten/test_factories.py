from kandidaten.models import Kandidaat
from kandidaten.states import AdviesStatus
from praktijkleren.accounts.roles import Rol
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import AdviesFactory, BetrokkenheidFactory, KandidaatFactory


def test_a_minor_has_a_parent(db):
    kandidaat = KandidaatFactory(minderjarig=True)

    assert [row.get_soort_display() for row in kandidaat.vertegenwoordigers.all()] == ["ouder of voogd"]


def test_who_is_betrokken_sees_the_person(db):
    jobcoach = GebruikerFactory(rol=Rol.JOBCOACH)
    kandidaat = KandidaatFactory(regio=jobcoach.lidmaatschappen.get().regio, betrokken=[jobcoach])

    assert list(Kandidaat.objects.visible_to(jobcoach)) == [kandidaat]


def test_a_bare_betrokkenheid_is_of_one_regio(db):
    row = BetrokkenheidFactory()

    assert list(Kandidaat.objects.visible_to(row.gebruiker)) == [row.kandidaat]


def test_every_status_of_advies_has_a_trait(db):
    made = {AdviesFactory(**({str(s): True} if s != AdviesStatus.CONCEPT else {})).status for s in AdviesStatus}

    assert made == set(AdviesStatus)
