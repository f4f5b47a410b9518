from django.db import models


class OpdrachtStatus(models.TextChoices):
    WACHT = "wacht", "wacht"
    BEZIG = "bezig", "bezig"
    KLAAR = "klaar", "klaar"
    MISLUKT = "mislukt", "niet gelukt"


S = OpdrachtStatus
NEXT: dict[str, frozenset[str]] = {
    S.WACHT: frozenset({S.BEZIG}),
    S.BEZIG: frozenset({S.BEZIG, S.KLAAR, S.MISLUKT}),
    S.KLAAR: frozenset(),
    S.MISLUKT: frozenset({S.WACHT}),
}

LABELS = {
    "taak.gemaakt": "Taak gemaakt",
    "taak.klaar": "Taak afgerond",
    "taak.heropend": "Taak opnieuw gevraagd",
    "taak.teruggezet": "Taak teruggezet",
    "opdracht.gestart": "Opdracht gestart",
    "opdracht.wacht": "Opdracht opnieuw gestart",
    "opdracht.bezig": "Opdracht begonnen",
    "opdracht.klaar": "Opdracht afgerond",
    "opdracht.mislukt": "Opdracht afgebroken",
}
"""What the events of this room are called in a history."""
