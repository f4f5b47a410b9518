"""What is written about a leerbedrijf: nationally (register, erkenning) and by one regio (relatie, people, places)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from kwalificaties.models import Kwalificatie, Werkproces
from leerbedrijven.models import (
    Contactmoment,
    ErkendWerkproces,
    Erkenning,
    Leerbedrijf,
    Leerplaats,
    Praktijkopleider,
    Relatie,
)
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import claim

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker, Regio

M = TypeVar("M", Leerbedrijf, Relatie, Praktijkopleider, Leerplaats)


class KnownError(Exception):
    """It is there already."""


@transaction.atomic
def make_leerbedrijf(*, by: Actor, **fields: Any) -> Leerbedrijf:
    """KnownError when someone entered this leerbedrijf-ID before, be it a moment ago."""
    try:
        with transaction.atomic():
            leerbedrijf: Leerbedrijf = Leerbedrijf.objects.create(**fields)
    except IntegrityError as error:
        raise KnownError(fields["leerbedrijf_id"]) from error
    record("leerbedrijf.gemaakt", leerbedrijf, by=by)
    return leerbedrijf


@transaction.atomic
def change_leerbedrijf(leerbedrijf: Leerbedrijf, *, versie: int | None = None, by: Actor, **fields: Any) -> Leerbedrijf:
    return _change(leerbedrijf, "leerbedrijf.gewijzigd", fields, versie=versie, by=by)


@transaction.atomic
def recognise(
    leerbedrijf: Leerbedrijf,
    *,
    kwalificatie: Kwalificatie,
    van: date,
    tot: date | None,
    uitvoerbaar: Iterable[Werkproces],
    bron: str = "",
    by: Actor,
) -> Erkenning:
    """Record an erkenning; every open werkproces of the kwalificatie that is not named cannot be offered.

    One that was renewed early ends on the day before the new decision. KnownError when another begins on that day or
    later: that one holds.
    """
    same = Erkenning.objects.filter(leerbedrijf=leerbedrijf, kwalificatie=kwalificatie)
    if same.filter(van__gte=van).exists():
        raise KnownError(kwalificatie.crebo)
    same.filter(Q(tot__isnull=True) | Q(tot__gte=van)).update(tot=van - timedelta(days=1))
    erkenning: Erkenning = Erkenning.objects.create(
        leerbedrijf=leerbedrijf, kwalificatie=kwalificatie, van=van, tot=tot, bron=bron
    )
    offered = {werkproces.pk for werkproces in uitvoerbaar}
    _list_werkprocessen(erkenning, offered)
    changes = {"crebo": kwalificatie.crebo, "van": van, "tot": tot, "uitvoerbaar": len(offered)}
    record("erkenning.gemaakt", erkenning, by=by, changes=changes)
    return erkenning


@transaction.atomic
def change_erkenning(
    erkenning: Erkenning, *, tot: date | None, uitvoerbaar: Iterable[Werkproces], bron: str, by: Actor
) -> Erkenning:
    """Correct what was recorded, or end it early when SBB withdrew it."""
    offered = {werkproces.pk for werkproces in uitvoerbaar}
    before = set(erkenning.werkprocessen.filter(uitvoerbaar=True).values_list("werkproces", flat=True))
    changes = {name: [getattr(erkenning, name), value] for name, value in (("tot", tot), ("bron", bron))}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if offered != before:
        changes["uitvoerbaar"] = [len(before), len(offered)]
        erkenning.werkprocessen.all().delete()
        _list_werkprocessen(erkenning, offered)
    if changes:
        erkenning.tot, erkenning.bron = tot, bron
        erkenning.save(update_fields=["tot", "bron"])
        record("erkenning.gewijzigd", erkenning, by=by, changes=changes)
    return erkenning


@transaction.atomic
def relate(leerbedrijf: Leerbedrijf, *, regio: "Regio", by: Actor) -> Relatie:
    """The relatie of this regio with this leerbedrijf; made at the first contact."""
    relatie, created = Relatie.objects.get_or_create(regio=regio, leerbedrijf=leerbedrijf)
    if created:
        record("relatie.gemaakt", relatie, by=by, changes={"regio": regio.code})
    return relatie


@transaction.atomic
def change_relatie(relatie: Relatie, *, versie: int | None = None, by: Actor, **fields: Any) -> Relatie:
    return _change(relatie, "relatie.gewijzigd", fields, versie=versie, by=by)


@transaction.atomic
def log_contact(
    relatie: Relatie, *, datum: date, soort: str, verslag: str, gebruiker: "Gebruiker | None", by: Actor
) -> Contactmoment:
    """Logging the same once more gives the first."""
    contact, created = Contactmoment.objects.get_or_create(
        relatie=relatie, datum=datum, soort=soort, verslag=verslag, gebruiker=gebruiker
    )
    if created:
        earlier = Q(laatste_contact__isnull=True) | Q(laatste_contact__lt=datum)
        Relatie.objects.filter(earlier, pk=relatie.pk).update(laatste_contact=datum)
        record("contactmoment.gemaakt", contact, by=by, changes={"soort": soort, "datum": datum})
    return contact


@transaction.atomic
def add_praktijkopleider(relatie: Relatie, *, by: Actor, **fields: Any) -> Praktijkopleider:
    """Adding the same person once more gives the first."""
    same = {name: fields[name] for name in ("naam", "email") if name in fields}
    if first := Praktijkopleider.objects.current().filter(relatie=relatie, **same).order_by("van").first():
        return first
    opleider = Praktijkopleider.objects.create(relatie=relatie, **{"van": timezone.localdate(), **fields})
    record("praktijkopleider.gemaakt", opleider, by=by)
    return opleider


@transaction.atomic
def change_praktijkopleider(
    opleider: Praktijkopleider, *, versie: int | None = None, by: Actor, **fields: Any
) -> Praktijkopleider:
    """Correct a row, or give it a last day."""
    return _change(opleider, "praktijkopleider.gewijzigd", fields, versie=versie, by=by)


@transaction.atomic
def make_leerplaats(
    relatie: Relatie, *, werkprocessen: Iterable[Werkproces] = (), by: Actor, **fields: Any
) -> Leerplaats:
    leerplaats = Leerplaats.objects.create(relatie=relatie, **{"van": timezone.localdate(), **fields})
    leerplaats.werkprocessen.set(werkprocessen)
    record("leerplaats.gemaakt", leerplaats, by=by)
    return leerplaats


@transaction.atomic
def change_leerplaats(
    leerplaats: Leerplaats,
    *,
    werkprocessen: Iterable[Werkproces] | None = None,
    versie: int | None = None,
    by: Actor,
    **fields: Any,
) -> Leerplaats:
    """Correct a row, or give it a last day."""
    also: list[str] = []
    if werkprocessen is not None and set(werkprocessen) != set(leerplaats.werkprocessen.order_by("pk")):
        also = ["werkprocessen"]
    changed = _change(leerplaats, "leerplaats.gewijzigd", fields, versie=versie, also=also, by=by)
    if also:
        leerplaats.werkprocessen.set(werkprocessen or ())
    return changed


@transaction.atomic
def offer_leerplaats(
    leerbedrijf: Leerbedrijf, *, regio: "Regio", titel: str, omschrijving: str, aantal: int, by: Actor
) -> Leerplaats:
    """A place that came in at the front door; which werkprocessen one can learn there is filled in later."""
    relatie = relate(leerbedrijf, regio=regio, by=by)
    return make_leerplaats(relatie, titel=titel, omschrijving=omschrijving, aantal=aantal, by=by)


def _list_werkprocessen(erkenning: Erkenning, offered: set[int]) -> None:
    rows = Werkproces.objects.open().filter(kerntaak__kwalificatie=erkenning.kwalificatie_id)
    ErkendWerkproces.objects.bulk_create(
        ErkendWerkproces(erkenning=erkenning, werkproces=werkproces, uitvoerbaar=werkproces.pk in offered)
        for werkproces in rows.order_by("code", "pk")
    )


def _change(
    obj: M, what: str, fields: dict[str, Any], *, versie: int | None = None, also: Iterable[str] = (), by: Actor
) -> M:
    """Write what differs. With a `versie`, StaleError when someone else saved since that was shown."""
    if versie is not None:
        claim(obj, versie)
    changed: list[str] = sorted(name for name, value in fields.items() if getattr(obj, name) != value)
    for name in changed:
        setattr(obj, name, fields[name])
    if changed:
        derived: list[str] = ["zoeknaam", "zoekplaats"] if isinstance(obj, Leerbedrijf) else []
        obj.save(update_fields=[*changed, *derived])
    if changed or also:
        record(what, obj, by=by, changes={"velden": [*changed, *also]})
    return obj
