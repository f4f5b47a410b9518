"""What may not stand in a name. Names come back in our mails, so a name could carry someone else's advertisement."""

import re

from django.core.exceptions import ValidationError

LINK = re.compile(r"://|\bwww\b\.?|[\w-]\.[a-z]{2,}/", re.IGNORECASE)
WEB_ADDRESS = re.compile(r"@|[\w-]{2,}\.[a-z]{2,}", re.IGNORECASE)
"""J.P. and St. Annaparochie are names; two words with a dot and no space between them are an address."""
REFUSED = "Hier lijkt een webadres of e-mailadres te staan. Vul alleen de naam in, met een spatie na een punt."


def no_link(text: str) -> None:
    """For the name of a company, which may be called bol.com."""
    if LINK.search(text):
        raise ValidationError(REFUSED, code="webadres")


def no_web_address(text: str) -> None:
    if LINK.search(text) or WEB_ADDRESS.search(text):
        raise ValidationError(REFUSED, code="webadres")
