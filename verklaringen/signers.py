"""Who may be asked to sign a version, and who has to besides the praktijkopleider."""

from dataclasses import replace

from django.utils import timezone

from leerbedrijven.models import Relatie
from praktijkleren.accounts.models import Gebruiker
from praktijkleren.documenten.signer import Rol, Signer
from trajecten.beoordelingen import guides
from trajecten.refused import RefusedError
from verklaringen.models import Verklaringversie


def signers_of(versie: Verklaringversie) -> dict[str, Signer]:
    """Those who guide the plaatsing."""
    plaatsing = versie.verklaring.plaatsing
    if plaatsing is None:
        return {}
    found = {}
    for row in guides(plaatsing, timezone.localdate()):
        opleider = row.praktijkopleider
        found[str(opleider.pk)] = Signer(
            naam=opleider.naam,
            email=opleider.email,
            functie=opleider.functie,
            organisatie=plaatsing.leerbedrijf.naam,
        )
    return found


def co_signers(versie: Verklaringversie, maker: Gebruiker | None) -> list[Signer]:
    """Whom this regio asks as well, in the order in which they sign, as far as they are known."""
    known = {
        Rol.LEIDINGGEVENDE: _leidinggevende,
        Rol.MBO_CONTACT: lambda versie: _mbo_contact(versie, maker),
        Rol.KANDIDAAT: _kandidaat,
    }
    asked = versie.verklaring.regio.ondertekenaars
    return [replace(find(versie), rol=rol) for rol, find in known.items() if rol in asked]


def require_known(signers: list[Signer]) -> list[Signer]:
    """The kandidaat may be without e-mail: then it is signed from a screen or on paper."""
    for signer in signers:
        if not signer.naam or not (signer.email or signer.rol == Rol.KANDIDAAT):
            raise RefusedError(f"Vul eerst de naam en het e-mailadres in van wie als {signer.rol} ondertekent.")
    return signers


def _leidinggevende(versie: Verklaringversie) -> Signer:
    plaatsing = versie.verklaring.plaatsing
    if plaatsing is None:
        return Signer(naam="", email="")
    bedrijf = plaatsing.leerbedrijf
    relatie = Relatie.objects.filter(regio=versie.verklaring.regio_id, leerbedrijf=bedrijf).first()
    naam, email = (relatie.contactpersoon, relatie.email) if relatie else ("", "")
    return Signer(naam=naam, email=email, functie="leidinggevende", organisatie=bedrijf.naam)


def _mbo_contact(versie: Verklaringversie, maker: Gebruiker | None) -> Signer:
    naam, email = (maker.naam, maker.email) if maker else ("", "")
    return Signer(naam=naam, email=email, functie="mbo-contact", organisatie=versie.verklaring.verstrekker.naam)


def _kandidaat(versie: Verklaringversie) -> Signer:
    kandidaat = versie.verklaring.kandidaat
    if kandidaat is None:
        return Signer(naam="", email="")
    return Signer(naam=kandidaat.volledige_naam, email=kandidaat.email, functie="kandidaat")
