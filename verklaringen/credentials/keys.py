"""The Ed25519 key of credentials, apart from that of the seal, and the did:web document in which anyone finds it."""

import os
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from verklaringen.credentials.proof import MULTICODEC_ED25519, base58


class KeyFileError(Exception):
    """There is no usable key; says in one sentence what to do."""


@dataclass(frozen=True)
class Key:
    private: Ed25519PrivateKey

    @cached_property
    def public(self) -> str:
        """The public key as a multibase text; also its name within the did document."""
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return "z" + base58(MULTICODEC_ED25519 + raw)

    @property
    def method(self) -> str:
        return f"{did()}#{self.public}"


def did() -> str:
    """did:web of the address at which people reach us."""
    host: str = urlsplit(settings.SITE_URL).netloc
    return "did:web:" + host.replace(":", "%3A")


def did_document(public_keys: list[str]) -> dict[str, Any]:
    """Every key that ever signed: an old credential must still be checkable after the key was changed."""
    us = did()
    methods = [
        {"id": f"{us}#{public}", "type": "Multikey", "controller": us, "publicKeyMultibase": public}
        for public in public_keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": us,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def signing_key() -> Key:
    """The key from the settings, read once per process. Outside production one is made where there is none."""
    path = Path(settings.CREDENTIAL_KEY_FILE) if settings.CREDENTIAL_KEY_FILE else None
    if path and not settings.PRODUCTIE and not path.exists():
        make_key_file(path)
    return _read(path)


@lru_cache(maxsize=4)
def _read(path: Path | None) -> Key:
    try:
        private = load_pem_private_key((path or Path()).read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise KeyFileError(f"{path} is geen leesbaar PEM-bestand") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyFileError(f"{path} bevat geen Ed25519-sleutel")
    return Key(private)


def make_key_file(path: Path) -> bool:
    """Write a new key that only its owner may read. False where a file stands already: a key is never overwritten."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    try:
        os.link(beside, path)  # fails where another process was first; never shows half a file
    except FileExistsError:
        return False
    finally:
        beside.unlink()
    return True
