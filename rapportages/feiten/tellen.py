"""Following a change: look at a dossier again, end the facts that are no longer so and write those that are new."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from aanmeldingen.models import Aanmelding
from kandidaten.models import Kandidaat
from leerbedrijven.models import Erkenning, Leerbedrijf, Relatie
from praktijkleren.audit.actions import lock_chain
from rapportages.feiten.bron import accepted_on, read_dossiers
from rapportages.feiten.regels import Gezien, fact_of_erkenning, facts_of, facts_of_aanmelding
from rapportages.models import Hertelling, Telfeit, Telsleutel
from rapportages.sommen import drop_sums

logger = logging.getLogger(__name__)
Seen = dict[UUID, list[Gezien]]
"""Facts by dossier."""
COMPARED = tuple(name for name in Gezien.__dataclass_fields__ if name not in {"sleutel", "recorded_at"})


@transaction.atomic
def recount(dossiers: Sequence[UUID], *, at: datetime | None = None, first: bool = False) -> set[int]:
    """Bring the facts of these dossiers up to date; answers in which regio's something changed.

    `at` is when the change was recorded, by default now. `first`: facts that are new were known since the row behind
    them was written, as when all facts are made for the first time.
    """
    for dossier in sorted(dossiers):
        lock_chain(dossier)
    seen = look(dossiers)
    keys = _keys(list(seen))
    known: dict[UUID, dict[str, Telfeit]] = defaultdict(dict)
    for row in Telfeit.objects.known().filter(persoon__in=list(keys.values())).order_by("pk"):
        known[row.persoon][row.sleutel] = row
    at = at or timezone.now()
    ended: list[Telfeit] = []
    made: list[Telfeit] = []
    for dossier, facts in seen.items():
        persoon = keys[dossier]
        gone, new = _compare(known[persoon], facts)
        ended += gone
        made += [_made(fact, persoon, at, first=first) for fact in new]
    for row in ended:
        row.vervallen_op = max(at, row.recorded_at)
    drop_sums(_earliest([*ended, *made]))
    Telfeit.objects.bulk_update(ended, ["vervallen_op"], batch_size=500)
    Telfeit.objects.bulk_create(made, batch_size=500)
    return {row.regio_id for row in (*ended, *made)}


def look(dossiers: Iterable[UUID]) -> Seen:
    """What is so now, of the dossiers that still exist. What was erased is not looked at: its facts stay."""
    wanted = set(dossiers)
    people = Kandidaat.objects.filter(pseudoniem__in=wanted)
    found = list(people.select_related("sociaal__primaire_klantgroep__hoofdgroep").order_by("pk"))
    seen: Seen = {row.kandidaat.pseudoniem: list(facts_of(row)) for row in read_dossiers(found)}
    loose = list(Aanmelding.objects.filter(pk__in=wanted).order_by("pk"))
    accepted = accepted_on(row for row in loose if row.kandidaat_id is None)
    for aanmelding in loose:
        own = [] if aanmelding.kandidaat_id else facts_of_aanmelding(aanmelding, accepted.get(aanmelding.pk))
        seen[aanmelding.pk] = list(own)
    seen.update(_erkenningen(wanted))
    return seen


def _erkenningen(wanted: set[UUID]) -> Seen:
    """The first erkenning of a leerbedrijf, in each regio that knows it (domain.md 5.2, I17)."""
    companies = set(Leerbedrijf.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True))
    first: dict[UUID, Erkenning] = {}
    for erkenning in Erkenning.objects.filter(leerbedrijf__in=companies).order_by("van", "pk"):
        first.setdefault(erkenning.leerbedrijf_id, erkenning)
    seen: Seen = {company: [] for company in companies}
    for relatie in Relatie.objects.filter(leerbedrijf__in=list(first)).order_by("pk"):
        erkenning = first[relatie.leerbedrijf_id]
        seen[relatie.leerbedrijf_id].append(fact_of_erkenning(erkenning, relatie.regio_id))
    return seen


def _earliest(changed: list[Telfeit]) -> dict[int, date]:
    """Per regio the first day about which something changes."""
    found: dict[int, date] = {}
    for row in changed:
        found[row.regio_id] = min(row.datum, found.get(row.regio_id, row.datum))
    return found


def _keys(dossiers: list[UUID]) -> dict[UUID, UUID]:
    keys = dict(Telsleutel.objects.filter(dossier__in=dossiers).order_by("pk").values_list("dossier", "persoon"))
    made = Telsleutel.objects.bulk_create([Telsleutel(dossier=key) for key in dossiers if key not in keys])
    return keys | {row.dossier: row.persoon for row in made}


def _compare(known: dict[str, Telfeit], facts: list[Gezien]) -> tuple[list[Telfeit], list[Gezien]]:
    now = {fact.sleutel: fact for fact in facts}
    same = {key for key, fact in now.items() if key in known and _is_same(known[key], fact)}
    gone = [row for key, row in known.items() if key not in same]
    return gone, [fact for key, fact in now.items() if key not in same]


def _is_same(row: Telfeit, fact: Gezien) -> bool:
    return all(getattr(row, name) == getattr(fact, name) for name in COMPARED)


def _made(fact: Gezien, persoon: UUID, at: datetime, *, first: bool) -> Telfeit:
    fields = asdict(fact)
    written = fields.pop("recorded_at")
    return Telfeit(persoon=persoon, recorded_at=min(written or at, at) if first else at, **fields)


@transaction.atomic
def forget(dossier: UUID) -> None:
    """Erase which person the facts were about; what was counted stays counted.

    What a fact is about becomes a random key, the same for all that is about it: an end still belongs to its start.
    """
    found = Telsleutel.objects.filter(dossier=dossier).first()
    if found is None:
        return
    facts = Telfeit.objects.filter(persoon=found.persoon)
    for onderwerp in set(facts.filter(onderwerp__isnull=False).order_by("pk").values_list("onderwerp", flat=True)):
        facts.filter(onderwerp=onderwerp).update(onderwerp=uuid4())
    found.delete()


def never_counted() -> bool:
    """Whether there is a person of whom no event was heard: from before this room was there, or loaded at once."""
    seen = Telsleutel.objects.filter(dossier=OuterRef("pseudoniem"))
    return Kandidaat.objects.filter(~Exists(seen)).exists()


def catch_up(*, limit: int = 500) -> int:
    """Work off what changed; each dossier in its own transaction. Answers how many dossiers were looked at again."""
    done = 0
    for dossier in _waiting(limit):
        try:
            done += work_off(dossier)
        except Exception:  # one dossier must not hold up the others; it is tried again each minute
            logger.exception("Dossier %s kan niet worden geteld", dossier)
    return done


@transaction.atomic
def work_off(dossier: UUID) -> bool:
    """Every change of a dossier so far, once. False when another process was here first."""
    lock_chain(dossier)
    waiting = list(Hertelling.objects.filter(dossier=dossier).order_by("pk"))
    if not waiting:
        return False
    recount([dossier], at=max(row.recorded_at for row in waiting))
    Hertelling.objects.filter(pk__in=[row.pk for row in waiting]).delete()
    return True


def _waiting(limit: int) -> Iterator[UUID]:
    seen: dict[UUID, None] = dict.fromkeys(
        Hertelling.objects.order_by("pk").values_list("dossier", flat=True)[: limit * 4]
    )
    yield from list(seen)[:limit]
