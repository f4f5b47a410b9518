"""A certifying PAdES seal in one revision, and reading it back (signing.md 3.4, 4.3)."""

import io
import logging
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.fetchers import OwnedFetcherBackend

from praktijkleren.documenten.finishing import FIELD
from praktijkleren.documenten.seal.key import SealKey, certificates_in, seal_key
from praktijkleren.documenten.seal.loops import in_own_loop
from praktijkleren.documenten.seal.revocation import AskOnce, forget_answers
from praktijkleren.documenten.seal.sources import seal_anchors, tsa_anchors
from praktijkleren.documenten.states import Niveau

TSA_TIMEOUT = 15
logging.getLogger("pyhanko_certvalidator").setLevel(logging.WARNING)


class SealError(Exception):
    """What came out is not the seal that was asked for, so it goes nowhere."""


@dataclass(frozen=True)
class Sealed:
    pdf: bytes
    niveau: Niveau
    organisatie: str
    certificaat_serienummer: str
    tijdstempel_serienummer: str


def wanted_level(key: SealKey | None = None) -> Niveau:
    """From the settings and the certificate alone. What happens to be reachable never makes it less."""
    if not settings.SEAL_TSA_URL:
        return Niveau.B_B
    return Niveau.B_LT if (key or seal_key()).has_revocation else Niveau.B_T


def seal(pdf: bytes) -> Sealed:
    """Seal at the wanted level and read it back, or raise. Asks the TSA, and CRL or OCSP; needs no database."""
    key = seal_key()
    niveau = wanted_level(key)
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason="Elektronisch zegel",
        name=settings.SEAL_ORGANISATION or key.organisation,
        **(_validation_info() if niveau == Niveau.B_LT else {}),
    )
    signer = PdfSigner(metadata, key.signer, timestamper=_timestamper())
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    try:
        sealed: bytes = in_own_loop(lambda: signer.sign_pdf(writer, existing_fields_only=True)).getvalue()
        stamp = check_own(sealed, niveau)
    except Exception:
        forget_answers()
        raise
    return Sealed(sealed, niveau, metadata.name or "", key.serial, stamp)


def _validation_info() -> dict[str, Any]:
    """Everything that a checker needs later inside the signed bytes, fetched now; what cannot be had is an error."""
    placement = SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
    return {
        "embed_validation_info": True,
        "validation_context": ValidationContext(
            trust_roots=[*certificates_in(seal_anchors()), *certificates_in(tsa_anchors())],
            allow_fetching=True,
            fetcher_backend=OwnedFetcherBackend(AskOnce()),
            revocation_mode="hard-fail",
        ),
        "dss_settings": DSSContentSettings(include_vri=False, placement=placement),
    }


def _timestamper() -> HTTPTimeStamper | None:
    return timestamper(settings.SEAL_TSA_URL) if settings.SEAL_TSA_URL else None


@cache
def timestamper(address: str) -> HTTPTimeStamper:
    """One per process, for it remembers how large a timestamp is. Name and password may stand in the address."""
    parts = urlsplit(address)
    auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    return HTTPTimeStamper(url, timeout=TSA_TIMEOUT, auth=auth)


def check_own(pdf: bytes, niveau: Niveau) -> str:
    """Refuse what is not one whole certifying seal of our own at this level. Answers the serial of the timestamp."""
    reader = PdfFileReader(io.BytesIO(pdf))
    seals = reader.embedded_signatures
    if len(seals) != 1 or seals[0].field_name != FIELD:
        raise SealError(f"Er hoort één zegel in te zitten, niet {len(seals)}.")
    for_seal, for_time = _contexts(reader, niveau)
    status = in_own_loop(
        lambda: validate_pdf_signature(seals[0], signer_validation_context=for_seal, ts_validation_context=for_time)
    )
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE and bool(status.docmdp_ok)
    if not (status.bottom_line and whole and seals[0].docmdp_level == MDPPerm.NO_CHANGES):
        raise SealError(f"Het zegel klopt niet: {status.summary()}.")
    if niveau == Niveau.B_B:
        return ""
    stamp = status.timestamp_validity
    if stamp is None or not (stamp.valid and stamp.trusted):
        raise SealError("Het tijdstempel ontbreekt of klopt niet.")
    token = next(iter(extract_tst_data_iter(seals[0].signer_info, signed=False)))
    return format(token["encap_content_info"]["content"].parsed["serial_number"].native, "x")


def _contexts(reader: PdfFileReader, niveau: Niveau) -> tuple[ValidationContext, ValidationContext]:
    """With our own anchors only, and for B-LT with nothing but what the file itself carries."""
    seal, time = certificates_in(seal_anchors()), certificates_in(tsa_anchors())
    if niveau != Niveau.B_LT:
        return ValidationContext(trust_roots=seal), ValidationContext(trust_roots=time)
    carried = DocumentSecurityStore.read_dss(reader)
    strict = {"revocation_mode": "hard-fail"}
    return (
        carried.as_validation_context({"trust_roots": seal, **strict}),
        carried.as_validation_context({"trust_roots": time, **strict}),
    )
