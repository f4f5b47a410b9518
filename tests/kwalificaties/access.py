from praktijkleren.accounts.roles import Rol
from tests.factories.kwalificaties import InlezingFactory, KerntaakFactory, KwalificatieFactory, WerkprocesFactory
from tests.pages import Page

ALL = frozenset(Rol)
EDITS = {"ok": {Rol.BEHEERDER}, "forbidden": ALL - {Rol.BEHEERDER}, "regional": False}

PAGES = [
    Page("kwalificaties:list", ok=ALL),
    Page(
        "kwalificaties:detail",
        args=lambda w: [KwalificatieFactory(with_werkprocessen=2).crebo],
        ok=ALL,
        regional=False,
    ),
    Page("kwalificaties:kerntaak_add", args=lambda w: [KwalificatieFactory().crebo], **EDITS),
    Page("kwalificaties:kerntaak_edit", args=lambda w: [KerntaakFactory(own=True).pk], **EDITS),
    Page("kwalificaties:kerntaak_close", args=lambda w: [KerntaakFactory(own=True).pk], **EDITS),
    Page("kwalificaties:werkproces_add", args=lambda w: [KerntaakFactory().pk], **EDITS),
    Page("kwalificaties:werkproces_edit", args=lambda w: [WerkprocesFactory(own=True).pk], **EDITS),
    Page("kwalificaties:werkproces_close", args=lambda w: [WerkprocesFactory(own=True).pk], **EDITS),
    Page("kwalificaties:upload", **EDITS),
    Page("kwalificaties:upload_example", **EDITS),
    Page(
        "kwalificaties:upload_confirm",
        args=lambda w: [InlezingFactory(gebruiker=w.gebruiker(Rol.BEHEERDER)).pk],
        ok={Rol.BEHEERDER},
    ),
]
