"""What an indicator is, and how its facts become a number. The indicators themselves stand beside this file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rapportages.models import TelfeitQuerySet
from rapportages.sommen import Chosen, Tally, added, tally
from rapportages.tijdvak import Tijdvak


class Meet(StrEnum):
    AANTAL = "aantal"
    PERSONEN = "personen"
    """Each person once."""
    WERKPROCESSEN = "werkprocessen"
    """Each werkproces of each person once."""
    SPREIDING = "spreiding"
    """Of `aantal`: the mean, with the lowest and the highest."""
    WEKEN = "weken"
    """Of `dagen`, in weeks: the median, with the mean."""


Kies = Callable[[TelfeitQuerySet, Tijdvak], TelfeitQuerySet]


@dataclass(frozen=True)
class Lijn:
    """One number of an indicator."""

    naam: str
    feit: str
    """The kind of facts it counts."""
    kies: Kies
    """Which of the known facts it is about."""
    meet: Meet = Meet.AANTAL
    delen: str = ""
    """The name of the veld (velden.py) by which it is always divided, onbekend included."""
    stand: bool = False
    """How it stands on the last day, and not what happened during the period: it cannot be cut into months."""
    naast: int | None = None
    """Place of the line of which this is a part, or which is a part of this: what they differ is a number too."""
    eraf: Kies | None = None
    """Of a stand that goes down too: which facts end what `erbij` began. Counting both is quicker than looking for each
    beginning whether it has an end."""
    erbij: Kies | None = None

    @property
    def has_trend(self) -> bool:
        return self.meet == Meet.AANTAL and not self.stand


@dataclass(frozen=True)
class Indicator:
    """As the page "Hoe is dit geteld" shows it (domain.md 5.2)."""

    code: str
    naam: str
    definitie: str
    populatie: str
    datumregel: str
    bron: str
    lijnen: tuple[Lijn, ...]
    uitsplitsingen: tuple[str, ...] = ()
    """By which velden one may look further."""
    ontbreekt: str = ""
    """Why there is no number, where what it takes is not recorded."""


@dataclass(frozen=True)
class Cijfer:
    """A number and the number of records behind it. None: there is nothing of which to take a mean."""

    waarde: Decimal | int | None
    records: int
    laagste: Decimal | int | None = None
    hoogste: Decimal | int | None = None
    gemiddeld: Decimal | None = None
    personen: int | None = None
    """How many persons it is about, where that was asked."""


def in_period(naam: str, feit: str, meet: Meet = Meet.AANTAL, delen: str = "") -> Lijn:
    """What was so on a day of the period."""
    return Lijn(naam, feit, lambda feiten, tijdvak: within(feiten, tijdvak, feit), meet, delen)


def until(naam: str, feit: str, meet: Meet = Meet.AANTAL, *, naast: int | None = None) -> Lijn:
    """Cumulative: everything up to and including the peildatum."""

    def kies(feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> TelfeitQuerySet:
        return feiten.of(feit).filter(datum__lte=tijdvak.tot)

    return Lijn(naam, feit, kies, meet, stand=True, naast=naast)


def within(feiten: TelfeitQuerySet, tijdvak: Tijdvak, feit: str) -> TelfeitQuerySet:
    return feiten.of(feit).filter(datum__range=(tijdvak.van, tijdvak.tot))


def tally_of(lijn: Lijn, feiten: TelfeitQuerySet, tijdvak: Tijdvak, by: Sequence[str] = ()) -> Tally:
    """The number of a line, by group: facts, or persons where it counts those."""
    each = ("persoon",) if lijn.meet == Meet.PERSONEN else ()
    if lijn.erbij and lijn.eraf:
        begun = tally(_chosen(lijn.erbij, feiten), tijdvak, by, cumulative=True)
        return added(begun, tally(_chosen(lijn.eraf, feiten), tijdvak, by, cumulative=True), -1)
    return tally(_chosen(lijn.kies, feiten), tijdvak, by, each=each, cumulative=lijn.stand)


def persons_of(lijn: Lijn, feiten: TelfeitQuerySet, tijdvak: Tijdvak, by: Sequence[str] = ()) -> Tally:
    """How many persons the number of a line is about, by group."""
    return tally(_chosen(lijn.kies, feiten), tijdvak, by, each=("persoon",), cumulative=lijn.stand)


def _chosen(kies: Kies, feiten: TelfeitQuerySet) -> Chosen:
    return lambda tijdvak: kies(feiten, tijdvak)


def measure(lijn: Lijn, feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> Cijfer:
    chosen = _chosen(lijn.kies, feiten)
    match lijn.meet:
        case Meet.AANTAL:
            records = sum(tally_of(lijn, feiten, tijdvak).values())
            return Cijfer(records, records)
        case Meet.PERSONEN | Meet.WERKPROCESSEN:
            each = ("persoon", "waarde") if lijn.meet == Meet.WERKPROCESSEN else ("persoon",)
            once = tally(chosen, tijdvak, each=each, cumulative=lijn.stand)
            found = tally(chosen, tijdvak, cumulative=lijn.stand)
            return Cijfer(once.get((), 0), found.get((), 0))
        case Meet.SPREIDING:
            return _spread(_histogram(chosen, tijdvak, "aantal"))
        case Meet.WEKEN:
            return weeks(_histogram(chosen, tijdvak, "dagen"))


Histogram = dict[int, int]


def _histogram(chosen: Chosen, tijdvak: Tijdvak, field: str) -> Histogram:
    """How often each value occurs: a few hundred rows, however many facts there are."""
    return {value: n for (value,), n in tally(chosen, tijdvak, (field,)).items() if value is not None}


def _spread(values: Histogram) -> Cijfer:
    records = sum(values.values())
    if not records:
        return Cijfer(None, 0)
    mean = _rounded(Decimal(sum(value * n for value, n in values.items())) / records)
    return Cijfer(mean, records, laagste=min(values), hoogste=max(values), gemiddeld=mean)


def weeks(values: Histogram) -> Cijfer:
    """Of how often each number of days occurs."""
    records = sum(values.values())
    if not records:
        return Cijfer(None, 0)
    low, high = _nth(values, (records - 1) // 2), _nth(values, records // 2)
    mean = Decimal(sum(value * n for value, n in values.items())) / records
    return Cijfer(
        _rounded(Decimal(low + high) / 2 / 7),
        records,
        laagste=_rounded(Decimal(min(values)) / 7),
        hoogste=_rounded(Decimal(max(values)) / 7),
        gemiddeld=_rounded(mean / 7),
    )


def _nth(values: Histogram, place: int) -> int:
    """The value at a place, counted from 0, when all stand in order."""
    for value in sorted(values):
        if place < values[value]:
            return value
        place -= values[value]
    raise IndexError(place)


def share(part: Decimal | int, whole: Decimal | int, of: int = 100) -> Decimal:
    """A percentage, or a part of any other number, with one decimal."""
    return _rounded(Decimal(part) * of / Decimal(whole))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))
