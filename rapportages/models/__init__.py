"""Facts that are counted, and what is kept of them."""

from rapportages.models.rapport import Rapport, Rapportbestand, Rapportplan, RapportQuerySet, Tekstblok
from rapportages.models.som import Som, Somstand
from rapportages.models.telfeit import Feit, Hertelling, Telfeit, TelfeitQuerySet, Telsleutel
from rapportages.models.weergave import Weergave, WeergaveQuerySet

__all__ = [
    "Feit",
    "Hertelling",
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
