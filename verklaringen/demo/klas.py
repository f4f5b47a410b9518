"""A groep that began together: most are ready for a praktijkverklaring, and of the others the page says why not."""

from datetime import date

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Rol
from praktijkleren.documenten.dates import MONTHS
from trajecten.actions import add_to_groep
from trajecten.models import Groep, Traject
from verklaringen.demo.bedrijven import DemoBedrijf
from verklaringen.demo.door import Door
from verklaringen.demo.names import Names
from verklaringen.demo.organisaties import DemoRegio
from verklaringen.demo.people import People
from verklaringen.demo.placed import Placed
from verklaringen.demo.signed import Signed

READY = 6


class Klas(People):
    """Everyone with the same colleagues."""

    def someone(self, rol: Rol) -> Gebruiker:
        return self.demo.iemand(rol)


def make_klas(demo: DemoRegio, bedrijven: list[DemoBedrijf], names: Names, *, today: date) -> Groep:
    """At three leerbedrijven, so that three praktijkopleiders sign."""
    door = Door(demo, bedrijven[:3], names, today)
    placed = Placed(Klas(door))
    start = placed.ago(190)
    trajecten = [placed.beoordeeld(start)[0].traject for _ in range(READY)]
    trajecten += [without_birthplace(placed, start), placed.lopend(start)[0].traject, sent(placed)]
    groep = Groep.objects.create(
        regio=demo.regio, naam=f"Klas van {MONTHS[start.month - 1]} {start.year} (demo)", startdatum=start
    )
    add_to_groep(trajecten, by=door.by, groep=groep)
    return groep


def without_birthplace(placed: Placed, start: date) -> Traject:
    traject = placed.beoordeeld(start)[0].traject
    traject.kandidaat.geboorteplaats = ""
    traject.kandidaat.save(update_fields=["geboorteplaats"])
    return traject


def sent(placed: Placed) -> Traject:
    verzoek = Signed(placed).verklaring_ter_ondertekening()
    return Traject.objects.get(praktijkverklaringen__versies__document=verzoek.document_id)
