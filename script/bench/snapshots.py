"""What stands on an invented praktijkverklaring, in the shape of verklaringen/snapshot.py."""

from typing import Any

from django.conf import settings

from verklaringen.codes import new_code


def invented_snapshot(number: int) -> dict[str, Any]:
    """Two kerntaken with three werkprocessen each; another number gives other words everywhere."""
    code = new_code()
    kerntaken = [
        {
            "code": f"B1-K{kerntaak}",
            "titel": f"Voert werk {number} uit in deel {kerntaak} van het bedrijf",
            "werkprocessen": [
                {
                    "nummer": kerntaak * 3 - 3 + w,
                    "code": f"B1-K{kerntaak}-W{w}",
                    "naam": f"Bereidt opdracht {number + w} voor en rondt die af",
                    "toelichting": "In de keuken en in het magazijn, met de collega's van de ochtendploeg",
                }
                for w in (1, 2, 3)
            ],
        }
        for kerntaak in (1, 2)
    ]
    return {
        "code": code, "controle_url": f"{settings.SITE_URL}/v/{code}/", "versie": 1, "gemaakt_op": "2026-11-24",
        "naam": f"Łucja van der Voorbeeld-{number}", "geboortedatum": "1994-03-04", "geboorteplaats": "Zwolle",
        "geboorteland": "", "kerntaken": kerntaken, "regio": "Groningen",
        "kwalificatie": {"crebo": "25168", "titel": "Gastheer/-vrouw", "niveau": 2, "dossier": "Bediening (23082)"},
        "leerbedrijf": {
            "naam": f"Leerbedrijf {number}", "vestiging": "", "plaats": "Assen", "leerbedrijf_id": "100000001",
        },
        "praktijkopleider": {"naam": "Petra Opleider", "functie": "leermeester"},
        "verstrekker": {"naam": "ROC Voorbeeld", "plaats": "Assen"},
        "periode": {"van": "2026-02-01", "tot": "2026-08-31"},
    }  # fmt: skip
