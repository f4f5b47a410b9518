"""The story of a leerbedrijf. Its chain is national; what another regio did with it stays with that regio."""

from typing import Any

from django.db.models import Q

from leerbedrijven.models import Contactmoment, Leerbedrijf, Leerplaats, Praktijkopleider, Relatie
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.audit.history import Gebeurtenis, tell
from praktijkleren.audit.models import AuditEvent

NATIONAL = ("leerbedrijven.leerbedrijf", "leerbedrijven.erkenning")
REGIONAL: dict[str, tuple[Any, str]] = {
    "relatie": (Relatie, "leerbedrijf"),
    "praktijkopleider": (Praktijkopleider, "relatie__leerbedrijf"),
    "leerplaats": (Leerplaats, "relatie__leerbedrijf"),
    "contactmoment": (Contactmoment, "relatie__leerbedrijf"),
}


def history_for(leerbedrijf: Leerbedrijf, gebruiker: Gebruiker, limit: int = 100) -> list[Gebeurtenis]:
    """Newest first: what happened in the register, and what this person's own regio did."""
    mine = Q(soort__in=NATIONAL)
    for soort, (model, path) in REGIONAL.items():
        seen = model.objects.visible_to(gebruiker).filter(**{path: leerbedrijf}).values_list("pk", flat=True)
        mine |= Q(soort=f"leerbedrijven.{soort}", object_id__in=[str(pk) for pk in seen])
    events = AuditEvent.objects.filter(mine, dossier=leerbedrijf.audit_dossier).exclude(what__endswith=".bekeken")
    return tell(events.order_by("-volgnummer")[:limit])
