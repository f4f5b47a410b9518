"""Where each check sends someone to mend it: the page is there, and opens for who has the permission."""

import pytest

from praktijkleren.accounts.roles import GRANTS, Permission, Rol
from rapportages.kwaliteit import CONTROLES
from rapportages.kwaliteit.begrip import KANDIDAAT, PLAATSING, POK, TRAJECT, VERKLARING, VERZOEK
from tests.factories.accounts import GebruikerFactory
from tests.factories.kandidaten import KandidaatFactory
from tests.factories.trajecten import (
    BeoordelingsverzoekFactory,
    PlaatsingFactory,
    PraktijkovereenkomstFactory,
    TrajectFactory,
)
from tests.factories.verklaringen import VerklaringversieFactory

MAKE = {
    KANDIDAAT: lambda who: who,
    TRAJECT: lambda who: TrajectFactory(kandidaat=who, lopend=True),
    PLAATSING: lambda who: PlaatsingFactory(traject=TrajectFactory(kandidaat=who, lopend=True), bpv=True, lopend=True),
    POK: lambda who: PraktijkovereenkomstFactory(plaatsing__traject__kandidaat=who, wachtend=True),
    VERZOEK: lambda who: BeoordelingsverzoekFactory(plaatsing__traject__kandidaat=who),
    VERKLARING: lambda who: VerklaringversieFactory(verklaring__kandidaat=who).verklaring,
}
MENDERS = (Rol.COORDINATOR, Rol.KLANTMANAGER, Rol.JOBCOACH, Rol.NAZORGBEGELEIDER, Rol.MBO_CONTACT)


@pytest.fixture
def team(regio):
    """Of every role that mends something one colleague, all betrokken with one person."""
    people = {rol: GebruikerFactory(rol=rol, regio=regio) for rol in MENDERS}
    return people, KandidaatFactory(regio=regio, betrokken=list(people.values()), geboorteplaats="")


@pytest.mark.parametrize("code", CONTROLES)
def test_the_page_where_it_is_mended_opens_for_who_may(team, sign_in, code):
    people, who = team
    controle = CONTROLES[code]
    row = MAKE[controle.over](who)
    may = [
        gebruiker
        for rol, gebruiker in people.items()
        if controle.may_list(gebruiker) and any(one in GRANTS[rol] for one in controle.herstel.permissions)
    ]

    opened = {gebruiker: sign_in(gebruiker).get(controle.herstel.pagina(row)).status_code for gebruiker in may}

    assert opened
    assert set(opened.values()) == {200}, opened


@pytest.mark.parametrize("code", CONTROLES)
def test_the_record_itself_opens_for_everyone_who_gets_the_list(team, sign_in, code):
    people, who = team
    controle = CONTROLES[code]
    page = controle.over.pagina(MAKE[controle.over](who))

    opened = {
        rol: sign_in(gebruiker).get(page).status_code
        for rol, gebruiker in people.items()
        if controle.may_list(gebruiker)
    }

    assert set(opened.values()) == {200}, opened


def test_what_has_ended_is_not_mended_where_one_plans(regio):
    ended = TrajectFactory(kandidaat__regio=regio, afgerond=True)

    assert CONTROLES["kwalificatie"].herstel.pagina(ended) == ""
    assert CONTROLES["inschrijving"].herstel.pagina(ended) == ""


def test_no_one_learns_more_from_a_check_than_a_permission_gives():
    """Each check asks for one that the adviseur and the administratie, who know names only, do not turn into more."""
    for controle in CONTROLES.values():
        for rol in (Rol.ADVISEUR_WERKGEVERS, Rol.ADMINISTRATIE, Rol.BEDRIJFSCONTACT):
            assert not {controle.permission, Permission.KANDIDAAT_VIEW} <= GRANTS[rol]
