"""The intake as a row of steps: each is a page of its own, and `?intake=1` leads from one to the next."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from kandidaten.models import Advies, Intake, Kandidaat, Ondersteuning, Situatie, Sociaal
from kandidaten.next_step import INTAKE_IN_STEPS
from kandidaten.permissions import may_advise, may_edit_ondersteuning, may_edit_sociaal
from praktijkleren.accounts.http import Request

STEPS = (
    ("intake", "Intake", may_advise),
    ("sociaal", "Klantgroep", may_edit_sociaal),
    ("situatie", "Inkomen", may_edit_sociaal),
    ("ondersteuning", "Ondersteuning", may_edit_ondersteuning),
    ("advies_write", "Advies", may_advise),
)


@dataclass(frozen=True)
class IntakeSteps:
    items: list[tuple[str, str, str, bool]]
    """Key, label, address, and whether something was written down there."""
    current: str
    then: str
    """Where one goes after this page: the next step, or the person."""


WRITTEN: dict[str, Any] = {
    "intake": Intake,
    "sociaal": Sociaal,
    "situatie": Situatie,
    "ondersteuning": Ondersteuning,
    "advies_write": Advies,
}


def is_done(request: Request, kandidaat: Kandidaat, key: str) -> bool:
    """Passing a step by does not make it done."""
    rows = WRITTEN[key].objects.visible_to(request.user).filter(kandidaat=kandidaat)
    return bool((rows.known() if key == "situatie" else rows).exists())


def intake_steps(request: Request, kandidaat: Kandidaat, current: str) -> IntakeSteps:
    """The steps that this gebruiker may take; without the mark in the address none are shown."""
    back = kandidaat.get_absolute_url()
    if "intake" not in request.GET:
        return IntakeSteps([], current, back)
    items = [
        (
            key,
            label,
            reverse(f"kandidaten:{key}", args=[kandidaat.pk]) + INTAKE_IN_STEPS,
            is_done(request, kandidaat, key),
        )
        for key, label, may in STEPS
        if may(request.user, kandidaat)
    ]
    keys = [key for key, *_ in items]
    following = items[keys.index(current) + 1 :]
    return IntakeSteps(items, current, following[0][2] if following else back)
