"""What this room shows on the page of a person: the trajecten, and what comes next."""

from django.urls import reverse

from kandidaten.models import Kandidaat
from kandidaten.next_step import NextStep
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.ui.parts import Section
from trajecten.models import Traject
from trajecten.permissions import may_open
from trajecten.progress import trajecten_with_progress


def trajecten_section(gebruiker: Gebruiker, kandidaat: Kandidaat) -> Section | None:
    rows, may = trajecten_of(gebruiker, kandidaat), may_open(gebruiker, kandidaat)
    if not rows and not may:
        return None
    return Section("trajecten/_of_kandidaat.html", {"rows": rows, "may_open": may, "kandidaat_pk": kandidaat.pk})


def go_on_with_traject(gebruiker: Gebruiker, kandidaat: Kandidaat) -> NextStep | None:
    """An open traject is where one goes on; without any, one is opened."""
    rows = trajecten_of(gebruiker, kandidaat)
    if current := next((row for row in rows if row.is_open), None):
        return NextStep("Naar het traject", current.get_absolute_url(), "route")
    if rows or not may_open(gebruiker, kandidaat):
        return None
    return NextStep("Open een traject", reverse("trajecten:open", args=[kandidaat.pk]), "route")


def trajecten_of(gebruiker: Gebruiker, kandidaat: Kandidaat) -> list[Traject]:
    """Read once per page: the section and the next step ask the same."""
    kept: dict[int, list[Traject]] = kandidaat.__dict__.setdefault("_trajecten", {})
    if gebruiker.pk not in kept:
        visible = trajecten_with_progress(gebruiker).visible_to(gebruiker).filter(kandidaat=kandidaat)
        kept[gebruiker.pk] = list(visible.select_related("kwalificatie").order_by("-created_at", "pk"))
    return kept[gebruiker.pk]
