"""Who is betrokken, from when, until when and why."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kandidaten.colleagues import Betrokkene
from kandidaten.models import Betrokkenheid, Kandidaat
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.post.actions import queue


@transaction.atomic
def involve(
    kandidaat: Kandidaat, who: Betrokkene, *, van: date | None = None, waarom: str = "", tell: bool = True, by: Actor
) -> Betrokkenheid:
    """Make a colleague or a team betrokken. Who already is stays so, and someone who is made so by another is told."""
    van = van or timezone.localdate()
    same = Betrokkenheid.objects.filter(
        kandidaat=kandidaat, organisatie=who.organisatie, rol=who.rol, gebruiker=who.gebruiker
    )
    if known := same.current(van).order_by("van", "pk").first():
        return known
    row = _make(kandidaat, who, van=van, waarom=waarom)
    record("betrokkenheid.gemaakt", row, by=by, changes={"rol": row.rol, "organisatie": row.organisatie_id})
    if tell:
        _tell(who, [row], by=by)
    return row


@transaction.atomic
def end_betrokkenheid(row: Betrokkenheid, *, tot: date, reden: str, by: Actor) -> bool:
    """`tot` is the last day. False when it had ended by then already."""
    going_on = Betrokkenheid.objects.filter(pk=row.pk).filter(Q(tot__isnull=True) | Q(tot__gt=tot))
    if not going_on.update(tot=max(tot, row.van), einde_reden=reden[:200]):
        return False
    row.refresh_from_db()
    record("betrokkenheid.beeindigd", row, by=by, changes={"rol": row.rol, "tot": row.tot})
    return True


@transaction.atomic
def end_all(kandidaat: Kandidaat, *, reden: str, by: Actor) -> int:
    """From today nobody is betrokken any more."""
    yesterday = timezone.localdate() - timedelta(days=1)
    rows = Betrokkenheid.objects.filter(kandidaat=kandidaat).filter(Q(tot__isnull=True) | Q(tot__gt=yesterday))
    return sum(end_betrokkenheid(row, tot=yesterday, reden=reden, by=by) for row in rows.order_by("van", "pk"))


@transaction.atomic
def hand_over(
    rows: Sequence[Betrokkenheid], *, to: Betrokkene, van: date, reden: str, by: Actor
) -> list[Betrokkenheid]:
    """A caseload, or a part of it, goes to someone else: each row ends the day before and a new one begins."""
    made = []
    for row in rows:
        if not end_betrokkenheid(row, tot=van - timedelta(days=1), reden=reden, by=by):
            continue
        new = involve(row.kandidaat, to, van=van, waarom=reden, tell=False, by=by)
        made.append(new)
    if made:
        _tell(to, made, by=by)
    return made


def _make(kandidaat: Kandidaat, who: Betrokkene, *, van: date, waarom: str) -> Betrokkenheid:
    return Betrokkenheid.objects.create(
        kandidaat=kandidaat,
        organisatie=who.organisatie,
        gebruiker=who.gebruiker,
        rol=who.rol,
        van=van,
        waarom=waarom[:200],
    )


def _tell(who: Betrokkene, rows: Sequence[Betrokkenheid], *, by: Actor) -> None:
    """By mail, without anybody's name. A team is not mailed: it finds the person in its list."""
    if who.gebruiker is None or who.gebruiker.pk == by.gebruiker_id:
        return
    one = len(rows) == 1
    queue(
        f"betrokkenheid.gemaakt:{rows[0].pk}",
        sjabloon="kandidaten/involved",
        aan=who.gebruiker.email,
        naam=who.gebruiker.naam,
        context={
            "aantal": len(rows),
            "rol": rows[0].get_rol_display(),
            "door": by.naam,
            "pad": rows[0].kandidaat.get_absolute_url() if one else reverse("kandidaten:list"),
        },
        over=("betrokkenheid", str(rows[0].pk)),
        by=by,
    )
