from praktijkleren.accounts.roles import Rol
from tests.factories import verklaringen as made
from tests.pages import Page
from verklaringen import actions
from verklaringen.actions.credential import issue_credential

READERS = {Rol.COORDINATOR, Rol.KLANTMANAGER, Rol.JOBCOACH, Rol.NAZORGBEGELEIDER, Rol.MBO_CONTACT}
HAND_OVER = {Rol.COORDINATOR, Rol.JOBCOACH, Rol.MBO_CONTACT}
REVOKE = {Rol.COORDINATOR, Rol.MBO_CONTACT}
MBO = {Rol.MBO_CONTACT}
NAME_ONLY = {Rol.ADMINISTRATIE, Rol.ADVISEUR_WERKGEVERS}


def concept(world):
    return [made.concept(made.ready(world.kandidaat)).pk]


def sent(world):
    return [made.sent(made.ready(world.kandidaat)).pk]


def verzoek(world):
    return [made.request(world)]


def proposed(world):
    return [made.proposed(world).pk]


def on_paper(world):
    world.regio.op_papier = True
    world.regio.save()
    return [made.request(world)]


def declined(world):
    return [made.declined(made.ready(world.kandidaat)).pk]


def code(world):
    return [made.signed(made.ready(world.kandidaat)).verklaring.code]


def expired(world):
    return [made.expired(made.ready(world.kandidaat)).pk]


def sealed(world):
    return [made.sealed(made.ready(world.kandidaat)).verklaring_id]


def handed_over(world):
    return [made.handed_over(made.ready(world.kandidaat)).verklaring_id]


def sealed_versie(world):
    return [made.sealed(made.ready(world.kandidaat)).pk]


def to_revoke(world):
    return [made.IntrekkingFactory(versie_id=sealed_versie(world)[0], versie=None).pk]


def own(world):
    return [made.sealed(made.ready(world.kandidaat)).verklaring_id]


def own_credential(world):
    versie = made.sealed(made.ready(world.kandidaat))
    issue_credential(versie.document)
    return [versie.verklaring_id, "json"]


def own_share(world):
    verklaring = made.sealed(made.ready(world.kandidaat)).verklaring
    return [verklaring.pk, actions.share(verklaring, by=made.SYSTEEM).pk]


def shared(world):
    return own_share(world)[1:]


def without_email(world):
    world.kandidaat.email = ""
    world.kandidaat.save()
    return own(world)


def share_without_email(world):
    without_email(world)
    return shared(world)


def occasion(world):
    return [made.occasion(made.ready(world.kandidaat)).uitreiking]


def exported(world):
    return [made.exported(made.ready(world.kandidaat), world.gebruiker(Rol.COORDINATOR))]


def issue(name, args, **options):
    return Page(name, args=args, ok=MBO, forbidden=READERS - MBO, **options)


