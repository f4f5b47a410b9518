"""The kandidaat's own link to the verklaring, and the link that the kandidaat gives to someone else."""

from datetime import timedelta
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.links.actions import make_link
from praktijkleren.links.models import Toegangslink
from praktijkleren.links.purposes import Purpose, register
from verklaringen.models import Deellink, Praktijkverklaring

OWN, SHARED = "praktijkverklaring", "gedeelde_verklaring"
LASTS = timedelta(days=365)


def register_purposes() -> None:
    register(
        Purpose(
            OWN,
            title="Er staat een praktijkverklaring klaar",
            url=lambda pk: reverse("verklaringen:own", args=[pk]),
            sender=lambda pk: Praktijkverklaring.objects.select_related("verstrekker").get(pk=pk).verstrekker.naam,
        )
    )
    register(
        Purpose(
            SHARED,
            title="Iemand deelt een praktijkverklaring met u",
            url=lambda pk: reverse("verklaringen:shared", args=[pk]),
            code=False,
            opened=count_opening,
            ended={
                "ingetrokken": "De persoon van wie de praktijkverklaring is, deelt die niet meer met deze link.",
                "verlopen": "Deze link werkte zeven dagen. Vraag de persoon van wie de verklaring is om een nieuwe.",
            },
        )
    )


def give_to_kandidaat(
    verklaring: Praktijkverklaring, *, naam: str, email: str, by: Actor, als: str = ""
) -> Toegangslink:
    """A link to the page of the person; it shows whichever version counts at that moment.

    `als` is who else gets one, such as `ouder of voogd`: then the page speaks about the person, not to the person.
    """
    until = timezone.now() + LASTS
    return make_link(OWN, verklaring.pk, naam=naam, email=email, functie=als, verloopt_op=until, by=by)


def count_opening(link: Toegangslink, by: Actor) -> None:
    """Someone pressed "Verder" behind a shared link. What only fetches the address is not counted."""
    Deellink.objects.filter(link=link).update(geopend=F("geopend") + 1, laatst_geopend_op=timezone.now())
    record("deellink.geopend", _deellink(link.onderwerp_id), by=by)


def _deellink(pk: UUID) -> Deellink:
    return Deellink.objects.select_related("verklaring").get(pk=pk)
