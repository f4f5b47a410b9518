"""What the demo regio's share, so that there is something to compare."""

from collections.abc import Iterable

from praktijkleren.accounts.models import Regio
from praktijkleren.audit.actor import Actor
from rapportages.vergelijking.actions import NETWERK, OPEN, share
from rapportages.vergelijking.afspraken import AFSPRAKEN

PUBLIC = ("verklaringen", "verklaringen_totaal", "personen", "personen_totaal")


def share_everything(regios: Iterable[Regio]) -> None:
    """With each other all of it, with everyone the praktijkverklaringen."""
    for regio in regios:
        choices = {naam: OPEN if naam in PUBLIC else NETWERK for naam in AFSPRAKEN}
        share(regio, choices, by=Actor.systeem("load_demo"))
