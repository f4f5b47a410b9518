"""A random history of a few people: what happens, what is corrected afterwards, and who is erased."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.utils import timezone
from hypothesis import strategies as st

from aanmeldingen.models import Aanmelding, VerwijzerSoort
from kandidaten.models import Klantgroep, Situatie, SituatieSoort, Sociaal, WerkgeverSoort
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.models import Stap
from rapportages.feiten.tellen import catch_up, forget
from tests.factories.aanmeldingen import AanmeldingFactory
from tests.factories.accounts import GemeenteFactory, OrganisatieFactory, RegioFactory
from tests.factories.kandidaten import AdviesFactory, KandidaatFactory, KlantgroepFactory, SituatieFactory
from tests.factories.kwalificaties import KwalificatieFactory, SectorFactory, WerkprocesFactory
from tests.factories.trajecten import (
    AanwezigheidFactory,
    InschrijvingFactory,
    LogregelFactory,
    PlaatsingFactory,
    TrajectFactory,
)
from tests.factories.verklaringen import (
    PraktijkverklaringFactory,
    VerklaringversieFactory,
    VerklaringWerkprocesFactory,
)
from tests.rapportages import recount
from trajecten.models import LogSoort, Traject
from trajecten.states import PlaatsingSoort
from verklaringen.models import Praktijkverklaring

BY = Actor.systeem("test")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST = date(2023, 12, 20)
DAYS = st.one_of(st.integers(0, 760), st.sampled_from([11, 12, 70, 71, 72, 376, 377]))
"""Days after FIRST: the turn of the years and the leap day of 2024 more often than others."""
MINUTE = st.sampled_from([1, 30, 59, 720, 1380, 1410, 1439])
"""Of the Dutch day; the first hours fall on the day before in UTC."""
ROUTES = ["praktijkverklaring", "certificaat", "diploma"]


def day(number):
    return FIRST + timedelta(days=number)


steps = st.tuples(
    st.sampled_from(
        [
            "aanmelding", "aanmelding", "advies", "start", "start", "end", "reopen", "earlier",
            "verklaring", "verklaring", "take_back", "revoke", "situatie", "situatie", "situatie", "correct",
            "weeks", "prepare", "contact", "person", "erase",
        ]
    ),
    st.integers(0, 2),
    DAYS,
    st.integers(0, 11),
)  # fmt: skip


class History:
    """Three people in one regio. Every step is followed by an audit event, as every action does."""

    def __init__(self):
        self.now = datetime(2024, 1, 1, 12, tzinfo=AMSTERDAM)
        self.regio = RegioFactory()
        self.sectors = [SectorFactory(), SectorFactory()]
        self.crebos = [KwalificatieFactory(sector=sector) for sector in self.sectors]
        self.werkprocessen = [WerkprocesFactory(kerntaak__kwalificatie=self.crebos[n % 2]) for n in range(4)]
        self.groepen = [KlantgroepFactory(), KlantgroepFactory()]
        self.schools = [OrganisatieFactory(mbo=True), OrganisatieFactory(mbo=True)]
        self.gemeenten = [GemeenteFactory(), GemeenteFactory()]
        self.living = [KandidaatFactory(regio=self.regio) for _ in range(3)]
        self.erased = []
        self.loose = []

    def take(self, step, minute):
        what, who, number, choice = step
        self.now += timedelta(hours=7)
        with time_machine.travel(self.now, tick=False):
            kandidaat = self.living[who]
            getattr(self, f"_{what}")(kandidaat, day(number), choice, minute)
            if kandidaat in self.living:
                record("kandidaat.gewijzigd", kandidaat, by=BY)
            catch_up()

    def numbers(self, van, tot):
        people = [recount.read(type(row).objects.get(pk=row.pk)) for row in self.living]
        loose = [recount.read_aanmelding(row) for row in Aanmelding.objects.filter(kandidaat=None).order_by("pk")]
        return recount.numbers(people + self.erased, van, tot, loose=loose)

    def _aanmelding(self, kandidaat, on, choice, minute):
        came = datetime.combine(on, datetime.min.time(), AMSTERDAM) + timedelta(minutes=minute)
        accepted = choice % 3 == 0
        row = AanmeldingFactory(
            regio=self.regio,
            kandidaat=None if choice == 5 else kandidaat,
            ontvangen_op=came,
            verwijzer_soort=VerwijzerSoort.UWV if choice % 2 else VerwijzerSoort.GEMEENTE,
            status="geaccepteerd" if accepted else "in_behandeling",
            met_persoon=choice != 4,
            met_plaats=choice == 4,
        )
        if accepted:
            Stap.objects.create(
                soort="aanmeldingen.aanmelding", object_id=row.pk, van="in_behandeling", naar="geaccepteerd",
                geldig_op=on + timedelta(days=choice), recorded_at=timezone.now(), actor_soort=BY.soort, actor=BY.key,
            )  # fmt: skip
        record("aanmelding.ontvangen", row, by=BY)

    def _advies(self, kandidaat, on, choice, minute):
        kandidaat.adviezen.update(status="vervangen")
        AdviesFactory(
            kandidaat=kandidaat, besproken=True, besproken_op=on, route=ROUTES[choice % 3],
            keuze_kandidaat=ROUTES[choice % 2],
        )  # fmt: skip

    def _start(self, kandidaat, on, choice, minute):
        before = kandidaat.trajecten.order_by("created_at").last() if choice > 8 else None
        traject = TrajectFactory(
            kandidaat=kandidaat, status="voorbereiding" if choice == 1 else "lopend", startdatum=on,
            route=ROUTES[choice % 3], kwalificatie=self.crebos[choice % 2] if choice != 2 else None, vervolg_op=before,
        )  # fmt: skip
        if choice != 3:
            InschrijvingFactory(
                traject=traject, instelling=self.schools[choice % 2], kwalificatie=self.crebos[1], van=on
            )
        if choice != 7:
            PlaatsingFactory(traject=traject, soort=PlaatsingSoort.BPV, van=on, tot=None)

    def _end(self, kandidaat, on, choice, minute):
        traject = kandidaat.trajecten.filter(status="lopend", startdatum__lte=on).order_by("pk").first()
        if traject:
            status = "afgerond" if choice % 2 else "gestopt"
            Traject.objects.filter(pk=traject.pk).update(status=status, einddatum=on)

    def _reopen(self, kandidaat, on, choice, minute):
        ended = kandidaat.trajecten.filter(einddatum__isnull=False).order_by("pk").first()
        if ended:
            Traject.objects.filter(pk=ended.pk).update(status="lopend", einddatum=None)

    def _earlier(self, kandidaat, on, choice, minute):
        """Backdate: the first day was another one."""
        running = kandidaat.trajecten.filter(status="lopend").order_by("pk").first()
        if running:
            Traject.objects.filter(pk=running.pk).update(startdatum=on)

    def _verklaring(self, kandidaat, on, choice, minute):
        traject = kandidaat.trajecten.filter(status="lopend").order_by("pk").first()
        if traject is None:
            return
        place = traject.plaatsingen.order_by("pk").first()
        row = PraktijkverklaringFactory(
            kandidaat=kandidaat, regio=self.regio, traject=traject, plaatsing=place,
            verstrekker=self.schools[choice % 2], uitgereikt_op=on, ondertekend_op=on,
        )  # fmt: skip
        versie = VerklaringversieFactory(verklaring=row, status="verzegeld")
        for werkproces in self.werkprocessen[: choice % 5]:
            VerklaringWerkprocesFactory(
                versie=versie, werkproces=werkproces, code=werkproces.code, naam=werkproces.naam, kerntaak_naam="x"
            )

    def _take_back(self, kandidaat, on, choice, minute):
        given = kandidaat.praktijkverklaringen.filter(uitgereikt_op__isnull=False).order_by("pk").first()
        if given:
            Praktijkverklaring.objects.filter(pk=given.pk).update(uitgereikt_op=None)

    def _revoke(self, kandidaat, on, choice, minute):
        given = kandidaat.praktijkverklaringen.order_by("pk").first()
        if given:
            given.versies.update(status="ingetrokken")

    def _situatie(self, kandidaat, on, choice, minute):
        soorten = [*SituatieSoort.values, "LOON", "LOON", "LOON_LKS", "OPLEIDING"]
        SituatieFactory(
            kandidaat=kandidaat, van=on, tot=on + timedelta(days=choice * 40) if choice % 3 else None,
            soort=soorten[(choice * 7 + on.day) % len(soorten)],
            werkgever_soort=["", *WerkgeverSoort.values][(choice + on.day) % 4],
        )  # fmt: skip

    def _correct(self, kandidaat, on, choice, minute):
        wrong = kandidaat.situaties.filter(vervallen_op=None).order_by("pk").first()
        if wrong:
            Situatie.objects.filter(pk=wrong.pk).update(vervallen_op=timezone.now())

    def _weeks(self, kandidaat, on, choice, minute):
        place = PlaatsingFactory._meta.model.objects.filter(traject__kandidaat=kandidaat, soort="bpv").order_by("pk")
        if not place:
            return
        monday = on - timedelta(days=on.weekday())
        taken = set(place[0].aanwezigheid.order_by("pk").values_list("week", flat=True))
        for week in (monday + timedelta(weeks=n) for n in range(choice * 4)):
            if week not in taken:
                AanwezigheidFactory(plaatsing=place[0], week=week, uren=0 if week.day % 5 == 0 else 20)

    def _prepare(self, kandidaat, on, choice, minute):
        """Some are called off before they begin, some never get as far as a traject that starts."""
        traject = kandidaat.trajecten.order_by("pk").first() or TrajectFactory(kandidaat=kandidaat)
        status = ("gepland", "lopend", "beeindigd")[choice % 3]
        soort = PlaatsingSoort.PROEFPLAATSING if choice % 2 else PlaatsingSoort.VOORTRAJECT
        place = PlaatsingFactory(
            traject=traject, soort=soort, van=on, tot=on if choice % 3 == 2 else None, status=status
        )
        if choice in {2, 5}:
            Stap.objects.create(
                soort="trajecten.plaatsing", object_id=place.pk, van="gepland", naar="lopend", geldig_op=on,
                recorded_at=timezone.now(), actor_soort=BY.soort, actor=BY.key,
            )  # fmt: skip

    def _contact(self, kandidaat, on, choice, minute):
        traject = kandidaat.trajecten.order_by("pk").last()
        if traject:
            LogregelFactory(traject=traject, datum=on, soort=LogSoort.values[choice % 4])

    def _person(self, kandidaat, on, choice, minute):
        groep = [None, *self.groepen][choice % 3]
        Sociaal.objects.update_or_create(kandidaat=kandidaat, defaults={"primaire_klantgroep": groep})
        Klantgroep.objects.filter(pk=self.groepen[1].pk).update(hoofdgroep=None)
        type(kandidaat).objects.filter(pk=kandidaat.pk).update(gemeente=self.gemeenten[choice % 2])

    def _erase(self, kandidaat, on, choice, minute):
        """The dossier goes; what was counted of it stays counted."""
        if choice < 10:
            return
        self.erased.append(recount.read(type(kandidaat).objects.get(pk=kandidaat.pk)))
        pseudoniem = kandidaat.pseudoniem
        for row in kandidaat.praktijkverklaringen.order_by("pk"):
            row.versies.all().delete()
        kandidaat.praktijkverklaringen.all().delete()
        kandidaat.aanmeldingen.all().delete()
        kandidaat.adviezen.all().delete()
        kandidaat.delete()
        forget(pseudoniem)
        self.living[self.living.index(kandidaat)] = KandidaatFactory(regio=self.regio)
