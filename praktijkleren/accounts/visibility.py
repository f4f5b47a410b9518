"""The only door to data: every queryset of the domain says what one membership may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from praktijkleren.accounts.roles import GRANTS, Permission

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker

M = TypeVar("M", bound=models.Model)
NOTHING = Q(pk__in=[])
EVERYTHING = Q(pk__isnull=False)
"""Not Q(): an empty Q disappears when it is ORed with another, and with it everything it stood for."""


@dataclass(frozen=True)
class Scope:
    """One current Lidmaatschap, as far as seeing and doing are concerned."""

    rol: str
    gebruiker_id: int
    organisatie_id: int
    regio_ids: frozenset[int]
    """The regio of the membership, or every regio in which its organisatie takes part today."""

    def grants(self, permission: Permission) -> bool:
        return permission in GRANTS[self.rol]


class VisibleQuerySet(models.QuerySet[M]):
    def in_scope(self, scope: Scope) -> Q:
        """What one membership may know exists. Only subqueries, never a join that multiplies rows."""
        return NOTHING

    def visible_to(self, gebruiker: "Gebruiker") -> Self:
        """Everything this person may know exists; every page starts here."""
        return self.seen_through(gebruiker.scopes)

    def allowed_to(self, gebruiker: "Gebruiker", permission: Permission) -> Self:
        """What this person sees through a membership that also grants the permission."""
        return self.seen_through(scope for scope in gebruiker.scopes if scope.grants(permission))

    def seen_through(self, scopes: Iterable[Scope]) -> Self:
        """For what takes more to know than one permission: the caller chooses the memberships."""
        return self.filter(reduce(or_, (self.in_scope(scope) or EVERYTHING for scope in scopes), NOTHING))


def scopes_that_see(gebruiker: "Gebruiker", obj: models.Model) -> list[Scope]:
    """The memberships through which this person sees this object, in one query."""
    manager = type(obj)._default_manager
    queryset = manager.all()
    if not isinstance(queryset, VisibleQuerySet) or not gebruiker.scopes or obj.pk is None:
        return []
    seen = [
        Exists(manager.filter(queryset.in_scope(scope) or EVERYTHING, pk=OuterRef("pk"))) for scope in gebruiker.scopes
    ]
    row = manager.filter(pk=obj.pk).values_list(*seen).first()
    return [scope for scope, sees in zip(gebruiker.scopes, row, strict=True) if sees] if row else []
