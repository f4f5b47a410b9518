"""Verklaringen that are sent in one go: whoever signs several of them gets one mail, which says how many."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from praktijkleren.audit.actor import Actor
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.documenten.one_mail import GEHEIM
from praktijkleren.documenten.signer import IN_PERSON
from praktijkleren.links.hashes import peppered
from praktijkleren.post.actions import hold, let_go, queue
from praktijkleren.post.models import Bericht, BerichtQuerySet
from praktijkleren.post.states import BerichtStatus
from praktijkleren.ui.text import normalise
from verklaringen.mail import OVER, context_of
from verklaringen.models import Verklaringversie

HOLD = timedelta(minutes=15)
"""Longer than the lease of a job: what a crash cut off still comes in. Of a job that was given up the mail goes too."""


def goes_together(verzoek: Ondertekenverzoek, versie: Verklaringversie) -> bool:
    """Not who signs one, such as the kandidaat; nor who is asked in the place of another: somebody waits for that."""
    return bool(versie.zending) and verzoek.rol not in IN_PERSON and verzoek.opvolger_van_id is None


def invite(verzoek: Ondertekenverzoek, versie: Verklaringversie, *, by: Actor) -> None:
    """Into the mail that is held for this person, or else a new one."""
    if not (verzoek.email and verzoek.link_id):
        return
    key, until = _key(verzoek, versie), timezone.now() + HOLD
    held = _held(key).first()
    if held and hold(held, until=until):
        return
    queue(
        f"{key}{verzoek.pk}",
        sjabloon="verklaringen/invitation_together",
        aan=verzoek.email,
        naam=verzoek.naam,
        context={**context_of(versie), "rol": verzoek.rol, "als": verzoek.functie},
        by=by,
        eigenaar=versie.gemaakt_door,
        geheim=(GEHEIM, verzoek.link_id),
        over=(OVER, str(verzoek.pk)),
        niet_voor=until,
    )


def let_mails_go(zending: UUID) -> None:
    """All are there: nobody needs to wait any longer."""
    for bericht in _held(_start(zending)):
        let_go(bericht)


def mails_of(verzoeken: Sequence[Ondertekenverzoek], versie: Verklaringversie) -> dict[UUID, Bericht]:
    """The last mail that each got about it."""
    wanted = Q(over_soort=OVER, over_id__in=[str(verzoek.pk) for verzoek in verzoeken])
    keys = {verzoek.pk: _key(verzoek, versie) for verzoek in verzoeken if goes_together(verzoek, versie)}
    for key in keys.values():
        wanted |= Q(key__startswith=key)
    found: dict[UUID, Bericht] = {}
    for bericht in Bericht.objects.filter(wanted).order_by("created_at"):
        for verzoek in verzoeken:
            shared = verzoek.pk in keys and bericht.key.startswith(keys[verzoek.pk])
            if shared or bericht.over_id == str(verzoek.pk):
                found[verzoek.pk] = bericht
    return found


def _held(key: str) -> BerichtQuerySet:
    held = Bericht.objects.filter(key__startswith=key, status=BerichtStatus.GEPLAND, pogingen=0)
    return held.order_by("created_at", "pk")


def _key(verzoek: Ondertekenverzoek, versie: Verklaringversie) -> str:
    """The same for one person at one mailbox, whatever is asked in this go."""
    who = peppered("email", f"{verzoek.email.casefold()} {normalise(verzoek.naam)}")[:16]
    return f"{_start(versie.zending)}{who}:"


def _start(zending: UUID | None) -> str:
    return f"verklaringen.samen:{zending}:"
