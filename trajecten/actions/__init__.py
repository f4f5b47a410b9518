from trajecten.actions.beoordeling import (
    Oordeel,
    answer_verzoek,
    ask_beoordeling,
    record_beoordeling,
    remind_verzoek,
    withdraw_verzoek,
)
from trajecten.actions.inschrijving import end_inschrijving, enrol
from trajecten.actions.plaatsing import (
    assign_praktijkopleider,
    change_period,
    end_plaatsing,
    ends_with_start,
    place,
    record_quality,
    start_plaatsing,
)
from trajecten.actions.plan import plan_traject
from trajecten.actions.pok import draft_pok, offer_pok, revise_pok, sign_pok
from trajecten.actions.traject import (
    add_to_groep,
    complete_traject,
    end_resultaat,
    interrupt_traject,
    open_traject,
    record_resultaat,
    reopen_traject,
    resume_traject,
    start_traject,
    stop_traject,
    switch_traject,
)
from trajecten.actions.verklaring import finish_judged, follow_verklaring
from trajecten.actions.voortgang import edit_logregel, log_visit, may_still_undo, record_hours, undo_logregel
from trajecten.refused import ErkenningEndsError, RefusedError

__all__ = [
    "ErkenningEndsError",
    "Oordeel",
    "RefusedError",
    "add_to_groep",
    "answer_verzoek",
    "ask_beoordeling",
    "assign_praktijkopleider",
    "change_period",
    "complete_traject",
    "draft_pok",
    "edit_logregel",
    "end_inschrijving",
    "end_plaatsing",
    "end_resultaat",
    "ends_with_start",
    "enrol",
    "finish_judged",
    "follow_verklaring",
    "interrupt_traject",
    "log_visit",
    "may_still_undo",
    "offer_pok",
    "open_traject",
    "place",
    "plan_traject",
    "record_beoordeling",
    "record_hours",
    "record_quality",
    "record_resultaat",
    "remind_verzoek",
    "reopen_traject",
    "resume_traject",
    "revise_pok",
    "sign_pok",
    "start_plaatsing",
    "start_traject",
    "stop_traject",
    "switch_traject",
    "undo_logregel",
    "withdraw_verzoek",
]
