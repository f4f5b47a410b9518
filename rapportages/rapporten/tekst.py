"""From the frozen figures to what the PDF shows: numbers as they are written here, charts, and sentences."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.text import capfirst

from praktijkleren.documenten.dates import in_words, moment_in_words
from praktijkleren.documenten.kinds import Snapshot
from praktijkleren.ui.charts import Chart, Point, amount, bars
from rapportages.states import Plek

SHOWN = 15
"""Parts in one table; the smallest stand in the sheets."""
HEADS = (
    ("I1", 0, "aanmeldingen"),
    ("I3", 0, "trajecten gestart"),
    ("I4", 0, "trajecten lopen"),
    ("I5", 0, "praktijkverklaringen uitgereikt"),
    ("I5", 1, "praktijkverklaringen in totaal"),
    ("I6", 0, "personen met een praktijkverklaring"),
)


@dataclass(frozen=True)
class Regel:
    """One line of an indicator as the PDF has it."""

    naam: str
    waarde: str
    erbij: str
    """What stands behind the number: from where to where it goes, or how many records it is about."""
    chart: Chart | None
    rest: int
    """How many parts the table leaves out."""

    @property
    def kop(self) -> str:
        """Above a table."""
        return f"{capfirst(self.naam)}: {self.waarde}"


class Rapporttekst:
    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def __getattr__(self, name: str) -> Any:
        """What needs no words of its own: titel, periode, regio, versie."""
        try:
            return self.snapshot[name]
        except KeyError as error:
            raise AttributeError(name) from error

    @property
    def naam(self) -> str:
        return f"{self.snapshot['regio']}, {self.snapshot['periode']}"

    @property
    def van_tot(self) -> str:
        van, tot = (in_words(date.fromisoformat(self.snapshot[name])) for name in ("van", "tot"))
        return f"{van} tot en met {tot}"

    @property
    def bekend_op(self) -> str:
        return moment_in_words(datetime.fromisoformat(self.snapshot["kennis"]))

    @property
    def ervoor(self) -> list[Any]:
        return self._texts(Plek.VOOR)

    @property
    def erna(self) -> list[Any]:
        return self._texts(Plek.NA)

    def _texts(self, plek: str) -> list[Any]:
        return [text for text in self.snapshot["teksten"] if text["plek"] == plek]

    @cached_property
    def koppen(self) -> list[tuple[str, str]]:
        lines = {row["code"]: row["lijnen"] for row in self.snapshot["indicatoren"]}
        return [(label, written(lines[code][place]["waarde"], small=True)) for code, place, label in HEADS]

    @cached_property
    def delen(self) -> list[tuple[Any, list[Regel]]]:
        """Each indicator with its lines."""
        return [(row, [_regel(line) for line in row["lijnen"]]) for row in self.snapshot["indicatoren"]]

    @cached_property
    def klantgroepen(self) -> list[tuple[str, str]]:
        """The code of each, which heads a column, and its name."""
        labels = [row["label"] for row in self.snapshot["klantgroepen"]["rijen"]]
        return [(label.partition(" ")[0], label.partition(" ")[2]) for label in labels]

    @cached_property
    def per_klantgroep(self) -> list[tuple[str, list[str]]]:
        """Each measure as a row: a page is high enough for all of them, and wide enough for the groups."""
        groups = self.snapshot["klantgroepen"]
        return [
            (capfirst(name), [amount(row["cellen"][place]) for row in groups["rijen"]])
            for place, name in enumerate(groups["kolommen"])
            if groups["rijen"]
        ]


def _regel(line: Any) -> Regel:
    known = [part for part in line["delen"] if part["aantal"]]
    kept, small = known[:SHOWN], [part for part in line["delen"] if part["aantal"] is None]
    points = [Point(capfirst(part["label"]), part["aantal"]) for part in kept]
    if small:
        label = small[0]["label"] if len(small) == 1 else f"{len(small)} andere, samen of elk te klein"
        points.append(Point(capfirst(label), None))
    waarde = written(line["waarde"], small=line["klein"])
    # Shares are of the whole: where parts are left out they would be of less, so there are none.
    whole = len(kept) == len(known) and line["meet"] == "aantal"
    chart = bars(points, what=line["per"], shares=whole) if points else None
    return Regel(line["naam"], waarde, _beside(line), chart, len(known) - len(kept))


def _beside(line: Any) -> str:
    if line["hoogste"] is None or line["waarde"] is None:
        return ""
    low, high, mean = (written(line[name]) for name in ("laagste", "hoogste", "gemiddeld"))
    return f"van {low} tot {high}, gemiddeld {mean}; {amount(line['records'])} geteld"


def written(value: Any, *, small: bool = False) -> str:
    """`1.234`, `12,5`; what is not there is a dash, what was too small to show says so."""
    if value is None:
        return "niet getoond" if small else "–"
    return amount(Decimal(value)) if isinstance(value, str) else amount(value)
