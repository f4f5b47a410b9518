LABELS = {
    "weergave.bewaard": "Weergave bewaard",
    "weergave.vervangen": "Weergave vervangen door een andere vraag",
    "weergave.gewijzigd": "Naam of delen van een weergave gewijzigd",
    "weergave.verwijderd": "Weergave verwijderd",
    "gebruiker.uitvoer": "Trajecten meegenomen in een bestand",
}
