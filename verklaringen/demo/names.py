"""Obviously fictional people and companies. The same seed gives the same names."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

ROEPNAMEN = (
    "Aïcha", "Bram", "Chantal", "Daan", "Esra", "Fenna", "Gijs", "Hanna", "Ilse", "Jamal", "Kees", "Lieke", "Mo",
    "Noor", "Olaf", "Puck", "Quinten", "Rosa", "Sem", "Tess", "Umut", "Vera", "Wout", "Xander", "Yara", "Zoë",
    "Björn", "Çağla", "Zdeněk", "Łucja", "Ömer", "Siobhán",
)  # fmt: skip
ACHTERNAMEN = (
    "Voorbeeld", "Fictief", "Proefman", "Demonstra", "Verzonnen", "Oefenaar", "Denkbeeld", "Sjabloon", "Modelius",
    "Fantasie", "Zogenaamd", "Specimen", "Testma", "Schijnbaar", "Bedacht", "Nepstra", "Probeersel", "Beeldspraak",
    "Verhalenberg", "Niemandsland", "Ödemo", "Oefenbeek",
)  # fmt: skip
TUSSENVOEGSELS = ("", "", "", "", "van", "de", "van der", "ter")
PLAATSEN = (
    "Groningen",
    "Assen",
    "Emmen",
    "Hoogezand",
    "Leek",
    "Delfzijl",
    "Stadskanaal",
    "Winschoten",
    "Roden",
    "Veendam",
)
BEDRIJVEN = (
    ("De Verzonnen Pollepel", "Keuken", "25180"), ("Doos & Voorbeeld", "Magazijn", "25774"),
    ("Hovenier Denkbeeld", "Groen", "25992"), ("Huize Fantasie", "Zorghuis", "25960"),
    ("Het Proefschap", "Winkel", "25808"), ("Kringloop Bedacht", "Kringloopwinkel", "25748"),
    ("Bakker Nepstra", "Bakkerij", "25742"), ("Bouwbedrijf Testma", "Bouw", "25740"),
    ("Las en Laat Oefenen", "Metaal", "25744"), ("Hotel Niemandsland", "Hotel", "25742"),
    ("Pallet Probeersel", "Logistiek", "25743"), ("Rijwiel Specimen", "Fietsenwerkplaats", "25745"),
    ("Huishouding Zorgvuldig Fictief", "Huishouding", "25741"), ("Kantine Zogenaamd", "Kantine", "25742"),
    ("Kwekerij Modelius", "Kwekerij", "25746"), ("Fabriek Verhalenberg", "Productie", "25747"),
    ("Garage Sjabloon", "Werkplaats", "25745"), ("Supermarkt Schijn", "Winkel", "25748"),
)  # fmt: skip
"""Name, part of the company and the crebo of what one learns there."""


@dataclass(frozen=True)
class Persoon:
    voornamen: str
    roepnaam: str
    tussenvoegsel: str
    achternaam: str
    geboortedatum: date
    geboorteplaats: str

    @property
    def naam(self) -> str:
        return " ".join(part for part in (self.roepnaam, self.tussenvoegsel, self.achternaam) if part)

    @property
    def email(self) -> str:
        """In a domain that can never exist (RFC 2606)."""
        local = "".join(c for c in self.naam.lower().replace(" ", ".") if c.isascii() and (c.isalnum() or c == "."))
        return f"{local}.{self.geboortedatum:%d%m%y}@demo.invalid"


class Names:
    """Endless people and companies out of one seed."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311 - demo data, not secrets
        self.company_count = 0

    def persoon(self, *, born_between: tuple[int, int] = (1965, 2007)) -> Persoon:
        pick = self.random.choice
        roepnaam, second = pick(ROEPNAMEN), pick(ROEPNAMEN)
        first = date(born_between[0], 1, 1)
        days = (date(born_between[1], 12, 31) - first).days
        return Persoon(
            voornamen=f"{roepnaam} {second}" if second != roepnaam and self.random.random() < 0.4 else roepnaam,
            roepnaam=roepnaam,
            tussenvoegsel=pick(TUSSENVOEGSELS),
            achternaam=pick(ACHTERNAMEN),
            geboortedatum=first + timedelta(days=self.random.randrange(days)),
            geboorteplaats=pick(PLAATSEN),
        )

    def bedrijf(self) -> tuple[str, str, str, str]:
        """Name, vestiging, place, and the crebo of what one learns there."""
        number = self.company_count
        self.company_count += 1
        naam, deel, crebo = BEDRIJVEN[number % len(BEDRIJVEN)]
        ronde = number // len(BEDRIJVEN)
        return (f"{naam} {ronde + 1}" if ronde else naam), deel, PLAATSEN[number % len(PLAATSEN)], crebo
