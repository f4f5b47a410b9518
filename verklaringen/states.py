from django.db import models


class VersieStatus(models.TextChoices):
    CONCEPT = "concept", "concept"
    TER_ONDERTEKENING = "ter_ondertekening", "wacht op ondertekening"
    ONDERTEKEND = "ondertekend", "ondertekend"
    VERZEGELEN = "verzegelen", "wordt verzegeld"
    VERZEGELD = "verzegeld", "verzegeld"
    VERVANGEN = "vervangen", "vervangen"
    INGETROKKEN = "ingetrokken", "ingetrokken"
    GEWEIGERD = "geweigerd", "teruggestuurd"
    VERLOPEN = "verlopen", "termijn voorbij"
    TERUGGETROKKEN = "teruggetrokken", "teruggetrokken"


S = VersieStatus
VALID = frozenset({S.ONDERTEKEND, S.VERZEGELEN, S.VERZEGELD})
"""Signed. What one may hand over or share is sealed besides."""
SENT = frozenset({S.TER_ONDERTEKENING, *VALID})
"""Nothing has to be made or sent any more."""
NO_LONGER_VALID = frozenset({S.VERVANGEN, S.INGETROKKEN})
NEXT: dict[str, frozenset[str]] = {
    S.CONCEPT: frozenset({S.TER_ONDERTEKENING}),
    S.TER_ONDERTEKENING: frozenset({S.ONDERTEKEND, S.GEWEIGERD, S.VERLOPEN, S.TERUGGETROKKEN}),
    S.ONDERTEKEND: frozenset({S.VERZEGELEN}),
    S.VERZEGELEN: frozenset({S.VERZEGELD}),
    S.VERZEGELD: frozenset({S.VERVANGEN, S.INGETROKKEN}),
    S.VERVANGEN: frozenset(),
    S.INGETROKKEN: frozenset(),
    S.GEWEIGERD: frozenset(),
    S.VERLOPEN: frozenset({S.TER_ONDERTEKENING}),
    S.TERUGGETROKKEN: frozenset(),
}


class IntrekReden(models.TextChoices):
    """Why a sealed verklaring is taken back for good (signing.md 2.8)."""

    ONJUIST = "onjuist", "Er staat iets op dat niet waar is"
    VERKEERDE_PERSOON = "verkeerde_persoon", "De verklaring is van de verkeerde persoon"
    NIET_BEVOEGD = "niet_bevoegd", "Wie ondertekende mocht dat niet"
    MISBRUIK = "misbruik", "Er is misbruik of fraude vastgesteld"
    ANDERS = "anders", "Een andere reden"
