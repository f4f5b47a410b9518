"""Small pieces of SQL that several columns share."""

from typing import Any

from django.db.models import Case, F, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf

from praktijkleren.accounts.models import Gebruiker


def first(rows: QuerySet[Any], of: Any) -> Subquery:
    """One value of the first row; `of` is a path or an expression."""
    return Subquery(rows.values(waarde=F(of) if isinstance(of, str) else of)[:1])


def lijstnaam(_gebruiker: Gebruiker) -> Concat:
    """As Kandidaat.lijstnaam has it: Vries, Samira de."""
    given = Coalesce(NullIf("kandidaat__roepnaam", Value("")), "kandidaat__voornamen")
    between = Case(
        When(kandidaat__tussenvoegsel="", then=Value("")), default=Concat(Value(" "), "kandidaat__tussenvoegsel")
    )
    return Concat("kandidaat__achternaam", Value(", "), given, between)
