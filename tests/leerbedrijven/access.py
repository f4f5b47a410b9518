from praktijkleren.accounts.roles import GRANTS, Permission, Rol
from tests.factories.kwalificaties import KwalificatieFactory
from tests.factories.leerbedrijven import (
    ErkenningFactory,
    InlezingFactory,
    LeerbedrijfFactory,
    LeerplaatsFactory,
    PraktijkopleiderFactory,
)
from tests.pages import Page

ALL = frozenset(Rol)
VIEWS = frozenset(rol for rol in Rol if Permission.LEERBEDRIJF_VIEW in GRANTS[rol])
WRITES = frozenset(rol for rol in Rol if Permission.LEERBEDRIJF_EDIT in GRANTS[rol])
IMPORTS = frozenset(rol for rol in Rol if Permission.LEERBEDRIJF_IMPORT in GRANTS[rol])
REGISTER = {"args": lambda w: [LeerbedrijfFactory().pk], "ok": WRITES, "forbidden": VIEWS - WRITES, "regional": False}
OF_REGIO = {
    "args": lambda w: [LeerbedrijfFactory().pk, w.regio.code],
    "ok": WRITES,
    "forbidden": VIEWS - WRITES,
}
LEERPLAATS = {
    "args": lambda w: [LeerplaatsFactory(relatie__regio=w.regio).pk],
    "ok": WRITES,
    "forbidden": VIEWS - WRITES,
}

PAGES = [
    Page("leerbedrijven:list", ok=VIEWS, forbidden=ALL - VIEWS),
    Page("leerbedrijven:add", ok=WRITES, forbidden=ALL - WRITES),
    Page("leerbedrijven:import", ok=IMPORTS, forbidden=ALL - IMPORTS),
    Page("leerbedrijven:import_example", ok=IMPORTS, forbidden=ALL - IMPORTS),
    Page(
        "leerbedrijven:import_confirm",
        args=lambda w: [InlezingFactory(gebruiker=w.gebruiker(Rol.COORDINATOR)).pk],
        ok={Rol.COORDINATOR},
    ),
    Page(
        "leerbedrijven:detail",
        args=lambda w: [ErkenningFactory().leerbedrijf.pk],
        ok=VIEWS,
        regional=False,
    ),
    Page("leerbedrijven:history", args=lambda w: [LeerbedrijfFactory().pk], ok=VIEWS, regional=False),
    Page("leerbedrijven:edit", **REGISTER),
    Page("leerbedrijven:erkenning_choose", **REGISTER, query="q=medewerker"),
    Page(
        "leerbedrijven:erkenning_add",
        **{**REGISTER, "args": lambda w: [LeerbedrijfFactory().pk, KwalificatieFactory(with_werkprocessen=2).crebo]},
    ),
    Page("leerbedrijven:erkenning_edit", **{**REGISTER, "args": lambda w: [ErkenningFactory().pk]}),
    Page("leerbedrijven:relatie_edit", **OF_REGIO),
    Page("leerbedrijven:contact_add", **OF_REGIO),
    Page("leerbedrijven:praktijkopleider_add", **OF_REGIO),
    Page("leerbedrijven:leerplaats_add", **OF_REGIO),
    Page("leerbedrijven:leerplaats_add", **OF_REGIO, query="kwalificatie=geen"),
    Page(
        "leerbedrijven:praktijkopleider_edit",
        args=lambda w: [PraktijkopleiderFactory(relatie__regio=w.regio).pk],
        ok=WRITES,
        forbidden=VIEWS - WRITES,
    ),
    Page("leerbedrijven:leerplaats", **{**LEERPLAATS, "ok": VIEWS, "forbidden": frozenset()}),
    Page("leerbedrijven:leerplaats_edit", **LEERPLAATS),
    Page("leerbedrijven:leerplaats_close", **LEERPLAATS),
]
