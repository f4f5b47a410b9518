"""Rows without an explicit order come back to front, and a page of ours that lists or slices them fails.

With --reverse the rows keep the order of the database, so that both are tried.
"""

import sys
from types import FrameType
from typing import Any

from django.db.models import QuerySet
from django.db.models.query import MAX_GET_RESULTS
from django.template.defaulttags import ForNode

from tests.harness.templates import own_origin


class UnorderedError(Exception):
    pass


def fail_on_unordered_querysets(*, reverse: bool) -> None:
    original = QuerySet._fetch_all

    def fetch_all(self: QuerySet[Any]) -> None:
        fresh = self._result_cache is None
        original(self)
        rows = self._result_cache
        if fresh and not self.ordered and isinstance(rows, list) and len(rows) > 1:
            _refuse_where_order_shows(self, sys._getframe(2))
            if reverse:
                rows.reverse()

    QuerySet._fetch_all = fetch_all


def _refuse_where_order_shows(queryset: QuerySet[Any], reader: FrameType) -> None:
    name = queryset.model.__name__
    if queryset.query.is_sliced and queryset.query.high_mark != MAX_GET_RESULTS:
        raise UnorderedError(f"A slice of {name} without order is arbitrary.")
    if reader.f_code is ForNode.render.__code__ and (origin := own_origin(reader)):
        raise UnorderedError(f"{name} is listed without order in {origin}.")
