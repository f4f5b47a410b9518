"""The pages that are looked at, by whom, and what they are held against."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Rol
from script.bench.dossiers import RARE_NAME
from script.bench.measure import Goal
from script.bench.queries import get
from script.bench.teams import Team, find_beheerder
from trajecten.models import Traject
from trajecten.states import TrajectStatus

NEXT_PAGE = re.compile(rb'rel="next" href="([^"]+)"')
LIST_QUERIES, DETAIL_QUERIES = Goal(5), Goal(6)


@dataclass(frozen=True)
class Page:
    who: Rol
    path: str
    raw: str = ""
    admin: str = ""
    """Both without goal where performance.md names none."""
    growth: Goal | None = None
    against_raw: Goal | None = None
    against_admin: Goal | None = None
    queries: Goal | None = None
    pages: bool = False
    """Is a list of more than one page: the last is held against the first."""


@dataclass
class Visit:
    """The pages of one database, and whoever looks at them, signed in."""

    team: Team
    clients: dict[Rol, Client] = field(default_factory=dict)

    def client(self, rol: Rol) -> Client:
        """With a session of its own; only in the database that is in use now."""
        if rol not in self.clients:
            self.clients[rol] = Client()
            self.clients[rol].force_login(self.gebruiker(rol))
        return self.clients[rol]

    def gebruiker(self, rol: Rol) -> Gebruiker:
        return find_beheerder() if rol == Rol.BEHEERDER else self.team.people[rol][0]

    def timed(self) -> dict[str, Page]:
        """What is measured; everything else is only counted."""
        regio, traject = self.team.regio.pk, self.traject(TrajectStatus.LOPEND)
        rare, here = {"naam": RARE_NAME.lower()}, {"regio": regio}
        trajecten, kandidaten = reverse("trajecten:list"), reverse("kandidaten:list")
        admin = "/meting/admin/trajecten/traject/"
        today = f"/meting/vandaag/?regio={regio}&wie="
        return {
            "trajecten": Page(
                Rol.COORDINATOR, trajecten, raw=f"/meting/trajecten/?regio={regio}",
                admin=f"{admin}?regio__id__exact={regio}", growth=Goal(1.2), against_raw=Goal(4),
                against_admin=Goal(0.35), queries=LIST_QUERIES, pages=True,
            ),
            "trajecten_jobcoach": Page(Rol.JOBCOACH, trajecten, growth=Goal(1.2), queries=LIST_QUERIES),
            "traject": Page(
                Rol.JOBCOACH, reverse("trajecten:detail", args=[traject.pk]), raw=f"/meting/traject/{traject.pk}/",
                queries=DETAIL_QUERIES,
            ),
            "vandaag": Page(
                Rol.COORDINATOR, reverse("werk:today"), raw=f"{today}{self.gebruiker(Rol.COORDINATOR).pk}",
            ),
            "vandaag_jobcoach": Page(Rol.JOBCOACH, reverse("werk:today")),
            "zoeken_op_naam": Page(
                Rol.COORDINATOR, f"{trajecten}?{urlencode(rare)}", raw=f"/meting/zoeken/?{urlencode(rare | here)}",
                admin=f"{admin}?q={rare['naam']}&regio__id__exact={regio}", growth=Goal(2), queries=LIST_QUERIES,
            ),
            "kandidaten": Page(
                Rol.COORDINATOR, kandidaten, raw=f"/meting/kandidaten/?regio={regio}",
                admin=f"/meting/admin/kandidaten/kandidaat/?regio__id__exact={regio}", growth=Goal(1.2),
                against_raw=Goal(4), against_admin=Goal(0.35), queries=LIST_QUERIES, pages=True,
            ),
        }  # fmt: skip

    def counted(self) -> dict[str, Page]:
        """Every page that shows rows of people or places, for whoever sees most of it."""
        traject = self.traject(TrajectStatus.AFGEROND)
        verklaring = traject.praktijkverklaringen.get()
        lists = ("trajecten", "kandidaten", "aanmeldingen", "leerbedrijven", "verklaringen", "kwalificaties")
        found = {
            f"{name}_{rol}": Page(rol, reverse(f"{name}:list"))
            for name in lists
            for rol in (Rol.COORDINATOR, Rol.KLANTMANAGER, Rol.JOBCOACH, Rol.MBO_CONTACT)
            if not (name == "aanmeldingen" and rol != Rol.COORDINATOR)
        }
        found |= {f"vandaag_{rol}": Page(rol, reverse("werk:today")) for rol in self.team.people}
        return found | {
            "collegas": Page(Rol.COORDINATOR, reverse("accounts:colleagues")),
            "kandidaat": Page(Rol.COORDINATOR, traject.kandidaat.get_absolute_url()),
            "traject_afgerond": Page(Rol.COORDINATOR, traject.get_absolute_url()),
            "leerbedrijf": Page(Rol.COORDINATOR, traject.plaatsingen.bpv()[:1].get().leerbedrijf.get_absolute_url()),
            "verklaring": Page(Rol.COORDINATOR, verklaring.get_absolute_url()),
        }

    def traject(self, status: TrajectStatus) -> Traject:
        """On the caseload of the jobcoach who looks; made alike at every N."""
        jobcoach = self.team.people[Rol.JOBCOACH][0]
        mine = Traject.objects.filter(kandidaat__betrokkenheden__gebruiker=jobcoach, status=status)
        return mine.filter(praktijkverklaringen__ondertekend_op__isnull=status != TrajectStatus.AFGEROND).order_by(
            "-laatste_activiteit", "pk"
        )[0]

    def last_page(self, page: Page) -> str:
        """By the links that a reader has: from next to next."""
        path, client = page.path, self.client(page.who)
        base = path.partition("?")[0]
        while found := NEXT_PAGE.search(get(client, path)):
            path = base + found[1].decode().replace("&amp;", "&")
        return path
