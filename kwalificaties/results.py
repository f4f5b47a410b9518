"""What the list of kwalificaties shows: each with the werkprocessen that were asked for, by their plain name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kwalificaties.models import Kwalificatie, Werkproces

MOST_SHOWN = 6


@dataclass
class Result:
    kwalificatie: Kwalificatie
    gevonden: list[Werkproces] = field(default_factory=list)
    """Those in whose own words something was found."""
    werkprocessen: list[Werkproces] = field(default_factory=list)

    @property
    def getoond(self) -> list[Werkproces]:
        return self.gevonden[:MOST_SHOWN]

    @property
    def meer(self) -> int:
        return len(self.gevonden) - len(self.getoond)


def with_werkprocessen(kwalificaties: Sequence[Kwalificatie], words: list[str]) -> list[Result]:
    """One query, however many kwalificaties there are."""
    results = {kwalificatie.pk: Result(kwalificatie) for kwalificatie in kwalificaties}
    rows = Werkproces.objects.open().filter(kerntaak__kwalificatie__in=list(results)).select_related("kerntaak")
    for row in rows.order_by("kerntaak__code", "code"):
        result = results[row.kerntaak.kwalificatie_id]
        result.werkprocessen.append(row)
        if _answers(row, result.kwalificatie, words):
            result.gevonden.append(row)
    return list(results.values())


def _answers(row: Werkproces, kwalificatie: Kwalificatie, words: list[str]) -> bool:
    """Every word is found, and at least one of them in the werkproces itself rather than in what it belongs to."""
    own = [word in row.zoektekst for word in words]
    return any(own) and all(found or word in kwalificatie.zoektekst for found, word in zip(own, words, strict=True))
