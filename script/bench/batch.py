"""Rows that wait to be inserted, a block at a time: memory stays the same however many there will be."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

ROWS_PER_INSERT = 500


@dataclass
class Batch:
    """Tables keep the order in which they were first added to, so what is pointed at comes first."""

    rows: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)

    def add(self, *rows: models.Model) -> None:
        for row in rows:
            self.rows.setdefault(type(row), []).append(row)

    @transaction.atomic
    def insert(self) -> None:
        for model, rows in self.rows.items():
            model._base_manager.bulk_create(rows, batch_size=ROWS_PER_INSERT)
            self.written[model._meta.label_lower] = self.written.get(model._meta.label_lower, 0) + len(rows)
            rows.clear()
