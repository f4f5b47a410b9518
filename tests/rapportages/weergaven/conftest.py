from datetime import date

import pytest
from django.urls import reverse

from praktijkleren.accounts.roles import Rol
from tests.factories.accounts import GebruikerFactory, RegioFactory
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.trajecten import TrajectFactory

SEARCH = reverse("rapportages:search")


@pytest.fixture
def regio(db):
    return RegioFactory()


@pytest.fixture
def coordinator(regio):
    return GebruikerFactory(rol=Rol.COORDINATOR, regio=regio)


@pytest.fixture
def make_traject(regio):
    """A running traject of someone whose surname is given."""

    def make(achternaam, *, kandidaat=(), **fields):
        person = KandidaatFactory(regio=regio, achternaam=achternaam, **dict(kandidaat))
        return TrajectFactory(**{"kandidaat": person, "status": "lopend", "startdatum": date(2025, 3, 1), **fields})

    return make


@pytest.fixture
def ask(sign_in):
    """The context of the page, for this person and this question."""

    def ask(gebruiker, question=""):
        response = sign_in(gebruiker).get(f"{SEARCH}?{question}")
        assert response.status_code == 200
        return response.context

    return ask


@pytest.fixture
def names(ask):
    """The surnames on the page, in its order."""

    def names(gebruiker, question=""):
        return [row.cellen[0].tekst.partition(",")[0] for row in ask(gebruiker, question)["rijen"]]

    return names
