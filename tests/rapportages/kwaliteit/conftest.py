import pytest
from django.utils import timezone

from praktijkleren.accounts.roles import Rol
from rapportages.feiten.tellen import recount
from rapportages.kwaliteit import CONTROLES
from tests.factories.accounts import GebruikerFactory, RegioFactory
from tests.factories.kandidaten import KandidaatFactory


@pytest.fixture
def regio(db):
    return RegioFactory()


@pytest.fixture
def coach(regio):
    return GebruikerFactory(rol=Rol.JOBCOACH, regio=regio, naam="Coby Coach")


@pytest.fixture
def coordinator(regio):
    return GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)


@pytest.fixture
def person(regio, coach):
    """Someone with whom the coach works."""

    def person(**fields):
        return KandidaatFactory(regio=regio, betrokken=[coach], **fields)

    return person


@pytest.fixture
def found(coach):
    """What a check says today, after the facts of these people were counted."""

    def found(code, *people, who=coach):
        recount([row.pseudoniem for row in people])
        return list(CONTROLES[code].rows(who, timezone.localdate()).order_by("pk"))

    return found
