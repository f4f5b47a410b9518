"""What a mailed link of this room is for."""

from uuid import UUID

from django.urls import reverse

from praktijkleren.links.purposes import Purpose
from trajecten.actions.beoordeling import PURPOSE


def url(verzoek_id: UUID) -> str:
    return reverse("trajecten:judge", args=[verzoek_id])


def sender(verzoek_id: UUID) -> str:
    """The regio that asks."""
    from trajecten.models import Beoordelingsverzoek

    found = Beoordelingsverzoek.objects.filter(pk=verzoek_id).select_related("plaatsing__traject__regio").first()
    return str(found.plaatsing.traject.regio) if found else ""


def waits(verzoek_id: UUID) -> bool:
    from trajecten.models import Beoordelingsverzoek

    return Beoordelingsverzoek.objects.waiting().filter(pk=verzoek_id).exists()


BEOORDELEN = Purpose(
    PURPOSE,
    title="Er wordt gevraagd wat uw deelnemer kan",
    url=url,
    code=True,
    sender=sender,
    asks=waits,
    ended={"teruggetrokken": "Uw oordeel is niet meer nodig. Er is een ander gevraagd, of het traject is gesloten."},
)
