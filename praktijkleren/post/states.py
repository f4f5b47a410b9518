from django.db import models


class BerichtStatus(models.TextChoices):
    GEPLAND = "gepland", "wacht op verzending"
    BEZIG = "bezig", "wordt verzonden"
    VERZONDEN = "verzonden", "verzonden"
    BEZORGD = "bezorgd", "bezorgd"
    ONBESTELBAAR = "onbestelbaar", "niet te bezorgen"
    MISLUKT = "mislukt", "niet gelukt"
    ONZEKER = "onzeker", "onzeker of het verzonden is"


S = BerichtStatus
NEXT: dict[str, frozenset[str]] = {
    S.GEPLAND: frozenset({S.BEZIG}),
    S.BEZIG: frozenset({S.BEZIG, S.GEPLAND, S.VERZONDEN, S.MISLUKT, S.ONZEKER, S.ONBESTELBAAR}),
    S.VERZONDEN: frozenset({S.BEZORGD, S.ONBESTELBAAR, S.GEPLAND, S.ONZEKER}),
    S.BEZORGD: frozenset({S.ONBESTELBAAR}),
    S.ONBESTELBAAR: frozenset(),
    S.MISLUKT: frozenset({S.GEPLAND}),
    S.ONZEKER: frozenset(),
}

LABELS = {
    "bericht.gepland": "Mail klaargezet",
    "bericht.bezig": "Verzenden begonnen",
    "bericht.verzonden": "Mail verzonden",
    "bericht.bezorgd": "Mail bezorgd",
    "bericht.onbestelbaar": "Mail niet te bezorgen",
    "bericht.mislukt": "Mail niet verzonden",
    "bericht.onzeker": "Onzeker of de mail is verzonden",
    "bericht.inhoud_gewist": "Inhoud van oude mails gewist",
}
"""What the events of this room are called in a history."""
