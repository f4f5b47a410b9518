"""What a credential says: the praktijkverklaring as an Open Badge 3.0, from the frozen snapshot and nothing else."""

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings

from verklaringen.credentials.keys import did
from verklaringen.credentials.proof import OPEN_BADGES, VC, timestamp

if TYPE_CHECKING:
    from praktijkleren.documenten.models import Document
    from verklaringen.models import Credential

REGISTER = "https://wetten.overheid.nl/BWBR0036352"
"""The regulation that names every kwalificatie with its crebo."""
CAN_DO = "Kan dit in de praktijk uitvoeren"
Json = dict[str, Any]


def build(document: "Document", credential: "Credential") -> Json:
    """Holds the hash of what was signed, so that PDF and credential belong together (signing.md 3.7)."""
    data = document.snapshot
    beroep, url = data["kwalificatie"]["titel"], data["controle_url"]
    return {
        "@context": [VC, OPEN_BADGES],
        "id": f"urn:uuid:{credential.pk}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"Praktijkverklaring {beroep}",
        "issuer": issuer(),
        "validFrom": timestamp(document.volledig_ondertekend_op or credential.created_at),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [identity(data["naam"], credential.zout)],
            "source": leerbedrijf(data["leerbedrijf"]),
            "achievement": achievement(data, url),
            "result": [{"type": ["Result"], "resultDescription": f"{url}#oordeel", "value": CAN_DO}],
        },
        "evidence": [
            {
                "id": url,
                "type": ["Evidence"],
                "name": "Controlepagina van deze praktijkverklaring",
                "narrative": f"Versie {data['versie']}. SHA-256 van wat is ondertekend: {document.inhoud_sha256}",
            }
        ],
        "credentialStatus": status_entry(credential.lijst, credential.plek),
    }


def issuer() -> Json:
    return {"id": did(), "type": ["Profile"], "name": settings.CREDENTIAL_ISSUER, "url": settings.SITE_URL}


def identity(naam: str, zout: str) -> Json:
    """The name, hashed with a random salt. Whoever has the verklaring in hand can compare; no other key to a person."""
    hashed = hashlib.sha256((naam + zout).encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${hashed}",
        "identityType": "name",
        "salt": zout,
    }


def leerbedrijf(data: Mapping[str, str]) -> Json:
    """Who judged, on behalf of the issuer."""
    key = data["leerbedrijf_id"] or f"{data['naam']}, {data['plaats']}"
    return {"id": _urn("leerbedrijf", key), "type": ["Profile"], "name": data["naam"]}


def achievement(data: Mapping[str, Any], url: str) -> Json:
    kwalificatie, school = data["kwalificatie"], data["verstrekker"]
    return {
        "id": f"{url}#versie-{data['versie']}",
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": f"Praktijkverklaring {kwalificatie['titel']}",
        "inLanguage": "nl",
        "description": (
            f"Werkprocessen uit het beroep {kwalificatie['titel']} (mbo-niveau {kwalificatie['niveau']}, "
            f"crebo {kwalificatie['crebo']}), geleerd en beoordeeld op de werkvloer van een erkend leerbedrijf."
        ),
        "criteria": {
            "narrative": "De praktijkopleider van het leerbedrijf zag dat deze persoon elk werkproces kan uitvoeren."
        },
        "creator": {
            "id": _urn("verstrekker", f"{school['naam']}, {school['plaats']}"),
            "type": ["Profile"],
            "name": school["naam"],
        },
        "alignment": alignments(data),
        "resultDescription": [
            {
                "id": f"{url}#oordeel",
                "type": ["ResultDescription"],
                "name": "Oordeel van de praktijkopleider over elk werkproces",
                "resultType": "Result",
                "allowedValue": [CAN_DO],
            }
        ],
    }


def alignments(data: Mapping[str, Any]) -> list[Json]:
    """One per werkproces, by its code in the kwalificatiedossier."""
    kwalificatie = data["kwalificatie"]
    framework = f"Kwalificatiedossier {kwalificatie['dossier']}, crebo {kwalificatie['crebo']}"
    return [
        {
            "type": ["Alignment"],
            "targetType": "ceasn:Competency",
            "targetName": werkproces["naam"],
            "targetCode": werkproces["code"],
            "targetFramework": framework,
            "targetUrl": REGISTER,
        }
        for kerntaak in data["kerntaken"]
        for werkproces in kerntaak["werkprocessen"]
    ]


def status_entry(lijst: int, plek: int) -> Json:
    url = status_list_url(lijst)
    return {
        "id": f"{url}#{plek}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(plek),
        "statusListCredential": url,
    }


def status_list_url(lijst: int) -> str:
    from django.urls import reverse

    return f"{settings.SITE_URL}{reverse('verklaringen:status_list', args=[lijst])}"


def _urn(what: str, key: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{what}:{key}')}"
