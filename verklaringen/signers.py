"""Who may be asked to sign a version, and who has to besides the praktijkopleider."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils import timezone

from kandidaten.models import Kandidaat, Vertegenwoordiger, VertegenwoordigerSoort
from leerbedrijven.models import Leerbedrijf, Praktijkopleider, Relatie
from praktijkleren.accounts.models import Gebruiker, Organisatie
from praktijkleren.accounts.models.regio import BESIDE_KANDIDAAT
from praktijkleren.documenten.signer import IN_PERSON, Rol, Signer
from trajecten.beoordelingen import guides
from trajecten.refused import RefusedError
from verklaringen.models import Verklaringversie
from verklaringen.tekst import OF_THE_COMPANY

TWICE = "Dit adres staat er al. Wie twee keer tekent, telt één keer."


def signers_of(versie: Verklaringversie) -> dict[str, Signer]:
    """Those who guide the plaatsing."""
    plaatsing = versie.verklaring.plaatsing
    if plaatsing is None:
        return {}
    rows = guides(plaatsing, timezone.localdate())
    return {str(row.praktijkopleider_id): of_company(row.praktijkopleider, plaatsing.leerbedrijf) for row in rows}


def of_company(opleider: Praktijkopleider, leerbedrijf: Leerbedrijf) -> Signer:
    return Signer(naam=opleider.naam, email=opleider.email, functie=opleider.functie, organisatie=leerbedrijf.naam)


def co_signers(versie: Verklaringversie, maker: Gebruiker | None) -> list[Signer]:
    """Whom this regio asks as well, in the order in which they sign, as far as they are known."""
    verklaring = versie.verklaring
    asked, plaatsing, kandidaat = verklaring.regio.ondertekenaars, verklaring.plaatsing, verklaring.kandidaat
    bedrijf, relatie, beside = plaatsing.leerbedrijf if plaatsing else None, None, []
    if Rol.LEIDINGGEVENDE in asked and bedrijf:
        relatie = Relatie.objects.filter(regio=verklaring.regio_id, leerbedrijf=bedrijf).first()
    if Rol.KANDIDAAT in asked and kandidaat:
        beside = list(kandidaat.vertegenwoordigers.current().order_by("van", "naam"))
    return asked_as_well(
        asked,
        bedrijf=bedrijf,
        relatie=relatie,
        maker=maker,
        school=verklaring.verstrekker,
        kandidaat=kandidaat,
        beside=beside,
    )


def asked_as_well(
    asked: Sequence[str],
    *,
    bedrijf: Leerbedrijf | None,
    relatie: Relatie | None,
    maker: Gebruiker | None,
    school: Organisatie,
    kandidaat: Kandidaat | None,
    beside: Sequence[Vertegenwoordiger],
) -> list[Signer]:
    """The same from what was read before; `beside` the kandidaat are those who represent that person today."""
    known = {
        Rol.LEIDINGGEVENDE: Signer(
            naam=relatie.contactpersoon if relatie else "",
            email=relatie.email if relatie else "",
            functie="leidinggevende",
            organisatie=bedrijf.naam if bedrijf else "",
        ),
        Rol.MBO_CONTACT: Signer(
            naam=maker.naam if maker else "",
            email=maker.email if maker else "",
            functie="mbo-contact",
            organisatie=school.naam,
        ),
        Rol.KANDIDAAT: Signer(
            naam=kandidaat.volledige_naam if kandidaat else "",
            email=kandidaat.email if kandidaat else "",
            functie="kandidaat",
        ),
    }
    found = [replace(signer, rol=rol) for rol, signer in known.items() if rol in asked]
    return [*found, *_vertegenwoordigers(kandidaat, asked, beside)]


def require_known(signers: list[Signer]) -> list[Signer]:
    if problem := unknown(signers):
        raise RefusedError(problem)
    return signers


def unknown(signers: Iterable[Signer]) -> str:
    """The kandidaat and a vertegenwoordiger may be without e-mail: then it is signed from a screen or on paper."""
    for signer in signers:
        if signer.rol == Rol.VERTEGENWOORDIGER and not signer.naam:
            return f"Vul eerst bij de kandidaat in wie de {signer.als} is. Die ondertekent ook."
        if not signer.naam or not (signer.email or signer.rol in IN_PERSON):
            return f"Vul eerst de naam en het e-mailadres in van wie als {signer.als} ondertekent."
    return ""


def twice(signers: Iterable[Signer]) -> str:
    """Nobody signs twice for a company or a school. A parent may share a mailbox with the kandidaat."""
    emails = [signer.email.casefold() for signer in signers if signer.email and signer.rol not in IN_PERSON]
    return TWICE if len(set(emails)) < len(emails) else ""


def address_problem(signer: Signer, *, kandidaat: str, colleagues: Iterable[str]) -> str:
    """For the company nobody signs at an address of the person whom it is about, or of who guides or made it."""
    email = signer.email.casefold()
    if signer.rol not in OF_THE_COMPANY:
        return ""
    if kandidaat and email == kandidaat.casefold():
        return f"Dit is het e-mailadres van de kandidaat. De {signer.rol} moet zelf ondertekenen."
    if email in {colleague.casefold() for colleague in colleagues}:
        return f"Dit is het e-mailadres van een begeleider. De {signer.rol} moet zelf ondertekenen."
    return ""


def _vertegenwoordigers(
    kandidaat: Kandidaat | None, asked: Sequence[str], beside: Sequence[Vertegenwoordiger]
) -> list[Signer]:
    """Who signs beside the kandidaat today. A parent only of a minor, and then there has to be one."""
    if kandidaat is None or Rol.KANDIDAAT not in asked:
        return []
    wanted = [str(soort) for soort in BESIDE_KANDIDAAT if soort in asked]
    parent = VertegenwoordigerSoort.OUDER
    if not kandidaat.is_minor:
        wanted = [soort for soort in wanted if soort != parent]
    rows = sorted((row for row in beside if row.soort in wanted), key=lambda row: wanted.index(row.soort))
    found = [
        Signer(naam=row.naam, email=row.email, functie=row.get_soort_display(), rol=Rol.VERTEGENWOORDIGER)
        for row in rows
    ]
    if str(parent) in wanted and parent.label not in {signer.functie for signer in found}:
        found.append(Signer(naam="", email="", functie=parent.label, rol=Rol.VERTEGENWOORDIGER))
    return found
