"""The sensitive field groups of one person, each only through its own visible_to."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kandidaten.models import Kandidaat, Ondersteuning, Situatie, Sociaal
from kandidaten.permissions import may_edit_ondersteuning, may_edit_sociaal, may_read_ondersteuning
from praktijkleren.accounts.roles import Permission

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker

ANY_OF = (Permission.SOCIAAL_VIEW, Permission.ONDERSTEUNING_VIEW, Permission.ONDERSTEUNING_SUMMARY)


@dataclass(frozen=True)
class Circumstances:
    sees_sociaal: bool
    reads_ondersteuning: bool
    may_edit_sociaal: bool
    may_edit_ondersteuning: bool
    sociaal: Sociaal | None = None
    ondersteuning: Ondersteuning | None = None
    situaties: list[Situatie] = field(default_factory=list)

    @property
    def extra(self) -> str:
        """The klantgroepen besides the first."""
        return ", ".join(str(groep) for groep in self.sociaal.klantgroepen.order_by("code")) if self.sociaal else ""


def title_for(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> str:
    """What this person may see of it, as a title; empty for nothing."""
    if gebruiker.can(Permission.SOCIAAL_VIEW, for_=kandidaat):
        return "Inkomen, klantgroep en ondersteuning"
    return "Ondersteuning" if may_see_circumstances(gebruiker, kandidaat) else ""


def may_see_circumstances(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> bool:
    return any(gebruiker.can(permission, for_=kandidaat) for permission in ANY_OF)


def summary_of(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> str:
    """What the mbo may know of the support that someone needs; the rest is not read."""
    rows = Ondersteuning.objects.visible_to(gebruiker).filter(kandidaat=kandidaat)
    return rows.values_list("samenvatting", flat=True).first() or ""


def circumstances_of(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> Circumstances | None:
    """None for who sees none of it, such as a coördinator."""
    if not may_see_circumstances(gebruiker, kandidaat):
        return None
    sociaal = Sociaal.objects.visible_to(gebruiker).select_related("primaire_klantgroep")
    reads = may_read_ondersteuning(gebruiker, kandidaat)
    ondersteuning = Ondersteuning.objects.visible_to(gebruiker)
    if not reads:
        ondersteuning = ondersteuning.only("samenvatting", "updated_at")
    situaties = Situatie.objects.visible_to(gebruiker).known()
    return Circumstances(
        sees_sociaal=gebruiker.can(Permission.SOCIAAL_VIEW, for_=kandidaat),
        reads_ondersteuning=reads,
        may_edit_sociaal=may_edit_sociaal(gebruiker, kandidaat),
        may_edit_ondersteuning=may_edit_ondersteuning(gebruiker, kandidaat),
        sociaal=sociaal.filter(kandidaat=kandidaat).first(),
        ondersteuning=ondersteuning.filter(kandidaat=kandidaat).first(),
        situaties=list(situaties.filter(kandidaat=kandidaat).order_by("-van", "-recorded_at")),
    )
