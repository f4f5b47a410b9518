LABELS = {
    "rapport.gevraagd": "Rapport gevraagd",
    "rapport.klaar": "Rapport klaar",
    "rapport.opgehaald": "Bestand van een rapport meegenomen",
    "rapportplan.gestart": "Rapport komt voortaan vanzelf",
    "rapportplan.gewijzigd": "Gewijzigd wie een rapport vanzelf krijgt",
    "rapportplan.gestopt": "Rapport komt niet meer vanzelf",
    "tekstblok.gemaakt": "Tekst voor rapporten geschreven",
    "tekstblok.gewijzigd": "Tekst voor rapporten gewijzigd",
    "tekstblok.verwijderd": "Tekst voor rapporten weggehaald",
}
