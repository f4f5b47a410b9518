"""Keys of tasks: the clock, the actions and Vandaag must mean the same one. The word before the colon is the reason."""

from trajecten.models import Beoordelingsverzoek, Plaatsing, Praktijkovereenkomst, Traject

ERKENNING, START, ENDING = "trajecten.erkenning", "trajecten.start", "trajecten.einde"
POK, SILENT, VERZOEK, JUDGED = "trajecten.pok", "trajecten.stil", "trajecten.verzoek", "trajecten.beoordeeld"
VERKLARING = "trajecten.verklaring"


def erkenning_key(plaatsing: Plaatsing) -> str:
    return f"{ERKENNING}:{plaatsing.pk}"


def start_key(plaatsing: Plaatsing) -> str:
    return f"{START}:{plaatsing.pk}"


def ending_key(plaatsing: Plaatsing) -> str:
    """Another planned end asks anew."""
    return f"{ENDING}:{plaatsing.pk}:{plaatsing.tot}"


def pok_key(pok: Praktijkovereenkomst) -> str:
    return f"{POK}:{pok.pk}"


def silent_key(traject: Traject) -> str:
    """Silence after something happened is another silence."""
    return f"{SILENT}:{traject.pk}:{traject.laatste_activiteit:%Y-%m-%d}"


def verzoek_key(verzoek: Beoordelingsverzoek) -> str:
    return f"{VERZOEK}:{verzoek.pk}"
