"""The shipped klantgroepen (SBB, plan van aanpak 2018): loaded by a command that is safe to run again."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from kandidaten.models import Klantgroep
from praktijkleren.audit.actions import record_many
from praktijkleren.audit.actor import Actor
from praktijkleren.ui.csvfile import CsvError, Row, RowError, decode, read_rows

SHIPPED = Path(__file__).parent / "data" / "klantgroepen.csv"
COLUMNS = ("code", "hoofdgroep_code", "naam", "omschrijving")
GEVOELIG = frozenset({"c", "f", "f1", "f2", "f3"})
"""These tell something about health or origin (domain.md 4.1). Who reads with effort (F4) was born anywhere."""


@dataclass
class Report:
    nieuw: list[str] = field(default_factory=list)
    gewijzigd: list[str] = field(default_factory=list)
    gelijk: list[str] = field(default_factory=list)


def read_klantgroepen(path: Path) -> list[Row]:
    """Parents before their children, or CsvError with reasons per row."""
    rows = read_rows(decode(path.read_bytes()), required=COLUMNS)
    codes = {row["code"] for row in rows}
    errors = [
        RowError(row.number, "code en naam zijn verplicht.") for row in rows if not row["code"] or not row["naam"]
    ]
    errors += [
        RowError(row.number, f"de hoofdgroep ‘{row['hoofdgroep_code']}’ staat niet in het bestand.")
        for row in rows
        if row["hoofdgroep_code"] and row["hoofdgroep_code"] not in codes
    ]
    if errors:
        raise CsvError(errors)
    return sorted(rows, key=lambda row: bool(row["hoofdgroep_code"]))


@transaction.atomic
def load_klantgroepen(path: Path = SHIPPED, *, by: Actor) -> Report:
    """What a regio added itself, and a code that is no longer in the file, stays as it is."""
    report = Report()
    for row in read_klantgroepen(path):
        code = row["code"]
        values = {
            "naam": row["naam"],
            "omschrijving": row["omschrijving"],
            "hoofdgroep": Klantgroep.objects.filter(code=row["hoofdgroep_code"]).first(),
            "gevoelig": code in GEVOELIG,
        }
        groep, made = Klantgroep.objects.get_or_create(code=code, defaults=values)
        changed = [name for name, value in values.items() if getattr(groep, name) != value]
        if changed:
            Klantgroep.objects.filter(pk=groep.pk).update(**values)
        (report.nieuw if made else report.gewijzigd if changed else report.gelijk).append(code)
    if report.nieuw or report.gewijzigd:
        changes = {"nieuw": report.nieuw, "gewijzigd": report.gewijzigd}
        record_many("klantgroep.ingelezen", Klantgroep, by=by, changes=changes)
    return report
