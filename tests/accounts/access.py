from praktijkleren.accounts.roles import Rol
from tests.factories.accounts import GebruikerFactory, UitnodigingFactory, give_membership
from tests.pages import Page

EVERYONE = frozenset(Rol)
INVITES = frozenset({Rol.COORDINATOR, Rol.BEHEERDER})
SEES_NO_COLLEAGUES = frozenset({Rol.LEZER, Rol.BEDRIJFSCONTACT})


def colleague(world):
    return GebruikerFactory(rol=Rol.JOBCOACH, regio=world.regio)


def membership(world):
    return give_membership(GebruikerFactory(), rol=Rol.JOBCOACH, regio=world.regio)


def invitation(world):
    return UitnodigingFactory(regio=world.regio, organisatie=membership(world).organisatie)


def with_link(world):
    uitnodiging = UitnodigingFactory()
    return [uitnodiging.pk]


PAGES = [
    Page("accounts:home", public=True),
    Page("accounts:demo_login", args=lambda w: [colleague(w).pk], public=True, status=404),
    Page("accounts:colleagues", ok=EVERYONE),
    Page("accounts:invite", ok=INVITES, forbidden=EVERYONE - INVITES),
    Page("accounts:invitation_resend", args=lambda w: [invitation(w).pk], ok=INVITES),
    Page("accounts:invitation_withdraw", args=lambda w: [invitation(w).pk], ok=INVITES),
    Page("accounts:colleague", args=lambda w: [colleague(w).pk], ok=EVERYONE - SEES_NO_COLLEAGUES),
    Page(
        "accounts:membership_end",
        args=lambda w: [membership(w).pk],
        ok=INVITES,
        forbidden=EVERYONE - INVITES - SEES_NO_COLLEAGUES,
    ),
    Page(
        "accounts:second_factor_reset",
        args=lambda w: [colleague(w).pk],
        ok=INVITES,
        forbidden=EVERYONE - INVITES - SEES_NO_COLLEAGUES,
    ),
    Page("accounts:invitation", args=with_link, link="uitnodiging"),
    Page("accounts:profile", ok=EVERYONE),
    Page("accounts:sessions_end", ok=EVERYONE),
    Page("accounts:who_may_what", ok=EVERYONE),
    Page("accounts:regios", ok=INVITES, forbidden=EVERYONE - INVITES),
    Page("accounts:regio_edit", args=lambda w: [w.regio.code], ok=INVITES, forbidden=EVERYONE - INVITES),
    Page("account_login", public=True),
    Page("account_inactive", public=True),
    Page("account_reset_password", public=True),
    Page("account_reset_password_done", public=True),
    Page("account_reset_password_from_key", args=lambda _world: ["abc", "verlopen-sleutel"], public=True),
    Page("account_reset_password_from_key_done", public=True),
    Page("account_change_password", ok=EVERYONE),
    Page("account_reauthenticate", ok=EVERYONE),
    Page("mfa_index", ok=EVERYONE),
    Page("mfa_activate_totp", ok=EVERYONE),
]
