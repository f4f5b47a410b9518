"""Two organisaties per type and two people per role per organisatie, in the demo regio and in its neighbour."""

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import date

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import make_password

from praktijkleren.accounts.models import (
    Deelname,
    Gebruiker,
    Gemeente,
    Lidmaatschap,
    Organisatie,
    OrganisatieSoort,
    Regio,
    Werkgebied,
)
from praktijkleren.accounts.roles import Rol
from verklaringen.demo.names import Names

START = date(2021, 1, 1)
PASSWORD = "oefenen-mag-hier-altijd"  # noqa: S105 - printed on purpose, for demo people only

S = OrganisatieSoort
ROLES_OF: dict[str, tuple[Rol, ...]] = {
    S.GEMEENTE: (Rol.KLANTMANAGER,),
    S.UWV: (Rol.KLANTMANAGER,),
    S.MBO: (Rol.MBO_CONTACT,),
    S.ONTWIKKELBEDRIJF: (Rol.JOBCOACH, Rol.NAZORGBEGELEIDER),
    S.WERKCENTRUM: (Rol.COORDINATOR, Rol.ADVISEUR_WERKGEVERS, Rol.ADMINISTRATIE, Rol.LEZER),
    S.JOBCOACHORGANISATIE: (Rol.JOBCOACH,),
    S.SCHOOL: (Rol.NAZORGBEGELEIDER,),
    S.WERKGEVER: (Rol.BEDRIJFSCONTACT,),
    S.ANDERS: (Rol.JOBCOACH,),
}
NAMEN: dict[str, tuple[str, str]] = {
    S.GEMEENTE: ("Gemeente {0} (demo)", "Sociale Dienst {0}-Oost (demo)"),
    S.UWV: ("UWV {0} (demo)", "UWV {0}-Zuid (demo)"),
    S.MBO: ("Oefencollege {0} (demo)", "Proefcollege {0} (demo)"),
    S.ONTWIKKELBEDRIJF: ("Ontwikkelbedrijf {0} (demo)", "Leerwerkbedrijf {0} (demo)"),
    S.WERKCENTRUM: ("Werkcentrum {0} (demo)", "Regionaal team {0} (demo)"),
    S.JOBCOACHORGANISATIE: ("Jobcoaches {0} (demo)", "Samen op Weg {0} (demo)"),
    S.SCHOOL: ("Praktijkschool {0} (demo)", "Vso {0} (demo)"),
    S.WERKGEVER: ("Bedrijvengroep {0} (demo)", "Werkgevers {0} (demo)"),
    S.ANDERS: ("Welzijn {0} (demo)", "Buurtwerk {0} (demo)"),
}


@dataclass
class DemoRegio:
    regio: Regio
    naam: str
    organisaties: dict[str, list[Organisatie]] = field(default_factory=dict)
    mensen: dict[str, list[Gebruiker]] = field(default_factory=dict)
    gemeenten: list[Gemeente] = field(default_factory=list)

    def iemand(self, rol: Rol, nummer: int = 0) -> Gebruiker:
        return self.mensen[rol][nummer % len(self.mensen[rol])]

    def organisatie(self, soort: str, nummer: int = 0) -> Organisatie:
        return self.organisaties[soort][nummer % len(self.organisaties[soort])]


def make_regio(code: str, naam: str, names: Names, password: str) -> DemoRegio:
    regio = Regio.objects.get(code=code)
    regio.neemt_aanmeldingen_aan = True
    regio.contact_email = f"{naam.lower()}@demo.invalid"
    regio.save(update_fields=["neemt_aanmeldingen_aan", "contact_email"])
    demo = DemoRegio(regio, naam, gemeenten=list(Gemeente.objects.filter(regio=regio).order_by("code")))
    for soort, templates in NAMEN.items():
        demo.organisaties[soort] = [
            Organisatie.objects.create(
                naam=template.format(naam),
                soort=soort,
                plaats=naam,
                email=f"{soort}{nummer}.{naam.lower()}@demo.invalid",
            )
            for nummer, template in enumerate(templates)
        ]
        for organisatie in demo.organisaties[soort]:
            Deelname.objects.create(organisatie=organisatie, regio=regio, van=START)
            for rol in ROLES_OF[soort]:
                demo.mensen.setdefault(rol, []).extend(
                    make_gebruiker(names, organisatie, rol, nummer, password) for nummer in (1, 2)
                )
    divide_gemeenten(demo)
    return demo


def make_gebruiker(names: Names, organisatie: Organisatie, rol: Rol, nummer: int, password: str) -> Gebruiker:
    persoon = names.persoon(born_between=(1965, 1995))
    gebruiker: Gebruiker = Gebruiker.objects.create(
        email=f"{rol}{nummer}.{organisatie.pk}@demo.invalid".replace("_", "-"),
        naam=persoon.naam,
        functie=rol.label,
        password=password,
    )
    Lidmaatschap.objects.create(gebruiker=gebruiker, organisatie=organisatie, rol=rol, van=START)
    return gebruiker


def divide_gemeenten(demo: DemoRegio) -> None:
    """The first sociale dienst serves the first half of the gemeenten of the regio, the second the rest."""
    half = (len(demo.gemeenten) + 1) // 2
    for organisatie, gemeenten in zip(
        demo.organisaties[S.GEMEENTE], (demo.gemeenten[:half], demo.gemeenten[half:]), strict=True
    ):
        Werkgebied.objects.bulk_create(
            Werkgebied(organisatie=organisatie, gemeente=gemeente, van=START) for gemeente in gemeenten
        )


def make_beheerders(names: Names, password: str) -> list[Gebruiker]:
    platform = Organisatie.objects.create(
        naam="Beheer Praktijkleren (demo)", soort=S.ANDERS, email="beheer@demo.invalid"
    )
    return [make_gebruiker(names, platform, Rol.BEHEERDER, nummer, password) for nummer in (1, 2)]


def demo_password() -> str:
    """Hashed once: sixty times Argon2 would make the first start slow."""
    return make_password(PASSWORD)


def sign_ins() -> list[dict[str, object]]:
    """Every demo account, for the JSON file and for what script/server prints."""
    return [
        {
            "email": gebruiker.email,
            "password": PASSWORD,
            "naam": gebruiker.naam,
            "rollen": [
                {
                    "rol": lid.rol,
                    "organisatie": lid.organisatie.naam,
                    "regios": sorted(deelname.regio.code for deelname in lid.organisatie.deelnames.all()),
                }
                for lid in gebruiker.lidmaatschappen.all()
            ],
            "totp_secret": totp_secret(gebruiker.email) if settings.TOTP_REQUIRED else "",
        }
        for gebruiker in Gebruiker.objects.filter(email__endswith="@demo.invalid")
        .prefetch_related("lidmaatschappen__organisatie__deelnames__regio")
        .order_by("pk")
    ]


def totp_secret(email: str) -> str:
    """The same for an address on every machine, so that a walk can be repeated; demo people only."""
    return base64.b32encode(hashlib.sha256(f"demo {email}".encode()).digest()[:20]).decode()


def activate_second_factor(gebruikers: list[Gebruiker]) -> None:
    """Where staff must have a second factor, demo people have one as well."""
    for gebruiker in gebruikers:
        TOTP.activate(gebruiker, totp_secret(gebruiker.email))
