"""Hears of every event in the audit log and notes whose facts are to be counted again, in the same transaction."""

from functools import partial

from django.db import transaction

from praktijkleren.audit.models import AuditEvent
from rapportages.feiten.tellen import work_off
from rapportages.models import Hertelling

COUNTED = frozenset(
    {
        "aanmeldingen.aanmelding",
        "kandidaten.advies",
        "kandidaten.kandidaat",
        "kandidaten.situatie",
        "kandidaten.sociaal",
        "leerbedrijven.erkenning",
        "leerbedrijven.leerbedrijf",
        "trajecten.aanwezigheid",
        "trajecten.inschrijving",
        "trajecten.logregel",
        "trajecten.plaatsing",
        "trajecten.traject",
        "verklaringen.praktijkverklaring",
        "verklaringen.verklaringversie",
    }
)
"""What a Telfeit is made from; a logregel carries the hours of a week. Other events change no figure."""
RELATIE = "leerbedrijven.relatie"


def follow(event: AuditEvent) -> None:
    """The note is part of the transaction, the counting comes right after it; a crash in between is swept up."""
    if event.soort not in COUNTED and event.soort != RELATIE:
        return
    Hertelling.objects.create(dossier=event.dossier, recorded_at=event.recorded_at)
    transaction.on_commit(partial(work_off, event.dossier), robust=True)
