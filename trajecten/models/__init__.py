from trajecten.models.beoordeling import (
    Beoordeling,
    BeoordelingQuerySet,
    Beoordelingsverzoek,
    BeoordelingsverzoekQuerySet,
)
from trajecten.models.plaatsing import (
    Begeleiding,
    Inschrijving,
    InschrijvingQuerySet,
    Leerweg,
    Plaatsing,
    PlaatsingQuerySet,
)
from trajecten.models.pok import Praktijkovereenkomst, PraktijkovereenkomstQuerySet
from trajecten.models.traject import Groep, GroepQuerySet, Resultaat, ResultaatSoort, Traject, TrajectQuerySet
from trajecten.models.voortgang import (
    Aanwezigheid,
    AanwezigheidQuerySet,
    Leerdoel,
    LeerdoelQuerySet,
    Logregel,
    LogregelQuerySet,
    LogSoort,
    Stand,
)

__all__ = [
    "Aanwezigheid",
    "AanwezigheidQuerySet",
    "Begeleiding",
    "Beoordeling",
    "BeoordelingQuerySet",
    "Beoordelingsverzoek",
    "BeoordelingsverzoekQuerySet",
    "Groep",
    "GroepQuerySet",
    "Inschrijving",
    "InschrijvingQuerySet",
    "Leerdoel",
    "LeerdoelQuerySet",
    "Leerweg",
    "LogSoort",
    "Logregel",
    "LogregelQuerySet",
    "Plaatsing",
    "PlaatsingQuerySet",
    "Praktijkovereenkomst",
    "PraktijkovereenkomstQuerySet",
    "Resultaat",
    "ResultaatSoort",
    "Stand",
    "Traject",
    "TrajectQuerySet",
]
