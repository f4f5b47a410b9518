"""The one primary button on the page of a person. The first that answers is shown; rooms above register theirs.

This room takes 10 (someone betrokken), 20 (intake) and 30 (advies). What must come first registers below 10, what
follows the advies above 30.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from kandidaten.models import Advies, Kandidaat
from kandidaten.permissions import (
    current_rows,
    may_advise,
    may_answer_advies,
    may_discuss_advies,
    may_edit_advies,
    may_submit_advies,
    may_transfer,
)
from kandidaten.states import AdviesStatus
from praktijkleren.accounts.roles import GRANTS, Permission
from praktijkleren.ui.parts import Registry

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


INTAKE_IN_STEPS = "?intake=1"
"""Leads from the intake to klantgroep, inkomen, ondersteuning and advies."""


@dataclass(frozen=True)
class NextStep:
    label: str
    url: str = ""
    icon: str = "arrow-right"
    by: str = ""
    """Whose move it is, where it is not up to the reader; then there is no address."""


MakeStep = Callable[["Gebruiker", Kandidaat], NextStep | None]

_steps: Registry[MakeStep] = Registry()


def register(order: int, make: MakeStep) -> None:
    _steps.add(order, make)


def next_step(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> NextStep | None:
    made = (make(gebruiker, kandidaat) for make in _steps)
    return next((step for step in made if step), None)


def choose_colleague(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> NextStep | None:
    if current_rows(kandidaat) or not may_transfer(gebruiker, kandidaat):
        return None
    return involve_someone("Kies wie begeleidt", kandidaat)


def involve_someone(label: str, kandidaat: Kandidaat) -> NextStep:
    return NextStep(label, reverse("kandidaten:involve", args=[kandidaat.pk]), "users")


def do_intake(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> NextStep | None:
    if len(kandidaat.intakes.all()) or current_advies(kandidaat) or is_on_the_way(kandidaat):
        return None
    if not may_advise(gebruiker, kandidaat):
        return wait_for_writer(gebruiker, kandidaat, "de intake doen")
    return NextStep("Doe de intake", reverse("kandidaten:intake", args=[kandidaat.pk]) + INTAKE_IN_STEPS)


def go_on_with_advies(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> NextStep | None:
    advies = current_advies(kandidaat)
    if advies is None:
        if is_on_the_way(kandidaat):
            return None
        if not may_advise(gebruiker, kandidaat):
            return wait_for_writer(gebruiker, kandidaat, "het advies schrijven")
        return NextStep("Schrijf het advies", reverse("kandidaten:advies_write", args=[kandidaat.pk]), "edit")
    advies.kandidaat = kandidaat
    if label := _label(gebruiker, advies):
        return NextStep(label, advies.get_absolute_url())
    return None if is_on_the_way(kandidaat) else wait_for_advies(gebruiker, advies)


def wait_for_writer(gebruiker: "Gebruiker", kandidaat: Kandidaat, todo: str) -> NextStep | None:
    """Whoever is betrokken and may do it; where nobody is, someone is to be chosen. Who had a traject is past this."""
    if Kandidaat.objects.filter(pk=kandidaat.pk, trajecten__isnull=False).exists():
        return None
    names = [row.wie for row in current_rows(kandidaat) if Permission.ADVIES_WRITE in GRANTS[row.rol]]
    if names:
        return NextStep(todo, by=" of ".join(names[:2]))
    if may_transfer(gebruiker, kandidaat):
        return involve_someone("Kies wie verdergaat met de kandidaat", kandidaat)
    return NextStep("kiezen wie dit doet", by="de coördinator")


def wait_for_advies(gebruiker: "Gebruiker", advies: Advies) -> NextStep | None:
    match advies.status:
        case AdviesStatus.VOORGELEGD:
            return NextStep("antwoord geven op het advies", by=str(advies.mbo_gebruiker or "het mbo-contact"))
        case AdviesStatus.CONCEPT | AdviesStatus.ANDER_VOORSTEL:
            return wait_for_writer(gebruiker, advies.kandidaat, "het advies afmaken en voorleggen")
        case AdviesStatus.AKKOORD_MBO:
            return wait_for_writer(gebruiker, advies.kandidaat, "het advies bespreken met de kandidaat")
    return None


def _label(gebruiker: "Gebruiker", advies: Advies) -> str:
    if may_submit_advies(gebruiker, advies):
        return "Leg het advies voor"
    if may_answer_advies(gebruiker, advies):
        return "Geef antwoord op het advies"
    if may_edit_advies(gebruiker, advies):
        return "Pas het advies aan"
    return "Bespreek het advies" if may_discuss_advies(gebruiker, advies) else ""


def current_advies(kandidaat: Kandidaat) -> Advies | None:
    """The version that counts; costs no query where the page fetched them already."""
    return next((row for row in kandidaat.adviezen.all() if row.status != AdviesStatus.VERVANGEN), None)


def is_on_the_way(kandidaat: Kandidaat) -> bool:
    """Has a traject that did not end: then one no longer asks for an intake. See `with_traject`."""
    if not hasattr(kandidaat, "has_traject"):
        kandidaat.has_traject = Kandidaat.objects.with_traject().get(pk=kandidaat.pk).has_traject
    return kandidaat.has_traject


def register_own() -> None:
    for order, make in ((10, choose_colleague), (20, do_intake), (30, go_on_with_advies)):
        register(order, make)
