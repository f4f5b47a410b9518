"""The key of the seal, opened once per process: parsing it again at each seal costs six times as much."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import load_der_x509_certificate
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

from praktijkleren.documenten.seal.sources import KeySource, Pkcs11Token, Pkcs12File, key_source, organisation_in


class SealUnavailableError(Exception):
    """There is no key to seal with."""


@dataclass(frozen=True)
class SealKey:
    signer: Signer
    certificate: Any
    """As `cryptography` reads it."""

    @property
    def serial(self) -> str:
        return format(self.certificate.serial_number, "x")

    @property
    def organisation(self) -> str:
        return organisation_in(self.certificate)

    @property
    def has_revocation(self) -> bool:
        """Whether the certificate names where to ask if it was revoked; without that there is no B-LT."""
        leaf = self.signer.signing_cert
        return bool(leaf and (leaf.crl_distribution_points or leaf.ocsp_urls))


def seal_key() -> SealKey:
    source = key_source()
    if source is None:
        raise SealUnavailableError("Er is geen sleutel ingesteld om mee te verzegelen.")
    return _open(source)


@cache
def _open(source: KeySource) -> SealKey:
    signer = _from_token(source) if isinstance(source, Pkcs11Token) else _from_file(source)
    if signer.signing_cert is None:
        raise SealUnavailableError("Bij de sleutel van het zegel hoort geen certificaat.")
    return SealKey(signer, load_der_x509_certificate(signer.signing_cert.dump()))


def forget_keys() -> None:
    """For a test that changes the settings, and for a token that was pulled out."""
    _open.cache_clear()


class KeptKeySigner(Signer):
    """Signs with a private key that stays parsed. pyHanko's own parses and checks it anew, twice, at each signature."""

    def __init__(self, key: Any, certificate: x509.Certificate, chain: Sequence[x509.Certificate]) -> None:
        self._key = key
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        registry.register_multiple([certificate, *chain])
        super().__init__(signing_cert=certificate, cert_registry=registry, embed_roots=False)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        algorithm = get_pyca_cryptography_hash(digest_algorithm)
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(algorithm))
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, PKCS1v15(), algorithm)
        raise SigningError("Een zegelsleutel is RSA of een elliptische kromme.")


def _from_file(source: Pkcs12File) -> Signer:
    found = pkcs12.load_pkcs12(Path(source.path).read_bytes(), source.password.encode() or None)
    if found.key is None or found.cert is None:
        raise SealUnavailableError(source.problem())
    return KeptKeySigner(
        found.key, _asn1(found.cert.certificate), [_asn1(each.certificate) for each in found.additional_certs]
    )


def _from_token(source: Pkcs11Token) -> Signer:
    """One session per process, with every certificate on the token at hand for the chain."""
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    session = open_pkcs11_session(source.module, token_criteria=TokenCriteria(label=source.token), user_pin=source.pin)
    return PKCS11Signer(
        session, key_label=source.key, cert_label=source.key, other_certs_to_pull=None, embed_roots=False
    )


def _asn1(certificate: Any) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def certificates_in(text: bytes) -> list[x509.Certificate]:
    """Every certificate of a PEM file."""
    if not text.strip():
        return []
    return [x509.Certificate.load(body) for _type, _headers, body in pem.unarmor(text, multiple=True)]
