"""From a question (which regio, which days, known when, of whom) to numbers. Every page and report asks here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from praktijkleren.accounts.models import Gebruiker, Regio
from rapportages.indicatoren.begrip import Cijfer, Indicator, Lijn, Meet, measure, persons_of, share, tally_of
from rapportages.indicatoren.velden import ONBEKEND, VELDEN, Veld
from rapportages.models import Telfeit, TelfeitQuerySet
from rapportages.tijdvak import Tijdvak


@dataclass(frozen=True)
class Vraag:
    regio: Regio
    tijdvak: Tijdvak
    kennis: datetime | None = None
    """The kennisdatum: what was known at that moment. None is now."""
    filters: Mapping[str, Any] = field(default_factory=dict)
    """Name of a veld → value; an empty value is onbekend."""

    def facts(self, gebruiker: Gebruiker) -> TelfeitQuerySet:
        """What this person may count."""
        return self.narrow(Telfeit.objects.visible_to(gebruiker))

    def narrow(self, feiten: TelfeitQuerySet) -> TelfeitQuerySet:
        """Only of now sums are kept: nobody asks twice how it was known at a moment long ago."""
        found = feiten.of_regio(self.regio.pk, sums=self.kennis is None).known(self.kennis)
        for naam, value in self.filters.items():
            found = found.filter(**equals(VELDEN[naam], value))
        return found


@dataclass(frozen=True)
class Deel:
    """A part of a line: one value of a veld, with how much of the whole it is."""

    sleutel: Any
    label: str
    aantal: int | Decimal | None
    noemer: int | None = None
    """The whole of which it is a part; None where parts do not add up to it (persons, weeks)."""
    personen: int | None = None
    """How many persons it is about, where that was asked."""

    @property
    def procent(self) -> Decimal | None:
        if not self.noemer or self.aantal is None:
            return None
        return share(self.aantal, self.noemer)


@dataclass(frozen=True)
class Uitslag:
    """One line of an indicator, counted."""

    lijn: Lijn
    cijfer: Cijfer
    delen: tuple[Deel, ...] = ()


def count(indicator: Indicator, feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> list[Uitslag]:
    return [_with_persons(lijn, feiten, tijdvak) for lijn in indicator.lijnen]


def _with_persons(lijn: Lijn, feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> Uitslag:
    """For what leaves the regio: of few persons also many facts are not shown. A line of persons counted them."""
    found = count_line(lijn, feiten, tijdvak)
    if lijn.meet == Meet.PERSONEN:
        return found
    if lijn.delen:
        return replace(found, delen=tuple(add_persons(found.delen, lijn, feiten, tijdvak, VELDEN[lijn.delen])))
    return replace(found, cijfer=replace(found.cijfer, personen=persons_of(lijn, feiten, tijdvak).get((), 0)))


def add_persons(delen: Sequence[Deel], lijn: Lijn, feiten: TelfeitQuerySet, tijdvak: Tijdvak, veld: Veld) -> list[Deel]:
    if lijn.meet == Meet.PERSONEN:
        return list(delen)
    persons: dict[Any, int] = {}
    for (value,), n in persons_of(lijn, feiten, tijdvak, (veld.pad,)).items():
        key = "" if value is None else value
        persons[key] = persons.get(key, 0) + n
    return [replace(deel, personen=persons.get(deel.sleutel, 0)) for deel in delen]


def count_line(lijn: Lijn, feiten: TelfeitQuerySet, tijdvak: Tijdvak) -> Uitslag:
    delen = tuple(divide(lijn, feiten, tijdvak, VELDEN[lijn.delen])) if lijn.delen else ()
    if delen and lijn.meet == Meet.AANTAL:
        whole = sum(int(deel.aantal or 0) for deel in delen)
        return Uitslag(lijn, Cijfer(whole, whole), delen)
    return Uitslag(lijn, measure(lijn, feiten, tijdvak), delen)


def divide(lijn: Lijn, feiten: TelfeitQuerySet, tijdvak: Tijdvak, veld: Veld) -> list[Deel]:
    """The largest first, onbekend last and always there. Only counts and persons are divided."""
    numbers: dict[Any, int] = dict.fromkeys(veld.altijd, 0)
    unknown = 0
    for (value,), n in tally_of(lijn, feiten, tijdvak, (veld.pad,)).items():
        if value is None or value == "":
            unknown += n
        else:
            numbers[value] = n
    whole = sum(numbers.values()) + unknown if lijn.meet == Meet.AANTAL else None
    labels = veld.labels(numbers)
    known = [Deel(value, labels.get(value, str(value)), n, whole) for value, n in numbers.items()]
    if not veld.altijd:
        known.sort(key=lambda deel: (-int(deel.aantal or 0), deel.label))
    return [*known, Deel("", ONBEKEND, unknown, whole)]


def equals(veld: Veld, value: Any) -> dict[str, Any]:
    """The lookup for one value of a veld; an empty one is onbekend."""
    if value in {"", None}:
        return {f"{veld.pad}__isnull": True} if _is_key(veld) else {veld.pad: ""}
    return {veld.pad: value}


def _is_key(veld: Veld) -> bool:
    """Whether unknown is NULL in the database; of words it is the empty word."""
    return veld.pad not in {"bron", "route", "waarde", "klantgroep"}
