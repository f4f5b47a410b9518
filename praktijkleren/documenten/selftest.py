"""Whether the seal works and goes on working: what is else found out when a signed document cannot be sealed."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.dates import in_words as day_in_words
from praktijkleren.documenten.seal import sources
from praktijkleren.documenten.sealing import in_words
from praktijkleren.werk.actions import finish_taak, make_taak

WARN_BEFORE = timedelta(days=60)
KEY = "documenten.zegel"
BEHEERDER = "beheerder"
SYSTEM = Actor.systeem("documenten.zelftest")
PAGE = (
    '<html lang="nl"><head><title>Proef van het zegel</title></head>'
    "<body><h1>Proef</h1><p>Dit document bewijst niets.</p></body></html>"
)


def problems(now: datetime | None = None) -> list[str]:
    """What is wrong, each in one sentence; empty when all is well."""
    if found := sources.problem():
        return [found]
    try:
        _try_to_seal()
        return _ends_soon(now or timezone.now())
    except Exception as error:  # noqa: BLE001 - a token, a TSA and a CA each fail in their own ways
        return [f"Een proefdocument kan niet worden verzegeld: {in_words(error)}"]


def tell_beheer(now: datetime) -> list[str]:
    """A Taak for the beheerders as long as something is wrong."""
    found = problems(now)
    if found:
        url = reverse("admin:documenten_document_changelist")
        make_taak(KEY, by=SYSTEM, titel=f"Zegel: {found[0]}"[:200], url=url, knop="Bekijk wat wacht", rol=BEHEERDER)
    else:
        finish_taak(KEY, by=SYSTEM)
    return found


def _ends_soon(now: datetime) -> list[str]:
    from praktijkleren.documenten.seal.key import seal_key

    ends = seal_key().certificate.not_valid_after_utc
    if ends - now > WARN_BEFORE:
        return []
    return [
        f"Het certificaat loopt af op {day_in_words(timezone.localdate(ends))}. Vraag nu een nieuw certificaat aan."
    ]


def _try_to_seal() -> None:
    """Draw, seal at the wanted level (which asks the TSA), and read back."""
    from praktijkleren.documenten.finishing import add_field
    from praktijkleren.documenten.pdf import html_to_pdf
    from praktijkleren.documenten.seal.pades import seal

    seal(html_to_pdf(PAGE, finishers=[add_field]))
