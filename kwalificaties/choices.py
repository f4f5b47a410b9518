"""What other rooms need to let someone choose: kwalificaties, and werkprocessen by their plain name."""

from dataclasses import dataclass
from itertools import groupby

from kwalificaties.models import Kerntaak, Kwalificatie, Werkproces


@dataclass(frozen=True)
class KerntaakGroep:
    kerntaak: Kerntaak
    werkprocessen: list[Werkproces]


def open_werkprocessen(kwalificatie: Kwalificatie) -> list[Werkproces]:
    """What may be chosen, in the order of the kwalificatie, with their kerntaak; one query."""
    return list(Werkproces.objects.open().of(kwalificatie))


def per_kerntaak(kwalificatie: Kwalificatie) -> list[KerntaakGroep]:
    """What may be chosen, grouped as the kwalificatie groups it; one query."""
    return grouped(open_werkprocessen(kwalificatie))


def grouped(werkprocessen: list[Werkproces]) -> list[KerntaakGroep]:
    """Expects them in order, with their kerntaak at hand."""
    groups = groupby(werkprocessen, key=lambda werkproces: werkproces.kerntaak)
    return [KerntaakGroep(kerntaak, list(rows)) for kerntaak, rows in groups]


def is_choosable(kwalificatie: Kwalificatie) -> bool:
    return Kwalificatie.objects.choosable().filter(pk=kwalificatie.pk).exists()
