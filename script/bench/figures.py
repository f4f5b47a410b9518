"""The figures of a regio at 1 000, 100 000 and 1 000 000 trajecten: dashboards, and the report of a year.

Only the facts are filled, by the database itself: a dashboard reads nothing else, and a million dossiers would take a
day. Ten years of trajecten, evenly; what is asked is this year until today, as the page opens.
"""

import io
import resource
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.models import Deelname, Gebruiker, Lidmaatschap, Organisatie, OrganisatieSoort, Regio
from praktijkleren.accounts.roles import Rol
from praktijkleren.ui.sheets import FORMATEN
from rapportages.models import Feit, Rapport, Som, Telfeit
from rapportages.rapporten.bestanden import sheets
from rapportages.rapporten.inhoud import contents
from script.bench.databases import Databases
from script.bench.measure import Goal, Variant, in_turn, milliseconds, ratio
from script.bench.queries import get

YEARS = 10
GROWTH = Goal(1.5)
MEMORY = Goal(300)
"""MiB, of a report of 100 000 trajecten."""


class Kind(NamedTuple):
    """One fact of so many in every ten trajecten, so many days after the start."""

    soort: str
    of_ten: int
    later: int
    waarde: tuple[str, ...] = ("",)


KINDS = (
    Kind(Feit.AANMELDING, 10, -30, ("persoon",)),
    Kind(Feit.AANNAME, 10, -25, ("persoon",)),
    Kind(Feit.START, 10, 0),
    Kind(Feit.WEEK, 10, 7),
    Kind(Feit.CONTACT, 10, 20),
    Kind(Feit.EINDE, 8, 200, ("afgerond", "gestopt")),
    Kind(Feit.VERKLARING, 6, 190),
    Kind(Feit.UITKOMST_EINDE, 8, 200, ("werkgever", "ontwikkelbedrijf", "uitkering", "")),
    Kind(Feit.UITKOMST_6, 8, 383, ("werkgever", "opleiding", "uitkering", "")),
    Kind(Feit.UITKOMST_12, 8, 565, ("werkgever", "ontwikkelbedrijf", "anders", "")),
)
COLUMNS = (
    "soort", "sleutel", "waarde", "route", "bron", "klantgroep", "persoon", "onderwerp", "datum", "recorded_at",
    "aantal", "dagen", "regio_id",
)  # fmt: skip


def fill_facts(size: int) -> Gebruiker:
    """Answers who looks at them."""
    regio = Regio.objects.create(code="MT01", naam="Meting", contact_email="meting@praktijkleren.example")
    place = Organisatie.objects.create(naam="Werkcentrum Meting", soort=OrganisatieSoort.WERKCENTRUM)
    long_ago = date(2015, 1, 1)
    Deelname.objects.create(organisatie=place, regio=regio, van=long_ago)
    gebruiker = Gebruiker.objects.create(email="meting@praktijkleren.example", naam="Meting")
    Lidmaatschap.objects.create(gebruiker=gebruiker, organisatie=place, regio=regio, rol=Rol.COORDINATOR, van=long_ago)
    with connection.cursor() as cursor, transaction.atomic():
        for kind in KINDS:
            cursor.execute(insert(kind), [size, regio.pk])
    return gebruiker


def insert(kind: Kind) -> str:
    """Number i begins on day i modulo ten years, so that every size is spread alike."""
    days, today = YEARS * 365, timezone.localdate()
    first = today - timedelta(days=days)
    uuid, day = VENDOR[connection.vendor]
    datum = day.format(first=first.isoformat(), days=f"(i %% {days} + {kind.later})")
    columns = {
        "soort": f"'{kind.soort}'",
        "sleutel": f"'{kind.soort}:' || i",
        "waarde": one_of(kind.waarde, 7),
        "route": one_of(("praktijkverklaring", "certificaat", "diploma"), 1),
        "bron": one_of(("gemeente", "uwv", "school"), 3),
        "klantgroep": one_of(tuple("ABCDEFGH"), 5),
        "persoon": uuid.format(number="i"),
        "onderwerp": uuid.format(number="i + 16777216"),
        "datum": datum,
        "recorded_at": f"'{first.isoformat()} 00:00:00+00:00'",
        "aantal": "i %% 5 + 1",
        "dagen": "i %% 200 + 20",
        "regio_id": "%s",
    }
    values = ", ".join(columns[name] for name in COLUMNS)
    chosen = f"SELECT {values} FROM n WHERE i %% 10 < {kind.of_ten}"  # noqa: S608 - nothing from outside is in it
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)"
    written = f"INSERT INTO rapportages_telfeit ({', '.join(COLUMNS)})"
    return f"{numbers} {written} {chosen}" if connection.vendor == "postgresql" else f"{written} {numbers} {chosen}"


