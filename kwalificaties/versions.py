"""Kerntaken and werkprocessen keep versies: another name closes the row and opens the next one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kwalificaties.models import Herkomst, Kerntaak, Kwalificatie, Werkproces
from praktijkleren.ui.csvfile import Row

Fields = dict[str, Any]
Key = tuple[int, str]
"""Kwalificatie and code: what stays the same through all versies."""


@dataclass
class Telling:
    """What happened to one table, by code."""

    nieuw: list[str] = field(default_factory=list)
    gewijzigd: list[str] = field(default_factory=list)
    gesloten: list[str] = field(default_factory=list)
    ongewijzigd: int = 0
    blijft_open: list[str] = field(default_factory=list)
    """Gone from the files, but someone typed in a werkproces under it."""

    @property
    def changes(self) -> bool:
        return bool(self.nieuw or self.gewijzigd or self.gesloten)

    def as_json(self) -> Fields:
        """New codes are counted, for there are thousands the first time; the others are named."""
        return {
            "nieuw": len(self.nieuw),
            "gewijzigd": self.gewijzigd,
            "gesloten": self.gesloten,
            "ongewijzigd": self.ongewijzigd,
        }


@dataclass
class Plan:
    """What must be written to one table to bring it in line."""

    model: type[Any]
    name: str
    """The field of which another value asks for another versie."""
    on: date
    herkomst: Herkomst = Herkomst.GELADEN
    """Whose rows these are: the shipped files are complete, what someone types in is not."""
    closed: dict[Key, Any] = field(default_factory=dict)
    edited: dict[Key, Any] = field(default_factory=dict)
    opened: dict[Key, Any] = field(default_factory=dict)
    telling: Telling = field(default_factory=Telling)

    def compare(self, existing: Mapping[Key, list[Any]], wanted: Mapping[Key, Fields], keep: Collection[int]) -> None:
        """`keep` are rows that stay open although the files no longer hold them."""
        still_open = {key: row for key, rows in existing.items() for row in rows if row.gesloten_op is None}
        for key, fields in wanted.items():
            row = still_open.get(key)
            if row is None:
                self._open(key, fields, existing.get(key, []), self.telling.nieuw)
            elif row.herkomst != self.herkomst or getattr(row, self.name) != fields[self.name]:
                self._close(key, row)
                self._open(key, fields, existing[key], self.telling.gewijzigd)
            elif apply(row, fields):
                self.edited[key] = row
                self.telling.gewijzigd.append(key[1])
            else:
                self.telling.ongewijzigd += 1
        if self.herkomst == Herkomst.GELADEN:
            self._close_missing(still_open, wanted, keep)

    def _close_missing(
        self, still_open: Mapping[Key, Any], wanted: Mapping[Key, Fields], keep: Collection[int]
    ) -> None:
        for key, row in still_open.items():
            if key in wanted or row.is_own:
                continue
            if row.pk in keep:
                self.telling.blijft_open.append(key[1])
                continue
            self._close(key, row)
            self.telling.gesloten.append(key[1])

    def write(self) -> None:
        """Closes first: of each code only one versie is open."""
        manager = self.model._default_manager
        if self.closed:
            manager.bulk_update(self.closed.values(), ["gesloten_op"])
        if self.edited:
            manager.bulk_update(self.edited.values(), ["vanaf", "cohort", "bron", "geverifieerd"])
        manager.bulk_create(self.opened.values())

    def _close(self, key: Key, row: Any) -> None:
        row.gesloten_op = self.on
        self.closed[key] = row

    def _open(self, key: Key, fields: Fields, versies: list[Any], count: list[str]) -> None:
        versie = max((row.versie for row in versies), default=0) + 1
        row = self.model(**{"vanaf": self.on, **fields}, code=key[1], versie=versie, herkomst=self.herkomst)
        if isinstance(row, Werkproces):
            row.make_searchable()
        self.opened[key] = row
        count.append(key[1])


class VersionedTables:
    """Both tables in memory; first the kerntaken are brought in line, then what hangs under them."""

    def __init__(self, on: date, herkomst: Herkomst = Herkomst.GELADEN) -> None:
        self.on = on
        self.herkomst = herkomst
        self.kwalificaties = {row.crebo: row for row in Kwalificatie.objects.order_by("crebo")}
        self.kerntaken: dict[Key, list[Kerntaak]] = defaultdict(list)
        for kerntaak in Kerntaak.objects.order_by("pk"):
            self.kerntaken[kerntaak.kwalificatie_id, kerntaak.code].append(kerntaak)
        self.werkprocessen: dict[Key, list[Werkproces]] = defaultdict(list)
        for werkproces in Werkproces.objects.select_related("kerntaak").order_by("pk"):
            self.werkprocessen[werkproces.kerntaak.kwalificatie_id, werkproces.code].append(werkproces)
        self.touched: dict[int, set[str]] = defaultdict(set)

    def sync_kerntaken(self, rows: Iterable[Row]) -> Telling:
        wanted = {
            (home.pk, row["kerntaak_code"]): {"titel": row["titel"], "kwalificatie_id": home.pk, **_origin(row)}
            for row in rows
            for home in (self.kwalificaties[row["kwalificatie_crebo"]],)
        }
        plan = Plan(Kerntaak, "titel", self.on, self.herkomst)
        plan.compare(self.kerntaken, wanted, keep={row.kerntaak_id for row in self._open_werkprocessen() if row.is_own})
        plan.write()
        self._note(plan)
        replaced = {old.pk: plan.opened[key] for key, old in plan.closed.items() if key in plan.opened}
        self._move_along(replaced)
        for key, kerntaak in plan.opened.items():
            self.kerntaken[key].append(kerntaak)
        return plan.telling

    def sync_werkprocessen(self, rows: Iterable[Row]) -> Telling:
        parents = {key: row for key, versies in self.kerntaken.items() for row in versies if row.gesloten_op is None}
        wanted: dict[Key, Fields] = {}
        for row in rows:
            home = self.kwalificaties[row["kwalificatie_crebo"]].pk
            parent = parents[home, row["kerntaak_code"]]
            wanted[home, row["werkproces_code"]] = {"naam": row["titel"], "kerntaak_id": parent.pk, **_origin(row)}
        plan = Plan(Werkproces, "naam", self.on, self.herkomst)
        plan.compare(self.werkprocessen, wanted, keep=())
        plan.write()
        self._note(plan)
        return plan.telling

    def changed_codes(self) -> dict[Kwalificatie, list[str]]:
        """Per kwalificatie the codes that got another versie or were closed; of what someone types in, all."""
        homes = {row.pk: row for row in self.kwalificaties.values()}
        return {homes[home]: sorted(codes) for home, codes in sorted(self.touched.items())}

    def _open_werkprocessen(self) -> list[Werkproces]:
        return [row for versies in self.werkprocessen.values() for row in versies if row.gesloten_op is None]

    def _move_along(self, replaced: Mapping[int, Kerntaak]) -> None:
        """Open werkprocessen, one's own too, hang under the new versie of their kerntaak from now on."""
        moved = [row for row in self._open_werkprocessen() if row.kerntaak_id in replaced]
        for row in moved:
            row.kerntaak = replaced[row.kerntaak_id]
        if moved:
            Werkproces.objects.bulk_update(moved, ["kerntaak"])

    def _note(self, plan: Plan) -> None:
        noted = {*plan.closed} if self.herkomst == Herkomst.GELADEN else {*plan.closed, *plan.opened, *plan.edited}
        for home, code in noted:
            self.touched[home].add(code)


def apply(row: Any, fields: Fields) -> Fields:
    """Set what differs; answer what stood there."""
    before = {name: getattr(row, name) for name, value in fields.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, fields[name])
    return before


def _origin(row: Row) -> Fields:
    """`vanaf` stands only in what someone typed in."""
    origin: Fields = {"cohort": row["cohort"], "bron": row["bron"], "geverifieerd": row["geverifieerd"] == "ja"}
    return origin | ({"vanaf": date.fromisoformat(row["vanaf"])} if "vanaf" in row.values else {})
