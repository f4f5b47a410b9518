from django.db import models


class TrajectStatus(models.TextChoices):
    VOORBEREIDING = "voorbereiding", "in voorbereiding"
    LOPEND = "lopend", "lopend"
    ONDERBROKEN = "onderbroken", "onderbroken"
    AFGEROND = "afgerond", "afgerond"
    GESTOPT = "gestopt", "gestopt"


T = TrajectStatus
TRAJECT_NEXT: dict[str, frozenset[str]] = {
    T.VOORBEREIDING: frozenset({T.LOPEND, T.GESTOPT}),
    T.LOPEND: frozenset({T.ONDERBROKEN, T.AFGEROND, T.GESTOPT}),
    T.ONDERBROKEN: frozenset({T.LOPEND, T.GESTOPT}),
    T.AFGEROND: frozenset({T.LOPEND}),
    T.GESTOPT: frozenset({T.LOPEND, T.VOORBEREIDING}),
}
"""From afgerond and gestopt back is heropend: only with a reason."""


class PlaatsingStatus(models.TextChoices):
    GEPLAND = "gepland", "gepland"
    LOPEND = "lopend", "lopend"
    BEEINDIGD = "beeindigd", "beëindigd"


PLAATSING_NEXT: dict[str, frozenset[str]] = {
    PlaatsingStatus.GEPLAND: frozenset({PlaatsingStatus.LOPEND, PlaatsingStatus.BEEINDIGD}),
    PlaatsingStatus.LOPEND: frozenset({PlaatsingStatus.BEEINDIGD}),
    PlaatsingStatus.BEEINDIGD: frozenset(),
}


class PokStatus(models.TextChoices):
    CONCEPT = "concept", "concept"
    TER_ONDERTEKENING = "ter_ondertekening", "wacht op handtekeningen"
    GETEKEND = "getekend", "getekend"
    VERVANGEN = "vervangen", "vervangen"
    BEEINDIGD = "beeindigd", "beëindigd"


POK_NEXT: dict[str, frozenset[str]] = {
    PokStatus.CONCEPT: frozenset({PokStatus.TER_ONDERTEKENING}),
    PokStatus.TER_ONDERTEKENING: frozenset({PokStatus.GETEKEND, PokStatus.VERVANGEN}),
    PokStatus.GETEKEND: frozenset({PokStatus.VERVANGEN, PokStatus.BEEINDIGD}),
    PokStatus.VERVANGEN: frozenset(),
    PokStatus.BEEINDIGD: frozenset(),
}


class PlaatsingSoort(models.TextChoices):
    """Only bpv needs an inschrijving, a signed POK and an erkenning."""

    VOORTRAJECT = "voortraject", "voortraject"
    PROEFPLAATSING = "proefplaatsing", "proefplaatsing"
    BPV = "bpv", "beroepspraktijkvorming (bpv)"
    NAZORG = "nazorg", "nazorg"
