from praktijkleren.accounts.roles import Rol
from tests.pages import Page

READERS = {Rol.COORDINATOR, Rol.LEZER, Rol.MBO_CONTACT, Rol.KLANTMANAGER}
OTHERS = set(Rol) - READERS
LISTS = {Rol.COORDINATOR, Rol.MBO_CONTACT, Rol.KLANTMANAGER}


def code(value, *more):
    return lambda world: [value, *more]


PAGES = [
    Page(name="rapportages:overview", ok=READERS, forbidden=OTHERS),
    Page(name="rapportages:indicator", args=code("I3"), ok=READERS, forbidden=OTHERS, regional=False),
    Page(name="rapportages:download", args=code("csv"), ok=READERS, forbidden=OTHERS, regional=False),
    Page(
        name="rapportages:records",
        args=code("I3", 0),
        ok=LISTS,
        forbidden={*OTHERS, Rol.LEZER},
        regional=False,
    ),
]
