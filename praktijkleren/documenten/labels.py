LABELS = {
    "document.bevroren": "Inhoud van het document vastgelegd",
    "document.ondertekend": "Document door iedereen ondertekend",
    "document.pdf": "PDF gemaakt",
    "handtekening.gezet": "Ondertekend",
    "ondertekenverzoek.open": "Gevraagd om te ondertekenen",
    "ondertekenverzoek.in_behandeling": "Geopend door de ondertekenaar",
    "ondertekenverzoek.ondertekend": "Ondertekenaar klaar",
    "ondertekenverzoek.geweigerd": "Teruggestuurd door de ondertekenaar",
    "ondertekenverzoek.verlopen": "Niet op tijd ondertekend",
    "ondertekenverzoek.teruggetrokken": "Vraag om te ondertekenen ingetrokken",
}
