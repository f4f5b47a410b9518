"""What holds for a time: from `van` up to and including `tot`, or without an end."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from praktijkleren.accounts.visibility import VisibleQuerySet

M = TypeVar("M", bound=models.Model)


def holds_on(on: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}van__lte": on}) & (Q(**{f"{prefix}tot__isnull": True}) | Q(**{f"{prefix}tot__gte": on}))


class PeriodeQuerySet(VisibleQuerySet[M]):
    """Visible to nobody until a subclass says in `in_scope` to whom."""

    def current(self, on: date | None = None) -> Self:
        """What holds on a day, by default today."""
        return self.filter(holds_on(on or timezone.localdate()))

    def overlaps(self, van: date, tot: date | None) -> Self:
        """What holds on at least one day of the period."""
        found = self.filter(Q(tot__isnull=True) | Q(tot__gte=van))
        return found.filter(van__lte=tot) if tot else found


class Periode(models.Model):
    van = models.DateField("vanaf")
    """First day on which it holds."""
    tot = models.DateField("tot en met", null=True, blank=True)
    """Last day on which it holds; empty means without an end."""

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")), name="%(app_label)s_%(class)s_periode"
            )
        ]

    def holds(self, on: date | None = None) -> bool:
        on = on or timezone.localdate()
        return self.van <= on and (self.tot is None or self.tot >= on)

    def meets(self, other: "Periode") -> bool:
        """Whether both hold on at least one day."""
        return (self.tot is None or self.tot >= other.van) and (other.tot is None or self.van <= other.tot)
