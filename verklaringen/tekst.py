"""From the frozen snapshot to the words of the page and of the document; from nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil
from typing import Any

from django.utils.safestring import SafeString

from praktijkleren.documenten.dates import in_words
from praktijkleren.documenten.kinds import Item
from praktijkleren.documenten.signer import Rol, capacity
from praktijkleren.links.qr import qr_svg
from verklaringen.codes import group_code

OF_THE_COMPANY = frozenset({Rol.PRAKTIJKOPLEIDER, Rol.LEIDINGGEVENDE})
LINE = 62
"""Characters of a werkproces that fit on one line of the document."""
DENSITIES = (("ruim", 10), ("normaal", 15), ("krap", 21), ("dicht", 27))
"""Up to how many lines of werkprocessen the document gets each look."""
FREE = {"ruim": 104, "normaal": 46, "krap": 32, "dicht": 14}
"""Millimetres that are left over at the fewest lines of each look, and which the page shares out."""
PER_LINE = {"ruim": 9, "normaal": 8, "krap": 6, "dicht": 3}

SIGNERS, ABREAST = 44, 4
"""Millimetres that a row of signers takes besides, and how many stand in one."""
SECOND_ROW = 10
"""As many lines of werkprocessen as a second row of signers takes."""


@dataclass(frozen=True)
class Verklaringtekst:
    data: Mapping[str, Any]

    @property
    def naam(self) -> str:
        return str(self.data["naam"])

    @property
    def geboren(self) -> str:
        """ "4 maart 1994 in Zwolle"; the country where it is not the Netherlands, or alone where no place is known."""
        plaats, land = self.data["geboorteplaats"], self.data["geboorteland"]
        where = f"{plaats}, {land}" if plaats and land else plaats or land
        day = in_words(date.fromisoformat(self.data["geboortedatum"]))
        return f"{day} in {where}" if where else day

    @property
    def beroep(self) -> str:
        return str(self.data["kwalificatie"]["titel"])

    @property
    def kwalificatie(self) -> Mapping[str, Any]:
        return self.data["kwalificatie"]  # type: ignore[no-any-return]

    @property
    def kerntaken(self) -> list[dict[str, Any]]:
        return self.data["kerntaken"]  # type: ignore[no-any-return]

    @property
    def aantal(self) -> int:
        return sum(len(kerntaak["werkprocessen"]) for kerntaak in self.kerntaken)

    @property
    def leerbedrijf(self) -> Mapping[str, str]:
        return self.data["leerbedrijf"]  # type: ignore[no-any-return]

    @property
    def bedrijf(self) -> str:
        """Name, and the vestiging where it has one."""
        return ", ".join(part for part in (self.leerbedrijf["naam"], self.leerbedrijf["vestiging"]) if part)

    @property
    def praktijkopleider(self) -> Mapping[str, str]:
        return self.data["praktijkopleider"]  # type: ignore[no-any-return]

    @property
    def ondertekenaars(self) -> list[dict[str, str]]:
        """Who was asked to sign, each with function; who really did stands in the signatures."""
        rows = self.data.get("ondertekenaars", [])
        return [
            {"naam": row["naam"], "als": capacity(row["rol"], row["functie"], row["organisatie"]), "rol": row["rol"]}
            for row in rows
        ]

    @property
    def meer(self) -> bool:
        """Whether more than one person signs; then they stand side by side."""
        return len(self.ondertekenaars) > 1

    @property
    def rijen(self) -> int:
        """In how many rows the signers stand."""
        return ceil(len(self.ondertekenaars) / ABREAST)

    @property
    def verstrekker(self) -> Mapping[str, str]:
        return self.data["verstrekker"]  # type: ignore[no-any-return]

    @property
    def versie(self) -> int:
        return int(self.data["versie"])

    @property
    def vervangt(self) -> int:
        """The version that this one takes the place of; 0 where there is none."""
        return int(self.data.get("vervangt", 0))

    @property
    def gemaakt_op(self) -> str:
        return str(self.data["gemaakt_op"])

    @property
    def code(self) -> str:
        return group_code(self.data["code"])

    @property
    def controle_url(self) -> str:
        return str(self.data["controle_url"])

    @property
    def domein(self) -> str:
        """Where to check, in words: against a look-alike site behind another QR code."""
        return self.controle_url.partition("://")[2].partition("/")[0]

    @cached_property
    def qr(self) -> SafeString:
        return qr_svg(self.controle_url, title=f"QR-code van de controlepagina {self.controle_url}")

    @property
    def naamlengte(self) -> str:
        """Which size the name gets, so that a long one still stands well."""
        length = len(self.naam)
        return "kort" if length <= 26 else "lang" if length <= 44 else "heel-lang"

    @cached_property
    def regels(self) -> int:
        """How many lines the werkprocessen take, more or less."""
        return sum(
            1 + ceil(len(kerntaak["titel"]) / LINE) + sum(_lines(row) for row in kerntaak["werkprocessen"])
            for kerntaak in self.kerntaken
        )

    @property
    def dichtheid(self) -> str:
        """How much room the werkprocessen get, so that eight fit on one page."""
        lines = self.regels + SECOND_ROW * max(0, self.rijen - 1)
        return next((name for name, at_most in DENSITIES if lines <= at_most), "heel-dicht")

    @property
    def ruimte(self) -> dict[str, int]:
        """Millimetres above the name and above the signature: a page with little on it still looks composed."""
        look = self.dichtheid
        fewest = dict(zip(FREE, (3, 11, 16, 22), strict=True)).get(look, 0)
        free = max(0, FREE.get(look, 0) - PER_LINE.get(look, 0) * (self.regels - fewest))
        if self.naamlengte == "heel-lang":
            free = max(0, free - 8)
        if self.meer:
            free = max(0, free - SIGNERS * self.rijen)
        return {"boven": free * 3 // 10, "onder": 5 + free * 6 // 10}


def _lines(werkproces: Mapping[str, str]) -> int:
    return ceil(len(werkproces["naam"]) / LINE) + ceil(len(werkproces["toelichting"]) / LINE)


def items(snapshot: Mapping[str, Any], rol: str) -> list[Item]:
    """What those of the leerbedrijf answer one by one; they saw it."""
    if rol not in OF_THE_COMPANY:
        return []
    return [
        Item(
            key=f"w{row['nummer']}",
            titel=row["naam"],
            groep=kerntaak["titel"],
            code=row["code"],
            detail=row["toelichting"],
        )
        for kerntaak in snapshot["kerntaken"]
        for row in kerntaak["werkprocessen"]
    ]


def sentence(snapshot: Mapping[str, Any], rol: str) -> str:
    match rol:
        case Rol.KANDIDAAT:
            return "Deze praktijkverklaring gaat over mij. Ik heb haar gelezen. Mijn gegevens kloppen."
        case Rol.VERTEGENWOORDIGER:
            naam = snapshot["naam"]
            return (
                f"Ik ben vertegenwoordiger van {naam}. "
                f"Ik heb deze praktijkverklaring gelezen. De gegevens van {naam} kloppen."
            )
        case Rol.MBO_CONTACT:
            return f"Ik werk bij {snapshot['verstrekker']['naam']}. Ik heb deze praktijkverklaring gecontroleerd."
    bedrijf, naam = snapshot["leerbedrijf"]["naam"], snapshot["naam"]
    return (
        f"Ik ben {rol} bij {bedrijf}. "
        f"Ik verklaar dat {naam} de werkprocessen op deze praktijkverklaring in de praktijk kan uitvoeren."
    )
