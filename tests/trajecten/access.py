from praktijkleren.accounts.roles import BETROKKEN, Rol
from tests.factories.trajecten import (
    BegeleidingFactory,
    BeoordelingsverzoekFactory,
    InschrijvingFactory,
    LeerdoelFactory,
    LogregelFactory,
    PlaatsingFactory,
    PraktijkovereenkomstFactory,
    TrajectFactory,
)
from tests.pages import Page

C, K, J, N, M = (Rol.COORDINATOR, Rol.KLANTMANAGER, Rol.JOBCOACH, Rol.NAZORGBEGELEIDER, Rol.MBO_CONTACT)
A, V = Rol.ADMINISTRATIE, Rol.ADVISEUR_WERKGEVERS
IN_FULL = {C, *BETROKKEN}
KNOWS = {*IN_FULL, A, V}
"""The adviseur werkgevers knows who is placed."""
MAY_START, MAY_PLAN, MAY_LOG, MAY_ASK = {C, K, J}, {C, J, M}, {J, N, M}, {J, M}
READS_POK = {C, J, N, M, A}


def traject(**kwargs):
    """Of someone who is placed, or the adviseur werkgevers would not know of it."""

    def args(world):
        made = TrajectFactory(kandidaat=world.kandidaat, **kwargs)
        PlaatsingFactory(traject=made, proef=True)
        return [made.pk]

    return args


def plaatsing(**kwargs):
    def args(world):
        made = PlaatsingFactory(traject=TrajectFactory(kandidaat=world.kandidaat, lopend=True), **kwargs)
        BegeleidingFactory(plaatsing=made)
        LeerdoelFactory(traject=made.traject)
        return [made.pk]

    return args


def pok(**kwargs):
    return lambda world: [PraktijkovereenkomstFactory(plaatsing__traject__kandidaat=world.kandidaat, **kwargs).pk]


def inschrijving(world):
    made = InschrijvingFactory(traject__kandidaat=world.kandidaat)
    PlaatsingFactory(traject=made.traject)
    return [made.pk]


def logregel(world):
    return [LogregelFactory(traject=TrajectFactory(kandidaat=world.kandidaat, lopend=True), door=world.gebruiker(J)).pk]


def verzoek(world):
    made = BeoordelingsverzoekFactory(plaatsing__traject__kandidaat=world.kandidaat)
    BegeleidingFactory(plaatsing=made.plaatsing)
    LeerdoelFactory(traject=made.plaatsing.traject)
    return [made.pk]


def page(name, args, ok, seen_by=KNOWS):
    return Page(f"trajecten:{name}", args=args, ok=ok, forbidden=seen_by - ok)


BPV = {"bpv": True, "lopend": True}

PAGES = [
    Page("trajecten:list", ok=set(Rol) - {Rol.LEZER, Rol.BEHEERDER}, forbidden={Rol.LEZER, Rol.BEHEERDER}),
    Page("trajecten:batch", ok=MAY_START, forbidden=set(Rol) - MAY_START),
    page("open", lambda world: [world.kandidaat.pk], MAY_START, KNOWS - {V}),
    page("detail", traject(), KNOWS),
    page("plan", traject(), MAY_PLAN),
    page("match", traject(), MAY_PLAN),
    page("place", traject(), MAY_PLAN),
    page("enrol", traject(), {M}),
    page("log", traject(lopend=True), MAY_LOG),
    page("start", traject(route="diploma"), MAY_START),
    page("interrupt", traject(lopend=True), MAY_START),
    page("resume", traject(onderbroken=True), MAY_START),
    page("complete", traject(lopend=True), MAY_START),
    page("stop", traject(lopend=True), MAY_START),
    page("reopen", traject(afgerond=True), MAY_START),
    page("switch", traject(lopend=True), MAY_START),
    page("start_plaatsing", plaatsing(bpv=True), MAY_PLAN),
    page("end_plaatsing", plaatsing(**BPV), MAY_PLAN),
    page("period", plaatsing(**BPV), MAY_PLAN),
    page("begeleiding", plaatsing(**BPV), MAY_PLAN),
    page("quality", plaatsing(**BPV), {M}),
    page("hours", plaatsing(**BPV), READS_POK),
    page("pok_draft", plaatsing(bpv=True), {M}),
    page("beoordelingen", plaatsing(**BPV), IN_FULL),
    page("ask_beoordeling", plaatsing(**BPV), MAY_ASK),
    page("record_beoordeling", plaatsing(**BPV), MAY_ASK),
    page("end_inschrijving", inschrijving, {M}),
    page("pok", pok(getekend=True), READS_POK),
    page("pok_edit", pok(), {M}),
    page("pok_offer", pok(), {M}),
    page("pok_sign", pok(wachtend=True), {M}),
    page("edit_log", logregel, {J}, IN_FULL),
    page("undo_log", logregel, {J}, IN_FULL),
    page("remind_beoordeling", verzoek, MAY_ASK, IN_FULL),
    Page("trajecten:judge", args=verzoek, link="beoordelen"),
    Page("trajecten:judged", args=verzoek, link="beoordelen"),
]
