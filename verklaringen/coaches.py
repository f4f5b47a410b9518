"""Who goes along with the kandidaat."""

from kandidaten.models import Betrokkenheid
from praktijkleren.accounts.roles import Rol
from verklaringen.models import Praktijkverklaring


def coach_of(verklaring: Praktijkverklaring) -> Betrokkenheid | None:
    rows = Betrokkenheid.objects.current().filter(kandidaat=verklaring.kandidaat_id, rol=Rol.JOBCOACH)
    return rows.select_related("gebruiker").order_by("-van", "-pk").first()
