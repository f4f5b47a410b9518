"""What a document says of its own seal. Known before it is sealed, because it stands in the sealed bytes."""

from dataclasses import dataclass

from django.conf import settings

from praktijkleren.documenten.states import Niveau


@dataclass(frozen=True)
class Zegeltekst:
    organisatie: str
    niveau: Niveau
    test: bool
    """Not sealed in production: nobody should take it for real."""

    @property
    def tijdstempel(self) -> str:
        if self.niveau == Niveau.B_B:
            return "Het tijdstip komt van deze organisatie zelf. Er is geen tijdstempel van een ander."
        return "Het tijdstip is bevestigd door een onafhankelijke tijdstempeldienst."

    @property
    def naam_niveau(self) -> str:
        return f"PAdES {self.niveau.value}"


def seal_text() -> Zegeltekst:
    """As the next seal will be. Opens the key."""
    from praktijkleren.documenten.seal.key import seal_key
    from praktijkleren.documenten.seal.pades import wanted_level

    key = seal_key()
    organisatie = settings.SEAL_ORGANISATION or key.organisation
    return Zegeltekst(organisatie, wanted_level(key), test=not settings.PRODUCTIE)
