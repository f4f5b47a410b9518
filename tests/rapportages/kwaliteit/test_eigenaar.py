"""Who mends it: the same colleague or team that a task would go to."""

from kandidaten.models import Kandidaat
from praktijkleren.accounts.roles import Rol
from rapportages.kwaliteit import ALLE
from rapportages.kwaliteit.eigenaar import NIEMAND, names_of, owner_of
from tests.factories.accounts import GebruikerFactory, OrganisatieFactory
from tests.factories.kandidaten import BetrokkenheidFactory, KandidaatFactory
from trajecten.responsible import responsible

ROLLEN = (Rol.MBO_CONTACT, Rol.JOBCOACH)


def key_of(address):
    if not address:
        return NIEMAND
    return f"g{address['wie'].pk}" if "wie" in address else f"o{address['organisatie_id']}"


def test_it_is_whom_a_task_would_go_to(regio):
    left = GebruikerFactory(rol=Rol.JOBCOACH, regio=regio, is_active=False)
    people = KandidaatFactory.create_batch(7, regio=regio)
    alone, coached, both, team, gone, former, other = people
    BetrokkenheidFactory(kandidaat=coached)
    for rol in (Rol.JOBCOACH, Rol.MBO_CONTACT):
        BetrokkenheidFactory(kandidaat=both, rol=rol)
    BetrokkenheidFactory(kandidaat=team, team=True, organisatie=OrganisatieFactory())
    BetrokkenheidFactory(kandidaat=gone, gebruiker=left)
    BetrokkenheidFactory(kandidaat=former, ended=True)
    BetrokkenheidFactory(kandidaat=other, rol=Rol.KLANTMANAGER)

    rows = Kandidaat.objects.annotate(eigenaar=owner_of("", ROLLEN)).order_by("pk")
    told = responsible([row.pk for row in people], ROLLEN)

    assert {row.pk: row.eigenaar for row in rows} == {row.pk: key_of(told.get(row.pk)) for row in people}
    assert {row.eigenaar for row in rows if row in {alone, former, other}} == {NIEMAND}


def test_an_owner_has_the_name_of_a_colleague_or_a_team(coach):
    school = OrganisatieFactory(naam="ROC Voorbeeld")

    names = names_of({f"g{coach.pk}", f"o{school.pk}", NIEMAND, "g", "x1"})

    assert names == {
        f"g{coach.pk}": "Coby Coach", f"o{school.pk}": "Team van ROC Voorbeeld", NIEMAND: "Regiocoördinator",
    }  # fmt: skip


def test_every_check_says_who_mends_it_and_why_it_counts():
    assert len({row.code for row in ALLE}) == len(ALLE)
    assert all(row.naam and row.wat.endswith(".") and row.waarom.endswith(".") and row.indicatoren for row in ALLE)
