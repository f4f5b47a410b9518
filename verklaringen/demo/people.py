"""People who came through the door, up to the choice of a route."""

from datetime import date, timedelta

from aanmeldingen.actions import accept
from aanmeldingen.models import Aanmelding
from kandidaten.actions.advies import (
    agree_with_advies,
    discuss_advies,
    propose_other,
    record_intake,
    renew_advies,
    submit_advies,
    write_advies,
)
from kandidaten.actions.betrokkenheid import involve
from kandidaten.actions.groepen import correct_situatie, record_situatie, save_ondersteuning, save_sociaal
from kandidaten.colleagues import Betrokkene
from kandidaten.models import Advies, Kandidaat, Klantgroep, SituatieSoort
from kandidaten.states import Route
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Rol
from praktijkleren.audit.actor import Actor
from verklaringen.demo.door import Door
from verklaringen.demo.names import Persoon


class People:
    def __init__(self, door: Door) -> None:
        self.door, self.demo, self.today, self.names = door, door.demo, door.today, door.names
        self.number = 0

    def someone(self, rol: Rol) -> Gebruiker:
        """The caseload is spread, but the first of each role has most of it."""
        return self.demo.iemand(rol, 0 if self.number % 3 else self.number)

    def betrokkene(self, gebruiker: Gebruiker, rol: Rol) -> Betrokkene:
        return Betrokkene(gebruiker.lidmaatschappen.get(rol=rol).organisatie, rol, gebruiker)

    def zonder_advies(self, aanmelding: Aanmelding | None = None) -> Kandidaat:
        """Accepted: a person with someone who is betrokken, and what is known of the circumstances."""
        self.number += 1
        werkende = bool(aanmelding and aanmelding.persoon_is_werknemer)
        rol = Rol.JOBCOACH if werkende else Rol.KLANTMANAGER
        wie = self.someone(rol)
        taken = self.door.in_behandeling(aanmelding)
        accept(taken, kandidaat=None, begeleider=self.betrokkene(wie, rol), leerbedrijf=None, by=self.door.by)
        kandidaat = taken.kandidaat
        if kandidaat is None:
            raise LookupError("deze aanmelding had geen persoon")
        self.describe(kandidaat, wie, werkende=werkende)
        return kandidaat

    def describe(self, kandidaat: Kandidaat, wie: Gebruiker, *, werkende: bool) -> None:
        by = Actor.gebruiker(wie)
        kandidaat.geboorteplaats = self.names.persoon().geboorteplaats
        kandidaat.save(update_fields=["geboorteplaats"])
        groepen = Klantgroep.objects.filter(gevoelig=False, code__startswith="h" if werkende else "").order_by("code")
        groep = self.names.random.choice(list(groepen))
        save_sociaal(kandidaat, versie=1, startkwalificatie=False, primaire_klantgroep=groep, klantgroepen=[], by=by)
        van = self.days_ago(400)
        if werkende:  # the aanmelding tells where someone works, the person since when
            correct_situatie(kandidaat.situaties.get(), soort=SituatieSoort.LOON, van=van, by=by)
        else:
            soort = self.names.random.choice([SituatieSoort.PW, SituatieSoort.WW])
            record_situatie(kandidaat, soort=soort, van=van, by=by)
        save_ondersteuning(
            kandidaat,
            versie=1,
            behoefte="Leert het best door voordoen en nadoen. Een rustige plek helpt.",
            samenvatting="Leert het best door voordoen en nadoen.",
            by=by,
        )

    def zonder_email(self) -> Kandidaat:
        return self.zonder_advies(self.door.nieuw(persoon_email=""))

    def advies_concept(self, kandidaat: Kandidaat | None = None, op: date | None = None) -> Advies:
        kandidaat = kandidaat or self.zonder_advies()
        wie = self.writer(kandidaat)
        by = Actor.gebruiker(wie)
        record_intake(
            kandidaat,
            door=wie,
            datum=op or self.days_ago(60),
            leerbaarheid="Komt afspraken na, vraagt door en wil het snappen.",
            wensen="Werken met een klein team.",
            by=by,
        )
        return write_advies(
            kandidaat,
            door=wie,
            diploma_afweging="Nu te zwaar: de theorie en de algemene vakken vragen te veel.",
            certificaat_afweging="Er is geen certificaat dat past bij deze wens.",
            praktijkverklaring_afweging="Past goed: leren in de praktijk, stap voor stap.",
            route=Route.PRAKTIJKVERKLARING,
            motivering="Leert door te doen en heeft een duidelijke voorkeur voor dit werk.",
            by=by,
        )

    def writer(self, kandidaat: Kandidaat) -> Gebruiker:
        row = kandidaat.betrokkenheden.exclude(gebruiker=None).order_by("created_at").first()
        if row is None or row.gebruiker is None:
            raise LookupError("niemand is betrokken")
        return row.gebruiker

    def advies_voorgelegd(self, kandidaat: Kandidaat | None = None, op: date | None = None) -> Advies:
        advies = self.advies_concept(kandidaat, op)
        mbo = self.betrokkene(self.someone(Rol.MBO_CONTACT), Rol.MBO_CONTACT)
        return submit_advies(advies, mbo=mbo, by=Actor.gebruiker(advies.geschreven_door))

    def mbo(self, advies: Advies) -> Actor:
        if advies.mbo_gebruiker is None:
            raise LookupError("er is geen mbo-contact gevraagd")
        return Actor.gebruiker(advies.mbo_gebruiker)

    def advies_ander_voorstel(self) -> Advies:
        advies = self.advies_voorgelegd()
        words = "Er is een entreeklas in deze richting met veel praktijk. Bespreek dat eens."
        return propose_other(advies, mbo_route=Route.DIPLOMA, mbo_toelichting=words, by=self.mbo(advies))

    def advies_vervangen(self) -> Advies:
        """Went to the mbo too early: a next version is being written."""
        advies = self.advies_voorgelegd()
        wie = self.writer(advies.kandidaat)
        return renew_advies(advies, door=wie, by=Actor.gebruiker(wie))

    def advies_akkoord(self, kandidaat: Kandidaat | None = None, op: date | None = None) -> Advies:
        advies = self.advies_voorgelegd(kandidaat, op)
        return agree_with_advies(advies, mbo_toelichting="Past bij wat wij zien.", by=self.mbo(advies))

    def advies_besproken(self, kandidaat: Kandidaat | None = None, op: date | None = None) -> Advies:
        """The intake was two weeks before; `op` is by default 45 days ago."""
        op = op or self.days_ago(45)
        advies = self.advies_akkoord(kandidaat, op - timedelta(weeks=2))
        return discuss_advies(
            advies,
            keuze_kandidaat=Route.PRAKTIJKVERKLARING,
            besproken_op=op,
            by=Actor.gebruiker(advies.geschreven_door),
        )

    def involve_jobcoach(self, kandidaat: Kandidaat) -> Gebruiker:
        jobcoach = self.someone(Rol.JOBCOACH)
        involve(
            kandidaat,
            self.betrokkene(jobcoach, Rol.JOBCOACH),
            waarom="begeleidt het traject",
            tell=False,
            by=self.door.by,
        )
        return jobcoach

    def a_minor(self) -> Kandidaat:
        born = date(self.today.year - 17, 3, 14)
        persoon = self.names.persoon()
        persoon = Persoon(persoon.voornamen, persoon.roepnaam, "", persoon.achternaam, born, persoon.geboorteplaats)
        ouder = self.names.persoon(born_between=(1975, 1985))
        fields = {"vertegenwoordiger_naam": ouder.naam, "vertegenwoordiger_email": ouder.email}
        return self.zonder_advies(self.door.nieuw(**self.door.person(persoon), **fields))

    def days_ago(self, days: int) -> date:
        return self.today - timedelta(days=days)
