"""What a beheerder types in and closes. The shipped rows come in by loading.py only."""

from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from kwalificaties.models import Herkomst, Kerntaak, Kwalificatie, Werkproces
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor

T = TypeVar("T", Kerntaak, Werkproces)


class CodeTakenError(Exception):
    """There is an open row with this code already."""


class NotOwnError(Exception):
    """Only what someone typed in, and what is still open, may be changed here."""


@transaction.atomic
def add_kerntaak(kwalificatie: Kwalificatie, *, code: str, titel: str, bron: str, vanaf: date, by: Actor) -> Kerntaak:
    """Adding the same once more gives the first."""
    same = kwalificatie.kerntaken.filter(code=code, titel=titel, herkomst=Herkomst.ZELF, gesloten_op__isnull=True)
    if first := same.first():
        return first
    versie = _next_versie(Kerntaak, kwalificatie=kwalificatie, code=code)
    row = Kerntaak(
        kwalificatie=kwalificatie, code=code, titel=titel, bron=bron, vanaf=vanaf, versie=versie, herkomst=Herkomst.ZELF
    )
    _insert(row)
    record("kerntaak.ingevoerd", row, by=by, changes={"code": code, "titel": titel, "bron": bron})
    return row


@transaction.atomic
def add_werkproces(kerntaak: Kerntaak, *, code: str, naam: str, bron: str, vanaf: date, by: Actor) -> Werkproces:
    """May hang under a shipped kerntaak too: it is marked by itself. Adding the same once more gives the first."""
    if first := kerntaak.werkprocessen.filter(code=code, naam=naam, gesloten_op__isnull=True).first():
        return first
    versie = _next_versie(Werkproces, kerntaak__kwalificatie=kerntaak.kwalificatie_id, code=code)
    row = Werkproces(
        kerntaak=kerntaak, code=code, naam=naam, bron=bron, vanaf=vanaf, versie=versie, herkomst=Herkomst.ZELF
    )
    _insert(row)
    record("werkproces.ingevoerd", row, by=by, changes={"code": code, "naam": naam, "bron": bron})
    return row


@transaction.atomic
def edit_kerntaak(kerntaak: Kerntaak, *, titel: str, bron: str, vanaf: date, by: Actor) -> Kerntaak:
    used = any(in_use(werkproces) for werkproces in kerntaak.werkprocessen.order_by("pk"))
    fields = {"titel": titel, "bron": bron, "vanaf": vanaf}
    row = _edit(kerntaak, fields, next_versie=used and titel != kerntaak.titel, by=by)
    if row.pk != kerntaak.pk:
        Werkproces.objects.filter(kerntaak=kerntaak, gesloten_op__isnull=True).update(kerntaak=row)
    return row


@transaction.atomic
def edit_werkproces(werkproces: Werkproces, *, naam: str, bron: str, vanaf: date, by: Actor) -> Werkproces:
    """Another name for what is used already opens another versie, so that what was agreed keeps its words."""
    used = naam != werkproces.naam and in_use(werkproces)
    return _edit(werkproces, {"naam": naam, "bron": bron, "vanaf": vanaf}, next_versie=used, by=by)


@transaction.atomic
def close_kerntaak(kerntaak: Kerntaak, *, by: Actor) -> Kerntaak:
    """With what hangs under it."""
    for werkproces in kerntaak.werkprocessen.filter(gesloten_op__isnull=True).order_by("code"):
        _close(werkproces, by=by)
    return _close(kerntaak, by=by)


@transaction.atomic
def close_werkproces(werkproces: Werkproces, *, by: Actor) -> Werkproces:
    return _close(werkproces, by=by)


def in_use(row: Werkproces) -> bool:
    """Whether anything in any room points at it."""
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: row.pk}).exists()
        for relation in row._meta.related_objects
        if relation.field is not None
    )


def _next_versie(model: type[Kerntaak] | type[Werkproces], **key: Any) -> int:
    last = model._default_manager.filter(**key).order_by("-versie").values_list("versie", flat=True).first()
    if model._default_manager.filter(**key, gesloten_op__isnull=True).exists():
        raise CodeTakenError(key["code"])
    return (last or 0) + 1


def _insert(row: Kerntaak | Werkproces) -> None:
    """Someone who types in the same code at the same moment is told so, like anyone who comes later."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise CodeTakenError(row.code) from error


def _edit(row: T, fields: dict[str, Any], *, next_versie: bool, by: Actor) -> T:
    changes = {name: [getattr(row, name), value] for name, value in fields.items() if getattr(row, name) != value}
    if not changes:
        return row
    if next_versie:
        _mark_closed(row)
        parent = {"kerntaak": row.kerntaak} if isinstance(row, Werkproces) else {"kwalificatie": row.kwalificatie}
        row = type(row)(code=row.code, versie=row.versie + 1, herkomst=row.herkomst, cohort=row.cohort, **parent)
    elif row.gesloten_op or not row.is_own:
        raise NotOwnError(row.code)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    record(f"{row._meta.model_name}.gewijzigd", row, by=by, changes={"code": row.code, **changes})
    return row


def _close(row: T, *, by: Actor) -> T:
    _mark_closed(row)
    record(f"{row._meta.model_name}.gesloten", row, by=by, changes={"code": row.code})
    return row


def _mark_closed(row: Kerntaak | Werkproces) -> None:
    open_row = type(row)._default_manager.filter(pk=row.pk, gesloten_op__isnull=True, herkomst=Herkomst.ZELF)
    if not open_row.update(gesloten_op=timezone.localdate()):
        raise NotOwnError(row.code)
    row.refresh_from_db()
