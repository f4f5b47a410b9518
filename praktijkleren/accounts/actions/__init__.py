from praktijkleren.accounts.actions.accounts import (
    change_email,
    close_account,
    edit_profile,
    end_sessions,
    reopen_account,
    reset_second_factor,
)
from praktijkleren.accounts.actions.invitations import (
    InvitationClosedError,
    accept_invitation,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from praktijkleren.accounts.actions.memberships import (
    LastAdministratorError,
    change_last_day,
    give_membership,
    hand_over_taken,
)
from praktijkleren.accounts.actions.regios import edit_regio

__all__ = [
    "InvitationClosedError",
    "LastAdministratorError",
    "accept_invitation",
    "change_email",
    "change_last_day",
    "close_account",
    "edit_profile",
    "edit_regio",
    "end_sessions",
    "give_membership",
    "hand_over_taken",
    "invite",
    "reopen_account",
    "resend_invitation",
    "reset_second_factor",
    "withdraw_invitation",
]
