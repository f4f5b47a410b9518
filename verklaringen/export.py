"""All chosen verklaringen in one ZIP: the originals, byte for byte, and a list to tick off at the occasion.

One PDF of everything would break every seal, so there is none. Each file passes through memory once; the ZIP grows on
disk beside its place and gets its name when it is whole.
"""

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.accounts.roles import Permission
from praktijkleren.audit.actions import log_inzage
from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.integrity import Kept, kept_file
from praktijkleren.werk.models import Opdracht
from praktijkleren.werk.opdrachten import Uitkomst, start_job
from praktijkleren.werk.states import OpdrachtStatus
from verklaringen.handout import handout_pdf
from verklaringen.models import Praktijkverklaring, PraktijkverklaringQuerySet
from verklaringen.states import VALID

SOORT = "verklaringen.zip"
LASTS = timedelta(hours=24)
PIECE = 256 * 1024
LIST = "Lijst voor de uitreiking.pdf"
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
NOT_SEEN = "Je mag deze verklaring niet (meer) zien."
NOT_READY = "Het document wordt nog verzegeld. Probeer het straks opnieuw."
DAMAGED = "Het bestand is beschadigd. Waarschuw beheer."


def allowed(gebruiker: Gebruiker) -> PraktijkverklaringQuerySet:
    return Praktijkverklaring.objects.allowed_to(gebruiker, Permission.VERKLARING_HAND_OVER)


def start_export(verklaringen: Sequence[Praktijkverklaring], *, gebruiker: Gebruiker) -> Opdracht:
    export, number = uuid4(), len(verklaringen)
    return start_job(
        f"{SOORT}:{export}",
        soort=SOORT,
        titel="1 praktijkverklaring als ZIP" if number == 1 else f"{number} praktijkverklaringen als ZIP",
        eigenaar=gebruiker,
        gegevens={
            "ids": [str(row.pk) for row in verklaringen],
            "export": str(export),
            "verder_url": reverse("verklaringen:export_file", args=[export]),
            "verder": "Bewaar de ZIP",
        },
        by=Actor.gebruiker(gebruiker),
    )


def total(opdracht: Opdracht) -> int:
    return len(opdracht.gegevens["ids"])


def rows(opdracht: Opdracht) -> Iterator[Uitkomst]:
    """Begins a new file each time: what was added before goes in again, so that no crash leaves half a ZIP."""
    target = path_of(opdracht.gegevens["export"])
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.{uuid4().hex}")
    ids = opdracht.gegevens["ids"]
    included = in_order(opdracht.eigenaar, included_ids(opdracht))
    try:
        with beside.open("xb") as file:
            with ZipFile(file, "w", ZIP_STORED) as archive:
                for verklaring in included:
                    _add(archive, verklaring)
                for pk in ids[opdracht.gedaan :]:
                    yield _add_row(archive, opdracht.eigenaar, pk, included)
                if included:
                    archive.writestr(_entry(LIST, timezone.now()), handout_pdf(included))
            file.flush()
            os.fsync(file.fileno())
        if included:
            beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def included_ids(opdracht: Opdracht) -> list[str]:
    """Those that the rows of the job say are in it."""
    ids = opdracht.gegevens["ids"]
    numbers = opdracht.regels.filter(gelukt=True).order_by("nummer").values_list("nummer", flat=True)
    return [ids[number - 1] for number in numbers]


def in_order(gebruiker: Gebruiker, ids: Sequence[str]) -> list[Praktijkverklaring]:
    found = {str(row.pk): row for row in allowed(gebruiker).filter(pk__in=ids).select_related(*SHOWN).order_by("pk")}
    return [found[pk] for pk in ids if pk in found]


SHOWN = ("kandidaat", "traject__kwalificatie", "plaatsing__leerbedrijf")


def _add_row(archive: ZipFile, gebruiker: Gebruiker, pk: str, included: list[Praktijkverklaring]) -> Uitkomst:
    verklaring = next(iter(in_order(gebruiker, [pk])), None)
    if verklaring is None:
        return Uitkomst("Een praktijkverklaring", gelukt=False, uitleg=NOT_SEEN)
    log_inzage(Actor.gebruiker(gebruiker), [verklaring.dossier], waar="verklaringen:export")
    problem = _add(archive, verklaring)
    if not problem:
        included.append(verklaring)
    return Uitkomst(verklaring.naam, gelukt=not problem, uitleg=problem, url=verklaring.get_absolute_url())


def _add(archive: ZipFile, verklaring: Praktijkverklaring) -> str:
    """Puts the original in, or says why not."""
    file = _original(verklaring)
    if file is None or not file.pdf:
        return NOT_READY
    if not file.is_intact:
        return DAMAGED
    archive.writestr(_entry(name_of(verklaring), file.kept_at), file.pdf)
    return ""


def _original(verklaring: Praktijkverklaring) -> Kept | None:
    versies = verklaring.versies.filter(status__in=VALID, document__isnull=False).select_related("document")
    versie = versies.order_by("-versie").first()
    return kept_file(versie.document) if versie and versie.document else None


def _entry(name: str, moment: datetime) -> ZipInfo:
    entry = ZipInfo(name, date_time=timezone.localtime(moment).timetuple()[:6])
    entry.external_attr = 0o600 << 16
    return entry


def name_of(verklaring: Praktijkverklaring) -> str:
    """Safe on every machine, and no two the same: the code is in it."""
    naam = unicodedata.normalize("NFC", FORBIDDEN.sub(" ", verklaring.naam))
    plain = "".join(letter for letter in naam if unicodedata.category(letter)[0] != "C")
    return f"{' '.join(plain.split()).strip(' .')[:100]} {verklaring.code_in_groups}.pdf".strip()


def path_of(export: str | UUID) -> Path:
    return folder() / f"{UUID(str(export))}.zip"


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "downloads"


def in_pieces(path: Path) -> Iterator[bytes]:
    """Opened when the first piece is asked for, so that a HEAD leaves nothing open."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def is_over(opdracht: Opdracht) -> bool:
    """Whether it can no longer be fetched: too old, or nothing went in."""
    done = opdracht.status == OpdrachtStatus.KLAAR and opdracht.klaar_op
    return bool(done and done < timezone.now() - LASTS) or not path_of(opdracht.gegevens["export"]).exists()


def forget(now: datetime) -> int:
    """Remove what can no longer be fetched, and what a worker that was killed left behind."""
    old = [path for path in folder().glob("*.zip*") if path.stat().st_mtime < (now - LASTS).timestamp()]
    for path in old:
        with suppress(FileNotFoundError):
            path.unlink()
    return len(old)
