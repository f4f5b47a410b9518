from kandidaten.models.advies import Advies, AdviesQuerySet, Intake, IntakeQuerySet
from kandidaten.models.betrokkenheid import Betrokkenheid, BetrokkenheidQuerySet
from kandidaten.models.groepen import (
    Klantgroep,
    Ondersteuning,
    OndersteuningQuerySet,
    Situatie,
    SituatieQuerySet,
    SituatieSoort,
    Sociaal,
    SociaalQuerySet,
    WerkgeverSoort,
)
from kandidaten.models.kandidaat import (
    Kandidaat,
    KandidaatQuerySet,
    Vertegenwoordiger,
    VertegenwoordigerQuerySet,
    VertegenwoordigerSoort,
)

__all__ = [
    "Advies",
    "AdviesQuerySet",
    "Betrokkenheid",
    "BetrokkenheidQuerySet",
    "Intake",
    "IntakeQuerySet",
    "Kandidaat",
    "KandidaatQuerySet",
    "Klantgroep",
    "Ondersteuning",
    "OndersteuningQuerySet",
    "Situatie",
    "SituatieQuerySet",
    "SituatieSoort",
    "Sociaal",
    "SociaalQuerySet",
    "Vertegenwoordiger",
    "VertegenwoordigerQuerySet",
    "VertegenwoordigerSoort",
    "WerkgeverSoort",
]