VENDOR = {
    "sqlite": ("printf('%%032x', {number})", "date('{first}', {days} || ' days')"),
    "postgresql": ("lpad(to_hex({number}), 32, '0')::uuid", "date '{first}' + ({days})::int"),
}
"""A uuid of a number, and a day so many days after the first."""


def one_of(values: tuple[str, ...], step: int) -> str:
    """Each in turn; the step keeps one field from following another."""
    when = " ".join(f"WHEN {place} THEN '{value}'" for place, value in enumerate(values))
    return f"CASE (i / {step}) %% {len(values)} {when} END" if len(values) > 1 else f"'{values[0]}'"


def measure_figures(databases: Databases, who: Mapping[int, Gebruiker], rounds: int) -> dict[str, Any]:
    """Each page at each N in turn, once its sums are there; how long the first look took stands beside it."""
    pages = {"overzicht": reverse("rapportages:overview")}
    pages |= {code: reverse("rapportages:indicator", args=[code]) for code in ("I3", "I4", "I5", "I6", "I12", "I14")}
    clients = {size: Client() for size in who}
    for size, client in clients.items():
        databases.use(size)
        client.force_login(who[size])
    return {name: _measure(databases, clients, path, rounds) for name, path in pages.items()}


def _measure(databases: Databases, clients: Mapping[int, Client], path: str, rounds: int) -> dict[str, Any]:
    def look(size: int, *, first: bool) -> Variant:
        def prepare() -> None:
            databases.use(size)
            if first:
                Som.objects.all().delete()

        return Variant(lambda _given: get(clients[size], path), prepare)

    samples = in_turn({str(size): look(size, first=False) for size in clients}, rounds)
    small, large = str(min(clients)), str(max(clients))
    cold = in_turn({str(size): look(size, first=True) for size in clients}, 3)
    return {
        "N": {size: milliseconds(found) for size, found in samples.items()},
        "groei": ratio(samples, large, small, goal=GROWTH),
        "eerste_keer": {size: milliseconds(found) for size, found in cold.items()},
    }


def measure_report(gebruiker: Gebruiker, rounds: int) -> dict[str, Any]:
    """The figures of last year and their workbook, against one raw query in groups and a bare writer."""
    last = timezone.localdate().year - 1
    regio = gebruiker.regios[0]
    rapport = Rapport(regio=regio, soort="jaar", van=date(last, 1, 1), tot=date(last, 12, 31))

    def ours(_given: Any) -> int:
        found = SimpleNamespace(snapshot=contents(rapport, gebruiker, timezone.now()))
        return len(FORMATEN["xlsx"].write(sheets(found.snapshot)))

    before = peak_mib()
    ours(None)
    grown = peak_mib()
    samples = in_turn({"kaal": Variant(lambda _given: bare(regio, last)), "rapport": Variant(ours)}, rounds)
    return {
        "telfeiten": Telfeit.objects.count(),
        "kaal": milliseconds(samples["kaal"]),
        "rapport": milliseconds(samples["rapport"]),
        "verhouding": ratio(samples, "rapport", "kaal"),
        "piek_MiB": {"voor": before, "na": grown, **MEMORY.judge(grown)},
    }


def bare(regio: Regio, year: int) -> int:
    from rustpy_xlsxwriter import FastExcel

    out = io.BytesIO()
    book = FastExcel(out, output_format="xlsx")
    book.sheet("Cijfers", _bare_rows(regio, year))
    book.save()
    return len(out.getvalue())


def _bare_rows(regio: Regio, year: int) -> Iterator[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT soort, waarde, route, klantgroep, count(*) AS n, count(DISTINCT persoon) AS personen, "
            "avg(aantal) AS aantal, avg(dagen) AS dagen "
            "FROM rapportages_telfeit WHERE regio_id = %s AND vervallen_op IS NULL AND datum BETWEEN %s AND %s "
            "GROUP BY soort, waarde, route, klantgroep ORDER BY soort, waarde, route, klantgroep",
            [regio.pk, date(year, 1, 1), date(year, 12, 31)],
        )
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            yield dict(zip(names, row, strict=True))


def peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def run(databases: Databases, sizes: list[int], rounds: int, tell: Callable[[str], None]) -> dict[str, Any]:
    who: dict[int, Gebruiker] = {}
    for size in sizes:
        tell(f"telfeiten van {size} trajecten")
        databases.make(size)
        who[size] = fill_facts(size)
        databases.settle()
    found: dict[str, Any] = {"paginas": measure_figures(databases, who, rounds), "jaarrapport": {}}
    for size in sizes:
        databases.use(size)
        found["jaarrapport"][size] = measure_report(who[size], rounds)
    return found
