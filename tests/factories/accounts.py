"""Regio's, organisations and the people who sign in. `GebruikerFactory(rol=…)` makes someone who can work at once."""

import functools
from datetime import date, timedelta
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from praktijkleren.accounts.models import (
    Deelname,
    Gebruiker,
    Gemeente,
    Lidmaatschap,
    Organisatie,
    OrganisatieSoort,
    Regio,
    Samenwerkingsverband,
    Uitnodiging,
    Werkgebied,
)
from praktijkleren.accounts.roles import Rol

PASSWORD = "veilig-genoeg-voor-een-test"
LONG_AGO = date(2020, 1, 1)
SOORT_OF_ROL = {
    Rol.COORDINATOR: OrganisatieSoort.WERKCENTRUM,
    Rol.KLANTMANAGER: OrganisatieSoort.GEMEENTE,
    Rol.JOBCOACH: OrganisatieSoort.JOBCOACHORGANISATIE,
    Rol.NAZORGBEGELEIDER: OrganisatieSoort.JOBCOACHORGANISATIE,
    Rol.MBO_CONTACT: OrganisatieSoort.MBO,
    Rol.ADVISEUR_WERKGEVERS: OrganisatieSoort.WERKCENTRUM,
    Rol.ADMINISTRATIE: OrganisatieSoort.WERKCENTRUM,
    Rol.BEDRIJFSCONTACT: OrganisatieSoort.WERKGEVER,
    Rol.LEZER: OrganisatieSoort.GEMEENTE,
    Rol.BEHEERDER: OrganisatieSoort.ANDERS,
}


@functools.cache
def hashed_password() -> str:
    """Hashing is slow on purpose; once per run will do."""
    return make_password(PASSWORD)


def brin(number: int) -> str:
    """Two digits and two letters, another for each of the first 67 600 schools."""
    high, low = divmod(number // 100 % 676, 26)
    return f"{number % 100:02d}{chr(ord('A') + high)}{chr(ord('A') + low)}"


class RegioFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Regio

    class Params:
        open = factory.Trait(neemt_aanmeldingen_aan=True)

    code = factory.Sequence(lambda n: f"{chr(ord('B') + n // 1000 % 25)}{n % 1000:03d}")
    naam = factory.Sequence(lambda n: f"Regio {n}")
    contact_email = factory.LazyAttribute(lambda regio: f"vragen-{regio.code.lower()}@regio.example")


class GemeenteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Gemeente

    code = factory.Sequence(lambda n: str(5000 + n % 5000))
    naam = factory.Sequence(lambda n: f"Gemeente {n}")
    regio = factory.SubFactory(RegioFactory)


class OrganisatieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisatie

    class Params:
        gemeente = factory.Trait(soort=OrganisatieSoort.GEMEENTE)
        uwv = factory.Trait(soort=OrganisatieSoort.UWV)
        mbo = factory.Trait(soort=OrganisatieSoort.MBO, brin=factory.Sequence(brin))
        ontwikkelbedrijf = factory.Trait(soort=OrganisatieSoort.ONTWIKKELBEDRIJF)
        werkcentrum = factory.Trait(soort=OrganisatieSoort.WERKCENTRUM)
        jobcoachorganisatie = factory.Trait(soort=OrganisatieSoort.JOBCOACHORGANISATIE)
        school = factory.Trait(soort=OrganisatieSoort.SCHOOL)
        werkgever = factory.Trait(soort=OrganisatieSoort.WERKGEVER)

    naam = factory.Sequence(lambda n: f"Organisatie {n}")
    soort = OrganisatieSoort.ANDERS
    email = factory.Sequence(lambda n: f"post@organisatie{n}.example")


class DeelnameFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Deelname

    class Params:
        ended = factory.Trait(tot=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)))

    organisatie = factory.SubFactory(OrganisatieFactory)
    regio = factory.SubFactory(RegioFactory)
    van = LONG_AGO


class WerkgebiedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Werkgebied

    class Params:
        ended = factory.Trait(tot=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)))

    organisatie = factory.SubFactory(OrganisatieFactory, gemeente=True)
    gemeente = factory.SubFactory(GemeenteFactory)
    van = LONG_AGO


class SamenwerkingsverbandFactory(factory.django.DjangoModelFactory):
    """`regios=[…]` and `organisaties=[…]` are linked after the row is made."""

    class Meta:
        model = Samenwerkingsverband
        skip_postgeneration_save = True

    naam = factory.Sequence(lambda n: f"Samenwerkingsverband {n}")
    van = LONG_AGO

    @factory.post_generation
    def regios(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            self.regios.set(extracted)

    @factory.post_generation
    def organisaties(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            self.organisaties.set(extracted)


class GebruikerFactory(factory.django.DjangoModelFactory):
    """With `rol`, `regio` or `organisatie`: a current Lidmaatschap, and the Deelname that goes with it.

    Without a rol someone is coordinator; without an organisatie it is one of the kind where this role works;
    with an organisatie but no regio the membership reaches every regio where the organisatie takes part.
    """

    class Meta:
        model = Gebruiker

    email = factory.Sequence(lambda n: f"collega{n}@praktijkleren.example")
    naam = factory.Sequence(lambda n: f"Collega {n}")
    password = factory.LazyFunction(hashed_password)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Gebruiker:
        membership = {key: kwargs.pop(key, None) for key in ("rol", "regio", "organisatie")}
        gebruiker: Gebruiker = super()._create(model_class, *args, **kwargs)
        if any(membership.values()):
            give_membership(gebruiker, **membership)
        return gebruiker


def give_membership(
    gebruiker: Gebruiker, *, rol: str | None = None, regio: Regio | None = None, organisatie: Organisatie | None = None
) -> Lidmaatschap:
    """Let someone work for an organisatie, by default a new one in a new regio. Clears what the person has cached."""
    rol = Rol(rol or Rol.COORDINATOR)
    if organisatie is None:
        organisatie = OrganisatieFactory(soort=SOORT_OF_ROL[rol])
        regio = regio or RegioFactory()
    if regio and not Deelname.objects.current().filter(organisatie=organisatie, regio=regio).exists():
        DeelnameFactory(organisatie=organisatie, regio=regio)
    lidmaatschap: Lidmaatschap = LidmaatschapFactory(gebruiker=gebruiker, organisatie=organisatie, regio=regio, rol=rol)
    gebruiker.forget_scopes()
    return lidmaatschap


class LidmaatschapFactory(factory.django.DjangoModelFactory):
    """The bare row: it makes no Deelname (`give_membership` does)."""

    class Meta:
        model = Lidmaatschap

    class Params:
        ended = factory.Trait(tot=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)))

    gebruiker = factory.SubFactory(GebruikerFactory)
    organisatie = factory.SubFactory(OrganisatieFactory)
    rol = Rol.JOBCOACH
    van = LONG_AGO


class UitnodigingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Uitnodiging

    class Params:
        expired = factory.Trait(verloopt_op=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)))
        withdrawn = factory.Trait(ingetrokken_op=factory.LazyFunction(timezone.now))
        accepted = factory.Trait(aangenomen_op=factory.LazyFunction(timezone.now))

    email = factory.Sequence(lambda n: f"nieuw{n}@praktijkleren.example")
    naam = factory.Sequence(lambda n: f"Nieuwe collega {n}")
    organisatie = factory.SubFactory(OrganisatieFactory)
    rol = Rol.JOBCOACH
    uitgenodigd_door = factory.SubFactory(GebruikerFactory)
    verloopt_op = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
