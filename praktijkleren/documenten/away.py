"""Someone who was asked to sign is away until a day: no reminders until then, and as many days more to sign."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError
from praktijkleren.documenten.actions import lock
from praktijkleren.documenten.models import Ondertekenverzoek
from praktijkleren.documenten.states import AfwezigReden
from praktijkleren.links.actions import extend_link
from praktijkleren.ui.text import normalise

MOST = timedelta(days=180)


def of_same_person(verzoek: Ondertekenverzoek) -> list[Ondertekenverzoek]:
    """All that this person is asked to sign now: who is away, is away for everything."""
    if not verzoek.email:
        return [verzoek]
    found = Ondertekenverzoek.objects.open().filter(email__iexact=verzoek.email, uitgenodigd_op__isnull=False)
    rows = found.select_related("document", "link").order_by("created_at", "pk")
    return [row for row in rows if row.may_be_answered and normalise(row.naam) == normalise(verzoek.naam)]


@transaction.atomic
def all_away(verzoeken: Sequence[Ondertekenverzoek], *, terug_op: date, reden: AfwezigReden, by: Actor) -> None:
    """All of them, or none."""
    for verzoek in verzoeken:
        set_away(verzoek, terug_op=terug_op, reden=reden, by=by)


@transaction.atomic
def all_back(verzoeken: Sequence[Ondertekenverzoek], *, by: Actor) -> None:
    for verzoek in verzoeken:
        if verzoek.is_away:
            set_back(verzoek, by=by)


@transaction.atomic
def set_away(verzoek: Ondertekenverzoek, *, terug_op: date, reden: AfwezigReden, by: Actor) -> Ondertekenverzoek:
    """Or another day than was said before."""
    today = timezone.localdate()
    if not today < terug_op <= today + MOST:
        raise ValueError(f"{terug_op} is geen dag om terug te komen")
    lock(verzoek.document)
    verzoek.refresh_from_db()
    if not verzoek.may_be_answered:
        raise TransitionError(f"{verzoek.pk} is {verzoek.status}")
    more = (terug_op - today).days - _still_away(verzoek, today)
    until = _later(verzoek.verloopt_op, max(0, more))
    _write(
        verzoek,
        terug_op=terug_op,
        afwezig_reden=reden,
        afwezig_dagen=verzoek.afwezig_dagen + more,
        verloopt_op=until,
    )
    if verzoek.link and more > 0:
        extend_link(verzoek.link, verloopt_op=until, by=by)
    record("ondertekenverzoek.afwezig", verzoek, by=by, changes={"terug_op": terug_op, "reden": reden})
    verzoek.document.kind.on_away(verzoek, by)
    return verzoek


@transaction.atomic
def set_back(verzoek: Ondertekenverzoek, *, by: Actor) -> Ondertekenverzoek:
    """Sooner than was said: reminders go on from today. The days more to sign stay."""
    today = timezone.localdate()
    lock(verzoek.document)
    verzoek.refresh_from_db()
    if not (verzoek.may_be_answered and verzoek.is_away):
        raise TransitionError(f"{verzoek.pk} is niet afwezig")
    _write(verzoek, terug_op=today, afwezig_dagen=verzoek.afwezig_dagen - _still_away(verzoek, today))
    record("ondertekenverzoek.terug", verzoek, by=by)
    return verzoek


def _write(verzoek: Ondertekenverzoek, **fields: object) -> None:
    Ondertekenverzoek.objects.filter(pk=verzoek.pk).update(**fields)
    verzoek.refresh_from_db()


def _still_away(verzoek: Ondertekenverzoek, today: date) -> int:
    """Days that were counted and have not passed."""
    return max(0, (verzoek.terug_op - today).days) if verzoek.terug_op else 0


def _later(moment: datetime, days: int) -> datetime:
    """The same hour on another day, also when summer time begins or ends in between."""
    return timezone.localtime(moment) + timedelta(days=days)
