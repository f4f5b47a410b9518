"""The arbeidsmarktregio's, their gemeenten and the mbo-instellingen: read whole from files, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction

from praktijkleren.accounts.models import Gemeente, Organisatie, OrganisatieSoort, Regio
from praktijkleren.audit.actions import record
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.csvfile import CsvError, Row, RowError, decode, read_rows

DATA = Path(__file__).parent / "data"
FILES = {
    "arbeidsmarktregios.csv": ("code", "naam", "centrumgemeente"),
    "gemeenten.csv": ("code", "naam", "arbeidsmarktregio_code"),
    "mbo_instellingen.csv": ("brin", "naam"),
}
WEERGAVENAMEN = {"AM01": "Groningen & Noord-Drenthe"}
"""How a region calls itself from the start; what it chooses later is kept."""

Rows = Mapping[str, Sequence[Row]]


class SourceError(Exception):
    """Nothing was loaded; `lines` say per file and row why."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass
class Telling:
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    gone: list[str] = field(default_factory=list)
    """In our table, no longer in the file. Nothing is deleted: a beheerder decides."""


def read_files(folder: Path = DATA) -> Rows:
    rows: dict[str, list[Row]] = {}
    lines: list[str] = []
    for name, columns in FILES.items():
        try:
            rows[name] = read_rows(decode((folder / name).read_bytes()), required=columns)
        except FileNotFoundError:
            lines.append(f"{name}: dit bestand is er niet.")
        except CsvError as refused:
            lines += [f"{name}: {error}" for error in refused.errors]
    for name in rows:
        lines += [f"{name}: {error}" for error in _row_errors(name, rows)]
    if lines:
        raise SourceError(lines)
    return rows


def _row_errors(name: str, rows: Rows) -> list[RowError]:
    key, *others = FILES[name]
    regios = {row["code"] for row in rows.get("arbeidsmarktregios.csv", [])}
    errors: list[RowError] = []
    seen: dict[str, int] = {}
    for row in rows[name]:
        if len(row[key]) != 4:
            errors.append(RowError(row.number, f"{key} ‘{row[key]}’ heeft geen vier tekens."))
        if row[key] in seen:
            errors.append(RowError(row.number, f"{key} {row[key]} staat al op rij {seen[row[key]]}."))
        seen.setdefault(row[key], row.number)
        errors += [RowError(row.number, f"{column} is leeg.") for column in others if not row[column]]
        if name == "gemeenten.csv" and row["arbeidsmarktregio_code"] not in regios:
            errors.append(RowError(row.number, f"regio ‘{row['arbeidsmarktregio_code']}’ bestaat niet."))
    return errors


@transaction.atomic
def load_regios(rows: Rows, *, by: Actor) -> dict[str, Telling]:
    """Loading the same files again writes nothing. What people changed themselves is kept."""
    report = {"regio's": _sync(Regio, "code", _regios(rows), first={"weergavenaam"})}
    regios = Regio.objects.in_bulk(field_name="code")
    report["gemeenten"] = _sync(Gemeente, "code", _gemeenten(rows, regios))
    mbo = Organisatie.objects.exclude(brin="")
    report["mbo-instellingen"] = _sync(Organisatie, "brin", _mbo(rows), first={"naam", "soort"}, existing=mbo)
    counts = {table: {"nieuw": len(telling.added), "gewijzigd": telling.changed} for table, telling in report.items()}
    if any(telling.added or telling.changed for telling in report.values()):
        first: Regio = Regio.objects.order_by("code")[0]
        record("regios.ingelezen", first, by=by, changes=counts)
    return report


def _regios(rows: Rows) -> dict[str, dict[str, Any]]:
    return {
        row["code"]: {
            "naam": row["naam"],
            "centrumgemeente": row["centrumgemeente"],
            "weergavenaam": WEERGAVENAMEN.get(row["code"], ""),
        }
        for row in rows["arbeidsmarktregios.csv"]
    }


def _gemeenten(rows: Rows, regios: Mapping[str, Regio]) -> dict[str, dict[str, Any]]:
    return {
        row["code"]: {"naam": row["naam"], "regio": regios[row["arbeidsmarktregio_code"]]}
        for row in rows["gemeenten.csv"]
    }


def _mbo(rows: Rows) -> dict[str, dict[str, Any]]:
    return {row["brin"]: {"naam": row["naam"], "soort": OrganisatieSoort.MBO} for row in rows["mbo_instellingen.csv"]}


def _sync(
    model: type[models.Model],
    key: str,
    wanted: Mapping[str, Mapping[str, Any]],
    *,
    first: frozenset[str] | set[str] = frozenset(),
    existing: "models.QuerySet[Any] | None" = None,
) -> Telling:
    """Add what is new and change what differs; the fields in `first` are filled in once and then left alone."""
    manager: Any = model._default_manager
    rows = {getattr(row, key): row for row in (existing if existing is not None else manager).order_by("pk")}
    telling = Telling(gone=sorted(rows.keys() - wanted.keys()))
    for code, fields in wanted.items():
        row = rows.get(code)
        if row is None:
            manager.create(**{key: code, **fields})
            telling.added.append(code)
            continue
        changed = {
            n: value for n, value in fields.items() if n not in first and getattr(row, _column(n)) != _plain(value)
        }
        if changed:
            manager.filter(pk=row.pk).update(**{name: fields[name] for name in changed})
            telling.changed.append(code)
    telling.unchanged = len(wanted) - len(telling.added) - len(telling.changed)
    return telling


def _column(name: str) -> str:
    return "regio_id" if name == "regio" else name


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
