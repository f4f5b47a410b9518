from django.db import models


class RapportStatus(models.TextChoices):
    GEVRAAGD = "gevraagd", "wordt gemaakt"
    KLAAR = "klaar", "klaar"


NEXT: dict[str, frozenset[str]] = {
    RapportStatus.GEVRAAGD: frozenset({RapportStatus.KLAAR}),
    RapportStatus.KLAAR: frozenset(),
}


class RapportSoort(models.TextChoices):
    MAAND = "maand", "maandrapportage"
    KWARTAAL = "kwartaal", "kwartaalrapportage"
    JAAR = "jaar", "jaarrapportage"
    TUSSEN = "tussen", "tussenrapportage"
    EIND = "eind", "eindrapportage"


class Plek(models.TextChoices):
    VOOR = "voor", "vóór de cijfers"
    NA = "na", "na de cijfers"
