"""Facts that are counted, what is kept of them, and what a regio shares of them."""

from rapportages.models.deling import Deling, DelingQuerySet, Inwonertal
from rapportages.models.rapport import Rapport, Rapportbestand, Rapportplan, RapportQuerySet, Tekstblok
from rapportages.models.som import Som, Somstand
from rapportages.models.telfeit import Feit, Hertelling, Telfeit, TelfeitQuerySet, Telsleutel
from rapportages.models.weergave import Weergave, WeergaveQuerySet

__all__ = [
    "Deling",
    "DelingQuerySet",
    "Feit",
    "Hertelling",
    "Inwonertal",
    "Rapport",
    "RapportQuerySet",
    "Rapportbestand",
    "Rapportplan",
    "Som",
    "Somstand",
    "Tekstblok",
    "Telfeit",
    "TelfeitQuerySet",
    "Telsleutel",
    "Weergave",
    "WeergaveQuerySet",
]
