from django.db import models


class VerzoekStatus(models.TextChoices):
    """Of an Ondertekenverzoek. Delivery of its mail is read from Bericht."""

    OPEN = "open", "wacht op ondertekening"
    IN_BEHANDELING = "in_behandeling", "geopend"
    ONDERTEKEND = "ondertekend", "ondertekend"
    GEWEIGERD = "geweigerd", "teruggestuurd"
    OVERGEDRAGEN = "overgedragen", "overgedragen"
    VERLOPEN = "verlopen", "verlopen"
    TERUGGETROKKEN = "teruggetrokken", "teruggetrokken"


class WeigerReden(models.TextChoices):
    """Why someone sends a document back (signing.md 2.8)."""

    INHOUD = "inhoud", "Er klopt iets niet in de inhoud"
    ONBEKEND = "onbekend", "Ik ken deze persoon niet"
    NIET_DE_JUISTE = "niet_de_juiste", "Ik ben niet de juiste persoon om te ondertekenen"
    GEEN_ERKENNING = "geen_erkenning", "Wij zijn geen erkend leerbedrijf meer"
    ANDERS = "anders", "Iets anders"


class AfwezigReden(models.TextChoices):
    """Why someone is away. Whether someone is ill is nobody's business here, so there is no such reason."""

    VRIJ = "vrij", "Vrij of op vakantie"
    AFWEZIG = "afwezig", "Een tijd afwezig"
    ANDERS = "anders", "Iets anders"


class Niveau(models.TextChoices):
    """How much a seal carries to prove itself (PAdES baseline, signing.md 3.1)."""

    B_B = "B-B", "zegel zonder tijdstempel"
    B_T = "B-T", "zegel met tijdstempel"
    B_LT = "B-LT", "zegel met tijdstempel en bewijs voor later"


S = VerzoekStatus
OPEN_STATES = frozenset({S.OPEN, S.IN_BEHANDELING})
ENDED = frozenset({S.ONDERTEKEND, S.GEWEIGERD, S.OVERGEDRAGEN, S.VERLOPEN, S.TERUGGETROKKEN})
NEXT: dict[str, frozenset[str]] = {
    S.OPEN: frozenset({S.IN_BEHANDELING, S.OVERGEDRAGEN, S.VERLOPEN, S.TERUGGETROKKEN}),
    S.IN_BEHANDELING: frozenset({S.ONDERTEKEND, S.GEWEIGERD, S.OVERGEDRAGEN, S.VERLOPEN, S.TERUGGETROKKEN}),
    S.ONDERTEKEND: frozenset(),
    S.GEWEIGERD: frozenset(),
    S.OVERGEDRAGEN: frozenset(),
    S.VERLOPEN: frozenset(),
    S.TERUGGETROKKEN: frozenset(),
}
