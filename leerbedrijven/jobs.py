"""Reading in a large file: the writing in one piece, the rest row by row on the progress page."""

from collections.abc import Iterator

from leerbedrijven import csv_plan
from leerbedrijven.models import Inlezing
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.csvfile import CsvError
from praktijkleren.werk.models import Opdracht
from praktijkleren.werk.opdrachten import Uitkomst

READ_IN = "leerbedrijven.inlezen"


def rows(opdracht: Opdracht) -> Iterator[Uitkomst]:
    """The first step writes all leerbedrijven at once, so that a crash leaves everything or nothing."""
    inlezing = Inlezing.objects.get(pk=opdracht.gegevens["inlezing"])
    by = Actor.gebruiker(opdracht.eigenaar)
    try:
        csv_plan.write(inlezing, by=by)
    except CsvError as error:
        yield Uitkomst(inlezing.bestandsnaam, gelukt=False, uitleg=f"Er is niets ingelezen. {error.shown[0]}")
        return
    inlezing.refresh_from_db()
    effect = inlezing.telling["effect"]
    for leerbedrijf in csv_plan.note(inlezing, list(effect)[opdracht.gedaan :], by=by):
        yield Uitkomst(leerbedrijf.naam, uitleg=effect[leerbedrijf.leerbedrijf_id], url=leerbedrijf.get_absolute_url())


def total(opdracht: Opdracht) -> int:
    found: int = Inlezing.objects.get(pk=opdracht.gegevens["inlezing"]).telling["leerbedrijven"]
    return found
