"""Fills a database with N trajecten over all arbeidsmarktregio's. The same N gives as many rows of each kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from uuid import uuid4

from kandidaten.models import Klantgroep
from praktijkleren.accounts.models import Gebruiker, Regio
from praktijkleren.accounts.roles import Rol
from praktijkleren.werk.models import Taak
from script.bench.batch import Batch
from script.bench.dossiers import Dossier, spread
from script.bench.moments import days_ago
from script.bench.teams import Team, load_reference_data, make_bedrijven, make_team, teachable

MEASURED = "AM01"
"""The regio whose people look. It is the largest, so that its list fills its pages at every N."""
SHARE = 0.15
CASELOAD = 60
"""Of the jobcoach who looks: as many at every N."""
NEWCOMERS, TAKEN = 16, 8
"""Per regio and per person: what is new and what is to be done today does not grow with the years."""
BLOCK = 100
"""Trajecten that are in memory at one time."""


@dataclass(frozen=True)
class Filled:
    team: Team
    """Of the measured regio."""
    rows: dict[str, int]


def fill(total: int, *, share: float = SHARE, tell: Callable[[str], None] = lambda _text: None) -> Filled:
    """Filling again adds as much, for the same people to see."""
    load_reference_data()
    batch, offers, klantgroepen = Batch(), teachable(), list(Klantgroep.objects.order_by("code"))
    measured: Team | None = None
    done = 0
    for regio, number in numbers(total, share):
        team, rng = make_team(regio), Random(f"{regio.code} {total}")  # noqa: S311 - invented people, not secrets
        make_bedrijven(team, max(2, number // 10), offers, batch)
        if regio.code == MEASURED:
            measured = team
        for place in range(number + NEWCOMERS):
            dossier = Dossier(team, place, number, rng, batch, klantgroepen, colleagues(team, place, number))
            if place < number:
                dossier.write()
            else:
                dossier.write_newcomer()
            if place % BLOCK == BLOCK - 1:
                batch.insert()
        add_taken(team, batch)
        batch.insert()
        done += number
        if done * 5 // total > (done - number) * 5 // total:
            tell(f"{done} van {total} trajecten")
    if measured is None:
        raise RuntimeError(f"Regio {MEASURED} ontbreekt.")
    return Filled(measured, batch.written)


def add_taken(team: Team, batch: Batch) -> None:
    for people in team.people.values():
        for wie in people:
            for number in range(TAKEN):
                batch.add(
                    Taak(
                        key=f"meting {uuid4()}",
                        titel=f"Meting {number}",
                        url="/vandaag/",
                        wie=wie,
                        voor=days_ago(-number),
                    )
                )


def numbers(total: int, share: float) -> Iterator[tuple[Regio, int]]:
    """How many trajecten each regio gets: the measured one its share, the others the rest evenly."""
    regios = list(Regio.objects.order_by("code"))
    own = round(total * share)
    rest, extra = divmod(total - own, len(regios) - 1)
    others = iter(range(len(regios) - 1))
    for regio in regios:
        yield regio, own if regio.code == MEASURED else rest + (next(others) < extra)


def colleagues(team: Team, place: int, of: int) -> dict[Rol, Gebruiker]:
    """Who is betrokken. The first jobcoach has a fixed caseload; the others share the rest."""
    first, *others = team.people[Rol.JOBCOACH]
    jobcoach = first if place in spread(CASELOAD, over=of) else others[place % len(others)]
    return {
        Rol.KLANTMANAGER: team.people[Rol.KLANTMANAGER][place % 2],
        Rol.MBO_CONTACT: team.people[Rol.MBO_CONTACT][place % 2],
        Rol.JOBCOACH: jobcoach,
    }
