"""What production refuses to start without: the key of credentials."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from praktijkleren.checks import TAG
from verklaringen.credentials.keys import KeyFileError, signing_key


@register(TAG)
def credential_key(**_kwargs: Any) -> list[CheckMessage]:
    if not settings.PRODUCTIE:
        return []
    try:
        signing_key()
    except KeyFileError:
        return [
            Error(
                "CREDENTIAL_KEY_FILE wijst niet naar een Ed25519-sleutel: maak die met manage.py make_credential_key "
                "BESTAND en vul het bestand in.",
                id="productie.E020",
            )
        ]
    return []
