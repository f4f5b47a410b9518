"""The stage of a story: one regio with its people, a clock that can be put forward, and everybody's mailbox."""

import re
from datetime import date, timedelta
from typing import Any

from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from kwalificaties.models import Kwalificatie
from leerbedrijven.models import Leerbedrijf
from praktijkleren.accounts.roles import Rol
from praktijkleren.post.models import Bericht
from praktijkleren.post.states import BerichtStatus
from tests.factories.accounts import SOORT_OF_ROL, GebruikerFactory, GemeenteFactory, OrganisatieFactory, RegioFactory
from tests.factories.accounts import WerkgebiedFactory as Werkgebied
from tests.factories.kandidaten import KlantgroepFactory
from tests.factories.kwalificaties import KerntaakFactory, KwalificatieFactory, WerkprocesFactory
from tests.factories.leerbedrijven import (
    ErkenningFactory,
    LeerbedrijfFactory,
    LeerplaatsFactory,
    PraktijkopleiderFactory,
    RelatieFactory,
)
from tests.flows.visitor import Visitor
from tests.harness.queue import run_queued

NAMES = {
    Rol.COORDINATOR: "Cora Coördinator",
    Rol.KLANTMANAGER: "Karin Klantmanager",
    Rol.JOBCOACH: "Joost Jobcoach",
    Rol.MBO_CONTACT: "Maaike Mbo",
    Rol.LEZER: "Leo Lezer",
}
WERKPROCESSEN = ("Bereidt deeg", "Bakt brood af", "Maakt de bakkerij schoon")
OPLEIDER = "opleider@bakkerij.example"
LINK = re.compile(r"https?://\S+")
CODE = re.compile(r"De code is: (\d{6})")


class Story:
    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self.regio = RegioFactory(open=True, code="AM01", naam="Groenland")
        self.gemeente = GemeenteFactory(naam="Leek", regio=self.regio)
        self.people = {rol: self._hire(rol) for rol in NAMES}
        Werkgebied(organisatie=self._organisatie(Rol.KLANTMANAGER), gemeente=self.gemeente)
        KlantgroepFactory(code="a1", naam="Langer zonder werk")
        self.kwalificatie = self._kwalificatie()
        self.leerbedrijf = self._leerbedrijf()
        self._read: set[int] = set()

    def _hire(self, rol: Rol) -> Visitor:
        organisatie = OrganisatieFactory(
            soort=SOORT_OF_ROL[rol], naam=f"{rol.label.capitalize()} Groenland", plaats="Leek"
        )
        email = f"{NAMES[rol].split()[0].lower()}@groenland.example"
        return Visitor(
            GebruikerFactory(naam=NAMES[rol], email=email, rol=rol, organisatie=organisatie, regio=self.regio)
        )

    def _organisatie(self, rol: Rol) -> Any:
        return self[rol].gebruiker.lidmaatschappen.get().organisatie

    def _kwalificatie(self) -> Kwalificatie:
        kwalificatie = KwalificatieFactory(titel="Medewerker bakkerij", crebo="25999", niveau=1)
        kerntaak = KerntaakFactory(kwalificatie=kwalificatie, code="B1-K1", titel="Werkt in de bakkerij")
        for number, naam in enumerate(WERKPROCESSEN, start=1):
            WerkprocesFactory(kerntaak=kerntaak, code=f"B1-K1-W{number}", naam=naam)
        return kwalificatie

    def _leerbedrijf(self) -> Leerbedrijf:
        leerbedrijf = LeerbedrijfFactory(naam="Bakkerij Deegrol", plaats="Leek", leerbedrijf_id="100000007")
        ErkenningFactory(leerbedrijf=leerbedrijf, kwalificatie=self.kwalificatie)
        relatie = RelatieFactory(regio=self.regio, leerbedrijf=leerbedrijf)
        opleider = PraktijkopleiderFactory(relatie=relatie, naam="Petra Bakker", functie="leermeester", email=OPLEIDER)
        werkprocessen = [row for kerntaak in self.kwalificatie.kerntaken.all() for row in kerntaak.werkprocessen.all()]
        LeerplaatsFactory(
            relatie=relatie, titel="Leren bakken", kwalificatie=self.kwalificatie, praktijkopleider=opleider,
            uren_per_week=24, werkprocessen=werkprocessen,
        )  # fmt: skip
        return leerbedrijf

    def __getitem__(self, rol: Rol) -> Visitor:
        return self.people[rol]

    def on(self, day: date) -> None:
        """At nine in the morning of a later day; the clock has done in the night what it does every day."""
        now = timezone.localtime()
        forward = timezone.make_aware(now.replace(tzinfo=None, year=day.year, month=day.month, day=day.day, hour=9))
        assert forward > now, f"{day} lies in the past"
        self.clock.move_to(forward)
        call_command("run_due", verbosity=0)
        run_queued()

    def wait(self, **time: int) -> None:
        self.clock.shift(timedelta(**time))

    def mail_to(self, address: str) -> Any:
        """The one mail that came for this address since the last look."""
        run_queued()
        new = [
            number for number, message in enumerate(mail.outbox) if number not in self._read and address in message.to
        ]
        assert len(new) == 1, [f"{message.to}: {message.subject}" for message in mail.outbox]
        self._read.add(new[0])
        return mail.outbox[new[0]]

    def no_mail_to(self, address: str) -> None:
        run_queued()
        assert [m.subject for n, m in enumerate(mail.outbox) if n not in self._read and address in m.to] == []

    def end(self) -> None:
        """Whatever happened: each mail came once, nothing waits, and no row of the logs was touched."""
        run_queued()
        ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
        assert sorted(ids) == sorted(Bericht.objects.values_list("message_id", flat=True))
        assert set(Bericht.objects.values_list("status", flat=True)) == {BerichtStatus.VERZONDEN}
        unread = [f"{m.to}: {m.subject}" for number, m in enumerate(mail.outbox) if number not in self._read]
        assert unread == []
        call_command("check_audit")


def link_in(message: Any) -> str:
    found: list[str] = LINK.findall(message.body)
    assert found, message.body
    return found[0]


def code_in(message: Any) -> str:
    found = CODE.search(message.body)
    assert found, message.body
    return found[1]
