"""Our praktijkverklaring against the same HTML through WeasyPrint as one would first write it.

The yardstick is `HTML(string=html).write_pdf()` with the stylesheets inside the HTML, so read and matched again for
every document. `kaal` gets our own small stylesheet alone. `raamwerk` gets besides that every stylesheet that we ship
for the screen and those of the Django admin: 230 kB, as much and of the same sort as the Bootstrap (232 kB) with which
the goal was set. Ours is the archivable and accessible variant, the yardsticks are not. `verzegeld` is ours with a
credential and its seal (B-B, so no time of another machine), read back and verified; `verzegeld_lt` is that at B-LT,
with a timestamp and everything to check it later. Each call gets new data.
"""

import json
import os
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from functools import cache
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import django
import django.contrib.admin
from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from praktijkleren.documenten.actions import content_hash
from praktijkleren.documenten.kinds import Attachment, kind_of
from praktijkleren.documenten.models import Document, Handtekening, Ondertekenverzoek
from praktijkleren.documenten.pdf import CSS_DIR, document_html, html_to_pdf, render_document
from praktijkleren.documenten.zegeltekst import seal_text
from script.bench.measure import Goal, Variant, in_turn, milliseconds, ratio
from script.bench.seals import time_service
from script.bench.snapshots import invented_snapshot
from verklaringen.snapshot import SOORT

FASTER = Goal(4, at_least=True)
STEADY = Goal(1.05)
SEAL_COSTS = Goal(1.7)
LONG_TERM_COSTS = Goal(3)
"""Sealing takes at most 0.7 of the time of drawing, which comes first; at B-LT twice, without that of the TSA."""
_numbers = count(1)


def measure_pdf(rounds: int) -> dict[str, Any]:
    with time_service() as long_term:
        samples = in_turn(
            {
                "ons": Variant(render, new_document),
                "verzegeld": Variant(render_and_seal, new_document),
                "verzegeld_lt": Variant(override_settings(**long_term)(render_and_seal), new_document),
                "kaal": Variant(lambda document: bare(document, ""), new_document),
                "raamwerk": Variant(lambda document: bare(document, framework_css()), new_document),
            },
            rounds,
        )
    return {
        "ons": milliseconds(samples["ons"]),
        "ons_tegen_kaal": ratio(samples, "ons", "kaal", clock="cpu"),
        "sneller_dan_raamwerk": ratio(samples, "raamwerk", "ons", goal=FASTER, clock="cpu"),
        "verzegeld": milliseconds(samples["verzegeld"]),
        "verzegeld_tegen_kaal": ratio(samples, "verzegeld", "kaal", clock="cpu"),
        "verzegeld_tegen_ons": ratio(samples, "verzegeld", "ons", goal=SEAL_COSTS, clock="cpu"),
        "verzegeld_lt": milliseconds(samples["verzegeld_lt"]),
        "verzegeld_lt_tegen_ons": ratio(samples, "verzegeld_lt", "ons", goal=LONG_TERM_COSTS, clock="cpu"),
        "verzegeld_lt_tegen_verzegeld": ratio(samples, "verzegeld_lt", "verzegeld", clock="cpu"),
        "kaal": milliseconds(samples["kaal"]),
        "raamwerk": milliseconds(samples["raamwerk"]),
        "raamwerk_kB": len(framework_css()) // 1000,
        "bytes": len(render_and_seal(new_document())),
    }


def measure_memory(tell: Callable[[str], None], *, documents: int = 250, early: int = 30) -> dict[str, Any]:
    """Two workers draw and seal them all; each must stay as large as it was after its first thirty."""
    pages = [document_html(new_document(), zegel=seal_text()) for _number in range(documents)]
    sizes: dict[int, list[float]] = {}
    began = time.perf_counter()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn"), initializer=django.setup) as workers:
        for pid, size in workers.map(draw_and_seal, pages):
            sizes.setdefault(pid, []).append(size)
    took = time.perf_counter() - began
    growth = max(each[-1] / each[min(early, len(each)) - 1] for each in sizes.values())
    tell(f"{documents} documenten in {took:.0f} s")
    return {
        "documenten": documents, "workers": len(sizes), "per_minuut": round(documents / took * 60),
        "MiB": [round(each[-1], 1) for each in sizes.values()], "groei": round(growth, 3), **STEADY.judge(growth),
    }  # fmt: skip


def draw_and_seal(html: str) -> tuple[int, float]:
    """In a worker: what sealing does but for the database."""
    # pyHanko is slow to import, and the measuring process times other things.
    from praktijkleren.documenten.finishing import add_field
    from praktijkleren.documenten.seal.pades import seal

    seal(html_to_pdf(html, css=kind_of(SOORT).css, finishers=[add_field]))
    return os.getpid(), resident_mib()


def render(document: Document) -> bytes:
    return render_document(document, seal_text())


def render_and_seal(document: Document) -> bytes:
    """With a credential inside of the usual size; making that one is no part of the seal."""
    from praktijkleren.documenten.seal.pades import seal

    text = json.dumps({"proefgegevens": "x" * 3000}).encode()
    credential = Attachment("praktijkverklaring.vc.json", "application/vc", "Credential", text, document.created_at)
    return seal(render_document(document, seal_text(), [credential])).pdf


def resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def bare(document: Document, css: str) -> bytes:
    from weasyprint import HTML

    own = (CSS_DIR / document.kind.css).read_text()
    html = document_html(document).replace("</head>", f"<style>{css}{own}</style></head>")
    pdf: bytes = HTML(string=html).write_pdf()
    return pdf


@cache
def framework_css() -> str:
    admin = Path(django.contrib.admin.__file__).parent / "static/admin/css"
    files = [*sorted((settings.BASE_DIR / "static/css").glob("*.css")), *sorted(admin.glob("*.css"))]
    # Without their fonts and images, for a document fetches nothing, and without their own pages.
    return "".join(path.read_text().replace("url(", "unset(").replace("@page", "@unused") for path in files)


def new_document() -> Document:
    """Signed, of two pages, with six werkprocessen, and of nobody else."""
    number, now = next(_numbers), timezone.now()
    snapshot = invented_snapshot(number)
    document = Document.objects.create(
        soort=SOORT, onderwerp_id=uuid.uuid4(), snapshot=snapshot, inhoud_sha256=content_hash(snapshot),
        audit_dossier=uuid.uuid4(), created_at=now, volledig_ondertekend_op=now,
    )  # fmt: skip
    verzoek = Ondertekenverzoek.objects.create(
        document=document, rol="praktijkopleider", naam="Petra Opleider", status="ondertekend", created_at=now,
        verloopt_op=now + timedelta(days=30),
    )  # fmt: skip
    Handtekening.objects.create(
        verzoek=verzoek, naam="Petra Opleider", functie="leermeester", zin="Ik verklaar dat dit klopt.",
        inhoud_sha256=document.inhoud_sha256, ondertekend_op=now,
    )  # fmt: skip
    return document
