"""Signing JSON-LD with the cryptosuite eddsa-rdfc-2022, and the same document as a JWT. Nothing is fetched."""

import base64
import hashlib
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

if TYPE_CHECKING:
    from verklaringen.credentials.keys import Key

VC, OPEN_BADGES = "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXTS = Path(__file__).with_name("contexts")
PINNED = {VC: "credentials-v2.json", OPEN_BADGES: "ob-v3p0-context-3.0.3.json"}
MULTICODEC_ED25519 = b"\xed\x01"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def add_proof(document: dict[str, Any], key: "Key", *, created: datetime) -> dict[str, Any]:
    """The document with a Data Integrity proof. The same document, key and moment give the same bytes."""
    config = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": timestamp(created),
        "verificationMethod": key.method,
        "proofPurpose": "assertionMethod",
    }
    signed = _digest({"@context": document["@context"], **config}) + _digest(document)
    return {**document, "proof": {**config, "proofValue": "z" + base58(key.private.sign(signed))}}


def proof_holds(text: str, public: str) -> bool:
    """Whether the holder of this key (multibase) signed exactly this. Anything that cannot be read is a no."""
    from pyld import jsonld

    try:
        document = json.loads(text)
        config = document.pop("proof")
        signature = unbase58(config.pop("proofValue")[1:])
        signed = _digest({"@context": document["@context"], **config}) + _digest(document)
        if config["verificationMethod"].partition("#")[2] != public:
            return False
        key = Ed25519PublicKey.from_public_bytes(unbase58(public[1:]).removeprefix(MULTICODEC_ED25519))
        key.verify(signature, signed)
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature, jsonld.JsonLdError):
        return False
    return True


def as_jwt(document: dict[str, Any], key: "Key") -> str:
    """A document in the other form that the standard knows: VC-JWT, with EdDSA."""
    claims = {name: value for name, value in document.items() if name != "proof"}
    claims |= {"iss": key.method.partition("#")[0], "jti": document["id"], "nbf": _seconds(document["validFrom"])}
    if "validUntil" in document:
        claims["exp"] = _seconds(document["validUntil"])
    header = {"alg": "EdDSA", "typ": "JWT", "kid": key.method}
    signed = f"{_part(header)}.{_part(claims)}"
    return f"{signed}.{_base64url(key.private.sign(signed.encode()))}"


def as_text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


def timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _digest(document: dict[str, Any]) -> bytes:
    """SHA-256 of the canonical N-Quads. A term that no context explains is an error, or it would not be signed."""
    from pyld import jsonld

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _load}
    canonical: str = jsonld.JsonLdProcessor(on_property_dropped=_refuse).normalize(document, options)
    return hashlib.sha256(canonical.encode()).digest()


def _refuse(term: str | None) -> None:
    raise ValueError(f"geen context kent {term or 'deze term'}")


def _load(url: str, _options: dict[str, Any]) -> dict[str, Any]:
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": pinned(url)}


@cache
def pinned(url: str) -> dict[str, Any]:
    """A context that we ship; any other is a KeyError."""
    document: dict[str, Any] = json.loads((CONTEXTS / PINNED[url]).read_text())
    return document


def base58(data: bytes) -> str:
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        digits = BASE58[digit] + digits
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + digits


def unbase58(text: str) -> bytes:
    number = 0
    for digit in text:
        number = number * 58 + BASE58.index(digit)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def _part(value: dict[str, Any]) -> str:
    return _base64url(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
