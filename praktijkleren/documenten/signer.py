"""Who is asked to sign, and as whom."""

from dataclasses import dataclass
from enum import StrEnum


class Rol(StrEnum):
    """As whom someone signs. The words stand on the document."""

    PRAKTIJKOPLEIDER = "praktijkopleider"
    LEIDINGGEVENDE = "leidinggevende"
    MBO_CONTACT = "mbo_contact"
    KANDIDAAT = "kandidaat"
    VERTEGENWOORDIGER = "vertegenwoordiger"


IN_PERSON = frozenset({Rol.KANDIDAAT, Rol.VERTEGENWOORDIGER})
"""The person whom it is about, and who speaks for that person: nobody signs in their place, and they hold no office."""
IN_WORDS: dict[str, str] = {Rol.MBO_CONTACT: "mbo-contact"}


def in_words(rol: str) -> str:
    return IN_WORDS.get(rol, rol)


@dataclass(frozen=True, kw_only=True)
class Signer:
    naam: str
    email: str
    functie: str = ""
    organisatie: str = ""
    rol: str = Rol.PRAKTIJKOPLEIDER

    @property
    def als(self) -> str:
        """In one word or two; of a vertegenwoordiger which one."""
        return self.functie if self.rol == Rol.VERTEGENWOORDIGER else in_words(self.rol)


def capacity(rol: str, functie: str, organisatie: str) -> str:
    """`chef magazijn, praktijkopleider bij Bedrijf`: never "namens" anybody. Of a parent: `ouder of voogd`."""
    if rol in IN_PERSON and functie:
        return functie
    word = in_words(rol)
    parts = [functie] if word in functie.casefold() else [part for part in (functie, word) if part]
    who = ", ".join(parts)
    return f"{who} bij {organisatie}" if organisatie else who
