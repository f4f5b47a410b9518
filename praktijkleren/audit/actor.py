"""Who did it: a Gebruiker, the holder of a mailed link, or the system itself; never a dummy user."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker
    from praktijkleren.links.models import Toegangslink


class ActorSoort(models.TextChoices):
    GEBRUIKER = "gebruiker", "medewerker"
    LINK = "link", "via een link"
    SYSTEEM = "systeem", "systeem"


@dataclass(frozen=True)
class Actor:
    soort: ActorSoort
    naam: str
    gebruiker_id: int | None = None
    link_id: UUID | None = None
    email: str = ""
    functie: str = ""

    @classmethod
    def gebruiker(cls, gebruiker: "Gebruiker") -> "Actor":
        return cls(ActorSoort.GEBRUIKER, gebruiker.naam, gebruiker_id=gebruiker.pk)

    @classmethod
    def link(cls, link: "Toegangslink", *, naam: str = "", functie: str = "") -> "Actor":
        """The holder of a link; `email` is the address to which the code was sent."""
        return cls(
            ActorSoort.LINK,
            naam or link.naam,
            link_id=link.pk,
            email=link.email,
            functie=functie or link.functie,
        )

    @classmethod
    def systeem(cls, taak: str) -> "Actor":
        return cls(ActorSoort.SYSTEEM, taak)

    @property
    def key(self) -> str:
        """What the logs keep: a reference, never a name, so that erasing a person leaves the chain whole."""
        match self.soort:
            case ActorSoort.GEBRUIKER:
                return f"gebruiker:{self.gebruiker_id}"
            case ActorSoort.LINK:
                return f"link:{self.link_id}"
            case _:
                return f"systeem:{self.naam}"
