"""What reading a file in will do, and doing it: in one transaction, in bulk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from kwalificaties.models import Kwalificatie, Werkproces
from leerbedrijven.csv_rows import ALL, BedrijfRows, ErkenningRow, read_bedrijven
from leerbedrijven.models import ErkendWerkproces, Erkenning, Inlezing, Leerbedrijf
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.csvfile import CsvError, RowError

T = TypeVar("T")
SOURCE = "ingelezen bestand"
CHUNK = 500
NIEUW, GEWIJZIGD, GELIJK = "nieuw", "gewijzigd", "gelijk"


@dataclass
class Plan:
    """What must be written. `effect` says per leerbedrijf-ID what happens to it."""

    new: list[Leerbedrijf] = field(default_factory=list)
    changed: list[Leerbedrijf] = field(default_factory=list)
    new_erkenningen: list[Erkenning] = field(default_factory=list)
    changed_erkenningen: list[Erkenning] = field(default_factory=list)
    ended: list[Erkenning] = field(default_factory=list)
    """Renewed early: they end on the day before the new decision."""
    listed: list[tuple[Erkenning, dict[str, Werkproces], set[str]]] = field(default_factory=list)
    """Which werkprocessen the kwalificatie has, and which of them are uitvoerbaar."""
    effect: dict[str, str] = field(default_factory=dict)
    faults: list[RowError] = field(default_factory=list)

    def summary(self) -> dict[str, Any]:
        effects = list(self.effect.values())
        return {
            "leerbedrijven": len(effects),
            "nieuw": effects.count(NIEUW),
            "gewijzigd": effects.count(GEWIJZIGD),
            "gelijk": effects.count(GELIJK),
            "nieuwe_erkenningen": len(self.new_erkenningen),
            "gewijzigde_erkenningen": len(self.changed_erkenningen),
            "beeindigde_erkenningen": len(self.ended),
            "voorbeelden": [bedrijf.naam for bedrijf in self.new[:10]],
        }


class Known:
    """What the register holds of the leerbedrijven and kwalificaties in the file; a fixed number of queries per 500."""

    def __init__(self, bedrijven: list[BedrijfRows]) -> None:
        crebos = {erkenning.crebo for bedrijf in bedrijven for erkenning in bedrijf.erkenningen}
        open_rows = Kwalificatie.objects.open().filter(crebo__in=crebos)
        self.kwalificaties = {row.crebo: row for row in open_rows.order_by("crebo")}
        self.werkprocessen: dict[int, dict[str, Werkproces]] = {row.pk: {} for row in self.kwalificaties.values()}
        rows = Werkproces.objects.open().filter(kerntaak__kwalificatie__in=list(self.werkprocessen))
        for werkproces in rows.select_related("kerntaak").order_by("code", "pk"):
            self.werkprocessen[werkproces.kerntaak.kwalificatie_id][werkproces.code] = werkproces
        self.bedrijven: dict[str, Leerbedrijf] = {}
        self.erkenningen: dict[tuple[str, str], list[Erkenning]] = {}
        self.uitvoerbaar: dict[int, set[str]] = {}
        for ids in chunks(bedrijf.leerbedrijf_id for bedrijf in bedrijven):
            self._read(ids)

    def _read(self, ids: list[str]) -> None:
        for bedrijf in Leerbedrijf.objects.filter(leerbedrijf_id__in=ids).order_by("pk"):
            self.bedrijven[bedrijf.leerbedrijf_id] = bedrijf
        erkenningen = Erkenning.objects.filter(leerbedrijf__leerbedrijf_id__in=ids).order_by("van", "pk")
        for row in erkenningen.select_related("leerbedrijf", "kwalificatie"):
            self.erkenningen.setdefault((row.leerbedrijf.leerbedrijf_id, row.kwalificatie.crebo), []).append(row)
            self.uitvoerbaar[row.pk] = set()
        listed = ErkendWerkproces.objects.filter(erkenning__leerbedrijf__leerbedrijf_id__in=ids, uitvoerbaar=True)
        for erkenning, code in listed.order_by("pk").values_list("erkenning", "werkproces__code"):
            self.uitvoerbaar[erkenning].add(code)


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    left = iter(values)
    while part := list(islice(left, CHUNK)):
        yield part


def make_plan(text: str) -> Plan:
    """CsvError when a row cannot be right, by itself or against what is known."""
    bedrijven = read_bedrijven(text)
    known, plan = Known(bedrijven), Plan()
    for rows in bedrijven:
        bedrijf = _plan_bedrijf(rows, known, plan)
        for row in rows.erkenningen:
            _plan_erkenning(row, bedrijf, known, plan)
    if plan.faults:
        raise CsvError(plan.faults)
    return plan


def _plan_bedrijf(rows: BedrijfRows, known: Known, plan: Plan) -> Leerbedrijf:
    bedrijf = known.bedrijven.get(rows.leerbedrijf_id)
    if bedrijf is None:
        bedrijf = Leerbedrijf(**rows.fields)
        bedrijf.make_searchable()
        plan.new.append(bedrijf)
        plan.effect[rows.leerbedrijf_id] = NIEUW
        return bedrijf
    changes = {name: value for name, value in rows.fields.items() if getattr(bedrijf, name) != value}
    plan.effect[rows.leerbedrijf_id] = GEWIJZIGD if changes else GELIJK
    if changes:
        for name, value in changes.items():
            setattr(bedrijf, name, value)
        bedrijf.versie += 1
        bedrijf.make_searchable()
        plan.changed.append(bedrijf)
    return bedrijf


def _plan_erkenning(row: ErkenningRow, bedrijf: Leerbedrijf, known: Known, plan: Plan) -> None:
    kwalificatie = known.kwalificaties.get(row.crebo)
    if kwalificatie is None:
        plan.faults.append(RowError(row.number, f"crebo {row.crebo} is geen bekende kwalificatie."))
        return
    possible = known.werkprocessen[kwalificatie.pk]
    wanted = set(possible) if ALL in row.codes else set(row.codes)
    if reason := _wrong_codes(row, wanted, possible):
        plan.faults.append(RowError(row.number, reason))
        return
    earlier = known.erkenningen.get((bedrijf.leerbedrijf_id, row.crebo), [])
    if later := [other for other in earlier if other.van > row.van]:
        reason = f"er is al een erkenning voor {row.crebo} met een besluit van {later[-1].van:%d-%m-%Y}."
        plan.faults.append(RowError(row.number, reason))
        return
    erkenning = next((other for other in earlier if other.van == row.van), None)
    if erkenning and erkenning.tot == row.tot and known.uitvoerbaar[erkenning.pk] & set(possible) == wanted:
        return
    if erkenning:
        erkenning.tot = row.tot
        plan.changed_erkenningen.append(erkenning)
    else:
        erkenning = Erkenning(leerbedrijf=bedrijf, kwalificatie=kwalificatie, van=row.van, tot=row.tot, bron=SOURCE)
        plan.new_erkenningen.append(erkenning)
        plan.ended += _end_before(row.van, earlier)
    plan.listed.append((erkenning, possible, wanted))
    if plan.effect[bedrijf.leerbedrijf_id] == GELIJK:
        plan.effect[bedrijf.leerbedrijf_id] = GEWIJZIGD


def _wrong_codes(row: ErkenningRow, wanted: set[str], possible: dict[str, Werkproces]) -> str:
    if unknown := sorted(wanted - set(possible)):
        return f"werkproces {unknown[0][:20]} hoort niet bij {row.crebo}."
    if possible and not wanted:
        return f"werkprocessen is leeg. Schrijf de codes op, of ‘{ALL}’."
    return ""


def _end_before(van: date, earlier: list[Erkenning]) -> list[Erkenning]:
    running = [other for other in earlier if other.tot is None or other.tot >= van]
    for other in running:
        other.tot = van - timedelta(days=1)
    return running


def keep(bestandsnaam: str, text: str, gebruiker: Gebruiker) -> Inlezing:
    """Hold a file that fits until it is confirmed, with what will happen."""
    telling = make_plan(text).summary()
    return Inlezing.objects.create(bestandsnaam=bestandsnaam[:160], inhoud=text, gebruiker=gebruiker, telling=telling)


@transaction.atomic
def write(inlezing: Inlezing, *, by: Actor) -> bool:
    """Everything or nothing. False when it was read in before; CsvError when it fits no longer."""
    waiting = Inlezing.objects.filter(pk=inlezing.pk, ingelezen_op__isnull=True)
    if not waiting.update(ingelezen_op=timezone.now()):
        return False
    inlezing.refresh_from_db()
    plan = make_plan(inlezing.inhoud)
    _write(plan)
    inlezing.telling = plan.summary() | {"effect": plan.effect}
    inlezing.inhoud = ""
    inlezing.save(update_fields=["telling", "inhoud"])
    record("leerbedrijven.ingelezen", inlezing, by=by, changes=plan.summary() | {"voorbeelden": None})
    return True


def _write(plan: Plan) -> None:
    names = ["naam", "plaats", "vestiging", "straat", "postcode", "kvk", "zoeknaam", "zoekplaats", "versie"]
    try:
        with transaction.atomic():
            Leerbedrijf.objects.bulk_create(plan.new, batch_size=CHUNK)
    except IntegrityError:
        raise CsvError("Iemand heeft net een van deze leerbedrijven toegevoegd. Probeer het nog een keer.") from None
    if plan.changed:
        Leerbedrijf.objects.bulk_update(plan.changed, names, batch_size=CHUNK)
    if ending := [*plan.changed_erkenningen, *plan.ended]:
        Erkenning.objects.bulk_update(ending, ["tot"], batch_size=CHUNK)
    Erkenning.objects.bulk_create(plan.new_erkenningen, batch_size=CHUNK)
    for part in chunks(erkenning.pk for erkenning in plan.changed_erkenningen):
        ErkendWerkproces.objects.filter(erkenning__in=part).delete()
    ErkendWerkproces.objects.bulk_create(
        (
            ErkendWerkproces(erkenning_id=erkenning.pk, werkproces_id=row.pk, uitvoerbaar=code in wanted)
            for erkenning, possible, wanted in plan.listed
            for code, row in sorted(possible.items())
        ),
        batch_size=CHUNK,
    )


def note(inlezing: Inlezing, leerbedrijf_ids: Iterable[str], *, by: Actor) -> Iterator[Leerbedrijf]:
    """In the story of each leerbedrijf that it was read in from a file."""
    effect = inlezing.telling["effect"]
    for ids in chunks(leerbedrijf_ids):
        rows = {row.leerbedrijf_id: row for row in Leerbedrijf.objects.filter(leerbedrijf_id__in=ids).order_by("pk")}
        for leerbedrijf in (rows[each] for each in ids if each in rows):
            if effect[leerbedrijf.leerbedrijf_id] != GELIJK:
                record("leerbedrijf.ingelezen", leerbedrijf, by=by, changes={"inlezing": str(inlezing.pk)})
            yield leerbedrijf
