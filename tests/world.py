"""A small world with two regio's, so that every test can ask who sees what."""

from functools import cached_property

from kandidaten.models import Kandidaat
from praktijkleren.accounts.models import Gebruiker, Organisatie, Regio
from praktijkleren.accounts.roles import BETROKKEN
from tests.factories.accounts import SOORT_OF_ROL, DeelnameFactory, GebruikerFactory, OrganisatieFactory, RegioFactory
from tests.factories.kandidaten import BetrokkenheidFactory, KandidaatFactory


class World:
    """Everybody is busy: in both regio's there is a kandidaat in whom the roles that need it are betrokken."""

    def __init__(self) -> None:
        self.regio: Regio = RegioFactory(naam="Groenland", open=True)
        self.neighbour: Regio = RegioFactory(naam="Overzee", open=True)
        self._people: dict[tuple[str, str], int] = {}
        self._organisaties: dict[tuple[str, str], Organisatie] = {}

    def gebruiker(self, rol: str, regio: str = "own") -> Gebruiker:
        """Someone with this role, always the same person; "neighbour" works in the other regio."""
        if (rol, regio) not in self._people:
            organisatie = self.organisatie(SOORT_OF_ROL[rol], regio)
            gebruiker = GebruikerFactory(rol=rol, organisatie=organisatie)
            self._people[rol, regio] = gebruiker.pk
            if rol in BETROKKEN:
                kandidaat = self.kandidaat if regio == "own" else self.other_kandidaat
                BetrokkenheidFactory(kandidaat=kandidaat, gebruiker=gebruiker, organisatie=organisatie, rol=rol)
        return Gebruiker.objects.get(pk=self._people[rol, regio])

    def organisatie(self, soort: str, regio: str = "own") -> Organisatie:
        """The one organisatie of this sort that takes part in the regio."""
        if (soort, regio) not in self._organisaties:
            organisatie = self._organisaties[soort, regio] = OrganisatieFactory(soort=soort)
            DeelnameFactory(organisatie=organisatie, regio=self.regio if regio == "own" else self.neighbour)
        return self._organisaties[soort, regio]

    @cached_property
    def kandidaat(self) -> Kandidaat:
        kandidaat: Kandidaat = KandidaatFactory(regio=self.regio)
        return kandidaat

    @cached_property
    def other_kandidaat(self) -> Kandidaat:
        kandidaat: Kandidaat = KandidaatFactory(regio=self.neighbour)
        return kandidaat
