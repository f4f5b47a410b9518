"""Sociaal, Ondersteuning and Situatie. The audit events name fields, never what stands in them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NotRequired, TypedDict, TypeVar, Unpack

from django.db import transaction
from django.utils import timezone

from kandidaten.models import Kandidaat, Klantgroep, Ondersteuning, Situatie, Sociaal
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.conflict import claim

Groep = TypeVar("Groep", Sociaal, Ondersteuning)


class SituatieFields(TypedDict):
    soort: str
    van: date
    tot: NotRequired[date | None]
    werkgever_soort: NotRequired[str]
    uren: NotRequired[Decimal | None]
    bron: NotRequired[str]


@transaction.atomic
def save_sociaal(
    kandidaat: Kandidaat,
    *,
    versie: int,
    startkwalificatie: bool | None,
    primaire_klantgroep: Klantgroep | None,
    klantgroepen: Sequence[Klantgroep],
    by: Actor,
) -> Sociaal:
    """`versie` is 0 when the form showed nothing yet; StaleError when someone else saved in between."""
    sociaal = _claim(Sociaal, kandidaat, versie)
    sociaal.startkwalificatie = startkwalificatie
    sociaal.primaire_klantgroep = primaire_klantgroep
    sociaal.save()
    sociaal.klantgroepen.set([groep for groep in klantgroepen if groep != primaire_klantgroep])
    record("sociaal.opgeslagen", sociaal, by=by)
    return sociaal


@transaction.atomic
def save_ondersteuning(kandidaat: Kandidaat, *, versie: int, by: Actor, **texts: str) -> Ondersteuning:
    """`versie` is 0 when the form showed nothing yet; StaleError when someone else saved in between."""
    ondersteuning = _claim(Ondersteuning, kandidaat, versie)
    changed = sorted(name for name, text in texts.items() if getattr(ondersteuning, name) != text)
    for name in changed:
        setattr(ondersteuning, name, texts[name])
    ondersteuning.save()
    record("ondersteuning.opgeslagen", ondersteuning, by=by, changes={"velden": changed})
    return ondersteuning


@transaction.atomic
def record_situatie(
    kandidaat: Kandidaat, *, beeindigt: Sequence[Situatie] = (), by: Actor, **fields: Unpack[SituatieFields]
) -> Situatie:
    """From a day on someone lives of something else, or of something more; it replaces those in `beeindigt`."""
    for old in beeindigt:
        end_situatie(old, tot=fields["van"] - timedelta(days=1), by=by)
    situatie = Situatie.objects.create(kandidaat=kandidaat, recorded_at=timezone.now(), **fields)
    record("situatie.vastgelegd", situatie, by=by)
    return situatie


@transaction.atomic
def end_situatie(situatie: Situatie, *, tot: date, by: Actor) -> Situatie | None:
    """Withdraw the row and write it again with its last day; one that had not begun by then is only withdrawn."""
    if not withdraw_situatie(situatie, by=by):
        return None
    return _again(situatie, tot=tot) if tot >= situatie.van else None


@transaction.atomic
def correct_situatie(situatie: Situatie, *, by: Actor, **fields: Unpack[SituatieFields]) -> Situatie | None:
    """It was never so: the row is withdrawn and the right one takes its place. None when someone did so before."""
    if not withdraw_situatie(situatie, by=by):
        return None
    return _again(situatie, **fields)


@transaction.atomic
def withdraw_situatie(situatie: Situatie, *, by: Actor) -> bool:
    """From now on we know better; what we knew before can still be reported. False when that was said before."""
    known = Situatie.objects.filter(pk=situatie.pk, vervallen_op__isnull=True)
    if not known.update(vervallen_op=timezone.now()):
        return False
    record("situatie.ingetrokken", situatie, by=by)
    return True


def _again(situatie: Situatie, **changes: object) -> Situatie:
    kept = ("kandidaat", "soort", "werkgever_soort", "uren", "bron", "van", "tot")
    fields = {name: getattr(situatie, name) for name in kept} | changes
    return Situatie.objects.create(recorded_at=timezone.now(), **fields)


def _claim(model: type[Groep], kandidaat: Kandidaat, versie: int) -> Groep:
    groep, made = model._default_manager.get_or_create(kandidaat=kandidaat)
    if not made:
        claim(groep, versie)
    return groep