PAGES = [
    Page("verklaringen:list", ok=READERS, forbidden=set(Rol) - READERS),
    Page("verklaringen:detail", args=sealed, ok=READERS),
    Page(
        "verklaringen:draft",
        args=lambda world: [made.ready(world.kandidaat).pk],
        ok=MBO,
        forbidden=(READERS - MBO) | NAME_ONLY,
    ),
    *(Page(f"verklaringen:{name}", ok=MBO, forbidden=set(Rol) - MBO) for name in ("to_make", "make_many")),
    issue("verklaringen:send", concept),
    issue("verklaringen:preview", concept),
    issue("verklaringen:drop", concept),
    issue("verklaringen:remind", verzoek),
    issue("verklaringen:correct_address", verzoek),
    issue("verklaringen:other_signer", verzoek),
    Page("verklaringen:away", args=verzoek, ok=HAND_OVER, forbidden=READERS - HAND_OVER),
    Page("verklaringen:back", args=verzoek, ok=HAND_OVER, forbidden=READERS - HAND_OVER),
    issue("verklaringen:colleague", proposed),
    issue("verklaringen:paper", on_paper),
    issue("verklaringen:paper_pdf", on_paper),
    issue("verklaringen:sign_on_screen", verzoek),
    Page("documenten:scan", args=lambda world: [made.scanned(world).pk], ok=READERS),
    issue("verklaringen:withdraw", sent),
    issue("verklaringen:new_version", declined),
    issue("verklaringen:send_again", expired),
    Page("verklaringen:hand_over", args=sealed, ok=HAND_OVER, forbidden=READERS - HAND_OVER),
    Page("verklaringen:undo_hand_over", args=handed_over, ok=HAND_OVER, forbidden=READERS - HAND_OVER),
    *(
        Page(f"verklaringen:{name}", ok=HAND_OVER, forbidden=set(Rol) - HAND_OVER)
        for name in ("to_hand_over", "hand_over_many", "hand_over_list", "export")
    ),
    Page("verklaringen:occasion", args=occasion, ok=HAND_OVER, forbidden=READERS - HAND_OVER),
    Page("verklaringen:undo_occasion", args=occasion, ok=HAND_OVER, forbidden=READERS - HAND_OVER),
    Page("verklaringen:export_file", args=exported, ok={Rol.COORDINATOR}),
    Page("verklaringen:show_on_screen", args=sealed, ok=HAND_OVER, forbidden=READERS - HAND_OVER),
    Page("verklaringen:check", args=code, public=True),
    Page("verklaringen:check_start", public=True),
    issue("verklaringen:correct", sealed_versie),
    Page("verklaringen:propose_revoke", args=sealed_versie, ok=REVOKE, forbidden=READERS - REVOKE),
    Page("verklaringen:decide_revoke", args=to_revoke, ok=REVOKE, forbidden=READERS - REVOKE),
    Page("verklaringen:check_file", public=True),
    Page("verklaringen:check_paper", args=code, public=True),
    Page("verklaringen:own", args=own, link="praktijkverklaring"),
    Page("verklaringen:own_pdf", args=own, link="praktijkverklaring"),
    Page("verklaringen:own_credential", args=own_credential, link="praktijkverklaring"),
    Page("verklaringen:share", args=own, link="praktijkverklaring"),
    Page("verklaringen:show_share", args=own_share, link="praktijkverklaring"),
    Page("verklaringen:stop_sharing", args=own_share, link="praktijkverklaring"),
    Page("verklaringen:shared", args=shared, link="gedeelde_verklaring"),
    Page("verklaringen:share_on_screen", args=without_email, ok=HAND_OVER, forbidden=READERS - HAND_OVER),
    Page("verklaringen:stop_share_of", args=share_without_email, ok=HAND_OVER, forbidden=READERS - HAND_OVER),
    Page("verklaringen:did", public=True),
    Page("verklaringen:status_list", args=lambda _world: [1], public=True),
    Page("documenten:pdf", args=lambda world: [made.sealed(made.ready(world.kandidaat)).document_id], ok=READERS),
    *(
        Page(
            f"documenten:{name}",
            args=lambda world: [made.sealed(made.ready(world.kandidaat)).document_id],
            ok=READERS,
        )
        for name in ("evidence", "evidence_pdf", "evidence_json")
    ),
    Page("documenten:sign", args=lambda world: [made.request(world)], link="ondertekenen"),
    Page("documenten:confirm", args=lambda world: [made.request(world)], link="ondertekenen"),
    Page("documenten:send_back", args=lambda world: [made.request(world)], link="ondertekenen"),
    Page("documenten:name_colleague", args=lambda world: [made.request(world)], link="ondertekenen"),
    Page("documenten:away", args=lambda world: [made.request(world)], link="ondertekenen"),
    Page("documenten:back", args=lambda world: [made.request(world)], link="ondertekenen"),
    Page("documenten:sign_oneself", args=lambda world: [made.request(world)], link="ondertekenen"),
    Page("documenten:done", args=lambda world: [made.request(world)], link="ondertekenen"),
    *(
        Page(f"documenten:{name}", args=lambda world: [made.request(world)], link="ondertekenen")
        for name in ("together", "together_confirm", "together_done")
    ),
    Page("documenten:preview", args=lambda world: [made.request(world)], link="ondertekenen"),
    Page("documenten:holder", args=lambda world: [made.given(world)], link="document"),
    Page("documenten:holder_pdf", args=lambda world: [made.given(world)], link="document"),
]
