"""The story of one dossier. A page includes audit/_history.html with `geschiedenis=history(dossier)`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings

from praktijkleren.audit.actor import ActorSoort
from praktijkleren.audit.labels import label
from praktijkleren.audit.models import AuditEvent

SYSTEM = "het systeem"
GONE = {ActorSoort.GEBRUIKER: "een medewerker", ActorSoort.LINK: "iemand met een link"}
NAMED_BY = {ActorSoort.GEBRUIKER: settings.AUTH_USER_MODEL, ActorSoort.LINK: "links.Toegangslink"}


@dataclass(frozen=True)
class Gebeurtenis:
    moment: datetime
    wat: str
    wie: str

    def __str__(self) -> str:
        return f"{self.wat} door {self.wie}"


def history(dossier: UUID, *, limit: int = 100) -> list[Gebeurtenis]:
    """What happened, newest first, in three queries at most. Who was erased since is "een medewerker"."""
    return tell(AuditEvent.objects.filter(dossier=dossier).order_by("-volgnummer")[:limit])


def tell(rows: Iterable[AuditEvent]) -> list[Gebeurtenis]:
    """The same of the events that a room chose itself, because not everyone may know the whole chain."""
    events = list(rows)
    names = _names(events)
    return [
        Gebeurtenis(event.recorded_at, label(event.what, event.soort), names.get(event.actor, _nameless(event)))
        for event in events
    ]


def _nameless(event: AuditEvent) -> str:
    return GONE.get(ActorSoort(event.actor_soort), SYSTEM)


def _names(events: Iterable[AuditEvent]) -> dict[str, str]:
    keys = {event.actor for event in events}
    names: dict[str, str] = {}
    for soort, model in NAMED_BY.items():
        ids = {key.partition(":")[2] for key in keys if key.startswith(f"{soort}:")}
        if ids:
            manager: Any = apps.get_model(model)._default_manager
            found = manager.filter(pk__in=ids).order_by("pk").values_list("pk", "naam")
            names |= {f"{soort}:{pk}": naam for pk, naam in found if naam}
    return names
