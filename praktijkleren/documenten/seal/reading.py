"""What is the matter with a file that is not in the register.

Reads the seal from the bytes and unpacks nothing: a few kilobytes that unpack to gigabytes would take the machine down.
"""

import asyncio
import hashlib
import re
from datetime import UTC, datetime

from asn1crypto import cms
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import (
    async_validate_cms_signature,
    extract_self_reported_ts,
)
from pyhanko.sign.validation.status import SignatureStatus
from pyhanko_certvalidator import ValidationContext

from praktijkleren.documenten.seal.key import certificates_in
from praktijkleren.documenten.seal.loops import in_own_loop
from praktijkleren.documenten.seal.sources import seal_anchors
from praktijkleren.documenten.verifying import Reason

BYTE_RANGE = re.compile(
    rb"/ByteRange\s{0,9}\[\s{0,9}(\d{1,9})\s{1,9}(\d{1,9})\s{1,9}(\d{1,9})\s{1,9}(\d{1,9})\s{0,9}\]"
)
HEX = re.compile(rb"<[0-9A-Fa-f]*>")
END = b"%%EOF"
LARGEST_SEAL = 200_000
MOST_CERTIFICATES = 12


def reason_of(pdf: bytes) -> Reason:
    ranges = BYTE_RANGE.search(pdf)
    has_end = pdf.rstrip().endswith(END)
    if ranges is None:
        return Reason.ZONDER_ZEGEL if has_end else Reason.AFGEKAPT
    start, gap, after, length = (int(number) for number in ranges.groups())
    if after + length > len(pdf):
        return Reason.HERSCHREVEN if has_end else Reason.AFGEKAPT
    contents = pdf[gap:after]
    if start or len(contents) > LARGEST_SEAL or not HEX.fullmatch(contents):
        return Reason.HERSCHREVEN
    covered = pdf[:gap] + pdf[after : after + length]
    return _judge(bytes.fromhex(contents[1:-1].decode()), covered, longer=after + length < len(pdf))


def _judge(seal: bytes, covered: bytes, *, longer: bool) -> Reason:
    try:
        status = status_of(seal, covered)
    except (ValueError, TypeError, KeyError, AttributeError, SignatureValidationError):
        return Reason.HERSCHREVEN
    if status.valid and status.trust_problem_indic is not None:
        return Reason.ANDER_ZEGEL
    if not (status.valid and status.intact):
        return Reason.GEWIJZIGD
    return Reason.AANGEVULD if longer else Reason.NIET_GELIJK


def status_of(seal: bytes, covered: bytes) -> SignatureStatus:
    """By pyHanko, under our own anchors, at the time that the seal says: a certificate may have ended since."""
    signed = cms.ContentInfo.load(seal)["content"]
    if len(signed["certificates"]) > MOST_CERTIFICATES:
        raise ValueError("meer certificaten dan een zegel nodig heeft")
    said = extract_self_reported_ts(extract_signer_info(signed))
    context = ValidationContext(trust_roots=certificates_in(seal_anchors()), moment=said or datetime.now(UTC))
    digest = hashlib.sha256(covered).digest()
    found: SignatureStatus = in_own_loop(
        lambda: asyncio.run(async_validate_cms_signature(signed, raw_digest=digest, validation_context=context))
    )
    return found
