LABELS = {
    "regio.deelt": "Gekozen wat de regio deelt",
    "regio.inwonertal": "Inwonertal van de regio vastgelegd",
}
