from praktijkleren.accounts.roles import Rol
from tests.factories import verklaringen as made
from tests.pages import Page

READERS = {Rol.COORDINATOR, Rol.KLANTMANAGER, Rol.JOBCOACH, Rol.NAZORGBEGELEIDER, Rol.MBO_CONTACT}
HAND_OVER = {Rol.COORDINATOR, Rol.JOBCOACH, Rol.MBO_CONTACT}
MBO = {Rol.MBO_CONTACT}
NAME_ONLY = {Rol.ADMINISTRATIE, Rol.ADVISEUR_WERKGEVERS}


def concept(world):
    return [made.concept(made.ready(world.kandidaat)).pk]


def sent(world):
    return [made.sent(made.ready(world.kandidaat)).pk]


def declined(world):
    return [made.declined(made.ready(world.kandidaat)).pk]


def code(world):
    return [made.signed(made.ready(world.kandidaat)).verklaring.code]


def expired(world):
    return [made.expired(made.ready(world.kandidaat)).pk]


def signed(world):
    return [made.signed(made.ready(world.kandidaat)).verklaring_id]


def handed_over(world):
    return [made.handed_over(made.ready(world.kandidaat)).verklaring_id]


def issue(name, args, **options):
    return Page(name, args=args, ok=MBO, forbidden=READERS - MBO, **options)


PAGES = [
    Page("verklaringen:list", ok=READERS, forbidden=set(Rol) - READERS),
    Page("verklaringen:detail", args=signed, ok=READERS),
    Page(
        "verklaringen:draft",
        args=lambda world: [made.ready(world.kandidaat).pk],
        ok=MBO,
        forbidden=(READERS - MBO) | NAME_ONLY,
    ),
    issue("verklaringen:send", concept),
    issue("verklaringen:preview", concept),
    issue("verklaringen:drop", concept),
    issue("verklaringen:remind", sent),
    issue("verklaringen:correct_address", sent),
    issue("verklaringen:withdraw", sent),
    issue("verklaringen:new_version", declined),
    issue("verklaringen:send_again", expired),
    Page("verklaringen:hand_over", args=signed, ok=HAND_OVER, forbidden=READERS - HAND_OVER),
    Page("verklaringen:undo_hand_over", args=handed_over, ok=HAND_OVER, forbidden=READERS - HAND_OVER),
    Page("verklaringen:show_on_screen", args=signed, ok=HAND_OVER, forbidden=READERS - HAND_OVER),
    Page("verklaringen:check", args=code, public=True),
    Page("verklaringen:check_start", public=True),
    Page("verklaringen:did", public=True),
    Page("verklaringen:status_list", args=lambda _world: [1], public=True),
    Page("documenten:pdf", args=lambda world: [made.rendered(made.ready(world.kandidaat)).document_id], ok=READERS),
    Page("documenten:sign", args=lambda world: [made.request(world)], link="ondertekenen"),
    Page("documenten:confirm", args=lambda world: [made.request(world)], link="ondertekenen"),
    Page("documenten:send_back", args=lambda world: [made.request(world)], link="ondertekenen"),
    Page("documenten:done", args=lambda world: [made.request(world)], link="ondertekenen"),
    Page("documenten:preview", args=lambda world: [made.request(world)], link="ondertekenen"),
    Page("documenten:holder", args=lambda world: [made.given(world)], link="document"),
    Page("documenten:holder_pdf", args=lambda world: [made.given(world)], link="document"),
]
