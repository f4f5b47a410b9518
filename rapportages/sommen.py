"""Counting facts in groups, where what is closed is summed once: a page costs as much as what happened today.

Sums are kept of the days up to the end of last month, and of this month until yesterday. Each depends on the facts of
one regio alone. Writing a fact drops every sum that it could be in, in the same transaction (`drop_sums`); a sum that
was counted while that happened is not kept (Somstand).
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import IsNull
from django.utils import timezone

from rapportages.models import Som, Somstand, TelfeitQuerySet
from rapportages.tijdvak import Tijdvak

Tally = dict[tuple[Any, ...], int]
"""The values of a group → how many."""
Chosen = Callable[[Tijdvak], TelfeitQuerySet]
LASTS = timedelta(days=14)
"""Then a sum is counted anew, or was of a question that nobody asks any more."""
TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')
FACTS = "rapportages_telfeit"


def tally(
    chosen: Chosen, tijdvak: Tijdvak, by: Sequence[str] = (), *, each: Sequence[str] = (), cumulative: bool = False
) -> Tally:
    """How many of the chosen facts, by group. `each`: what is the same in these counts once, such as a person.

    `cumulative`: what is chosen goes back to the first day, whenever the tijdvak begins.
    """
    whole = chosen(tijdvak)
    if whole.regio_id is None:
        return _count(whole, by, each)
    today = timezone.localdate()
    found: Tally = {}
    before: date | None = None
    for end in (*cuts(tijdvak, today, cumulative=cumulative), tijdvak.tot):
        part = _part(chosen, tijdvak, before, end, cumulative=cumulative)
        if before is not None and each:
            earlier = chosen(Tijdvak(min(tijdvak.van, before), before))
            part = part.filter(~Exists(earlier.filter(*map(_same, by), **{name: OuterRef(name) for name in each})))
        found = added(found, _kept(part, end, by, each) if end < today else _count(part, by, each))
        before = end
    return found


def _same(name: str) -> Q:
    """In the same group as the fact around it. Two that are unknown are in one group too, which `=` denies."""
    return Q(**{name: OuterRef(name)}) | Q(IsNull(F(name), True), IsNull(OuterRef(name), True))


def _part(chosen: Chosen, tijdvak: Tijdvak, before: date | None, end: date, *, cumulative: bool) -> TelfeitQuerySet:
    """Where it begins is said once: of two beginnings a database may look for the first, and find a year."""
    if before is None:
        return chosen(Tijdvak(min(tijdvak.van, end), end))
    if cumulative:
        return chosen(Tijdvak(min(tijdvak.van, end), end)).filter(datum__gt=before)
    return chosen(Tijdvak(before + timedelta(days=1), end))


def cuts(tijdvak: Tijdvak, today: date, *, cumulative: bool) -> list[date]:
    """After which days a part ends: what is long closed changes least, and today changes all day."""
    ends = (today.replace(day=1) - timedelta(days=1), today - timedelta(days=1))
    return sorted({end for end in ends if end < tijdvak.tot and (cumulative or end >= tijdvak.van)})


def added(one: Tally, other: Mapping[tuple[Any, ...], int], sign: int = 1) -> Tally:
    found = dict(one)
    for group, number in other.items():
        found[group] = found.get(group, 0) + sign * number
    return {group: number for group, number in found.items() if number}


def _count(found: TelfeitQuerySet, by: Sequence[str], each: Sequence[str]) -> Tally:
    """One query. In groups one can count one thing once, without groups several together."""
    if not by:
        return {(): (found.order_by().values_list(*each).distinct() if each else found).count()}
    number = Count(each[0], distinct=True) if each else Count("*")
    grouped = found.order_by(*by).values_list(*by).annotate(n=number)
    return {tuple(row[:-1]): row[-1] for row in grouped}


def _kept(found: TelfeitQuerySet, tot: date, by: Sequence[str], each: Sequence[str]) -> Tally:
    assert found.regio_id is not None  # noqa: S101 - for the types
    key = _key(found, by, each)
    if not key:
        return _count(found, by, each)
    kept = Som.objects.filter(regio=found.regio_id, sleutel=key).values_list("uitkomst", flat=True).first()
    if kept is not None:
        return {tuple(map(_read, group)): number for group, number in kept}
    versie = _version(Somstand.objects.filter(regio=found.regio_id))
    counted = _count(found, by, each)
    value = [[list(map(_written, group)), number] for group, number in counted.items()]
    with suppress(OperationalError):  # someone writes just now: then it is counted once more, and nobody waits
        _keep(Som(regio_id=found.regio_id, sleutel=key, tot=tot, uitkomst=value), versie)
    return counted


@transaction.atomic
def _keep(som: Som, versie: int) -> None:
    """Not when a fact was written in between: it may not be in what was counted."""
    Somstand.objects.bulk_create([Somstand(regio_id=som.regio_id)], ignore_conflicts=True)
    if _version(Somstand.objects.select_for_update(nowait=True).filter(regio=som.regio_id)) == versie:
        Som.objects.bulk_create([som], ignore_conflicts=True)


def _version(stand: QuerySet[Somstand]) -> int:
    return stand.values_list("versie", flat=True).first() or 0


def drop_sums(changed: Mapping[int, date]) -> None:
    """Facts of these regio's changed, the earliest of which on this day. Call it before the facts are written."""
    for regio in sorted(changed):
        Somstand.objects.bulk_create([Somstand(regio_id=regio)], ignore_conflicts=True)
        Somstand.objects.filter(regio_id=regio).update(versie=F("versie") + 1)
        Som.objects.filter(regio=regio, tot__gte=changed[regio]).delete()


def forget_old(now: datetime) -> None:
    Som.objects.filter(created_at__lt=now - LASTS).delete()


def _key(found: TelfeitQuerySet, by: Sequence[str], each: Sequence[str]) -> str:
    """Empty when more than the facts decides what is found: names of a sector, or in which gemeenten someone works."""
    try:
        sql, values = found.order_by().query.sql_with_params()
    except EmptyResultSet:
        return ""
    if set(TABLE.findall(sql)) != {FACTS} or any("__" in name for name in by):
        return ""
    return hashlib.sha256(repr((sql, values, list(by), list(each))).encode()).hexdigest()


def _written(value: Any) -> Any:
    match value:
        case UUID():
            return {"uuid": str(value)}
        case date():
            return {"date": value.isoformat()}
    return value


def _read(value: Any) -> Any:
    match value:
        case {"uuid": text}:
            return UUID(text)
        case {"date": text}:
            return date.fromisoformat(text)
    return value
