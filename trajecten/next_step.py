"""The one primary button on the page of a traject, and the words for it in the list."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse

from praktijkleren.accounts.roles import Permission
from praktijkleren.ui.parts import Registry
from trajecten.models import Traject
from trajecten.progress import Progress
from trajecten.states import PlaatsingSoort, PlaatsingStatus, PokStatus, TrajectStatus

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


@dataclass(frozen=True)
class NextStep:
    label: str
    """What the button says, and the list."""
    view: str = ""
    arg: object = None
    permission: Permission = Permission.TRAJECT_VIEW
    by: str = ""
    """Who does this, for those who may not: "het mbo-contact"."""
    query: str = ""

    @property
    def url(self) -> str:
        """Made when asked for: fifty rows of a list show the label only."""
        url = reverse(self.view, args=[self.arg]) if self.view else ""
        return f"{url}?{self.query}" if self.query else url


MBO, COACH, START = "het mbo-contact", "de jobcoach of het mbo-contact", "de klantmanager, jobcoach of coördinator"
STARTS = {
    PlaatsingSoort.PROEFPLAATSING.value: "Start de proefplaatsing",
    PlaatsingSoort.VOORTRAJECT.value: "Start het voortraject",
}
MakeStep = Callable[["Gebruiker | None", Traject], NextStep | None]

_makers: Registry[MakeStep] = Registry()


def register(order: int, make: MakeStep) -> None:
    """For a room above: asked first when a traject has come to the step "verklaring"."""
    _makers.add(order, make)


def next_step(gebruiker: "Gebruiker | None", traject: Traject, progress: Progress) -> NextStep | None:
    """What this traject waits for; the page shows a button to who may do it, and to others whose turn it is."""
    if progress.step == "verklaring" and progress.status == TrajectStatus.LOPEND:
        made = (make(gebruiker, traject) for make in _makers)
        if step := next((step for step in made if step), None):
            return step
    return describe(progress, traject.pk)


def describe(progress: Progress, pk: object) -> NextStep | None:
    """The same without a query, for a row of the list."""
    if progress.status in {TrajectStatus.AFGEROND, TrajectStatus.GESTOPT}:
        return None
    if progress.status == TrajectStatus.ONDERBROKEN:
        return _step("Hervat het traject", "resume", pk, Permission.TRAJECT_START, START)
    if progress.resultaat:
        return _step("Rond het traject af", "complete", pk, Permission.TRAJECT_START, START)
    return _DESCRIBE[progress.step](progress, pk)


def _step(label: str, name: str, pk: object, permission: Permission, by: str) -> NextStep:
    return NextStep(label, f"trajecten:{name}", pk, permission, by)


def _werkprocessen(progress: Progress, pk: object) -> NextStep:
    return _step("Kies werkprocessen", "plan", pk, Permission.TRAJECT_PLAN, COACH)


def _leerplaats(progress: Progress, pk: object) -> NextStep:
    """A proefplaatsing or voortraject comes first where there is one; after it the bpv follows at the same place."""
    if progress.proef == PlaatsingStatus.GEPLAND:
        label = STARTS[progress.proef_soort]
        return _step(label, "start_plaatsing", progress.proef_id, Permission.TRAJECT_PLAN, COACH)
    if progress.proef:
        return replace(_step("Plan de bpv", "place", pk, Permission.TRAJECT_PLAN, COACH), query=progress.proef_at)
    return _step("Zoek een leerplaats", "match", pk, Permission.TRAJECT_PLAN, COACH)


def _inschrijving(progress: Progress, pk: object) -> NextStep:
    return _step("Schrijf in bij het mbo", "enrol", pk, Permission.INSCHRIJVING_EDIT, MBO)


def _pok(progress: Progress, pk: object) -> NextStep:
    if progress.pok == PokStatus.TER_ONDERTEKENING:
        return _step("Leg de handtekeningen vast", "pok_sign", progress.pok_id, Permission.POK_EDIT, MBO)
    if progress.pok == PokStatus.CONCEPT:
        return _step("Maak de praktijkovereenkomst af", "pok", progress.pok_id, Permission.POK_EDIT, MBO)
    return _step("Leg de praktijkovereenkomst vast", "pok_draft", progress.bpv_id, Permission.POK_EDIT, MBO)


def _bpv(progress: Progress, pk: object) -> NextStep:
    return _step("Start de bpv", "start_plaatsing", progress.bpv_id, Permission.TRAJECT_PLAN, COACH)


def _voortgang(progress: Progress, pk: object) -> NextStep:
    return _step("Leg een bezoek vast", "log", pk, Permission.VOORTGANG_WRITE, "de jobcoach")


def _beoordeling(progress: Progress, pk: object) -> NextStep:
    if progress.asked:
        label = "Volg de gevraagde beoordeling"
        return _step(label, "beoordelingen", progress.bpv_id, Permission.BEOORDELING_ASK, "de praktijkopleider")
    return _step("Vraag een beoordeling", "ask_beoordeling", progress.bpv_id, Permission.BEOORDELING_ASK, COACH)


def _verklaring(progress: Progress, pk: object) -> NextStep:
    if not progress.mastered:
        return _step("Bespreek hoe het verder gaat", "match", pk, Permission.TRAJECT_PLAN, COACH)
    return NextStep("Maak de praktijkverklaring", permission=Permission.VERKLARING_ISSUE, by=MBO)


def _opleiding(progress: Progress, pk: object) -> NextStep:
    return _step("Start de opleiding", "start", pk, Permission.TRAJECT_START, START)


def _resultaat(progress: Progress, pk: object) -> NextStep:
    return _step("Leg het resultaat vast", "complete", pk, Permission.TRAJECT_START, START)


_DESCRIBE: dict[str, Callable[[Progress, object], NextStep]] = {
    "werkprocessen": _werkprocessen,
    "leerplaats": _leerplaats,
    "inschrijving": _inschrijving,
    "pok": _pok,
    "bpv": _bpv,
    "voortgang": _voortgang,
    "beoordeling": _beoordeling,
    "verklaring": _verklaring,
    "opleiding": _opleiding,
    "resultaat": _resultaat,
}


def is_mine(gebruiker: "Gebruiker", traject: Traject, step: NextStep) -> bool:
    return bool(step.view) and gebruiker.can(step.permission, for_=traject)
