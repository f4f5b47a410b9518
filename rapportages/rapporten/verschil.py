"""What was corrected since a report was made: its own figures beside the same question asked again now."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from praktijkleren.accounts.models import Gebruiker
from praktijkleren.documenten.fonts import with_marks
from praktijkleren.ui.charts import amount
from rapportages.models import Rapport
from rapportages.rapporten.inhoud import figures, numbers_of
from rapportages.rapporten.tekst import written


@dataclass(frozen=True)
class Verschil:
    indicator: str
    lijn: str
    deel: str
    was: Any
    """None: too small to show then, or not there."""
    is_nu: Any

    @property
    def was_tekst(self) -> str:
        return written(self.was, small=True)

    @property
    def nu_tekst(self) -> str:
        return written(self.is_nu, small=True)

    @property
    def verschil_tekst(self) -> str:
        """`+3` or `-1,5`; nothing when one of the two is not shown, for then it would tell the other."""
        if self.was is None or self.is_nu is None:
            return ""
        more = Decimal(str(self.is_nu)) - Decimal(str(self.was))
        return f"{'+' if more > 0 else ''}{amount(more)}"


def differences(rapport: Rapport, gebruiker: Gebruiker) -> list[Verschil]:
    """Of a report that is done. The report itself stays as it is."""
    assert rapport.document is not None  # noqa: S101 - for the types
    before = dict(numbers_of(rapport.document.snapshot))
    after = dict(numbers_of(with_marks(figures(rapport, gebruiker))))
    return [
        Verschil(*key, before.get(key), after.get(key))
        for key in {**before, **after}
        if before.get(key) != after.get(key) and (before.get(key) or after.get(key))
    ]
