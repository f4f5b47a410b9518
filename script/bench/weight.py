"""What a list page weighs on the wire: with all that a first visit fetches, and the page alone after that."""

import gzip
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.test import Client

from script.bench.measure import Goal
from script.bench.queries import get

FIRST, NEXT = Goal(120), Goal(15)
FETCHED = re.compile(rb"""<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"#?]+)""")
IN_CSS = re.compile(rb"""url\(["']?([^"')]+\.woff2)""")


def measure_weight(client: Client, url: str) -> dict[str, Any]:
    """Fonts count whole, although a browser leaves out those of which it shows no character."""
    page = get(client, url)
    files = {path.decode(): fetch(client, path.decode()) for path in FETCHED.findall(page)}
    fonts = {name.decode() for content in files.values() for name in IN_CSS.findall(content)}
    files |= {name: fetch(client, f"{settings.STATIC_URL}webfonts/{name.rsplit('/', 1)[-1]}") for name in fonts}
    alone = packed("page.html", page)
    whole = alone + sum(packed(name, content) for name, content in files.items())
    return {
        "eerste_bezoek_kB": round(whole / 1000, 1), **prefixed("eerste_bezoek", FIRST.judge(whole / 1000)),
        "volgende_kB": round(alone / 1000, 1), **prefixed("volgende", NEXT.judge(alone / 1000)),
        "bestanden": len(files),
    }  # fmt: skip


def fetch(client: Client, path: str) -> bytes:
    if not path.startswith(settings.STATIC_URL):
        return get(client, path)
    found = find(path.removeprefix(settings.STATIC_URL))
    if not isinstance(found, str):
        raise FileNotFoundError(path)
    return Path(found).read_bytes()


def packed(name: str, content: bytes) -> int:
    """A woff2 is compressed as it is."""
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content, 6))


def prefixed(what: str, judged: dict[str, Any]) -> dict[str, Any]:
    return {f"{what}_{key}": value for key, value in judged.items()}
