from verklaringen.actions.concept import Keuze, drop_concept, first_choice, make_concept, new_version
from verklaringen.actions.delen import share, stop_sharing
from verklaringen.actions.intrekken import confirm_revoke, drop_revoke, propose_revoke
from verklaringen.actions.samen import make_and_send
from verklaringen.actions.uitreiking import (
    record_uitreiking,
    record_uitreikingen,
    undo_uitreiking,
    undo_uitreikingen,
)
from verklaringen.actions.versie import send, withdraw_versie
from verklaringen.actions.verzoek import (
    approve_colleague,
    correct_address,
    let_other_sign,
    refuse_colleague,
    remind_now,
    send_again,
)

__all__ = [
    "Keuze",
    "approve_colleague",
    "confirm_revoke",
    "correct_address",
    "drop_concept",
    "drop_revoke",
    "first_choice",
    "let_other_sign",
    "make_and_send",
    "make_concept",
    "new_version",
    "propose_revoke",
    "record_uitreiking",
    "record_uitreikingen",
    "refuse_colleague",
    "remind_now",
    "send",
    "send_again",
    "share",
    "stop_sharing",
    "undo_uitreiking",
    "undo_uitreikingen",
    "withdraw_versie",
]
