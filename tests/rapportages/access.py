from praktijkleren.accounts.roles import BETROKKEN, Rol
from rapportages.feiten.tellen import recount
from tests.factories.rapportages import (
    RapportbestandFactory,
    RapportFactory,
    RapportplanFactory,
    TekstblokFactory,
    WeergaveFactory,
)
from tests.factories.trajecten import TrajectFactory
from tests.pages import Page

READERS = {Rol.COORDINATOR, Rol.LEZER, Rol.MBO_CONTACT, Rol.KLANTMANAGER}
OTHERS = set(Rol) - READERS
MENDERS = {Rol.COORDINATOR, *BETROKKEN}
SHARERS = {Rol.COORDINATOR, Rol.BEHEERDER}
LISTS = {Rol.COORDINATOR, Rol.MBO_CONTACT, Rol.KLANTMANAGER}
ASKS = {Rol.COORDINATOR, *BETROKKEN}
"""Who sees people in full."""
NAMES_AT_MOST = set(Rol) - ASKS


WRITERS = {Rol.COORDINATOR}
REPORT_READERS = {Rol.COORDINATOR, Rol.LEZER}


def of_regio(factory, **fields):
    return lambda world: [factory(regio=world.regio, **fields).pk]


def pending_file(world):
    return [RapportbestandFactory(rapport=RapportFactory(regio=world.regio)).rapport_id, "csv"]


def code(value, *more):
    return lambda world: [value, *more]


def silent(*args):
    """With something to mend."""

    def made(world):
        TrajectFactory(kandidaat=world.kandidaat, silent=True)
        return [*args]

    return made


def weergave(world):
    """Of a jobcoach, who shares it with the regio."""
    return [WeergaveFactory(eigenaar=world.gebruiker(Rol.JOBCOACH), gedeeld_met=world.regio).pk]


def begun(world):
    """With something to count, of which the gemeente is not known."""
    TrajectFactory(kandidaat=world.kandidaat, lopend=True)
    recount([world.kandidaat.pseudoniem])
    return []


def own_regio(world):
    return [world.regio.code]


PAGES = [
    Page(name="rapportages:overview", ok=READERS | MENDERS, forbidden=OTHERS - MENDERS),
    Page(name="rapportages:indicator", args=code("I3"), ok=READERS, forbidden=OTHERS, regional=False),
    Page(name="rapportages:download", args=code("csv"), ok=READERS, forbidden=OTHERS, regional=False),
    Page(
        name="rapportages:records",
        args=code("I3", 0),
        ok=LISTS,
        forbidden={*OTHERS, Rol.LEZER},
        regional=False,
    ),
    Page(name="rapportages:unknown", args=begun, ok=READERS, forbidden=OTHERS, regional=False),
    Page(name="rapportages:quality", args=silent(), ok=MENDERS, forbidden=set(Rol) - MENDERS, regional=False),
    Page(
        name="rapportages:quality_list",
        args=silent("stil"),
        ok=MENDERS,
        forbidden=set(Rol) - MENDERS,
        regional=False,
    ),
    Page(
        name="rapportages:quality_list",
        args=code("klantgroep"),
        ok=BETROKKEN - {Rol.MBO_CONTACT},
        forbidden=set(Rol) - (BETROKKEN - {Rol.MBO_CONTACT}),
        regional=False,
    ),
    Page(name="rapportages:search", ok=ASKS, forbidden=NAMES_AT_MOST),
    Page(name="rapportages:search_download", args=code("csv"), ok=ASKS, forbidden=NAMES_AT_MOST, regional=False),
    Page(name="rapportages:save_view", ok=ASKS, forbidden=NAMES_AT_MOST),
    Page(name="rapportages:saved_views", ok=ASKS, forbidden=NAMES_AT_MOST),
    Page(name="rapportages:edit_view", args=weergave, ok={Rol.JOBCOACH}, forbidden=ASKS - {Rol.JOBCOACH}),
    Page(
        name="rapportages:delete_view",
        args=weergave,
        ok={Rol.JOBCOACH, Rol.COORDINATOR},
        forbidden=ASKS - {Rol.JOBCOACH, Rol.COORDINATOR},
    ),
    Page(name="rapportages:rapporten", ok=REPORT_READERS, forbidden=set(Rol) - REPORT_READERS),
    Page(name="rapportages:rapport_make", ok=WRITERS, forbidden=set(Rol) - WRITERS),
    Page(name="rapportages:rapport", args=of_regio(RapportFactory), ok=REPORT_READERS),
    Page(
        name="rapportages:rapport_renew",
        args=of_regio(RapportFactory),
        ok=WRITERS,
        forbidden={Rol.LEZER},
    ),
    Page(name="rapportages:rapport_file", args=pending_file),
    Page(name="rapportages:plan", ok=WRITERS, forbidden=set(Rol) - WRITERS),
    Page(name="rapportages:plan_stop", args=of_regio(RapportplanFactory), ok=WRITERS, forbidden={Rol.LEZER}),
    Page(name="rapportages:teksten", ok=WRITERS, forbidden=set(Rol) - WRITERS),
    Page(name="rapportages:tekst_new", ok=WRITERS, forbidden=set(Rol) - WRITERS),
    Page(name="rapportages:tekst", args=of_regio(TekstblokFactory), ok=WRITERS, forbidden={Rol.LEZER}),
    Page(name="rapportages:tekst_remove", args=of_regio(TekstblokFactory), ok=WRITERS, forbidden={Rol.LEZER}),
    Page(name="rapportages:compare", ok=READERS, forbidden=OTHERS),
    Page(name="rapportages:sharing", args=own_regio, ok=SHARERS, forbidden=set(Rol) - SHARERS),
    Page(name="rapportages:population", args=own_regio, ok=SHARERS, forbidden=set(Rol) - SHARERS),
    Page(name="rapportages:open_data", public=True),
    Page(name="rapportages:open_csv", public=True),
    Page(name="rapportages:open_metadata", public=True),
    Page(name="rapportages:open_catalog", public=True),
]
