from praktijkleren.accounts.roles import Rol
from tests.factories.aanmeldingen import AanmeldingFactory
from tests.pages import Page

HANDLES = {Rol.COORDINATOR}


def regio(world):
    return [world.regio.code]


def new(world):
    return [AanmeldingFactory(regio=world.regio).pk]


def taken_up(world):
    return [AanmeldingFactory(regio=world.regio, in_behandeling=True, met_leerplaats=True).pk]


def without_leerplaats(world):
    return [AanmeldingFactory(regio=world.regio, geaccepteerd=True, werkgever=True).pk]


PAGES = [
    Page("aanmeldingen:apply", args=regio, public=True),
    *(
        Page("aanmeldingen:apply_form", args=lambda w, ingang=ingang: [w.regio.code, ingang], public=True)
        for ingang in ("verwijzer", "kandidaat", "werkgever")
    ),
    Page("aanmeldingen:applied", args=lambda w: [w.regio.code, *new(w)], public=True),
    Page("aanmeldingen:list", ok=HANDLES, forbidden=set(Rol) - HANDLES),
    Page("aanmeldingen:take_up_chosen", ok=HANDLES, forbidden=set(Rol) - HANDLES),
    Page("aanmeldingen:detail", args=new, ok=HANDLES),
    Page("aanmeldingen:take_up", args=new, ok=HANDLES),
    Page("aanmeldingen:take_over", args=taken_up, ok=HANDLES),
    Page("aanmeldingen:place", args=without_leerplaats, ok=HANDLES),
    Page("aanmeldingen:accept", args=taken_up, ok=HANDLES),
    *(
        Page("aanmeldingen:close", args=lambda w, besluit=besluit: [*taken_up(w), besluit], ok=HANDLES)
        for besluit in ("afwijzen", "doorverwijzen", "intrekken")
    ),
]
