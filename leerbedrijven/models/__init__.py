from leerbedrijven.models.register import (
    ErkendWerkproces,
    Erkenning,
    ErkenningQuerySet,
    Inlezing,
    Leerbedrijf,
    LeerbedrijfQuerySet,
    four_years,
)
from leerbedrijven.models.relatie import (
    Contactmoment,
    ContactmomentQuerySet,
    ContactSoort,
    Leerplaats,
    LeerplaatsQuerySet,
    Praktijkopleider,
    PraktijkopleiderQuerySet,
    Relatie,
    RelatieQuerySet,
)

__all__ = [
    "ContactSoort",
    "Contactmoment",
    "ContactmomentQuerySet",
    "ErkendWerkproces",
    "Erkenning",
    "ErkenningQuerySet",
    "Inlezing",
    "Leerbedrijf",
    "LeerbedrijfQuerySet",
    "Leerplaats",
    "LeerplaatsQuerySet",
    "Praktijkopleider",
    "PraktijkopleiderQuerySet",
    "Relatie",
    "RelatieQuerySet",
    "four_years",
]
