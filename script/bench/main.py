"""Fills databases, measures, and prints one JSON on stdout; see script/benchmark."""

import argparse
import json
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.urls import get_resolver

from script.bench import report
from script.bench.databases import Databases
from script.bench.figures import run as measure_all
from script.bench.fill import fill
from script.bench.measure import ROUNDS
from script.bench.pages import Visit
from script.bench.pdf import measure_memory, measure_pdf
from script.bench.weight import measure_weight


def main() -> int:
    options = read_options()
    settings.ROOT_URLCONF = "script.bench.yardsticks"
    check_urls()
    found: dict[str, Any] = {"machine": machine(), "omvang": {}}
    if options.figures:
        with tempfile.TemporaryDirectory() as folder, Databases(Path(folder), options.url) as databases:
            found["cijfers"] = measure_all(databases, options.sizes, options.rounds, tell)
        print(json.dumps(found, indent=2, ensure_ascii=False))
        return 0
    with tempfile.TemporaryDirectory() as folder, Databases(Path(folder), options.url) as databases:
        visits: dict[int, Visit] = {}
        for size in options.sizes:
            with timed(f"Vullen met {size} trajecten") as clock:
                databases.make(size)
                filled = fill(size, tell=tell)
                databases.settle()
            visits[size] = Visit(filled.team)
            found["omvang"][size] = {"rijen": sum(filled.rows.values()), "seconden": clock[0], "MiB": peak_mib()}
        found["machine"]["database"] = f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}"
        with timed("Query's tellen"):
            found["querys"] = report.compare_queries(databases, visits)
        with timed("Pagina's meten"):
            found["paginas"] = report.measure_pages(databases, visits, options.rounds)
        databases.use(options.sizes[-1])
        visit = visits[options.sizes[-1]]
        page = visit.timed()["trajecten"]
        found["gewicht"] = measure_weight(visit.client(page.who), page.path)
        with timed("PDF's meten"):
            found["pdf"] = measure_pdf(options.rounds)
        if options.memory:
            found["geheugen"] = measure_memory(tell)
    found["machine"]["drukte_einde"] = load()
    json.dump(found, sys.stdout, indent=2, ensure_ascii=False)
    print()
    return 0 if found["querys"]["gelijk"] else 1


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/benchmark")
    parser.add_argument("sizes", metavar="N", type=int, nargs="*", help="aantal trajecten (1000 10000)")
    parser.add_argument("--memory", action="store_true", help="meet ook twee workers die 250 documenten verzegelen")
    parser.add_argument("--figures", action="store_true", help="meet alleen de cijfers (1000 100000 1000000)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"rondes per meting ({ROUNDS}, ten minste 9)")
    options = parser.parse_args()
    options.sizes = sorted(options.sizes or ([1000, 100_000, 1_000_000] if options.figures else [1000, 10_000]))
    options.url = os.environ.get("BENCHMARK_DATABASE_URL", "")
    if options.rounds < 9 or options.sizes[0] < 100 or len(set(options.sizes)) < len(options.sizes):
        parser.error("ten minste 9 rondes, en elke N een keer en ten minste 100")
    return options


def check_urls() -> None:
    """Before anything is filled: a mistake in a room shows at once."""
    get_resolver().url_patterns  # noqa: B018 - reading them imports every view


def machine() -> dict[str, Any]:
    return {"python": platform.python_version(), "cpus": os.cpu_count(), "drukte_begin": load()}


def load() -> float:
    return round(os.getloadavg()[0], 1)


def peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def tell(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


@contextmanager
def timed(what: str) -> Iterator[list[float]]:
    print(f"{what} … (drukte {load()})", file=sys.stderr, flush=True)
    clock: list[float] = []
    began = time.monotonic()
    yield clock
    clock.append(round(time.monotonic() - began))


if __name__ == "__main__":
    sys.exit(main())
