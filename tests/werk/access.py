from praktijkleren.accounts.roles import Rol
from tests.factories.werk import OpdrachtFactory, TaakFactory
from tests.pages import Page


def own_taak(world):
    return [TaakFactory(wie=world.gebruiker(Rol.JOBCOACH)).pk]


def team_taak(world):
    organisatie = world.gebruiker(Rol.COORDINATOR).lidmaatschappen.get().organisatie
    return [TaakFactory(wie=None, organisatie=organisatie, regio=world.regio, rol=Rol.COORDINATOR).pk]


def own_opdracht(world):
    return [OpdrachtFactory(failed=True, eigenaar=world.gebruiker(Rol.COORDINATOR)).pk]


PAGES = [
    Page("werk:today", ok=set(Rol)),
    Page("werk:taak_done", args=own_taak, ok={Rol.JOBCOACH}),
    Page("werk:taak_undo", args=team_taak, ok={Rol.COORDINATOR}),
    Page("werk:opdracht", args=own_opdracht, ok={Rol.COORDINATOR}),
    Page("werk:opdracht_retry", args=own_opdracht, ok={Rol.COORDINATOR}),
]
