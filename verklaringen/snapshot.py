"""What stands on a praktijkverklaring: built once from the dossier, frozen, and read back for every page and PDF."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from kandidaten.models import Kandidaat
from praktijkleren.documenten.signer import Signer
from trajecten.refused import RefusedError
from verklaringen.models import Verklaringversie, VerklaringWerkproces
from verklaringen.states import VersieStatus

SOORT = "praktijkverklaring"


def build_snapshot(
    versie: Verklaringversie, signer: Signer, mede: Sequence[Signer] = (), *, naam_latijn: str = ""
) -> dict[str, Any]:
    """Codes, names, persons and dates as they are now. Holds no BSN and no id of the dossier (signing.md 4.6, A13).

    `naam_latijn` stands in the place of a name in letters that a document cannot have.
    """
    verklaring = versie.verklaring
    traject, plaatsing, kandidaat = verklaring.traject, verklaring.plaatsing, verklaring.kandidaat
    if not (traject and plaatsing and kandidaat and traject.kwalificatie):
        raise RefusedError("Van deze verklaring is het dossier gewist. Er kan geen nieuwe versie meer van komen.")
    kwalificatie, leerbedrijf = traject.kwalificatie, plaatsing.leerbedrijf
    return {
        "code": verklaring.code,
        "controle_url": f"{settings.SITE_URL}{reverse('verklaringen:check', args=[verklaring.code])}",
        "versie": versie.versie,
        "vervangt": sealed_before(versie),
        "gemaakt_op": timezone.localdate().isoformat(),
        **(_in_latin(naam_latijn) if naam_latijn else _named(kandidaat)),
        "geboortedatum": kandidaat.geboortedatum.isoformat(),
        "geboorteplaats": kandidaat.geboorteplaats,
        "geboorteland": kandidaat.geboorteland,
        "kwalificatie": {
            "crebo": kwalificatie.crebo,
            "titel": kwalificatie.titel,
            "niveau": kwalificatie.niveau,
            "dossier": str(kwalificatie.dossier or ""),
        },
        "kerntaken": kerntaken(versie.werkprocessen.order_by("volgorde")),
        "leerbedrijf": {
            "naam": leerbedrijf.naam,
            "vestiging": leerbedrijf.vestiging,
            "plaats": leerbedrijf.plaats,
            "leerbedrijf_id": leerbedrijf.leerbedrijf_id,
        },
        "praktijkopleider": {"naam": signer.naam, "functie": signer.functie},
        "ondertekenaars": [
            {"rol": each.rol, "naam": each.naam, "functie": each.functie, "organisatie": each.organisatie}
            for each in (signer, *mede)
        ],
        "verstrekker": {"naam": verklaring.verstrekker.naam, "plaats": verklaring.verstrekker.plaats},
        "regio": str(verklaring.regio),
        "periode": {"van": plaatsing.van.isoformat(), "tot": plaatsing.tot.isoformat() if plaatsing.tot else ""},
    }


def sealed_before(versie: Verklaringversie) -> int:
    """The version that counts until this one is sealed; 0 where there is none."""
    older = versie.verklaring.versies.filter(status=VersieStatus.VERZEGELD, versie__lt=versie.versie)
    return older.order_by("-versie").values_list("versie", flat=True).first() or 0


def _named(kandidaat: Kandidaat) -> dict[str, Any]:
    return {
        "naam": kandidaat.volledige_naam,
        "achternaam": kandidaat.achternaam,
        "tussenvoegsel": kandidaat.tussenvoegsel,
    }


def _in_latin(naam: str) -> dict[str, Any]:
    """Kept as such, so that a next version begins with it. The last word is what one types to check the paper."""
    return {"naam": naam, "achternaam": naam.rpartition(" ")[2], "tussenvoegsel": "", "naam_in_latijnse_letters": True}


def latin_before(versie: Verklaringversie) -> str:
    """What the version that this one follows had in the place of the name."""
    before = versie.vervangt.document if versie.vervangt else None
    return str(before.snapshot["naam"]) if before and before.snapshot.get("naam_in_latijnse_letters") else ""


def kerntaken(rows: Iterable[VerklaringWerkproces]) -> list[dict[str, Any]]:
    """The werkprocessen under their kerntaak, as the resultatenlijst has them (domain.md 1.4, row 9)."""
    found = []
    for (code, titel), group in groupby(rows, key=lambda row: (row.kerntaak_code, row.kerntaak_naam)):
        werkprocessen = [
            {"nummer": row.volgorde, "code": row.code, "naam": row.naam, "toelichting": row.toelichting}
            for row in group
        ]
        found.append({"code": code, "titel": titel, "werkprocessen": werkprocessen})
    return found
