"""The Bitstring Status List: one bit per credential, fetched as a whole, so that nobody sees whom one looks up."""

import base64
import gzip
import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from verklaringen.credentials.badge import issuer, status_list_url
from verklaringen.credentials.keys import signing_key
from verklaringen.credentials.proof import VC, add_proof, as_jwt, as_text, timestamp
from verklaringen.models import Credential
from verklaringen.states import NO_LONGER_VALID

SIZE = 131_072
"""The least that the standard allows: enough that one bit says nothing about one person."""
HALF = SIZE // 2
"""A list takes no more than this, so that a random place is found at once."""
LASTS = timedelta(days=2)


def status_list(lijst: int, *, jwt: bool = False) -> str:
    """The signed list of today. It follows from the database, so a revoked credential shows at once."""
    rows = Credential.objects.filter(lijst=lijst, versie__status__in=NO_LONGER_VALID)
    revoked = sorted(rows.values_list("plek", flat=True))
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    bits, key = encode(revoked), signing_key()
    same = hashlib.sha256(f"{jwt} {bits} {key.method} {status_list_url(lijst)}".encode()).hexdigest()
    name = f"verklaringen.status:{day:%Y%m%d}:{same}"
    found: str | None = cache.get(name)
    if found is None:
        document = build(lijst, bits, day)
        found = as_jwt(document, key) if jwt else as_text(add_proof(document, key, created=day))
        cache.set(name, found, timeout=24 * 3600)
    return found


def build(lijst: int, bits: str, day: datetime) -> dict[str, Any]:
    url = status_list_url(lijst)
    return {
        "@context": [VC],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer()["id"],
        "validFrom": timestamp(day),
        "validUntil": timestamp(day + LASTS),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": bits,
        },
    }


def encode(places: Iterable[int]) -> str:
    """Multibase of the zipped bits; the first place is the leftmost bit."""
    bits = bytearray(SIZE // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> (place % 8)
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()


def number_of_lists() -> int:
    """The next one opens when the last is half full."""
    return 1 + Credential.objects.count() // HALF
