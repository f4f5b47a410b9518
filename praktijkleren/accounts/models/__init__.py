from praktijkleren.accounts.models.gebruiker import Gebruiker, GebruikerQuerySet, Lidmaatschap, LidmaatschapQuerySet
from praktijkleren.accounts.models.organisatie import (
    Deelname,
    Organisatie,
    OrganisatieQuerySet,
    OrganisatieSoort,
    Samenwerkingsverband,
    Werkgebied,
)
from praktijkleren.accounts.models.regio import Gemeente, Regio, RegioQuerySet
from praktijkleren.accounts.models.uitnodiging import Uitnodiging, UitnodigingQuerySet

__all__ = [
    "Deelname",
    "Gebruiker",
    "GebruikerQuerySet",
    "Gemeente",
    "Lidmaatschap",
    "LidmaatschapQuerySet",
    "Organisatie",
    "OrganisatieQuerySet",
    "OrganisatieSoort",
    "Regio",
    "RegioQuerySet",
    "Samenwerkingsverband",
    "Uitnodiging",
    "UitnodigingQuerySet",
    "Werkgebied",
]
