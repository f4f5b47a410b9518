"""Facts that are counted, and what is kept of them."""

from rapportages.models.telfeit import Feit, Hertelling, Telfeit, TelfeitQuerySet, Telsleutel

__all__ = ["Feit", "Hertelling", "Telfeit", "TelfeitQuerySet", "Telsleutel"]
