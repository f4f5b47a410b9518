"""The last row of every audit chain, signed, to be kept where nobody of ours can change it (signing.md 2.9).

A chain shows that a row was changed, but not that its end was cut off or that all of it was computed again. Whoever
kept an anchor can show that. It holds no names: a dossier is a random number.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from operator import or_
from pathlib import Path

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from praktijkleren.audit.models import AuditEvent

TITLE = "praktijkleren auditanker"
AT_A_TIME = 200
SIGNATURE = ".p7s"


def write_anchor(folder: Path, *, at: datetime) -> Path:
    """A text file and its signature. One that stands there already is never overwritten."""
    from praktijkleren.documenten.seal.detached import sign  # pyHanko is slow to import

    local = timezone.localtime(at)
    lines = [f"{TITLE} {local.isoformat(timespec='seconds')}", *map(" ".join, heads())]
    content = "".join(f"{line}\n" for line in lines).encode()
    path = folder / f"auditanker-{local:%Y%m%dT%H%M%S}.txt"
    for place, written in ((path, content), (path.with_suffix(SIGNATURE), sign(content))):
        with place.open("xb") as file:
            file.write(written)
    return path


def heads() -> Iterator[tuple[str, str, str]]:
    """Dossier, number and hash of each last row."""
    after = AuditEvent.objects.filter(dossier=OuterRef("dossier"), volgnummer=OuterRef("volgnummer") + 1)
    rows = AuditEvent.objects.filter(~Exists(after)).order_by("dossier", "volgnummer")
    for dossier, number, found in rows.values_list("dossier", "volgnummer", "hash").iterator():
        yield str(dossier), str(number), found


def wrong_with_anchor(path: Path) -> Iterator[str]:
    """What is not as it was when this anchor was made, each in a sentence."""
    from praktijkleren.documenten.seal.detached import is_ours

    content = path.read_bytes()
    if not is_ours(content, path.with_suffix(SIGNATURE).read_bytes()):
        yield "dit anker is gewijzigd of niet met ons zegel ondertekend"
        return
    promised = [line.split() for line in content.decode().splitlines()[1:]]
    for start in range(0, len(promised), AT_A_TIME):
        some = promised[start : start + AT_A_TIME]
        same = reduce(or_, (Q(dossier=dossier, volgnummer=number) for dossier, number, _hash in some))
        rows = AuditEvent.objects.filter(same).order_by("pk").values_list("dossier", "volgnummer", "hash")
        kept = {(str(dossier), str(number), found) for dossier, number, found in rows}
        for dossier, number, found in some:
            if (dossier, number, found) not in kept:
                yield f"dossier {dossier}, regel {number}: deze regel ontbreekt of is een andere geworden"
