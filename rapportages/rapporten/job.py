"""Making a report step by step.

Each step is committed with the fact that it was done, and a report can be seen only after the last one: a crash leaves
no half report.
"""

import hashlib
from collections.abc import Callable, Iterator

from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.actions import freeze
from praktijkleren.documenten.fonts import with_marks
from praktijkleren.werk.models import Opdracht
from praktijkleren.werk.opdrachten import Uitkomst
from rapportages.feiten.tellen import catch_up
from rapportages.models import Rapport, Rapportbestand
from rapportages.rapporten import actions
from rapportages.rapporten.bestanden import MAKERS
from rapportages.rapporten.inhoud import contents
from rapportages.rapporten.kind import SOORT

BY = Actor.systeem("rapportages.rapport")
Step = Callable[[Rapport, Opdracht], None]


def rows(opdracht: Opdracht) -> Iterator[Uitkomst]:
    rapport = Rapport.objects.select_related("regio", "plan", "document").get(pk=opdracht.gegevens["rapport"])
    for name, step in list(STEPS.items())[opdracht.gedaan :]:
        step(rapport, opdracht)
        yield Uitkomst(name)


def total(opdracht: Opdracht) -> int:
    return len(STEPS)


def _catch_up(rapport: Rapport, opdracht: Opdracht) -> None:
    """A step of its own: who writes a fact meanwhile need not wait until all figures are counted."""
    while not rapport.document_id and catch_up():
        pass


def _count(rapport: Rapport, opdracht: Opdracht) -> None:
    if rapport.document_id:  # an earlier job came as far as this
        return
    if not actions.may_make(opdracht.eigenaar, rapport.regio):
        raise actions.NotAllowedError(str(rapport.regio))
    kennis = timezone.now()
    content = with_marks(contents(rapport, opdracht.eigenaar, kennis))
    document = freeze(SOORT, rapport.pk, content, by=BY)
    actions.freeze_moment(rapport, kennis, document.pk)


def _maker(soort: str) -> Step:
    def make(rapport: Rapport, opdracht: Opdracht) -> None:
        assert rapport.document is not None  # noqa: S101 - for the types
        content = MAKERS[soort](rapport.document)
        Rapportbestand.objects.get_or_create(
            rapport=rapport,
            soort=soort,
            defaults={"inhoud": content, "sha256": hashlib.sha256(content).hexdigest()},
        )

    return make


def _finish(rapport: Rapport, opdracht: Opdracht) -> None:
    if not rapport.is_done:
        actions.finish(rapport, by=BY)


STEPS: dict[str, Step] = {
    "Laatste wijzigingen verwerkt": _catch_up,
    "Cijfers geteld": _count,
    "PDF gemaakt": _maker("pdf"),
    "Excel gemaakt": _maker("xlsx"),
    "OpenDocument gemaakt": _maker("ods"),
    "CSV gemaakt": _maker("csv"),
    "Rapport klaar": _finish,
}
