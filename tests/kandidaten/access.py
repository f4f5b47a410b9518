from praktijkleren.accounts.roles import BETROKKEN, Rol
from tests.factories.kandidaten import (
    AdviesFactory,
    BetrokkenheidFactory,
    IntakeFactory,
    SituatieFactory,
    VertegenwoordigerFactory,
)
from tests.pages import Page

C, K, J, N, M, A = (
    Rol.COORDINATOR,
    Rol.KLANTMANAGER,
    Rol.JOBCOACH,
    Rol.NAZORGBEGELEIDER,
    Rol.MBO_CONTACT,
    Rol.ADMINISTRATIE,
)
IN_FULL = {C, *BETROKKEN}
KNOWS = {*IN_FULL, A}


def kandidaat(world):
    """With a klantmanager, or the jobcoach would write what the klantmanager writes."""
    world.gebruiker(K)
    return [world.kandidaat.pk]


def row(factory, **kwargs):
    def args(world):
        world.gebruiker(K)
        return [factory(kandidaat=world.kandidaat, **kwargs).pk]

    return args


def page(name, args, ok, seen_by):
    return Page(f"kandidaten:{name}", args=args, ok=ok, forbidden=seen_by - ok)


def of_person(name, ok):
    return page(name, kandidaat, ok, KNOWS)


PAGES = [
    Page("kandidaten:list", ok=set(Rol) - {Rol.LEZER, Rol.BEHEERDER}, forbidden={Rol.LEZER, Rol.BEHEERDER}),
    Page("kandidaten:hand_over", ok={C, K, J}, forbidden=set(Rol) - {C, K, J}),
    of_person("detail", KNOWS),
    of_person("edit", {C, K, J, N}),
    of_person("birthplace", {C, K, J, N, M}),
    of_person("circumstances", {K, J, N, M}),
    of_person("history", IN_FULL),
    of_person("move", {C}),
    of_person("involve", {C, K, J}),
    of_person("vertegenwoordiger_add", {C, K, J, N}),
    of_person("sociaal", {K}),
    of_person("situatie", {K}),
    of_person("ondersteuning", {K, J, N}),
    of_person("intake", {K, J}),
    of_person("advies_write", {K, J}),
    page("betrokkenheid_end", row(BetrokkenheidFactory), {C, K, J}, IN_FULL),
    page("vertegenwoordiger_edit", row(VertegenwoordigerFactory), {C, K, J, N}, IN_FULL),
    page("situatie_correct", row(SituatieFactory), {K}, {K, J, N}),
    page("situatie_withdraw", row(SituatieFactory), {K}, {K, J, N}),
    page("intake_edit", row(IntakeFactory), {K, J}, IN_FULL),
    page("advies", row(AdviesFactory), IN_FULL, IN_FULL),
    page("advies_edit", row(AdviesFactory), {K, J}, IN_FULL),
    page("advies_submit", row(AdviesFactory), {K, J}, IN_FULL),
    page("advies_answer", row(AdviesFactory, voorgelegd=True), {M}, IN_FULL),
    page("advies_discuss", row(AdviesFactory, akkoord_mbo=True), {K, J}, IN_FULL),
    page("advies_renew", row(AdviesFactory, akkoord_mbo=True), {K, J}, IN_FULL),
]
