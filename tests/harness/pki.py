"""Certificates for the tests: the seal of a whole run, made before Django reads its settings, and any other kind."""

import atexit
import shutil
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from praktijkleren.documenten.seal.own_ca import make_own_ca

USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip
PASSWORD = "geheim"


def make_seal():
    """Settings for a key and an anchor that last as long as this process."""
    folder = Path(tempfile.mkdtemp(prefix="zegel-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = make_own_ca(folder)
    return {"SEAL_PKCS12": str(made.key), "SEAL_TRUST_ANCHORS": str(made.anchor)}


def named(name, organisation):
    names = [(NameOID.COUNTRY_NAME, "NL"), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, name)]
    return x509.Name([x509.NameAttribute(*each) for each in names])


def new_key(*, use_rsa=False):
    return rsa.generate_private_key(65537, 2048) if use_rsa else ec.generate_private_key(ec.SECP256R1())


class Authority:
    """A CA. With `crl_url` its certificates say where to ask whether they were revoked."""

    def __init__(self, name="Voorbeeld CA", crl_url=""):
        self.crl_url, self.key, self.revoked = crl_url, new_key(), []
        self.name = named(name, "Voorbeeld Vertrouwensdienst")
        self.certificate = self._sign(self.name, self.key, is_ca=True)

    @property
    def pem(self):
        return self.certificate.public_bytes(Encoding.PEM)

    def issue(self, name="Zegel", *, organisation="ROC Voorbeeld", days=365, timestamps=False, use_rsa=False):
        key = new_key(use_rsa=use_rsa)
        subject = named(name, organisation)
        return key, self._sign(subject, key, days=days, timestamps=timestamps)

    def seal_file(self, folder, **kind):
        """A PKCS#12 file as one gets it, with its chain and a password."""
        key, certificate = self.issue(**kind)
        protected = BestAvailableEncryption(PASSWORD.encode())
        path = folder / "zegel.p12"
        path.write_bytes(
            pkcs12.serialize_key_and_certificates(b"zegel", key, certificate, [self.certificate], protected)
        )
        return path

    def anchors(self, folder, name="ca.pem"):
        (folder / name).write_bytes(self.pem)
        return folder / name

    def crl(self):
        now = datetime.now(UTC)
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.name)
        builder = builder.last_update(now - timedelta(minutes=1)).next_update(now + timedelta(days=1))
        for certificate in self.revoked:
            row = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number)
            builder = builder.add_revoked_certificate(row.revocation_date(now - timedelta(minutes=2)).build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def _sign(self, subject, key, *, is_ca=False, days=3650, timestamps=False):
        now = datetime.now(UTC)
        allowed = {"key_cert_sign", "crl_sign"} if is_ca else {"digital_signature", "content_commitment"}
        usage = x509.KeyUsage(**{each: each in allowed for each in USAGES})
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(key.public_key())
        made = made.serial_number(x509.random_serial_number())
        made = made.not_valid_before(min(now, now + timedelta(days=days)) - timedelta(days=30))
        made = made.not_valid_after(now + timedelta(days=days))
        made = made.add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        made = made.add_extension(usage, critical=True)
        made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        made = made.add_extension(issuer, critical=False)
        if timestamps:
            made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        if self.crl_url and not is_ca:
            point = x509.DistributionPoint([x509.UniformResourceIdentifier(self.crl_url)], None, None, None)
            made = made.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        return made.sign(self.key, hashes.SHA256())


def as_der(key):
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


if __name__ == "__main__":
    made = Authority()
    made.seal_file(Path(sys.argv[1]))
    made.anchors(Path(sys.argv[1]))
