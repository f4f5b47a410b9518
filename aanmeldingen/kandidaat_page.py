"""What this room shows on the page of a person: who put the person forward, and the employer where there is one."""

from typing import TYPE_CHECKING

from aanmeldingen.models import Aanmelding
from kandidaten.models import Kandidaat
from praktijkleren.accounts.roles import Permission
from praktijkleren.ui.parts import Section

if TYPE_CHECKING:
    from praktijkleren.accounts.models import Gebruiker


def aanmeldingen_section(gebruiker: "Gebruiker", kandidaat: Kandidaat) -> Section | None:
    """Who sees the aanmelding gets a link to it. Who may know of income and work reads the employer, and no more."""
    rows = Aanmelding.objects.visible_to(gebruiker).filter(kandidaat=kandidaat).order_by("-ontvangen_op", "pk")
    if gebruiker.has(Permission.AANMELDING_VIEW) and (found := list(rows)):
        return Section("aanmeldingen/_of_kandidaat.html", {"rows": found, "may_open": True})
    if not gebruiker.can(Permission.SOCIAAL_VIEW, for_=kandidaat):
        return None
    by_employer = Aanmelding.objects.filter(kandidaat=kandidaat, persoon_is_werknemer=True)
    employers = by_employer.only("bedrijf_naam", "ontvangen_op", "persoon_is_werknemer").order_by("-ontvangen_op", "pk")
    found = list(employers)
    return Section("aanmeldingen/_of_kandidaat.html", {"rows": found, "may_open": False}) if found else None
