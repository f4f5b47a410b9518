"""What may not be typed in a free text, wherever it stands."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

NINE_DIGITS = re.compile(
    r"(?<![\d+])(?:\d{9}|\d{3}([ .-])\d{3}\1\d{3}|\d{4}([ .-])\d{2}\2\d{3})(?!\d)",
)
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
PHONE = re.compile(r"[+(]?\d[\d ()-]*")
BSN = "Hier lijkt een burgerservicenummer te staan ({number}). Dat slaan we niet op. Haal het weg."
FIXED_FIELDS = (forms.EmailField, forms.URLField, forms.UUIDField)
"""Text fields with a form of their own, in which nothing free can be typed."""


def is_bsn(digits: str) -> bool:
    """The elfproef on nine digits."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True))
    return total % 11 == 0 and int(digits) > 0


def no_bsn(text: str) -> None:
    """Refuse a text with a valid burgerservicenummer in it; we have no ground to keep one (domain.md 6.2)."""
    for found in NINE_DIGITS.finditer(text):
        if is_bsn(re.sub(r"\D", "", found.group())):
            raise ValidationError(BSN.format(number=found.group()), code="bsn")


def is_phone(text: str) -> None:
    digits = re.sub(r"\D", "", text)
    if not PHONE.fullmatch(text.strip()) or not 8 <= len(digits) <= 15:
        raise ValidationError("Vul een telefoonnummer in, bijvoorbeeld 06 12345678.", code="phone")


class FreeTextForm(forms.Form):
    """Every text that can be typed freely is searched for a burgerservicenummer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if not isinstance(field, forms.CharField) or isinstance(field, FIXED_FIELDS) or field.widget.is_hidden:
                continue  # nobody types in what is hidden; a key in it may look like a number
            field.validators.append(is_phone if name.endswith("telefoon") else no_bsn)
