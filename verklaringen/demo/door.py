"""What came in at the front door, in every status."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from aanmeldingen.actions import receive, refer, refuse, take_up, withdraw
from aanmeldingen.models import Aanmelding, Ingang, VerwijzerSoort
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from verklaringen.demo.bedrijven import DemoBedrijf
from verklaringen.demo.names import Names, Persoon
from verklaringen.demo.organisaties import DemoRegio


@dataclass
class Door:
    demo: DemoRegio
    bedrijven: list[DemoBedrijf]
    names: Names
    today: date

    def __post_init__(self) -> None:
        self.numbers = count()

    @property
    def coordinator(self) -> Gebruiker:
        return self.demo.iemand(Rol.COORDINATOR)

    @property
    def by(self) -> Actor:
        return Actor.gebruiker(self.coordinator)

    def bedrijf(self) -> DemoBedrijf:
        """The next company whose erkenning does not end soon."""
        usable = [bedrijf for number, bedrijf in enumerate(self.bedrijven) if number % 6 != 5]
        return usable[next(self.numbers) % len(usable)]

    def send(self, ingang: str, **fields: Any) -> Aanmelding:
        aanmelding = receive(
            regio=self.demo.regio,
            ingang=ingang,
            formulier_id=uuid.UUID(int=self.names.random.getrandbits(128), version=4),
            by=Actor.systeem("aanmeldformulier"),
            **fields,
        )
        aanmelding.ontvangen_op -= timedelta(hours=next(self.numbers) * 7 % 190 + 1)
        aanmelding.save(update_fields=["ontvangen_op"])
        return aanmelding

    def person(self, persoon: Persoon) -> dict[str, Any]:
        return {
            "persoon_voornamen": persoon.voornamen,
            "persoon_tussenvoegsel": persoon.tussenvoegsel,
            "persoon_achternaam": persoon.achternaam,
            "persoon_geboortedatum": persoon.geboortedatum,
            "persoon_email": persoon.email,
            "persoon_telefoon": f"06 {self.names.random.randrange(10**7, 10**8)}",
            "persoon_weet_ervan": True,
        }

    def nieuw(self, **changes: Any) -> Aanmelding:
        verwijzer, gemeente = self.names.persoon(), self.names.random.choice(self.demo.gemeenten)
        fields = {
            "verwijzer_soort": VerwijzerSoort.GEMEENTE,
            "aanmelder_naam": verwijzer.naam,
            "aanmelder_email": verwijzer.email,
            "aanmelder_organisatie": f"Gemeente {gemeente} (demo)",
            "persoon_gemeente": gemeente,
            "toelichting": "Wil graag met de handen werken en snel beginnen.",
            **self.person(self.names.persoon(born_between=(1970, self.today.year - 19))),
        }
        return self.send(Ingang.VERWIJZER, **{**fields, **changes})

    def zelf_aangemeld(self) -> Aanmelding:
        persoon = self.names.persoon(born_between=(1985, self.today.year - 19))
        return self.send(
            Ingang.KANDIDAAT,
            aanmelder_naam=persoon.naam,
            aanmelder_email=persoon.email,
            toelichting="Ik wil in een keuken leren werken.",
            **self.person(persoon),
        )

    def plaats_aangeboden(self) -> Aanmelding:
        bedrijf = self.bedrijf().leerbedrijf
        return self.send(
            Ingang.WERKGEVER,
            **self.employer(bedrijf.naam, bedrijf.plaats),
            met_persoon=False,
            met_plaats=True,
            bedrijf_leerbedrijf_id=bedrijf.leerbedrijf_id,
            plaats_omschrijving="Meelopen in het team, eerst samen en daarna zelf.",
            plaats_aantal=2,
        )

    def werkende_aangemeld(self) -> Aanmelding:
        """Someone who works there already; no gemeente and no uitkering."""
        bedrijf = self.bedrijf().leerbedrijf
        persoon = self.names.persoon(born_between=(1970, 1995))
        return self.send(
            Ingang.WERKGEVER,
            **self.employer(bedrijf.naam, bedrijf.plaats),
            persoon_is_werknemer=True,
            toelichting="Werkt hier al drie jaar en kan meer dan op papier staat.",
            **self.person(persoon),
        )

    def employer(self, naam: str, plaats: str) -> dict[str, Any]:
        contact = self.names.persoon()
        return {
            "aanmelder_naam": contact.naam,
            "aanmelder_email": contact.email,
            "aanmelder_organisatie": naam,
            "bedrijf_naam": naam,
            "bedrijf_plaats": plaats,
        }

    def in_behandeling(self, aanmelding: Aanmelding | None = None) -> Aanmelding:
        return take_up(aanmelding or self.nieuw(), gebruiker=self.coordinator, by=self.by)

    def afgewezen(self) -> Aanmelding:
        reden = "Deze persoon begint volgende maand aan een bbl-opleiding. Dat past beter."
        return refuse(self.in_behandeling(), reden=reden, mail=True, by=self.by)

    def doorverwezen(self) -> Aanmelding:
        reden = "Deze persoon woont in een andere regio."
        return refer(self.in_behandeling(), naar="Werkcentrum van de andere regio", reden=reden, mail=True, by=self.by)

    def ingetrokken(self) -> Aanmelding:
        return withdraw(self.in_behandeling(), reden="Heeft zelf werk gevonden.", by=self.by)
