"""A CA and a seal certificate of our own, for a machine without a real one. What they seal is marked TEST."""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

TEST_CA = "Praktijkleren TEST-CA"
ORGANISATION = "Praktijkleren (test)"
LASTS = timedelta(days=5 * 365)
PrivateKey = ec.EllipticCurvePrivateKey


class OwnCA(NamedTuple):
    key: Path
    """PKCS#12 with the key and certificate of the seal, without a password."""
    anchor: Path
    """PEM of the CA."""


def make_own_ca(folder: Path) -> OwnCA:
    """Make both once. Two processes that start at the same time end up with the same pair."""
    made = OwnCA(Path(folder) / "zegel" / "zegel.p12", Path(folder) / "zegel" / "ca.pem")
    if made.key.exists():
        return made
    Path(folder).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as work:
        new = Path(work) / "zegel"
        new.mkdir(mode=0o700)
        _write(OwnCA(new / made.key.name, new / made.anchor.name))
        try:
            os.rename(new, made.key.parent)  # noqa: PTH104 - refuses where someone was first, Path.replace may not
        except OSError:
            if not made.key.exists():
                raise
    return made


def _write(paths: OwnCA) -> None:
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca = _certificate(TEST_CA, ca_key, issuer=None, issuer_key=ca_key)
    seal = _certificate("TESTZEGEL, niet echt", key, issuer=ca, issuer_key=ca_key)
    p12 = pkcs12.serialize_key_and_certificates(b"zegel", key, seal, [ca], serialization.NoEncryption())
    paths.key.touch(mode=0o600)
    paths.key.write_bytes(p12)
    paths.anchor.write_bytes(ca.public_bytes(serialization.Encoding.PEM))


def _certificate(
    name: str, key: PrivateKey, *, issuer: x509.Certificate | None, issuer_key: PrivateKey
) -> x509.Certificate:
    now, is_ca = datetime.now(UTC), issuer is None
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LASTS)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=0 if is_ca else None), critical=True)
        .add_extension(_usage(is_ca=is_ca), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(*, is_ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_ca,
        content_commitment=not is_ca,
        key_cert_sign=is_ca,
        crl_sign=is_ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
