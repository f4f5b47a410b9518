"""How far someone is, in one word for a list and a header."""

from dataclasses import dataclass

from kandidaten.models import Kandidaat
from kandidaten.states import AdviesStatus


@dataclass(frozen=True)
class Standing:
    value: str
    label: str


IN_TRAJECT = Standing("lopend", "traject loopt")
NEW = Standing("nieuw", "nog geen advies")


def standing_of(kandidaat: Kandidaat, advies_status: str | None) -> Standing:
    """A traject says most, then the advies. Needs `with_traject()`."""
    if kandidaat.has_traject:
        return IN_TRAJECT
    return Standing(advies_status, f"advies: {AdviesStatus(advies_status).label}") if advies_status else NEW
