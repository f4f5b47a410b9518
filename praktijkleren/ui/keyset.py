"""Lists of 50 that stay fast on the last page and steady while others work.

In its default order a list pages by keyset: the address holds the values of the last row, so page 400 costs what page 1
costs. A sorting that someone chose pages by number, and so does any order by a text (names do not belong in an address)
or by what may be empty (the two databases disagree on where that goes).
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest

Order = Sequence[str]
NEXT_KEY, PREVIOUS_KEY, NUMBER_KEY, SORT_KEY = "na", "voor", "pagina", "sorteer"
PAGE_KEYS = (NEXT_KEY, PREVIOUS_KEY, NUMBER_KEY)


class KeysetPage:
    """One page of a queryset; every order gets the key as its last field, so that equal rows keep their places."""

    def __init__(
        self,
        queryset: models.QuerySet[Any],
        request: HttpRequest,
        order: Order = ("-laatste_activiteit", "-pk"),
        size: int = 50,
        sorts: Mapping[str, Order] | None = None,
    ) -> None:
        self.size = size
        self.params = request.GET
        self.sort = self._chosen_sort(sorts or {})
        self.order = tuple((sorts or {})[self.sort.removeprefix("-")] if self.sort else order)
        if self.order[-1].lstrip("-") != "pk":
            self.order += ("-pk",)
        if self.sort.startswith("-"):
            self.order = reverse_order(self.order)
        self.queryset = queryset
        self.count = queryset.order_by().count()
        self.number = 1
        self.next_cursor: str | None = None
        self.previous: str | None = None
        self.by_number = bool(self.sort) or not all(map(self._can_page_by, self.order))
        self.rows: list[Any] = self._rows_by_number() if self.by_number else self._rows_by_keyset()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // self.size))

    @property
    def next_url(self) -> str:
        return self._url(NUMBER_KEY if self.by_number else NEXT_KEY, self.next_cursor)

    @property
    def previous_url(self) -> str:
        return self._url(NUMBER_KEY if self.by_number else PREVIOUS_KEY, self.previous)

    @property
    def first_url(self) -> str:
        return query_string(self.params)

    def _chosen_sort(self, sorts: Mapping[str, Order]) -> str:
        asked = self.params.get(SORT_KEY, "")
        return asked if asked.removeprefix("-") in sorts else ""

    def _url(self, key: str, value: str | None) -> str:
        return query_string(self.params, **{key: value}) if value else ""

    def _rows_by_number(self) -> list[Any]:
        asked = self.params.get(NUMBER_KEY, "1")
        # isdecimal accepts digits of other scripts, which int() reads; the length guards against absurd numbers.
        self.number = min(max(int(asked), 1), self.pages) if asked.isdecimal() and len(asked) < 9 else 1
        start = (self.number - 1) * self.size
        rows = list(self.queryset.order_by(*self.order)[start : start + self.size])
        self.next_cursor = str(self.number + 1) if self.number < self.pages else None
        self.previous = str(self.number - 1) if self.number > 1 else None
        return rows

    def _rows_by_keyset(self) -> list[Any]:
        after = self._read_cursor(self.params.get(NEXT_KEY, ""))
        before = None if after else self._read_cursor(self.params.get(PREVIOUS_KEY, ""))
        rows, more = self._fetch(reverse_order(self.order) if before else self.order, after or before)
        if before:
            rows.reverse()
        if (after and not rows) or (before and len(rows) < self.size):
            # Rows went away since: an empty or short page would be a dead end, so begin again.
            after = before = None
            rows, more = self._fetch(self.order, None)
        if rows and (more or before):
            self.next_cursor = self._write_cursor(rows[-1])
        if rows and (after or (before and more)):
            self.previous = self._write_cursor(rows[0])
        return rows

    def _fetch(self, order: Order, bound: Sequence[Any] | None) -> tuple[list[Any], bool]:
        queryset = self.queryset.order_by(*order)
        if bound:
            queryset = queryset.filter(beyond(order, bound))
        rows = list(queryset[: self.size + 1])
        return rows[: self.size], len(rows) > self.size

    def _field(self, name: str) -> "models.Field[Any, Any] | None":
        """The own column behind an order name; None for an annotation or a column of another table."""
        options = self.queryset.model._meta
        try:
            field = options.pk if name.lstrip("-") == "pk" else options.get_field(name.lstrip("-"))
        except FieldDoesNotExist:
            return None
        return field if isinstance(field, models.Field) else None

    def _can_page_by(self, name: str) -> bool:
        field = self._field(name)
        return field is not None and not field.null and not isinstance(field, models.CharField | models.TextField)

    def _write_cursor(self, row: Any) -> str:
        values = [_to_json(_value(row, name)) for name in self.order]
        return urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")

    def _read_cursor(self, cursor: str) -> list[Any] | None:
        """Values to go on from; anything that we did not write ourselves reads as the first page."""
        try:
            raw = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            if not isinstance(raw, list) or len(raw) != len(self.order):
                return None
            return [self._to_python(name, value) for name, value in zip(self.order, raw, strict=True)]
        except (ValueError, Base64Error, ValidationError, TypeError, OverflowError):
            return None

    def _to_python(self, name: str, value: Any) -> Any:
        field = self._field(name)
        if field is None or not isinstance(value, str | int):
            raise ValueError(name)
        read = field.to_python(value)
        # Shifting it to UTC refuses a moment without a time zone or outside the calendar, before the database does.
        return _in_utc(read) if isinstance(read, datetime) else read


def beyond(order: Order, values: Sequence[Any]) -> Q:
    """Rows that come strictly after these values. The outer bound is there so that the database starts in its index."""
    name, value = order[0].lstrip("-"), values[0]
    direction: Literal["lt", "gt"] = "lt" if order[0].startswith("-") else "gt"
    strictly = Q(**{f"{name}__{direction}": value})
    if len(order) == 1:
        return strictly
    return Q(**{f"{name}__{direction}e": value}) & (strictly | beyond(order[1:], values[1:]))


def reverse_order(order: Order) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def query_string(params: Any, **changes: str | None) -> str:
    """The same address on another page: filters stay, the place in the list does not."""
    changed = params.copy()
    for key in PAGE_KEYS:
        changed.pop(key, None)
    for key, value in changes.items():
        changed.pop(key, None)
        if value:
            changed[key] = value
    return f"?{changed.urlencode()}"


def _value(row: Any, name: str) -> Any:
    """Rows may be models or the dicts of values()."""
    key = name.lstrip("-")
    return row[key] if isinstance(row, Mapping) else getattr(row, key)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(moment)
    return moment.astimezone(UTC)


def _to_json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, int) else str(value)
