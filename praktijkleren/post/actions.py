"""Promising a mail, and what becomes of the promise."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict, Unpack
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone

from praktijkleren.audit.actions import record, record_many
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError, first_step, move
from praktijkleren.post import secrets
from praktijkleren.post.models import Bericht, BerichtQuerySet
from praktijkleren.post.states import NEXT, BerichtStatus
from praktijkleren.post.tasks import deliver
from praktijkleren.werk.actions import finish_taak, make_taak
from praktijkleren.werk.wake import wake_after_commit

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker

LEASE = timedelta(minutes=10)
"""Longer than the hard limit of a Celery task: when it is over, whoever held it is gone."""
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
MAX_TRIES = len(BACK_OFF) + 1
MAX_SOFT = 3
SOFT_PAUSE = timedelta(hours=8)


class Mail(TypedDict):
    sjabloon: str
    """<app>/<name>: templates/<app>/mail/<name>.txt, whose first line is "Onderwerp: …"."""
    aan: str
    naam: NotRequired[str]
    context: NotRequired[dict[str, Any]]
    """JSON, frozen now. `reply_to` is an e-mail address, `pagina` where one repairs what could not be delivered."""
    eigenaar: NotRequired["Gebruiker | None"]
    geheim: NotRequired[tuple[str, UUID] | None]
    over: NotRequired[tuple[str, str] | None]
    niet_voor: NotRequired[datetime | None]
    """Held until then, so that more can come into it; see hold() and let_go()."""


@transaction.atomic
def queue(key: str, *, by: Actor, **mail: Unpack[Mail]) -> Bericht:
    """Promise a mail in the transaction of the fact that causes it. Queueing the same key twice gives the first."""
    get_template(Bericht(sjabloon=mail["sjabloon"]).template_name)
    geheim, over, niet_voor = mail.get("geheim"), mail.get("over"), mail.get("niet_voor")
    pk = uuid4()
    bericht, created = Bericht.objects.get_or_create(
        key=key,
        defaults={
            "id": pk,
            "sjabloon": mail["sjabloon"],
            "aan": mail["aan"],
            "naam": mail.get("naam", ""),
            "context": mail.get("context", {}),
            "geheim_soort": geheim[0] if geheim else "",
            "geheim_id": geheim[1] if geheim else None,
            "eigenaar": mail.get("eigenaar"),
            "over_soort": over[0] if over else "",
            "over_id": str(over[1]) if over else "",
            "message_id": f"<{pk}@{urlsplit(settings.SITE_URL).hostname}>",
            "volgende_poging_op": niet_voor or timezone.now(),
        },
    )
    if created:
        first_step(bericht, bericht.status, by=by)
        record("bericht.gepland", bericht, by=by, changes={"sjabloon": bericht.sjabloon})
        if not niet_voor:
            wake_after_commit(deliver, str(bericht.pk))
    return bericht


def hold(bericht: Bericht, *, until: datetime) -> bool:
    """Keep a mail that was not tried yet a while longer. False when it has gone, or is going."""
    return bool(_untried(bericht).update(volgende_poging_op=until))


def let_go(bericht: Bericht) -> bool:
    """Nothing more comes into a mail that was held: it may go. False when it has gone."""
    if not _untried(bericht).update(volgende_poging_op=timezone.now()):
        return False
    wake_after_commit(deliver, str(bericht.pk))
    return True


def _untried(bericht: Bericht) -> BerichtQuerySet:
    return Bericht.objects.filter(pk=bericht.pk, status=BerichtStatus.GEPLAND, pogingen=0)


@transaction.atomic
def claim(bericht: Bericht, *, by: Actor) -> Bericht:
    """Take the lease, or TransitionError when it was sent or another worker has it."""
    same = Bericht.objects.filter(pk=bericht.pk, status=bericht.status, bezig_tot=bericht.bezig_tot)
    if not same.update(bezig_tot=timezone.now() + LEASE):
        raise TransitionError(f"bericht {bericht.pk} is van een ander")
    return _move(bericht, BerichtStatus.BEZIG, by=by, pogingen=bericht.pogingen + 1)


@transaction.atomic
def mark_sent(bericht: Bericht, *, by: Actor) -> Bericht:
    _move(bericht, BerichtStatus.VERZONDEN, by=by, verzonden_op=timezone.now(), bezig_tot=None, fout="")
    finish_taak(_taak_key(bericht), by=by)
    return bericht


def mark_delivered(bericht: Bericht, *, by: Actor) -> Bericht:
    """The receiving side said that it arrived."""
    return _move(bericht, BerichtStatus.BEZORGD, by=by)


@transaction.atomic
def mark_undeliverable(bericht: Bericht, *, fout: str, by: Actor) -> Bericht:
    """The address was refused, at once or by a bounce: no more mail, and someone is asked to look."""
    _move(bericht, BerichtStatus.ONBESTELBAAR, by=by, fout=fout, bezig_tot=None)
    return bericht if secrets.tell_bounced(bericht, by=by) else _ask_someone(bericht, by=by)


@transaction.atomic
def mark_soft_bounce(bericht: Bericht, *, fout: str, by: Actor) -> Bericht:
    """Not now: again in a few hours, three times in a day; then it is undeliverable. A code is not sent again."""
    bounces = bericht.zachte_bounces + 1
    if bounces >= MAX_SOFT:
        return mark_undeliverable(bericht, fout=fout, by=by)
    if secrets.is_once(bericht):
        return _move(bericht, BerichtStatus.ONZEKER, by=by, zachte_bounces=bounces, fout=fout)
    again = timezone.now() + SOFT_PAUSE
    return _move(
        bericht,
        BerichtStatus.GEPLAND,
        by=by,
        zachte_bounces=bounces,
        fout=fout,
        volgende_poging_op=again,
        bezig_tot=None,
    )


def mark_unsure(bericht: Bericht, *, by: Actor) -> Bericht:
    """A code of which nobody knows whether it left. The person asks for another one."""
    return _move(
        bericht, BerichtStatus.ONZEKER, by=by, bezig_tot=None, fout="De verbinding viel weg tijdens het verzenden."
    )


@transaction.atomic
def postpone(bericht: Bericht, *, fout: str, by: Actor) -> Bericht:
    """Try again later, or `mislukt` after the last try."""
    if bericht.pogingen >= MAX_TRIES:
        return fail(bericht, fout=fout, by=by)
    next_try = timezone.now() + BACK_OFF[bericht.pogingen - 1]
    return _move(bericht, BerichtStatus.GEPLAND, by=by, fout=fout, volgende_poging_op=next_try, bezig_tot=None)


@transaction.atomic
def fail(bericht: Bericht, *, fout: str, by: Actor) -> Bericht:
    _move(bericht, BerichtStatus.MISLUKT, by=by, fout=fout, bezig_tot=None)
    return _ask_someone(bericht, by=by)


def drop(bericht: Bericht, *, why: str, by: Actor) -> Bericht:
    """What it was for is over: not sent, and nobody needs to do anything."""
    fout = f"Niet meer nodig: {why}"[:300]
    return _move(bericht, BerichtStatus.MISLUKT, by=by, fout=fout, vervallen=True, bezig_tot=None)


@transaction.atomic
def retry(bericht: Bericht, *, by: Actor) -> Bericht:
    """Start again with the tries; the Message-ID stays."""
    if not bericht.may_be_retried:
        raise TransitionError(f"bericht {bericht.pk} kan niet opnieuw")
    _move(bericht, BerichtStatus.GEPLAND, by=by, pogingen=0, fout="", volgende_poging_op=timezone.now())
    finish_taak(_taak_key(bericht), by=by)
    wake_after_commit(deliver, str(bericht.pk))
    return bericht


@transaction.atomic
def purge_content(*, before: datetime) -> int:
    """Erase name, subject and context of mails that need no more tries; one audit event for all of them."""
    old = Bericht.objects.ended().filter(created_at__lt=before, purged_at__isnull=True)
    count = old.update(context={}, naam="", onderwerp="", purged_at=timezone.now())
    if count:
        record_many("bericht.inhoud_gewist", Bericht, by=Actor.systeem("post.purge"), changes={"aantal": count})
    return count


def _move(bericht: Bericht, to: BerichtStatus, *, by: Actor, **fields: Any) -> Bericht:
    return move(bericht, to, NEXT, by=by, **fields)


def _taak_key(bericht: Bericht) -> str:
    return f"post:{bericht.pk}"


def _ask_someone(bericht: Bericht, *, by: Actor) -> Bericht:
    """A Taak for the owner, or for the beheerders when there is none or the account was closed."""
    eigenaar = bericht.eigenaar
    wie = eigenaar if eigenaar and eigenaar.is_active else None
    make_taak(
        _taak_key(bericht),
        titel=f"Mail aan {bericht.naam or bericht.aan} kwam niet aan"[:200],
        url=reverse("post:detail", args=[bericht.pk]),
        knop="Bekijk wat er misging",
        wie=wie,
        rol="" if wie else "beheerder",
        voor=timezone.localdate(),
        over=("post.bericht", str(bericht.pk)),
        by=by,
    )
    return bericht
