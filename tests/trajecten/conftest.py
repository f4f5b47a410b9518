import pytest

from praktijkleren.accounts.roles import Rol
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import KandidaatFactory


@pytest.fixture
def coach(db):
    return GebruikerFactory(rol=Rol.JOBCOACH)


@pytest.fixture
def school(coach):
    """The mbo-contact in the same regio."""
    return GebruikerFactory(rol=Rol.MBO_CONTACT, regio=coach.lidmaatschappen.get().regio)


@pytest.fixture
def coordinator(coach):
    return GebruikerFactory(rol=Rol.COORDINATOR, regio=coach.lidmaatschappen.get().regio)


@pytest.fixture
def kandidaat(coach, school):
    """Someone with whom coach and school are betrokken."""
    return KandidaatFactory(regio=coach.lidmaatschappen.get().regio, betrokken=[coach, school])


def words(response):
    """What the page says, without its marks."""
    assert response.status_code == 200, response
    return response.content.decode()
