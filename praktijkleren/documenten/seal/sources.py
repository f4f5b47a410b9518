"""Where the key of the seal comes from: a PKCS#12 file or a PKCS#11 token, as the settings say."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import Certificate, NameOID
from django.conf import settings

from praktijkleren.documenten.seal.own_ca import TEST_CA, make_own_ca


@dataclass(frozen=True)
class Pkcs12File:
    path: str
    password: str

    def problem(self) -> str:
        """Why this key cannot be used here, in one sentence; empty when it can."""
        try:
            certificate = self.certificate()
        except OSError:
            return f"SEAL_PKCS12 wijst naar een bestand dat niet te lezen is: {self.path}."
        except ValueError:
            return "SEAL_PKCS12 kan niet worden geopend: klopt SEAL_PKCS12_PASSWORD?"
        if settings.PRODUCTIE and TEST_CA in certificate.issuer.rfc4514_string():
            return "SEAL_PKCS12 is een testzegel: vraag een zegelcertificaat van uw organisatie aan."
        if certificate.not_valid_after_utc < datetime.now(UTC):
            return f"SEAL_PKCS12 bevat een certificaat dat is verlopen op {certificate.not_valid_after_utc:%d-%m-%Y}."
        return ""

    def certificate(self) -> Certificate:
        found = pkcs12.load_pkcs12(Path(self.path).read_bytes(), self.password.encode() or None)
        if found.key is None or found.cert is None:
            raise ValueError("geen sleutel of geen certificaat")
        return found.cert.certificate


@dataclass(frozen=True)
class Pkcs11Token:
    module: str
    token: str
    """By label: the number of a slot changes when the machine restarts (signing.md 4.5, pitfall 10)."""
    key: str
    pin: str

    def problem(self) -> str:
        if not Path(self.module).is_file():
            return f"SEAL_PKCS11_MODULE wijst naar een bestand dat er niet is: {self.module}."
        if not (self.token and self.key and self.pin):
            return "SEAL_PKCS11_TOKEN of SEAL_PKCS11_KEY of SEAL_PKCS11_PIN is leeg: vul alle drie in."
        return ""


KeySource = Pkcs12File | Pkcs11Token


def key_source() -> KeySource | None:
    """As configured; in development the own key, which is made when it is first asked for."""
    if settings.SEAL_PKCS11_MODULE:
        return Pkcs11Token(
            settings.SEAL_PKCS11_MODULE,
            settings.SEAL_PKCS11_TOKEN,
            settings.SEAL_PKCS11_KEY,
            settings.SEAL_PKCS11_PIN,
        )
    if settings.SEAL_PKCS12:
        return Pkcs12File(settings.SEAL_PKCS12, settings.SEAL_PKCS12_PASSWORD)
    if settings.PRODUCTIE:
        return None
    return Pkcs12File(str(make_own_ca(settings.VAR_DIR).key), "")


def seal_anchors() -> bytes:
    """The certificates (PEM) under which a seal is ours: pinned, for any other CA can seal as well."""
    return Path(settings.SEAL_TRUST_ANCHORS or make_own_ca(settings.VAR_DIR).anchor).read_bytes()


def tsa_anchors() -> bytes:
    """Of the timestamps. Kept apart, so that a CA that sells timestamps does not vouch for a seal."""
    return Path(settings.SEAL_TSA_TRUST_ANCHORS).read_bytes() if settings.SEAL_TSA_TRUST_ANCHORS else b""


def problem() -> str:
    """Why nothing can be sealed with these settings, in one sentence."""
    source = key_source()
    if source is None:
        return "SEAL_PKCS12 is leeg: noem het bestand met de sleutel van het zegel, of een token in SEAL_PKCS11_MODULE."
    for name in ("SEAL_TRUST_ANCHORS", "SEAL_TSA_TRUST_ANCHORS"):
        path = getattr(settings, name)
        if path and not Path(path).is_file():
            return f"{name} wijst naar een bestand dat er niet is: {path}."
    if settings.PRODUCTIE and not settings.SEAL_TRUST_ANCHORS:
        return "SEAL_TRUST_ANCHORS is leeg: noem het PEM-bestand met het CA-certificaat boven het zegel."
    if settings.SEAL_TSA_URL and not settings.SEAL_TSA_TRUST_ANCHORS:
        return "SEAL_TSA_TRUST_ANCHORS is leeg: noem bij SEAL_TSA_URL het PEM-bestand met de CA van de tijdstempels."
    return source.problem()


def organisation_in(certificate: Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    names = names or certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""
