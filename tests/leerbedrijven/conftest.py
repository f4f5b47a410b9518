import pytest

from praktijkleren.accounts.roles import Rol


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.gebruiker(Rol.COORDINATOR))


@pytest.fixture
def adviseur(world, sign_in):
    return sign_in(world.gebruiker(Rol.ADVISEUR_WERKGEVERS))
