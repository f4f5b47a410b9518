"""Who may be asked to sign a version."""

from django.utils import timezone

from praktijkleren.documenten.actions import Signer
from trajecten.beoordelingen import guides
from verklaringen.models import Verklaringversie

SUGGESTED = "voorgesteld"


def signers_of(versie: Verklaringversie) -> dict[str, Signer]:
    """Whoever was named by the one who sent it back, then those who guide the plaatsing."""
    plaatsing = versie.verklaring.plaatsing
    if plaatsing is None:
        return {}
    bedrijf = plaatsing.leerbedrijf.naam
    found = suggested(versie, bedrijf)
    for row in guides(plaatsing, timezone.localdate()):
        opleider = row.praktijkopleider
        found[str(opleider.pk)] = Signer(
            naam=opleider.naam, email=opleider.email, functie=opleider.functie, organisatie=bedrijf
        )
    return found


def suggested(versie: Verklaringversie, bedrijf: str) -> dict[str, Signer]:
    before = versie.vervangt
    if before is None or before.document is None:
        return {}
    verzoek = before.document.verzoeken.order_by("-created_at").first()
    named = verzoek.voorgestelde if verzoek else {}
    if not (named.get("naam") and named.get("email")):
        return {}
    signer = Signer(naam=named["naam"], email=named["email"], functie=named.get("functie", ""), organisatie=bedrijf)
    return {SUGGESTED: signer}
