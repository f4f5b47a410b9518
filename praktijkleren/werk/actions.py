"""Making and finishing a Taak; the one way in which an Opdracht changes status."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.audit.steps import TransitionError, move
from praktijkleren.werk.models import Opdracht, Taak
from praktijkleren.werk.states import NEXT, OpdrachtStatus

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


class TaakFields(TypedDict):
    """What a Taak says. For a team leave out `wie` and name at least one of organisatie, regio and rol."""

    titel: str
    url: str
    knop: NotRequired[str]
    wie: NotRequired["Gebruiker | None"]
    organisatie_id: NotRequired[int | None]
    regio_id: NotRequired[int | None]
    rol: NotRequired[str]
    voor: NotRequired[date | None]
    over: NotRequired[tuple[str, str]]


@transaction.atomic
def make_taak(key: str, *, by: Actor, **fields: Unpack[TaakFields]) -> Taak:
    """Ask for something once per key.

    Calling again updates what an open Taak says, and opens it again when its reason comes back after `finish_taak`.
    What someone ticked off by hand stays ticked off for as long as its reason lasts, or a daily check would nag.
    """
    values = _values(fields)
    taak, created = Taak.objects.get_or_create(key=key, defaults=values)
    if created:
        record("taak.gemaakt", taak, by=by)
    elif taak.is_open:
        _update(taak, values)
    elif not taak.met_de_hand and Taak.objects.filter(pk=taak.pk, klaar_op__isnull=False).update(klaar_op=None):
        _update(taak, values)
        record("taak.heropend", taak, by=by)
    taak.refresh_from_db()
    return taak


@transaction.atomic
def finish_taak(key: str, *, by: Actor) -> bool:
    """The reason is gone. Nothing happens when there is no such Taak or it was finished before."""
    taak = Taak.objects.filter(key=key).first()
    if taak is None:
        return False
    Taak.objects.filter(pk=taak.pk, met_de_hand=True).update(met_de_hand=False)
    return _close(taak, by=by, met_de_hand=False)


@transaction.atomic
def tick_off(taak: Taak, *, by: Actor) -> bool:
    """Someone says it is done. False when a colleague was first."""
    return _close(taak, by=by, met_de_hand=True)


@transaction.atomic
def untick(taak: Taak, *, by: Actor) -> bool:
    """Undo `tick_off`. False when it is open already."""
    ticked = Taak.objects.filter(pk=taak.pk, klaar_op__isnull=False, met_de_hand=True)
    if not ticked.update(klaar_op=None, met_de_hand=False):
        return False
    record("taak.teruggezet", taak, by=by)
    taak.refresh_from_db()
    return True


def retry_opdracht(opdracht: Opdracht, *, by: Actor) -> Opdracht:
    """Go on with a job that failed, after the rows that were done."""
    return _move(opdracht, OpdrachtStatus.WACHT, by=by, pogingen=0, fout="", bezig_tot=None, klaar_op=None)


@transaction.atomic
def claim_opdracht(opdracht: Opdracht, *, until: datetime, by: Actor) -> Opdracht:
    """Take the lease of a job, or TransitionError when another worker has it.

    Going on with a job that was put down is no step and no try; beginning one, and taking one over, is.
    """
    put_down = opdracht.status == OpdrachtStatus.BEZIG and opdracht.bezig_tot is None
    same = Opdracht.objects.filter(pk=opdracht.pk, status=opdracht.status, bezig_tot=opdracht.bezig_tot)
    if not same.update(bezig_tot=until):
        raise TransitionError(f"opdracht {opdracht.pk} is van een ander")
    if not put_down:
        return _move(opdracht, OpdrachtStatus.BEZIG, by=by, pogingen=opdracht.pogingen + 1)
    opdracht.refresh_from_db()
    return opdracht


def release_opdracht(opdracht: Opdracht) -> bool:
    """Put a job down for the next worker. False when another one has it already."""
    return bool(Opdracht.objects.filter(pk=opdracht.pk, bezig_tot=opdracht.bezig_tot).update(bezig_tot=None))


def complete_opdracht(opdracht: Opdracht, *, by: Actor) -> Opdracht:
    return _move(opdracht, OpdrachtStatus.KLAAR, by=by, klaar_op=timezone.now(), bezig_tot=None, fout="")


def fail_opdracht(opdracht: Opdracht, *, fout: str, by: Actor) -> Opdracht:
    return _move(opdracht, OpdrachtStatus.MISLUKT, by=by, klaar_op=timezone.now(), bezig_tot=None, fout=fout)


def _move(opdracht: Opdracht, to: OpdrachtStatus, *, by: Actor, **fields: Any) -> Opdracht:
    return move(opdracht, to, NEXT, by=by, **fields)


def _values(fields: TaakFields) -> dict[str, Any]:
    values: dict[str, Any] = {name: value for name, value in fields.items() if name not in {"over", "wie"}}
    if "wie" in fields:
        wie = fields["wie"]
        values["wie_id"] = wie.pk if wie else None
    if over := fields.get("over"):
        values["over_soort"], values["over_id"] = over[0], str(over[1])
    return values


def _update(taak: Taak, values: dict[str, Any]) -> None:
    changed = {name: value for name, value in values.items() if getattr(taak, name) != value}
    if changed:
        Taak.objects.filter(pk=taak.pk).update(**changed)


def _close(taak: Taak, *, by: Actor, met_de_hand: bool) -> bool:
    open_taak = Taak.objects.filter(pk=taak.pk, klaar_op__isnull=True)
    if not open_taak.update(klaar_op=timezone.now(), met_de_hand=met_de_hand):
        return False
    record("taak.klaar", taak, by=by, changes={"met_de_hand": met_de_hand})
    taak.refresh_from_db()
    return True
