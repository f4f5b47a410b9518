LABELS = {
    "verklaringversie.concept": "Praktijkverklaring begonnen",
    "verklaringversie.gekozen": "Werkprocessen voor de praktijkverklaring gekozen",
    "verklaringversie.weggegooid": "Concept van de praktijkverklaring weggegooid",
    "verklaringversie.ter_ondertekening": "Praktijkverklaring verstuurd",
    "verklaringversie.ondertekend": "Praktijkverklaring ondertekend",
    "verklaringversie.geweigerd": "Praktijkverklaring teruggestuurd",
    "verklaringversie.verlopen": "Praktijkverklaring niet op tijd ondertekend",
    "verklaringversie.teruggetrokken": "Praktijkverklaring teruggetrokken",
    "praktijkverklaring.uitgereikt": "Praktijkverklaring uitgereikt",
    "praktijkverklaring.uitreiking_ongedaan": "Uitreiking ongedaan gemaakt",
}
