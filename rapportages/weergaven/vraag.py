"""What someone asks of the trajecten, as it stands in the address. What cannot be asked is left out, and said."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from praktijkleren.accounts.http import Request
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.ui.keyset import PAGE_KEYS, SORT_KEY, reverse_order
from praktijkleren.ui.templatetags.components import shown
from rapportages.weergaven.delen import Deel, part_of
from rapportages.weergaven.filters import WeergaveFilter
from rapportages.weergaven.kolommen import ALLE, OF_FILTER, STANDAARD, Kolom, columns_for
from trajecten.filters import IN_FULL
from trajecten.models import Traject, TrajectQuerySet
from trajecten.overview import ORDER

KOLOM, PER, DEEL, WEERGAVE = "kolom", "per", "deel", "weergave"
OWN_KEYS = frozenset({KOLOM, PER, DEEL, WEERGAVE, SORT_KEY, *PAGE_KEYS})
PERSOON = "kandidaat__pseudoniem"
BY_NAME = ("kandidaat__zoeknaam", "pk")


def visible_trajecten(gebruiker: Gebruiker) -> TrajectQuerySet:
    """Where every question starts: what this person sees, and not by name only."""
    return Traject.objects.visible_to(gebruiker).with_in_full(gebruiker).filter(IN_FULL)


@dataclass(frozen=True)
class Gevraagd:
    """One thing that narrows the question, in words, and the address without it."""

    label: str
    waarde: str
    zonder: str


class Vraag:
    def __init__(self, request: Request) -> None:
        self.gebruiker, self.params = request.user, request.GET
        self.mogelijk = columns_for(self.gebruiker)
        self.weggelaten: list[str] = []
        """What stands in the address and is not known here, or not by this person."""
        self.kolommen = self._columns()
        self.per = self._group()
        self.delen, narrowed = self._parts(visible_trajecten(self.gebruiker))
        self.filter = WeergaveFilter(self.params, queryset=narrowed, request=request)
        self._leave_out_the_rest()

    @property
    def found(self) -> TrajectQuerySet:
        trajecten: TrajectQuerySet = self.filter.qs
        return trajecten

    @property
    def values(self) -> QuerySet[Traject, dict[str, Any]]:
        """The rows with the chosen columns, in one query."""
        shown = {kolom.alias: kolom.value(self.gebruiker) for kolom in self.kolommen}
        rows: QuerySet[Traject, dict[str, Any]] = self.found.values("pk", "laatste_activiteit", PERSOON, **shown)
        return rows

    @cached_property
    def sorts(self) -> Mapping[str, tuple[str, ...]]:
        return {kolom.naam: (kolom.sorteert or kolom.alias, *BY_NAME) for kolom in self.kolommen}

    @property
    def order(self) -> tuple[str, ...]:
        """As the page has it, for all rows at once."""
        asked = self.params.get(SORT_KEY, "")
        if asked.removeprefix("-") not in self.sorts:
            return ORDER
        order = self.sorts[asked.removeprefix("-")]
        return reverse_order(order) if asked.startswith("-") else order

    @property
    def kolomnamen(self) -> list[str]:
        return [kolom.label for kolom in self.kolommen]

    @cached_property
    def gevraagd(self) -> list[Gevraagd]:
        """Which filters are on."""
        fields = [field for field in self.filter.form if field.name in self._answers]
        found = [
            Gevraagd(str(field.label), _in_words(field, self._answers[field.name]), self.query(**{field.name: None}))
            for field in fields
        ]
        for deel in self.delen:
            others = [str(other) for other in self.delen if other != deel]
            found.append(Gevraagd(deel.kolom.label, deel.label, self.query(**{DEEL: others})))
        return found

    @cached_property
    def _answers(self) -> dict[str, Any]:
        """Of the filters that were filled in, and rightly."""
        self.filter.form.is_valid()
        cleaned = self.filter.form.cleaned_data
        return {name: value for name, value in cleaned.items() if value not in {None, "", False}}

    def query(self, **changes: str | list[str] | None) -> str:
        """This question as an address, with changes; only what is known, and always in the same order."""
        asked: dict[str, list[str]] = {name: self.params.getlist(name)[-1:] for name in self._answers}
        asked[KOLOM] = [kolom.naam for kolom in self.kolommen] if KOLOM in self.params else []
        asked[PER] = [self.per.naam] if self.per else []
        asked[DEEL] = [str(deel) for deel in self.delen]
        asked[SORT_KEY] = [self.params[SORT_KEY]] if self.order != ORDER else []
        asked[WEERGAVE] = self.params.getlist(WEERGAVE)[-1:]
        for name, value in changes.items():
            asked[name] = [value] if isinstance(value, str) else value or []
        made = QueryDict(mutable=True)
        for name in sorted(asked, key=lambda name: (name in OWN_KEYS, name)):
            made.setlist(name, asked[name])
        return f"?{made.urlencode()}"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of the filters does not ask, but must not lose."""
        found = QueryDict(self.query(**{PER: None, **dict.fromkeys(self._answers)})[1:])
        return [(name, value) for name, values in found.lists() for value in values]

    def _columns(self) -> list[Kolom]:
        asked = list(dict.fromkeys(self.params.getlist(KOLOM)))
        for naam in asked:
            if naam not in self.mogelijk:
                self.weggelaten.append(f"kolom {_called(naam)}")
        known = [self.mogelijk[naam] for naam in asked if naam in self.mogelijk]
        return known or [self.mogelijk[naam] for naam in STANDAARD]

    def _group(self) -> Kolom | None:
        asked = self.params.get(PER, "")
        kolom = self.mogelijk.get(asked)
        if asked and not (kolom and kolom.groepeert):
            self.weggelaten.append(f"groepen per {_called(asked)}")
        return kolom if kolom and kolom.groepeert else None

    def _parts(self, trajecten: TrajectQuerySet) -> tuple[list[Deel], TrajectQuerySet]:
        """One group of each column at most: two of the same have no row in common."""
        delen: dict[str, Deel] = {}
        for text in dict.fromkeys(self.params.getlist(DEEL)):
            naam, _, waarde = text.partition(":")
            try:
                if naam in delen:
                    raise ValueError(text)
                delen[naam], trajecten = part_of(trajecten, self.mogelijk[naam], waarde, self.gebruiker)
            except (KeyError, ValueError, ValidationError):
                self.weggelaten.append(f"groep van {_called(naam)}")
        return list(delen.values()), trajecten

    def _leave_out_the_rest(self) -> None:
        known = OWN_KEYS | set(self.filter.form.fields)
        for name in self.params:
            if name not in known and self.params[name].strip():
                kolom = OF_FILTER.get(name)
                self.weggelaten.append(f"filter {_called(kolom.naam if kolom else name)}")
        asked = self.params.get(SORT_KEY, "").removeprefix("-")
        if asked and asked not in self.sorts:
            self.weggelaten.append(f"sorteren op {_called(asked)}")


def _called(naam: str) -> str:
    """As the page would name it, else as it stands in the address."""
    labels = {kolom.naam: kolom.label for kolom in ALLE}
    return f"“{labels.get(naam, naam)[:40]}”"


def _in_words(field: Any, value: Any) -> str:
    choices = dict(getattr(field.field, "choices", ()))
    return str(choices.get(value, shown(value)))
