"""From pages and databases to figures with their goals."""

from collections.abc import Mapping
from typing import Any

from praktijkleren.accounts.roles import Rol
from script.bench.databases import Databases
from script.bench.measure import Goal, Samples, Variant, in_turn, milliseconds, ratio
from script.bench.pages import Page, Visit
from script.bench.queries import Queries, count_queries, get

Visits = Mapping[int, Visit]
LAST_PAGE = Goal(1.2)


def compare_queries(databases: Databases, visits: Visits) -> dict[str, Any]:
    """Per page the number at each N. Not the same, and the benchmark fails: that is no matter of a busy machine."""
    counted: dict[str, dict[int, Queries]] = {}
    for size, visit in visits.items():
        databases.use(size)
        for name, page in {**visit.counted(), **visit.timed()}.items():
            client = visit.client(page.who)
            get(client, page.path)
            counted.setdefault(name, {})[size] = count_queries(client, page.path)
    sizes = sorted(visits)
    pages = visits[sizes[-1]].timed()
    more = [name for name, found in counted.items() if found[sizes[-1]].total > found[sizes[0]].total]
    return {
        "gelijk": not more,
        "meer_bij_meer": {name: extra(counted[name][sizes[0]], counted[name][sizes[-1]]) for name in more},
        "paginas": {name: numbers(found, pages.get(name)) for name, found in counted.items()},
    }


def numbers(found: Mapping[int, Queries], page: Page | None) -> dict[str, Any]:
    own = max(queries.own for queries in found.values())
    answer: dict[str, Any] = {"totaal": [queries.total for queries in found.values()], "eigen": own}
    return {**answer, **page.queries.judge(own)} if page and page.queries else answer


def extra(fewer: Queries, more: Queries) -> list[str]:
    """The statements that the larger database has more of, as far as that can be seen."""
    seen = [statement[:60] for statement in fewer.statements]
    found = []
    for statement in more.statements:
        if statement[:60] in seen:
            seen.remove(statement[:60])
        else:
            found.append(statement[:300])
    return found


def measure_pages(databases: Databases, visits: Visits, rounds: int) -> dict[str, Any]:
    return {name: measure_page(databases, visits, name, rounds) for name in next(iter(visits.values())).timed()}


def measure_page(databases: Databases, visits: Visits, name: str, rounds: int) -> dict[str, Any]:
    """Each N, and at the largest N the yardsticks and the last page, all in turn."""
    sizes = sorted(visits)
    large = sizes[-1]
    variants = {}
    for size in sizes:
        databases.use(size)
        variants[str(size)] = variant(databases, visits[size], size, visits[size].timed()[name])
    visit, page = visits[large], visits[large].timed()[name]
    for yardstick, path in (("raw", page.raw), ("admin", page.admin)):
        if path:
            variants[yardstick] = variant(databases, visit, large, page, path)
    if page.pages:
        variants["laatste"] = variant(databases, visit, large, page, visit.last_page(page))
    samples = in_turn(variants, rounds)
    return {**{key: milliseconds(found) for key, found in samples.items()}, **compared(samples, sizes, page)}


def variant(databases: Databases, visit: Visit, size: int, page: Page, path: str = "") -> Variant:
    who = Rol.BEHEERDER if path and path == page.admin else page.who
    client = visit.client(who)
    return Variant(lambda _given: get(client, path or page.path), lambda: databases.use(size))


def compared(samples: Samples, sizes: list[int], page: Page) -> dict[str, Any]:
    large = str(sizes[-1])
    found = {}
    if len(sizes) > 1:
        found[f"groei {sizes[0]} → {large}"] = ratio(samples, large, str(sizes[0]), goal=page.growth)
    if page.raw:
        found["tegen_raw_sql"] = ratio(samples, large, "raw", goal=page.against_raw)
    if page.admin:
        found["tegen_admin"] = ratio(samples, large, "admin", goal=page.against_admin)
    if page.pages:
        found["laatste_tegen_eerste"] = ratio(samples, "laatste", large, goal=LAST_PAGE)
    return found
