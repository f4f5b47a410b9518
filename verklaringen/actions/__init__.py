from verklaringen.actions.concept import Keuze, drop_concept, make_concept, new_version
from verklaringen.actions.delen import share, stop_sharing
from verklaringen.actions.uitreiking import record_uitreiking, undo_uitreiking
from verklaringen.actions.versie import correct_address, remind_now, send, send_again, withdraw_versie

__all__ = [
    "Keuze",
    "correct_address",
    "drop_concept",
    "make_concept",
    "new_version",
    "record_uitreiking",
    "remind_now",
    "send",
    "send_again",
    "share",
    "stop_sharing",
    "undo_uitreiking",
    "withdraw_versie",
]
