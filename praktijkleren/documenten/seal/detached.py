"""The key of the seal over something that is no PDF: a CMS signature beside it, which openssl checks as well."""

import asyncio
from datetime import UTC, datetime

from django.conf import settings
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

from praktijkleren.documenten.seal.key import seal_key
from praktijkleren.documenten.seal.loops import in_own_loop
from praktijkleren.documenten.seal.pades import timestamper
from praktijkleren.documenten.seal.reading import status_of


def sign(content: bytes) -> bytes:
    """With the time of the timestamp service, where there is one."""
    signing = seal_key().signer.async_sign_general_data(
        content,
        "sha256",
        timestamper=timestamper(settings.SEAL_TSA_URL) if settings.SEAL_TSA_URL else None,
        signed_attr_settings=PdfCMSSignedAttributes(signing_time=datetime.now(UTC)),
    )
    made: bytes = in_own_loop(lambda: asyncio.run(signing)).dump()
    return made


def is_ours(content: bytes, signature: bytes) -> bool:
    """Whether a seal under our own anchors covers exactly this."""
    try:
        status = status_of(signature, content)
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    return bool(status.valid and status.intact) and status.trust_problem_indic is None
